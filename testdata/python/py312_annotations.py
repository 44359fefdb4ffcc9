total: Table[int][str] = 1 + 2
if total: part: Table[int](str)
type Row = Table[int] if total else Table[str] or None


class Shop:
    prices: Table[str].of[int] = {}; sizes: Table[:]

    def price(self, name: Table[str](1) = "a", /, *, size: Table[int] + None = None, **rest: Table[
        int
    ](2)  # comment
              ) -> Table[int](3):
        price: Table[lambda a: a + 1](name) = size and rest
        return price or (lambda size: self.prices[size](name))

    def match(self):
        match: Table[int][str] = self
        type: Table[int](str) = -match
        return f"{type}"[0] == type
