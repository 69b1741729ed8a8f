# Figure S7: discharge capacity of every cycle; both cells of a sample, at the C-rates written above.
set xlabel 'cycle'
set ylabel 'discharge capacity (mAh/g)' offset 1
set xrange [0.3:20.7]
set yrange [150:250]
set xtics 2
set key bottom left reverse Left width 2
of(sample, first) = strcol('sample') eq sample && \
  (strcol('cell')[strlen(strcol('cell')):*] eq '1') == first ? column('capacity (mAh/g)') : NaN
middle(x) = strcol('cell') eq 'Bare-1' && (int(x) % 3 == 2 || int(x) == 20) ? (int(x) == 20 ? 19.5 : x) : NaN
array samples[3] = ['Bare-NCM90', '10W-NCM90', '25W-NCM90']
plot for [i=1:3] cycles using 'cycle':(of(samples[i], 1)) with points lt i title samples[i], \
     for [i=1:3] cycles using 'cycle':(of(samples[i], 0)) with points lt i pt (i==1 ? 6 : i==2 ? 4 : 8) notitle, \
     cycles using (middle(column('cycle'))):(243):(sprintf('%gC', column('rate (C)'))) with labels notitle
