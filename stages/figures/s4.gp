# Figure S4: X-ray maps of nickel and tungsten on one particle, and how W/Ni of its squares scatters.
set multiplot layout 1,3 margins screen 0.005,0.995,0.215,0.985 spacing 0.02,0
set size ratio -1
unset xtics
unset ytics
set yrange [*:*] reverse
set autoscale fix
unset key
set palette gray
set colorbox horizontal user size screen 0.2, screen 0.025
set format cb '%g'
set cbtics scale 0.5 offset 0,0.5 font ',9'
set label 9001 at graph 0.02, graph 0.03 left boxed
set style textbox opaque fillcolor rgb '#ffffff' noborder margins 0.6,0.4
do for [p=1:2] {
  map = p == 1 ? nickel : tungsten
  set label 1 (p == 1 ? '(a) Ni' : '(b) W') at graph 0.03, graph 0.95 front boxed
  set label 2 at graph 0.86, graph 0.11 center front boxed font ',9'
  stats scale using 'length (µm)' nooutput
  set label 2 sprintf('%g µm', STATS_mean)
  set colorbox user origin screen (p == 1 ? 0.065 : 0.4), screen 0.155
  set cblabel 'counts' offset 0,0.8
  step = p == 1 ? 30 : 3
  set cbtics step
  plot map using 'x (µm)':'y (µm)':'counts' with image, \
    scale using ((column('from x (µm)') + column('to x (µm)'))/2):'y (µm)':'from x (µm)':'to x (µm)' with xerrorbars pt 0 lw 3 lc rgb '#ffffff'
}
unset label 2
set palette defined (-3 '#b2182b', 0 '#f7f7f7', 3 '#2166ac')
set cbrange [-3.5:3.5]
set colorbox user origin screen 0.735, screen 0.155
set cbtics 1
set cblabel 'deviation in standard uncertainties' offset 0,0.8
set label 1 '(c) W/Ni of squares' at graph 0.03, graph 0.95
plot tungsten using 'x (µm)':'y (µm)':(NaN) with image, \
  blocks using 'x (µm)':'y (µm)':(0.4):(0.4):'standardised residual' with boxxyerror fs solid lc palette
unset multiplot
