declare = 1; abstract = 2; type = 3; namespace = 4; module = 5; global = 6; using = 7;
type
Foo = 1
abstract
class X { m(a) { return a && 1; } }
module.exports = {}; namespace.x(); type.y = 1; declare.z(); using.a;
export function plan(using?: string, readonly?: any) { if (using && readonly) return using; return `x ${using}`; }
class A { abstract?: string; declare = 1; readonly = 3; static = 4; override = 5; accessor; async = 8; type = 9; public = 1; }
class B { abstract() { return this.a && 1; } declare() {} accessor() {} get() {} set() {} type() {} constructor(private readonly: any) {} }
interface C {
  url?: string | null
  in_reply_to?: string
  instanceof_c: string
  readonly?: 1; get?: 8; new?: 5; in: 3; abstract: 5
  <T>(a: T): void
}
type D<T extends [this: unknown, new: unknown, ...rest: unknown[]]> = { [type in keyof T]: T[type] };
export type E<type extends string> = (type extends "a" ? 1 : never) | never;
import { type as as as, type Ark, type } from "w";
export { plan as void, type D as default } from "k";
function f(a: D<any>): asserts a is any { if (a && 1) b(); }
