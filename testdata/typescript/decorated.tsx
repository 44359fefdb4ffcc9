// @d class C {}

@register("c")
export class Counter {
  @bound
  up() {
    return 1;
  }
}
