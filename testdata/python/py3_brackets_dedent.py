class Shop:
    def price(self, size=
1):
        price = (self.price +
size)
        if price == [1, not
price]:
            names = {
# a comment
  name.
strip() for
name in self.names if name and f'''{
size or
price}'''
}

            def closure(): return lambda: (
price, *
names)
        return price and size

    def size(self):
        """Not
code (
"""
        return self.size
