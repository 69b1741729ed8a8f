# Figure S1b: mass of the precursor while it is heated to 200 °C and held there.
set xrange [0:180]
set xtics 30
set ytics nomirror
set yrange [92.7:100.3]
set y2range [0:260]
set y2tics 50 nomirror scale 0.5
set xlabel 'time (min)'
set ylabel 'mass (% of the mass as loaded)' offset 1
set y2label 'temperature (°C)' offset -1
set key at graph 0.98, graph 0.99 right font ',9' spacing 0.9
set label 9001 at graph 0.12, graph 0.05 left
plot curve using 'time [min]':'mass [%]' with lines lt 1 title 'mass', \
  curve using 'time [min]':'temperature [°C]' axes x1y2 with lines lt 2 dt 2 title 'temperature', \
  levels using ((column('from [min]') + column('to [min]')) / 2):'mass [%]':'from [min]':'to [min]' with xerrorbars pt 0 lt 3 lw 2.5 title 'levels'
