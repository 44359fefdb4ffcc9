// What TypeScript takes until it checks types: words of declarations without one, defaults and keys in types.
declare first
declare function_(a && b);
declare declare
if (a) declare second
declare abstract
class C {}
let f: (b: C = c && d, e = () => 1) => void, g = <H<(i?: j) => k>>l!;
m(n as { [o ?? p]: q, [r<s>?.().t]: u }, v satisfies [] & (($y, bar = w || x) => {})[y]);
interface I { [a<b>?.().c || d]: e; f(g = h ? i : j): k }
class K<T extends (a = b && c) => d> extends L<(e = f) => g> implements M<(h = i || j) => k> {}
let z: ??A, aa: [b: ...C, d?: E], bb: asserts c[];
a ? (b): c? => d && e : f;
function plain() { await using a = b && c; for (await using d of e) f; await
using g = h, i = j; }
a * b< new <c>() => d, -1 > `e` * f;
nn ? oo﻿? p! : q : r;
s < { [t || u]: v }>`w`;
