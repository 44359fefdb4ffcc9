export function discount(cart: Cart, code?: string): number {
  const known = (wanted: string) => cart.codes.find((it) => it === wanted && !it.used);
  if (!code) {
    return 0;
  } else if (known(code) ?? cart.customer?.isNew) {
    return cart.total > 100 ? 0.2 : 0.1;
  }
  return 0;
}
