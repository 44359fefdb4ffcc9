"""A cart, and what it costs: enough of each construct that tools count in different ways."""

from decimal import Decimal

RATES = {"standard": Decimal("0.19"), "reduced": Decimal("0.07")}


class Cart:
    """Lines of goods."""

    class Line:
        def __init__(self, name, price, amount=1):
            self.name = name
            self.price = price if price else Decimal(0)
            self.amount = amount

        def total(self):
            return self.price * self.amount

    def __init__(self, lines=()):
        self.lines = list(lines)

    def total(self, rate="standard", discount=None):
        net = sum(line.total() for line in self.lines if line.amount > 0)
        if discount and net > 100:
            net -= net * discount
        elif discount is not None:
            raise ValueError(f"no discount below {100:>5}")
        return net * (1 + RATES.get(rate, 0))

    def find(self, name):
        for line in self.lines:
            if line.name == name:
                return line
        else:
            return None


def described(cart):
    """What a person reads."""

    def row(line):
        match line.amount:
            case 1:
                return line.name
            case amount if amount > 1 and line.price:
                return f"{amount} x {line.name}"
            case _:
                return ""

    rows = []
    for line in cart.lines:
        try:
            rows.append(row(line))
        except (AttributeError, TypeError):
            continue
    return rows


def reader(path):  # complexipy: ignore
    class Found:
        def line(self, text):
            return text if text else None

    with open(path) as file:
        while text := file.readline():
            if text.startswith("#") or not text.strip():
                continue
            yield Found().line(text)


def total(cart):
    assert cart is not None and cart.lines
    return cart.total()
