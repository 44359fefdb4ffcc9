namespace N { await
1 }
let f = (a)
=> a && b
g
=> a || b
using
h = f
type
T = string
let s: string
['b'] = f && g
x/*
*/!a
export
default abstract
class C { []: number
abstract /* c
*/ m() { return a
/*
*/ ++b } }
let r = /a/k.b as T, o: { set x(v?) {} [a?, b]: T }
let q: T?, p: asserts a
