"""Lines that the grammar takes for the rest of those before them, or for less indented than they are."""


async def both(y, a):
    a / y
    await (y ** a)
    await (y) ** a
    a, (b for b in a)
    [c] = a
    a, (a or y)
    (c).d = a if y else c
    *  c, = a
    * \
  c.d, e = a and y
    print[*(a)]
    match (yield *"x", a,):
        case 1 if a: pass
        case 2:
            case[a]: y[:] = c or a


def result(a) -> a: a[a] = a and a


value: a[b] if c else lambda d: e = 1
