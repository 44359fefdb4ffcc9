function two(a: number) {
  return a ? 1 : 2;
}
