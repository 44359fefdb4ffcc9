class A {
  private /* x */ readonly /* y */ a: string // z
  public // w
  b(): void { this.a && 1 }
  declare
  c: number
  abstract
  d() {}
  readonly
  e = 1
  f: E
  [g] = 1
}
let x = a as B
[1].map(y => y && 1)
declare
const z: any
function h() { return
(a && b) }
class I { private static readonly static
[j: string]: K }
(L as M)? (#n in o) || p : function () { return await is || q };
