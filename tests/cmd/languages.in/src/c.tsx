function three(a: number) {
  return a ? <b /> : null;
}
