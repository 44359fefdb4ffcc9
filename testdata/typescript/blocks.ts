a<{ [B in C]: D, }, (E) > (f)
{ a } as | b ?? c
{ d } satisfies | e ?? f
{ a: b }
/re/ - a && c
var g
!h || i
{ j }
[k && l] &&= m;
[n.o()] ||= p
