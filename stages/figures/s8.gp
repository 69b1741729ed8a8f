# Figure S8: volume of the layered crystallites and how many there are, where they are determined.
set multiplot layout 2,1 margins screen 0.17,0.97,0.115,0.975 spacing 0,0.03
set xrange [440:615]
set xtics 25
set logscale y
set format y '10^{%T}'
set yrange [700:1e5]
set ylabel 'V (nm³)' offset 1
set format x ''
set key top left at graph 0.02, graph 0.86 reverse Left
set label 1 '(a)' at graph 0.02, graph 0.93
plot bare using 'temperature (°C)':'V (nm³)':'u(V) (nm³)' with yerrorbars lt 1 title 'Bare-NCMO', \
  coated using 'temperature (°C)':'V (nm³)':'u(V) (nm³)' with yerrorbars lt 2 title '25W-NCMO'
set format x '%g'
set format y '%g'
set yrange [0.5:60]
set xlabel 'temperature (°C)'
set ylabel 'relative amount' offset 1
set label 1 '(b)'
unset key
plot bare using 'temperature (°C)':'relative amount':'u(relative amount)' with yerrorbars lt 1, \
  coated using 'temperature (°C)':'relative amount':'u(relative amount)' with yerrorbars lt 2
unset multiplot
