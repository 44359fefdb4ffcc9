def price(items, member):
    total = 0
    for item in items:
        if item.free:
            continue
        total += item.price
    if member and total > 100:
        return total * 0.9
    return total


def label(item):
    if item.free:
        return "free"
    return item.name
