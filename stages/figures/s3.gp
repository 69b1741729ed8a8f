# Figure S3: photoelectron spectra with backgrounds and peaks; binding energy to the left.
set multiplot layout 2,3 margins screen 0.055,0.985,0.13,0.985 spacing 0.045,0.12
set offsets graph 0, graph 0, graph 0.22, graph 0.03
set format y ''
unset ytics
set xlabel 'binding energy (eV)' offset 0,0.5
set key top left at graph 0.03, graph 0.85 reverse Left samplen 1.2 font ',9'
in(line, y) = strcol('line') eq line ? column(y) : NaN

panel(letter, sample, line) = sprintf("set label 1 '(%s) %s' at graph 0.03, graph 0.94; set label 2 '%s' at graph 0.97, graph 0.94 right", letter, sample, line)
set label 9001 at graph 0.97, graph 0.87
set label 3 'intensity (a.u.)' at screen 0.02, screen 0.55 center rotate

set xtics 5
set xrange [539.5:524.5]
eval panel('a', 'h-NCM(OH)_2', 'O 1s')
plot hydroxide using 'binding energy (eV)':'counts' with points pt 6 ps 0.25 lc rgb grey title 'measured', \
  '' using 'binding energy (eV)':'envelope' with lines lt 7 lw 1 title 'sum', \
  '' using 'binding energy (eV)':'oxide' with lines lt 1 title 'oxide', \
  '' using 'binding energy (eV)':'hydroxide' with lines lt 3 title 'hydroxide', \
  '' using 'binding energy (eV)':'background' with lines lt 2 dt 2 title 'background'
unset label 3
set xtics 10
set xrange [893:844]
do for [s=1:2] {
  eval panel(s == 1 ? 'b' : 'c', s == 1 ? '25W-NCM(OH)_2' : '25W-NCM90', 'Ni 2p')
  file = s == 1 ? precursor : fired
  plot file using 'binding energy / eV':(in('Ni 2p', 'counts')) with points pt 6 ps 0.25 lc rgb grey notitle, \
    '' using 'binding energy / eV':(in('Ni 2p', 'Shirley background')) with lines lt 2 title 'Shirley', \
    '' using 'binding energy / eV':(in('Ni 2p', 'linear background')) with lines lt 1 dt 3 title 'straight'
}
set xtics 5
set xrange [539.5:524.5]
eval panel('d', '25W-NCM90', 'O 1s')
plot oxygen using 'binding energy (eV)':'counts' with points pt 6 ps 0.25 lc rgb grey notitle, \
  '' using 'binding energy (eV)':'envelope' with lines lt 7 lw 1 notitle, \
  '' using 'binding energy (eV)':'oxide' with lines lt 1 notitle, \
  '' using 'binding energy (eV)':'hydroxide' with lines lt 3 notitle, \
  '' using 'binding energy (eV)':'background' with lines lt 2 dt 2 notitle
set xrange [46.5:25.5]
do for [s=1:2] {
  eval panel(s == 1 ? 'e' : 'f', s == 1 ? '25W-NCM(OH)_2' : '25W-NCM90', 'W 4f')
  file = s == 1 ? precursor : fired
  plot file using 'binding energy / eV':(in('W 4f', 'counts')) with points pt 6 ps 0.25 lc rgb grey notitle, \
    '' using 'binding energy / eV':(in('W 4f', 'Shirley background')) with lines lt 2 notitle, \
    '' using 'binding energy / eV':(in('W 4f', 'linear background')) with lines lt 1 dt 3 notitle
}
unset multiplot
