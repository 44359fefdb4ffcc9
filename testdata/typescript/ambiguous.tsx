// For TypeScript an element takes no call.
const v = <div></div>
(a?.b() || c)
