def price(item, rate):
    if item and rate:
        return item.net * rate
    return None


def total(items):
    return sum(item.net for item in items)
