async def f(a, b):
    return await a ** b + await a ** b


def g(x):
    match x:
        case -1 + 2j:
            return x
