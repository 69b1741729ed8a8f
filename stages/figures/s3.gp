# Figure S3: photoelectron spectra of the two samples with their backgrounds, binding energy to the left.
set multiplot layout 2,2 columnsfirst margins screen 0.07,0.985,0.14,0.97 spacing 0.09,0.02
set format y ''
set offsets graph 0, graph 0, graph 0.12, graph 0.02
unset ytics
set ylabel 'intensity (a.u.)' offset 1
set xtics nomirror
in(line, y) = strcol('line') eq line ? column(y) : NaN
array lines[2] = ['Ni 2p', 'W 4f']
do for [l=1:2] {
  set xrange [*:*] reverse
  do for [s=1:2] {
    file = s == 1 ? precursor : fired
    name = s == 1 ? '25W-NCM(OH)_2' : '25W-NCM90'
    if (s == 2) { set xlabel 'binding energy (eV)'; set format x '%g' } else { unset xlabel; set format x '' }
    if (l == 2) { unset ylabel }
    set label 1 name at graph 0.04, graph 0.93
    set label 2 lines[l] at graph 0.96, graph 0.93 right
    if (l == 2) { set xtics 5; set xrange [46:26] } else { set xtics 10; set xrange [892:845] }
    set key top left at graph 0.02, graph 0.86 reverse Left
    if (s == 1 && l == 1) { set key } else { unset key }
    plot file using 'binding energy / eV':(in(lines[l], 'counts')) with points pt 6 ps 0.25 lc rgb grey title 'measured', \
      file using 'binding energy / eV':(in(lines[l], 'Shirley background')) with lines lt 2 title 'Shirley background', \
      file using 'binding energy / eV':(in(lines[l], 'linear background')) with lines lt 1 dt 3 title 'linear'
  }
}
unset multiplot
