def price(cart:
    return 1
