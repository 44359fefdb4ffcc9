// Words that mean something elsewhere, as ordinary names.
let using = 1, of = 2, async = 3, get = 4, from = 5
using = of && async
using.x = get ? 1 : 2
using[0] = from
function plan(using, async) { using += (using ? "," : "using ") + async; return using }
const in_plan = 1
in_plan && plan()
let instance = 1
instanceof_plan()
if (using) plan()
async(1, of)
class Words { get = 1; set = 2; static = 3; async = 4; of() { return this.get && this.static } }
const both = { get, set: 1, async, static: of, get of() { return 1 }, async *from() { yield 1 } }
of: for (const of of both) { if (of) continue of }
for (let of = 0; of < 1; of++) ;
for (let
  of of both) plan(of)
