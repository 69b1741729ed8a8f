# Figure S2
plot sin(x)
