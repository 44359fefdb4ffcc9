{ a: b }
/re/ - a && c
{ a }
[b][c] && d
{ a: b }
[c].d ? e : f
{ a: b }
[{ if: c }] = d || e
