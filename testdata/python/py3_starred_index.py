f[*(a) or b, *not c] = d[*a if b else c]
f[*[a] in b], f[*lambda: a if b else c]
