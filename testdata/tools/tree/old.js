// Written before strict mode.
function price(cart, rate) {
  with (cart) {
    switch (rate) {
      case "standard":
        return net * 1.19;
      case "reduced":
        return net * 1.07;
      default:
        return net;
    }
  }
}

/* eslint-disable complexity */
exports.total = function (carts) {
  var sum = 0;
  outer: for (var i = 0; i < carts.length; i++) {
    for (var key in carts[i]) {
      if (key === "skip" || !carts[i][key]) continue outer;
    }
    sum += price(carts[i], carts[i].rate || "standard");
  }
  return sum;
}, exports.none = function () {};
