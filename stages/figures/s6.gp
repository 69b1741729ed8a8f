# Figure S6: diffraction patterns while the samples are heated, one row a pattern; where each change begins.
set multiplot layout 2,1 margins screen 0.115,0.865,0.10,0.975 spacing 0,0.035
set xrange [15:50]
set yrange [12.5:612.5]
set ytics 100
set tics out
# Cividis (J. R. Nunez et al., PLoS ONE 13 (2018) e0199239): alike to all eyes, and in grey.
set palette defined (0 '#00204d', 0.25 '#414d6b', 0.5 '#7c7b78', 0.75 '#bcaf6f', 1 '#ffea46')
set cbrange [10:50]
set cbtics 10
set style textbox opaque fillcolor rgb '#ffffff' noborder margins 0.6,0.4
set colorbox user origin screen 0.885, screen 0.3 size screen 0.02, screen 0.45
set cblabel 'square root of the counts' offset 0.5
set ylabel 'temperature (°C)' offset 1
unset key
set label 9001 at graph 0.985, graph 0.945 front boxed
spaced(t) = (strstrt(t, '_') ? spaced(t[1:strstrt(t, '_')-1].' '.t[strstrt(t, '_')+1:*]) : t)
do for [s=1:2] {
  map = s == 1 ? bare : coated
  found = s == 1 ? bare_changes : coated_changes
  set label 1 (s == 1 ? '(a) Bare-NCMO' : '(b) 25W-NCMO') at graph 0.015, graph 0.945 front boxed
  if (s == 2) { set xlabel '2θ (°, Cu Kα)' offset 0,0.3; set format x '%g'; unset colorbox } else { set format x '' }
  plot map using '2θ (°)':'temperature (°C)':'square root of intensity (counts^½)' with image, \
    found using ((column('from (°)') + column('to (°)')) / 2):'onset (°C)':'u(onset) (°C)' with yerrorbars pt 6 ps 0.5 lw 1.2 lc rgb '#ffffff', \
    found using ((column('from (°)') + column('to (°)')) / 2 + 0.7):'onset (°C)':(strcol('status') eq 'found' ? spaced(strcol('change')) : '') with labels left boxed font ',9'
}
unset multiplot
