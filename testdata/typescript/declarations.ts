declare module "foo" { global { interface X { a: string } var y: number; } export = z; }
declare global { namespace A.B { const a: number } }
declare module "bar";
namespace C { export const d = a && 1; }
abstract class E { protected abstract override x: string | null; abstract override m(): void; private declare c?: string; static accessor f = a && 1; [k: string]: any; static [k: string]: any; }
class F<in out T, const U> extends G.H<T> implements I<T>, J { @x.y w; @(foo) q = 1; @Input() set foo(v) { this.x = v && 1; } constructor(@Inject(A) private readonly a: A, @B() b?: B) { super() } m(a: string): void; m(a: any) { return a && 1; } }
async function f(a: any) { using x = f(); await using y: Z = g(); for (using z of a) { if (z) y(); } for (await using w of a) if (w) y(); }
declare const g: { b: (any) => void, c: ({ o }?: { o?: string }) => void, d: import("e").F<G>[], e: `a\`${ string }` };
interface H { a: ({ b }: P) => void; new <T>(c: T): H; readonly [k: string]: any; get x(): A }
enum K { "a-b" = 1, default = a && 2, in = 3 }
export type * as L from "m"; import type M = require("n"); import O = C.d; export import P = C.d;
let q: A extends infer U extends B ? C : D, r: new () => abstract new () => E, s: unique symbol, t: asserts;
