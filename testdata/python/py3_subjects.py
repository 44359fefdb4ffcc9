match[*(a)]: b = a
match[*(a) or b].c: d
match[*(a), b][c]: d = 1
f[*(a) or b, *not c] = d[*a if b else c]
f[*[a] in b], f[*lambda: a if b else c]
