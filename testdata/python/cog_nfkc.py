def ﬁnd(x):
    return find(x - 1) if x else ﬁnd(0)


def five():
    ﬁve()
