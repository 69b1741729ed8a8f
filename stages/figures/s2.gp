# Figure S2 (column 10: U of one sample, 95 %): tungsten among the metals after each number of ALD cycles, and what the line leaves over.
set multiplot
set lmargin at screen 0.17
set rmargin at screen 0.97
set tmargin at screen 0.98
set bmargin at screen 0.40
set xrange [0:315]
set yrange [0:37]
set format x ''
set ylabel 'W/(W + Ni + Co + Mn) (‰)' offset 1.5
set key top left reverse Left
plot band using 'ALD cycles':'lower 95 % (‰)':'upper 95 % (‰)' with filledcurves fc rgb '#cfe3f1' title '95 % band', \
  band using 'ALD cycles':'line (‰)' with lines lt 7 dt 2 title 'through the origin, w = 1/r²', \
  points using 'ALD cycles':'ratio (‰)':10 with yerrorbars lt 1 title 'samples ± U'
set tmargin at screen 0.37
set bmargin at screen 0.14
set format x '%g'
set yrange [-10:10]
set ytics 5
set xlabel 'ALD cycles'
set ylabel 'residual (%)' offset 1.5
unset key
plot 0 with lines lt 7 dt 2, \
  points using 'ALD cycles':'relative residual (%)':(100*column(10)/column('ratio (‰)')) with yerrorbars lt 1
unset multiplot
