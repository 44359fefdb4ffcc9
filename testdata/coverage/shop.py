"""A shop."""
import functools


def logged(function):
    @functools.wraps(function)
    def inner(*args):
        print(function.__name__)
        return function(*args)

    return inner


@logged
def price(
    item,
    discount=0,
):
    """What it costs."""
    if discount > 50:
        raise ValueError("too much")
    total = item["price"]
    for extra in item.get("extras", []):
        total += extra
    return total - discount


def double(x): return 2 * x


def never(a, b):
    if a:
        return b
    return [x for x in a if x]


class Cart:
    limit = 3

    def __init__(self):
        self.items = []

    def add(self, item):
        if len(self.items) >= self.limit:
            return False
        self.items.append(item)
        return True

    def empty(self):
        self.items.clear()
