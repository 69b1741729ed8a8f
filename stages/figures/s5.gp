# Figure S5: images of atomic columns, and the spots of their Fourier transforms with indices.
set multiplot layout 2,3 margins screen 0.01,0.99,0.01,0.99 spacing 0.012,0.012
set size ratio -1
unset xtics
unset ytics
unset key
unset colorbox
set palette gray
set autoscale fix
set style textbox opaque fillcolor rgb '#ffffff' noborder margins 0.6,0.4
array letters[3] = ['(b) inner particle, Bare-NCM90', '(c) surface, Bare-NCM90', '(d) surface, 25W-NCM90']
image(p) = p == 1 ? inner : p == 2 ? bare : coated
power(p) = p == 1 ? inner_power : p == 2 ? bare_power : coated_power
spots(p) = p == 1 ? inner_spots : p == 2 ? bare_spots : coated_spots
verdict(p) = p == 1 ? inner_verdict : p == 2 ? bare_verdict : coated_verdict
set label 9001 at graph 0.97, graph 0.04 right boxed
set yrange [*:*] reverse
do for [p=1:3] {
  set label 1 letters[p] at graph 0.03, graph 0.96 front boxed font ',9'
  set label 2 '2 nm' at graph 0.13, graph 0.085 center front boxed font ',9'
  set arrow 1 from graph 0.03, graph 0.04 rto 2, 0 nohead front lw 3 lc rgb '#ffffff'
  plot image(p) using 1:2:3 with image
}
unset arrow 1
unset label 2
set xrange [-6:6]
set yrange [6:-6]
set cbrange [0:3.5]
do for [p=1:3] {
  unset label 1
  plot power(p) using 1:2:3 with image, \
    spots(p) using 2:3 with points pt 6 ps 1.1 lw 1.4 lc rgb '#e69f00', \
    spots(p) using 2:3:1 with labels left offset 0.7,0.35 font ',8' textcolor rgb '#e69f00', \
    verdict(p) using (-5.6):(-5.5):(sprintf('%s, %s', strcol('phase'), strcol('zone axis'))) with labels left boxed font ',9'
}
unset multiplot
