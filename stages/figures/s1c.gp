# Figure S1c: patterns of the precursor after heating, with the fits and the places of both phases.
set xrange [10:80]
set xlabel '2θ (°, Cu Kα)'
set ylabel 'intensity (a.u., shifted)' offset 1
set format y ''
unset ytics
set yrange [-900:5200]
set key top right
shift = 2400
phase(t, name) = strcol('phase') eq name ? t : NaN
set label 1 '200 °C, 3 h' at 78, 3450 right
set label 2 '350 °C, 3 h' at 78, 1050 right
set label 3 'M(OH)_2' at 11, -250 left textcolor lt 1
set label 4 'rock salt' at 11, -650 left textcolor lt 2
set label 9001 at graph 0.98, graph 0.78
plot low using 'two_theta (°)':(column('intensity (counts)') + shift) with dots lc rgb grey title 'measured', \
  high using 'two_theta (°)':'intensity (counts)' with dots lc rgb grey notitle, \
  low using 'two_theta (°)':(column('fit (counts)') + shift) with lines lt 7 lw 0.9 title 'fit', \
  high using 'two_theta (°)':'fit (counts)' with lines lt 7 lw 0.9 notitle, \
  ticks using (phase(column('two_theta (°)'), 'hydroxide')):(-250) with points pt 2 lt 1 notitle, \
  ticks using (phase(column('two_theta (°)'), 'rock salt')):(-650) with points pt 2 lt 2 notitle
