const { double, total, Cart } = require('./cart');
double(2);
total([{ price: 1 }, { price: 2 }], 0);
const cart = new Cart();
cart.add({ price: 1 });
cart.each(null);
