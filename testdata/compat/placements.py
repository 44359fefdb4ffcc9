import functools


def p01(x):  # noqa: C901
    return x or 1


def p02(x):
    # noqa: C901
    return x or 1


# noqa: C901
def p03(x):
    return x or 1


@functools.cache  # noqa: C901
def p04(x):
    return x or 1


@functools.cache
def p05(x):  # noqa: C901
    return x or 1


def p06(
    x,
):  # noqa: C901
    return x or 1


def p07(  # noqa: C901
    x,
):
    return x or 1


def p08(
    x,  # noqa: C901
):
    return x or 1


def p09(x, \
        y):  # noqa: C901
    return x or y


def p10(x): return x or 1  # noqa: C901


def p11(x):
    return x or 1  # noqa: C901


class P12:  # noqa: C901
    def m(self, x):
        return x or 1


class P13:
    def m(self, x):  # noqa: C901
        return x or 1


def p14(x):  # noqa: C901
    def inner(y):
        return y or 1
    return inner


def p15(x):
    def inner(y):  # noqa: C901
        return y or 1
    return inner


async def p16(x):  # noqa: C901
    return x or 1


def p17(x):  # noqa
    return x or 1


def p18(x):  # noqa: E501, C901
    return x or 1


def p19(x):  # noqa: E501
    return x or 1


def p20(x):  # NOQA:C901
    return x or 1


def p21(x):  # noqa : C901
    return x or 1


def p22(x):  # noqa:E501,C901 because
    return x or 1


def p23(x):  # type: ignore  # noqa: C901
    return x or 1


def p24(x):  # text noqa: C901
    return x or 1


def p25(x):  # noqa: C901some
    return x or 1


def p26(x):  # noqa C901
    return x or 1


def p27(x, y="""
"""):  # noqa: C901
    return x or y


def p28(x): x = """  # noqa: C901
"""; return x or 1


def \
        p29(x):  # noqa: C901
    return x or 1


def p30(x) -> """
""":  # noqa: C901
    return x or 1


# complexipy: ignore
def p31(x):
    return 1 if x else 2


def p32(x):  # complexipy: ignore
    return 1 if x else 2


def p33(x):
    # complexipy: ignore
    return 1 if x else 2


# complexipy: ignore
@functools.cache
def p34(x):
    return 1 if x else 2


@functools.cache  # complexipy: ignore
def p35(x):
    return 1 if x else 2


@functools.cache
# complexipy: ignore
def p36(x):
    return 1 if x else 2


def p37(
    x,
):  # complexipy: ignore
    return 1 if x else 2


# complexipy: ignore

def p38(x):
    return 1 if x else 2


# complexipy: ignore
# another comment
def p39(x):
    return 1 if x else 2


def p40(x):  # noqa: complexipy
    return 1 if x else 2


# noqa: complexipy
def p41(x):
    return 1 if x else 2


class P42:  # complexipy: ignore
    def m(self, x):
        return 1 if x else 2


class P43:
    # complexipy: ignore
    def m(self, x):
        return 1 if x else 2


class P44:
    def m(self, x):  # complexipy: ignore
        return 1 if x else 2


@functools.cache
def p45(x):  # complexipy: ignore
    return 1 if x else 2


def p46(  # complexipy: ignore
    x,
):
    return 1 if x else 2


@functools.cache
@functools.cache  # complexipy: ignore
def r_a(x):
    return 1 if x else 2

@functools.cache
def r_b(
    x,  # complexipy: ignore
):
    return 1 if x else 2

def r_c(
    # complexipy: ignore
    x,
):
    return 1 if x else 2

def r_d(
    x,
    # complexipy: ignore
):
    return 1 if x else 2

def r_e(x): return 1 if x else 2  # complexipy: ignore

def r_f(x):
    return 1 if x else 2  # complexipy: ignore

@functools.cache(
    1,  # complexipy: ignore
)
def r_g(x):
    return 1 if x else 2

y = 1  # complexipy: ignore
def r_h(x):
    return 1 if x else 2

def r_i(x):
    """Doc."""  # complexipy: ignore
    return 1 if x else 2

class PrC:
    y = 1  # complexipy: ignore
    def r_m(self, x):
        return 1 if x else 2

def r_j(x) -> (
    int
):  # complexipy: ignore
    return 1 if x else 2

def r_k(x):
    def inner(y):  # complexipy: ignore
        return 1 if y else 2
    return inner

def r_l(x):
    # complexipy: ignore
    def inner(y):
        return 1 if y else 2
    return inner

@functools.cache
# complexipy: ignore
# other
def r_n(x):
    return 1 if x else 2
def r_o(x): # complexipy: ignore
    pass
def r_p(x):
    return 1 if x else 2
def r_q(x,
      y="""
      """):  # complexipy: ignore
    return 1 if x else 2
def r_r(x, y="# complexipy: ignore"):
    return 1 if x else 2
# complexipy: ignore because
def r_s(x):
    return 1 if x else 2
# complexipy: ignore
async def r_t(x):
    return 1 if x else 2

@functools.cache(  # complexipy: ignore
    1
)
def s_a(x):
    return 1 if x else 2

@functools.cache(
    1
)  # complexipy: ignore
def s_b(x):
    return 1 if x else 2

@functools.cache  # complexipy: ignore
@functools.cache
def s_c(x):
    return 1 if x else 2

def s_d(x):

    # complexipy: ignore
    return 1 if x else 2

def s_e(x):
    # complexipy: ignore
    """Doc."""
    return 1 if x else 2

def s_f(x):  # note
    # complexipy: ignore
    return 1 if x else 2

def s_g(x
):
    # complexipy: ignore
    return 1 if x else 2

def s_h(
    x
    ):
    # complexipy: ignore

    return 1 if x else 2
class PsC:
    # complexipy: ignore
    def s_i(self):
        return 1 if x else 2
    def s_j(self):
        return 1 if x else 2
if x:
    # complexipy: ignore
    def s_k(self):
        return 1 if x else 2
    def s_l(self):  # complexipy: ignore
        return 1 if x else 2
class PsD:  # complexipy: ignore
    def s_m(self): return 1 if x else 2
def s_n(x): return [1 if x else 2,
   2]  # complexipy: ignore
def s_o(x): return [1 if x else 2,  # complexipy: ignore
   2]
@functools.cache

# complexipy: ignore
def s_p(x):
    return 1 if x else 2
