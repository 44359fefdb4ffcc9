import shop
shop.price({"price": 3, "extras": [1]})
shop.double(2)
shop.Cart().add(1)
