'use strict';

const double = (x) => 2 * x;

function total(items, discount) {
  let sum = 0;
  for (const item of items) {
    if (item.free) {
      continue;
    }
    sum += item.price;
  }
  const off = discount ? discount : 0;
  return sum - off;
}

class Cart {
  constructor(limit = 3) {
    this.limit = limit;
    this.items = [];
  }

  add(item) {
    if (this.items.length >= this.limit || !item) {
      return false;
    }
    this.items.push(item);
    return true;
  }

  each(visit) {
    this.items.forEach((item) => {
      if (visit) {
        visit(item);
      }
    });
  }
}

function never(a) {
  switch (a) {
    case 1:
      return 'one';
    default:
      return 'many';
  }
}

module.exports = { double, total, Cart, never };
