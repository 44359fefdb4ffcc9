// Sources of which the grammar makes another valid tree than the language does.
const t = a
  /** comment
   */
  ? b
  : c;
type T = A extends B // comment
  ? C
  : D;
let y = [10, 20] as const
(z || w)[0];
async function* f() {
  m = (yield* g)<V>
  m = (yield g || h)<V>
  for await (let [a = b, c = d] of e) a && c;
}
new
Foo(a && b);
class Test {
  @foo`bar` text: string = "text"
  public set
  override(v) { v && v }
}
(a as any) = (b as any) = c || d;
[<number>e] = g;
x = new new Z(r ?? s);
{ k: l }
(m || n)
export {};
