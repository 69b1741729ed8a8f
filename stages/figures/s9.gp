# Figure S9: images, the strain along the normal of the layers, and its scatter beside that of noise.
set multiplot layout 2,3
set style textbox opaque fillcolor rgb '#ffffff' noborder margins 0.6,0.4
unset key
do for [s=1:2] {
  image = s == 1 ? bare : coated
  strain = s == 1 ? bare_strain : coated_strain
  areas = s == 1 ? bare_areas : coated_areas
  histogram = s == 1 ? bare_histogram : coated_histogram
  set tmargin screen (s == 1 ? 0.99 : 0.545); set bmargin screen (s == 1 ? 0.56 : 0.115)
  set size ratio -1
  set autoscale fix
  set xrange [*:*]
  set yrange [*:*] reverse
  unset xtics; unset ytics; unset xlabel; unset ylabel
  unset colorbox
  set lmargin screen 0.01; set rmargin screen 0.31
  set palette gray
  set cbrange [*:*]
  set label 1 (s == 1 ? '(a) Bare-NCM90' : '(b) 25W-NCM90') at graph 0.03, graph 0.95 front boxed font ',9'
  set label 2 '2 nm' at graph 0.13, graph 0.085 center front boxed font ',9'
  set label 9001 at graph 0.97, graph 0.04 right boxed
  set arrow 1 from graph 0.03, graph 0.04 rto 2, 0 nohead front lw 3 lc rgb '#ffffff'
  plot image using 1:2:3 with image
  unset label 2
  unset arrow 1
  set lmargin screen 0.325; set rmargin screen 0.625
  # Red where it shrinks and blue where it stretches, as in the article.
  set palette defined (-3 '#b2182b', -1.5 '#f4a582', 0 '#f7f7f7', 1.5 '#92c5de', 3 '#2166ac')
  set cbrange [-3:3]
  if (s == 2) { set colorbox horizontal user origin screen 0.34, screen 0.085 size screen 0.27, screen 0.02; set cblabel 'strain ε (%)' offset 0,0.8; set cbtics scale 0.5 offset 0,0.5 }
  set label 1 (s == 1 ? '(c)' : '(d)')
  plot strain using 1:2:3 with image, \
    areas using ((column(2)+column(3))/2):((column(4)+column(5))/2):2:3:4:5 with boxxyerror fs empty lc rgb '#000000' lw 1 dt 2, \
    areas using ((column(2)+column(3))/2):(column(4)+0.25):1 with labels font ',8'
  unset colorbox
  set size noratio
  set autoscale
  set lmargin screen 0.72; set rmargin screen 0.985
  set bmargin screen (s == 1 ? 0.61 : 0.14)
  set xrange [-4:4]
  set yrange [0:*] noreverse
  set xtics 2; set ytics auto
  set xlabel (s == 2 ? 'strain ε (%)' : '') offset 0,0.4
  set ylabel 'density (1/%)' offset 1
  set label 1 (s == 1 ? '(e)' : '(f)')
  set label 9001 at graph 0.97, graph 0.5 right noboxed
  if (s == 1) { set key at graph 0.98, graph 0.93 right font ',8' samplen 1 } else { unset key }
  plot histogram using 1:2 with steps lt 1 title 'area', histogram using 1:3 with steps lt 2 title 'reference'
  unset key
}
unset multiplot
