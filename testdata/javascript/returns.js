// Lines that end with a CR alone, and blanks of Unicode before a word.exportlet a = 1class A {  #q = a;　static  b () { }  setc (d) { this.#q = d }﻿static  e () { return a && 1 }}export { a as f } from 'm' with {type: 'json' }[`x
 y`, `x
 y`, `x
 y`]2  * awaita