"""A shop."""


def price(item, customer, day):
    if customer.is_regular and day.is_sale:
        if item.count > 10:
            return item.price * 0.5
        elif item.count > 5:
            return item.price * 0.7
    elif day.is_sale:
        return item.price * 0.8
    return item.price


class Basket:
    def total(self):
        return sum(item.price for item in self.items)
