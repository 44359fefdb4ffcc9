# a sample
"""Prices of orders."""


class Order:
    """An order with its lines."""

    def __init__(self, lines, rebate=0):
        self.lines = lines  # pairs of price and count
        self.rebate = rebate

    def price(self):
        def of(line):
            price, count = line
            return price * count if count > 0 else 0

        total = sum(of(line) for line in self.lines if line)
        if self.rebate and total > 100:
            total -= total * self.rebate / 100
        elif not total:
            raise ValueError("nothing ordered")
        return total


def largest(orders, *, above=0):
    found = None
    for order in orders:
        try:
            if order.price() > above and (found is None or order.price() > found.price()):
                found = order
        except ValueError:
            continue
    return found
