#!/usr/bin/env node
// Everything that TypeScript shares with JavaScript, in the form that its grammar gives it.
import d, { e as g } from './d';

/* A class
   with members of every kind. */
class Point extends (d || g) {
  static origin = new Point(0, 0); y;
  #x = d ? 1 : 2;
  handler = function named(event) { return event?.target?.(1); };
  'quoted'() { return this.#x ?? null; }
  [d.key]() { return /[/]x/g.test(`plain`) }
  static async *walk() { for await (const point of g) yield* point; }
  get x() { return +this.#x; }
  set x(value) { this.#x = ~value; }
  constructor(x, y = 0, ...rest) { super(x); void (delete rest[y], typeof y); }
  static constructor() {}
  static { if (d) { d &&= 1; d ||= 2; d ??= 3; } }
}

export default function (a, { b = 1, c: [f = 2] = [] }) {
  outer: for (let i = 0; i < 10; i++) {
    for (const key in a) if (key) continue outer; else if (b) break outer; else i--;
    do { while (b) b -= 1 } while (f !== b && f === 1 || a << 2 >>> 1 > 3);
  }
  switch (a % 2) {
    case 0: return a * b ** f;
    case 1: { try { throw new Error(`a ${a} b`) } catch { return undefined } finally { debugger } }
    default: return () => import('./e');
  }
}

export const sum = (a, b) => a + b, table = { sum, 'two words': (x) => !x, method() {}, get size() { return 0 } };
let text = sum ? a => a : b => b instanceof Object && 'c' in b && (b ? 1 : 2);
table.later = async () => { await null; var { q, ...r } = table; [q = 1] = r; };
if (text) { text = function () { return new.target } } else { text = false }
