def starred(a, b, c):
    x = *a(b if c else d for e in c), *b.c(e and c), *a[b or c], *a + b
    y = *1, *None, *True, *..., *2.5, *"s", *f"{a}", *-a, *(a), *[b], *{c}, *{**a}, *a(b)(c if d else e)
    x[*(a), *0, *b(c if d else e)] = *a(b)[c and d].e(f for f in g), 1
    for *(x), y in *a(b for b in c), *[d]:
        yield *(a if b else c), *b
    match a, *(b if c else d):
        case x:
            pass
    match *"a", *b:
        case x:
            pass
    match *{a: b}, *b(c if d else e):
        case x:
            pass
    return *a(b for b in c if b), lambda x=(a if b else c): x


def targets(e):
    [a for *(b, c), d in e if a]
    {a: b for a, *[b, c] in e for *(d), f in g}
    (a for *[b, c], d in e)
    f"{*e, 1}" f"{1, *(e if e else e)!r}{*None, e = :>{*[e], 1}}"
    f"{*'a', :x = y}"
    ...[*0, *(e)]


async def awaited(a):
    return *await a, *await a(b for b in c), 1


if starred:
    x = 1
elif targets: \
	(a if b
    else c) if d else e


def variadic(a, *args: *(a if a else a), **k: a[b](c)):
    return args


def called(a):
    pass; *a(a, {b for b in a if a}), a
    return {*a.b(c if a else a)}, [*a(b for b in a)]


class C:
    for*a, b in c: pass
    a, b \
        ,
a[b] = c


if called:
    *a, = b
    *(a), b = *c(d for e in a), b
