# Figure S1d: patterns of the calcined samples, their 003 and 104 with the fits, and I(003)/I(104).
set multiplot
array names[4] = ['10W-NCM90', '25W-NCM90', '50W-NCM90', '100W-NCM90']
file(s) = s == 1 ? w10 : s == 2 ? w25 : s == 3 ? w50 : w100
fits(s) = s == 1 ? fits10 : s == 2 ? fits25 : s == 3 ? fits50 : fits100
at(hkl, y) = strcol('hkl') eq hkl ? column(y) : NaN
set format y ''
unset ytics
unset key

set lmargin screen 0.045; set rmargin screen 0.56; set bmargin screen 0.11; set tmargin screen 0.975
set xrange [10:80]
set yrange [0:960]
set xlabel '2θ (°, Cu Kα)' offset 0,0.3
set ylabel 'square root of intensity (a.u., shifted)' offset 0.5
set label 1 '(a)' at graph 0.02, graph 0.97
do for [s=1:4] { set label 10+s names[s] at 79, 225*(s-1) + 75 right textcolor lt s }
set label 9001 at graph 0.98, graph 0.97
plot for [s=1:4] file(s) using 'two_theta (°)':(sqrt(column('intensity (counts)')) + 225*(s-1)) with lines lt s lw 0.8
do for [s=1:4] { unset label 10+s }

unset ylabel
set bmargin screen 0.6
set yrange [0:*]
set xtics 1
do for [p=1:2] {
  set lmargin screen (p == 1 ? 0.615 : 0.81); set rmargin screen (p == 1 ? 0.785 : 0.98)
  set label 1 (p == 1 ? '(b) 003' : '(c) 104') at graph 0.04, graph 0.93
  set xrange [(p == 1 ? 17.9 : 43.6):(p == 1 ? 19.6 : 45.3)]
  hkl = p == 1 ? '003' : '104'
  set label 9001 at graph 0.97, graph 0.85 font 'DejaVu Sans,6'
  plot for [s=1:4] fits(s) using 'two_theta (°)':(at(hkl, 'intensity (counts)')) with points pt 6 ps 0.2 lc rgb grey, \
    for [s=1:4] fits(s) using 'two_theta (°)':(at(hkl, 'fit (counts)')) with lines lt s lw 1
}

set lmargin screen 0.655; set rmargin screen 0.98; set bmargin screen 0.11; set tmargin screen 0.49
set xrange [0:130]
set yrange [1.03:1.26]
set xtics 25
set ytics 0.05
set format y '%.2f'
set xlabel 'ALD cycles'
set ylabel 'I(003)/I(104)' offset 1
set label 1 '(d)' at graph 0.04, graph 0.92
set key at graph 0.84, graph 0.96 right font ',9' samplen 1
set label 9001 at graph 0.04, graph 0.07 left font 'DejaVu Sans,8'
plot points using 'cycles':'line' with lines lt 7 dt 2 title 'line', \
  points using 'cycles':'ratio':(2*column('standard_uncertainty')) with yerrorbars lt 1 title 'k = 2', \
  theory using (column('exchange (%)') >= 2 && column('exchange (%)') <= 6 && abs(column('exchange (%)') - int(column('exchange (%)'))) < 1e-6 ? 122 : NaN):'I(003)/I(104)':(sprintf('%d %%', column('exchange (%)'))) with labels right font ',8' textcolor rgb grey notitle, \
  theory using (column('exchange (%)') >= 2 && column('exchange (%)') <= 6 && abs(column('exchange (%)') - int(column('exchange (%)'))) < 1e-6 ? 127 : NaN):'I(003)/I(104)' with points pt 9 ps 0.4 lc rgb grey title 'Li/Ni exchange, theory'
unset multiplot
