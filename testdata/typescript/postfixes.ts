// A postfix is part of its operand, and two comparisons are no type arguments.
export function a(x: any) { return x.a && x.b! && x.c; }
export function b(x: any) { return x.a && x.b!.d && x.c as B && x.d satisfies C || x.e; }
export function c(x: any) { return x.a && (x.b || x.c!) && (x.d && x.e)! && x.f; }
export function d(x: number, c: number) { if (x < a.length || x > (c)) return 1; return 2; }
export function e(i: number, k: number) { return i < b.length && k > (0); }
const g = (x: any) => x! as Y && x!.y!()! || x![0]!++; x! = 1; x!.y = 2; delete x!.y; (x as any) = 1; (<any>x).y = 2;
(x satisfies Y).z = 3; [x as any, (y!)] = [1]; for (x as any of y) ; for ([x!] of y) ;
f<(a: B) => C>(x && y); this.emit<T>?.(a && 1); f<typeof import("x")>(a ? 1 : 2); new M<typeof import("y"), A>();
const h = (a ? (b) : c => d), i = a ? (b): c => d : e, j = a < b ? c : d > (e);
const k = a < (b >> c) && d, l = f<A<B<C>>>(d && e), m = [a < b, c > d];
const n = () => a<B>`c${ d && e }`, o = (bar) < new ({ o, p: q }: -1) => A > `v`;
