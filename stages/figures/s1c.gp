# Figure S1c: patterns of the precursor after heating, with the fits and the places of both phases.
set xrange [10:80]
set xlabel '2θ (°, Cu Kα)'
set ylabel 'square root of intensity (a.u., shifted)' offset 1
set format y ''
unset ytics
set yrange [-16:215]
set key top right
shift = 85
phase(t, name) = strcol('phase') eq name ? t : NaN
set label 1 '200 °C, 3 h' at 79, 122 right
set label 2 '350 °C, 3 h' at 79, 50 right
set label 3 'M(OH)_2' at 11, 2 left textcolor lt 1
set label 4 'rock salt' at 11, -9 left textcolor lt 2
set label 9001 at graph 0.98, graph 0.8
plot low using 'two_theta (°)':(sqrt(column('intensity (counts)')) + shift) every 3 with dots lc rgb grey title 'measured', \
  high using 'two_theta (°)':(sqrt(column('intensity (counts)'))) every 3 with dots lc rgb grey notitle, \
  low using 'two_theta (°)':(sqrt(column('fit (counts)')) + shift) every 3 with lines lt 7 lw 0.9 title 'fit', \
  high using 'two_theta (°)':(sqrt(column('fit (counts)'))) every 3 with lines lt 7 lw 0.9 notitle, \
  ticks using (phase(column('two_theta (°)'), 'hydroxide')):(2) with points pt 2 lt 1 notitle, \
  ticks using (phase(column('two_theta (°)'), 'rock_salt')):(-9) with points pt 2 lt 2 notitle
