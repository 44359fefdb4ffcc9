// Behind a declaration begins a statement, with whatever word it begins.
function* a() {} as | b ?? c;
class D { e() {} } satisfies & b;
async function f() {} !b;
const g = function () { return 1 } as unknown, h = class { i() {} }!;
