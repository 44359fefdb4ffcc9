match[*(a)]: b = a
match[*(a) or b].c: d
match[*(a), b][c]: d = 1
