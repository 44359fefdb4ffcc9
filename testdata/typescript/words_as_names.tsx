export const A = <T,>({ a, b }: P<T>) => <B<T> class="x" for={a && b!} {...a}>&nbsp;{a ? <a.default/> : null} & {b}</B>;
export const C = (using: any) => <p>{using && (using as any).x && using!}</p>;
export const D = <T extends string>(a?: T): a is T => !!a && a < "b".length && a > (1);
