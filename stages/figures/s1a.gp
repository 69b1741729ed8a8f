# Figure S1a: mass of the precursor while it is heated, and how fast it is lost.
set xrange [25:600]
set xtics 100
set yrange [77:101]
set ytics nomirror
set y2range [-0.02:0.36]
set y2tics 0.1 nomirror scale 0.5
set xlabel 'temperature (°C)'
set ylabel 'mass (% of the mass as loaded)' offset 1
set y2label '−dm/dT (%/°C)' offset -1
set key at graph 0.97, graph 0.86 right
dry = 0; theory = theoretical
stats levels using (strcol('level') eq 'dry' ? column('mass [%]') : NaN) nooutput
dry = STATS_mean
set arrow 1 from 350, dry*(1 - theory/100) to 600, dry*(1 - theory/100) nohead lt 7 dt 3
set label 1 sprintf('theory, −%.2f %% of dry', theory) at 352, dry*(1 - theory/100) - 0.9 left font ',9'
set label 9001 at graph 0.02, graph 0.05 left
plot curve using 'temperature [°C]':'mass [%]' with lines lt 1 title 'mass', \
  curve using 'temperature [°C]':'-dm/dT [%/°C]' axes x1y2 with lines lt 2 title 'rate', \
  steps using 'fastest at [°C]':(100.4):(sprintf('−%.1f %%', column('loss [%]'))) with labels font ',9' notitle, \
  levels using ((column('from [°C]') + column('to [°C]')) / 2):'mass [%]':'from [°C]':'to [°C]' with xerrorbars pt 0 lt 3 lw 2.5 title 'levels'
