import os


def walrus(x, y):
    f"{(w := x and y)}"
    f"""{ (w := x if y else None) = !r:>{(v := x + y)}}{(w := [a for a in x if a])!s:>5}"""
    return f"{((w := x or y))}" f"{w:=5}" + f"{(w := x == y)=}"


def spec(x, y):
    f"{x, y:=-5}" f"{x if y else w:=+5}" f"{not w:=-5}" f"{x and w:=-1}{x:=^5}{x!r:=5}"
    return f"{os.sep:=+5}"
