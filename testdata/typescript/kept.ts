// What stays of types that go: the code in them, and the place where they end.
declare @d class A { static [k: string]: { [a?.b]?: B; readonly [c || d]: C }
  e }
declare @f abstract class G { [h: string]: { [k && l]: (m: number) => n }
  o = 1; readonly [p: string]: { [q]: r; [s]: t }; u() {} }
(v as { [w ?? x]: y }) += z || aa;
[{ bb: (cc as { [dd && ee]?: ff }) = gg }, (hh as { [ii]: jj }).kk] = ll;
[{ mm: (<{ [nn || oo]: pp }>qq.rr) = ss }] = tt;
for ((uu as { [vv ? ww : xx]: yy }) of zz) ab;
if (ac < { get ad() { ae; }, af } > /ag!/v) ah;
let ai: unique new
() => aj && ak
let al: readonly new
() => am
(function an() {}.ao!) = ap && aq
if (ar && (as)<{ [at in au as av]: aw, }> (ax) || ay && az) ba
let bb: { +readonly [bc in bd]-?: be
}
