def price(item, day):
    if item.old:
        return 1
    for offer in item.offers:
        if offer.day == day:
            return 2
    return 3 if day else 4
