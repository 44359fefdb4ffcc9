let a = <b
. c d = {e && f} /
// comment
>
let g = <h . i></* c */j / >{ e ? <k-l : m /> : e }</h. i>
export { a }
from
'b'
while (a) { break /*
*/ a }
async /*
*/ function f() { return a && b }
