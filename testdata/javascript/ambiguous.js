// Sources of which the grammar makes another valid tree than the language does.
export const f = async () => { label: 42 };
{ a: b }
(c || d);
{ bar: {} }
i++
(e && g)
const x = new
  Foo(h || k);
for (let [l = 1, m = 2] of n) l && m;
tag`\unicode ${o || p} \xg`;
class C {
  static
  static
  static
  q() { return 1 && 2 }
}
y = new new Z(r ?? s);
{ const t = 1 }
/u/.test(v) && w
class D {
  async
  * e() { return f && g }
}
export default function () {}
(h || i);
