"""A shop."""

import json


class Basket:
    """What a customer wants."""

    def __init__(self, items=()):
        self.items = list(items)

    def total(self, prices, coupon=None):
        total = 0
        for item in self.items:
            if item not in prices:
                if item.startswith("gift"):
                    continue
                raise KeyError(item)
            price = prices[item]
            total += price * 0.9 if coupon and price > 10 else price
        return total


def load(path):
    with open(path) as file:
        return Basket(json.load(file))
