print >> a and (b) or c
print >>a if b else c
print >> a < b, c
match = case = type = _ = 1
match * a, b
match *(a), b
match[a if b else c] = case[a and b] = type(a or b)
match.a = 1 if match else 2
case, *1, a
case **= a, *False
type[a](b), type - a or b
type[a]: b
match[a]: b[c](d) = 1
exec: int = exec(a) if exec else exec - 1
print, *[a], match
print = -a @ print
print[a]: b[c](d)
match(a, b)[c if d else e]
match in a, match not in b, match is c
match -a or b
match |= a, *[b]
case.x: a[b](c)
*(b), lambda match=a: b


def type(match, case=1, *print, exec, **_):
    match: a[b](c)
    match = case if type else match
    type: a[b](c) = yield *(match), case
    match match, *(case):
        case match if match:
            match[case] = *match(a for a in b), case
        case match.case | type.x:
            match *"a", case
        case [match, *case], _:
            match *{a: b}, case
    return match, *(case)


class match[**T, **U]:
    type type[**T, *match] = match[a](b)
    type print[T = int] = match
    match match:
        case case if case:
            print(match)
        case type(match=case):
            type(match) if case else exec

match (a)[b]:
    case (1, a):
        a and b
match a, b:
    case _:
        c = a or b
a,
b = c and d
a if b else c,
type[d] += -1
b += c,
a += d,
type[a] = b if c else d
