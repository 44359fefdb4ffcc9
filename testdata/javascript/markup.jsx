export const A = ({ a, b }) => <p class="x" for="y" in={a && 1} default>&#128512; {a ? b : null} it's // no</p>;
export const B = () => <a href="?a=1&b=2" title='"'>http://x.y/z?a=1&b=2</a>;
export const C = ({ a, b }) => <p>{a} & {b} && if (a) &nbsp;&</p>;
export const D = (p) => <svg:rect xlink:href="#a" a:b={p && 1}><a-b.c d-e="1
2" /><p.default a={p && 1}></p.default><this.Foo/><p.if/></svg:rect>;
export const E = (p) => <><A {...p} class={p => p && 1}/>{/* none */}{...p}</>;
export const F = (p) => p && <a/>.props && <b/> || (<c/>);
