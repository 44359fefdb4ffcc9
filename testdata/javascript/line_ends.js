// Where a statement ends with its line, and where it does not.
const first = () => {}
(1, second)
const second = () => {}
[1].forEach(x => x && 1)
const third = () => {}
`a${ first && 1 }`
const fourth = () => {}
/re/.test(first) && second()
function back(a) { return
/re/.test(a) && 1 }
function wide(a) { return /* one
two */ (a && 1) }
function* gen() { yield
[1].map(x => x && 2)
yield
(first) }
let
foo = 1
++first
class Fields {
  #first = false
  #second

  [first] = null
  third
  static
  fourth = 1
  get
  *fifth() { if (this.third) yield 1 }
  get
  sixth() { return 1 }
  set
  'seventh'(v) { v && 1 }
}
export
const last = 1
do first(); while (second) third()
if (first) second
else third
