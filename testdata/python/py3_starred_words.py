print(a, *b or c)
type(d, *e if f else g)
