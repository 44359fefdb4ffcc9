// A function, and a statement that begins with brackets.
export default function () {}
(a && b)<C>;
