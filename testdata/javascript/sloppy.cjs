var await, using, let; await/x; if (await) await/2; label: await/x;
async function foo(g) { await /REGEX/g; yield /DIVISION/g; }
function* bar(g) { yield /REGEX/g; if (g) yield 1; }
function div3(await, yield, g) { return g ? await/yield/g : 1; }
using
foo = bar()
for (async of => {}; false;) ;
var f = function (a) {
  return a ? 1 : 2 <!-- if (a && b)
--> another
}
