# Figure S1a: mass of the precursor while it is heated, and how fast it is lost.
set xrange [25:600]
set xtics 100
set yrange [77:103]
set ytics nomirror
set y2range [-0.03:0.62]
set y2tics 0.1 nomirror scale 0.5
set xlabel 'temperature (°C)'
set ylabel 'mass (% of the mass as loaded)' offset 1
set y2label '−dm/dT (%/°C)' offset -1
set key at graph 0.99, graph 0.6 right samplen 1 font ',9'
stats levels using (strcol('level') eq 'dry' ? column('mass [%]') : NaN) nooutput
dry = STATS_mean
stats levels using (strcol('level') eq 'oxide' ? column('mass [%]') : NaN) nooutput
oxide = STATS_mean
set label 9001 at graph 0.98, graph 0.88 right
plot levels using (300):(strcol('level') eq 'theory' ? column('mass [%]') : NaN):(300):(0) with vectors nohead lt 7 dt 3 title 'M(OH)_2 to MO', \
  curve using 'temperature [°C]':'mass [%]' with lines lt 1 title 'mass', \
  curve using 'temperature [°C]':'-dm/dT [%/°C]' axes x1y2 with lines lt 2 title 'rate', \
  steps using 'fastest at [°C]':(101.8):(sprintf('−%.1f %%', column(0) == 0 ? 100 - dry : dry - oxide)) with labels font ',9' notitle, \
  levels using ((column('from [°C]') + column('to [°C]')) / 2):'mass [%]':'from [°C]':'to [°C]' with xerrorbars pt 0 lt 3 lw 2.5 title 'levels'
