# Figure S7: discharge capacity of every cycle, and the voltage of one cell of two samples at each rate.
set multiplot
set lmargin at screen 0.09
set rmargin at screen 0.50
set tmargin at screen 0.97
set bmargin at screen 0.18
set xlabel 'cycle'
set ylabel 'discharge capacity (mAh/g)' offset 1
set xrange [0.3:20.7]
set yrange [150:258]
set xtics 2
set key bottom left reverse Left width 2
set label 1 '(a)' at graph 0.02, graph 0.95
array samples[3] = ['Bare-NCM90', '10W-NCM90', '25W-NCM90']
of(sample, y) = strcol('sample') eq sample ? column(y) : NaN
middle(x) = strcol('sample') eq 'Bare-NCM90' && (int(x) % 3 == 2 && x < 19 || int(x) == 20) ? (int(x) == 20 ? 19.5 : x) : NaN
plot for [i=1:3] cycles using (column('cycle') + 0.18*(i-2)):(of(samples[i], 'mean capacity (mAh/g)')):(of(samples[i], 'lowest (mAh/g)')):(of(samples[i], 'highest (mAh/g)')) with yerrorbars lt i title samples[i], \
  cycles using (middle(column('cycle'))):(243):(sprintf('%gC', column('rate (C)'))) with labels font ',9' notitle
set xrange [0:265]
set yrange [2.7:4.45]
set xtics 100
set ytics 0.5
set xlabel 'capacity (mAh/g)'
unset key
do for [s=1:2] {
  set lmargin at screen (s == 1 ? 0.57 : 0.79)
  set rmargin at screen (s == 1 ? 0.77 : 0.99)
  set label 1 (s == 1 ? '(b) Bare-NCM90' : '(c) 25W-NCM90') at graph 0.04, graph 0.95
  if (s == 1) { set ylabel 'voltage (V)' offset 1; set format y '%g' } else { unset ylabel; set format y '' }
  if (s == 1) { set label 9001 at graph 0.96, graph 0.05 } else { set label 9001 at graph 0.96, graph 0.05 }
  file = s == 1 ? bare : coated
  plot file using (strcol('direction') eq 'discharge' ? column('charge (mAh/g)') : NaN):'voltage (V)' with points pt 7 ps 0.15 lt 1, \
    file using (strcol('direction') eq 'charge' ? column('charge (mAh/g)') : NaN):'voltage (V)' with points pt 7 ps 0.15 lt 2
}
unset multiplot
