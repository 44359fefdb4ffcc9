//! The text before and after.

use super::repaired;

/// The text as it is rewritten.
fn rewritten(text: &str) -> String {
    repaired(text.as_bytes()).map_or(text.to_owned(), |it| String::from_utf8(it.text().to_vec()).unwrap())
}

#[test]
fn what_the_grammars_do_not_know_becomes_what_they_know() {
    for (text, expected) in [
        ("let a: import('b').C<D>[]", "let a: _.C<D>[]"),
        ("interface A<in out T, out B = C, in const D> {}", "interface A<  T,  B = C, in const D> {}"),
        ("type A<const in out T extends B> = C", "type A<const   T extends B> = C"),
        ("export type * as A from 'a'", "export  * as A from 'a'"),
        ("export { a as void, if as b, c }", "export { a as _, _ as b, c }"),
        ("{\n a(): B\n <C>(d: E<F>) => void\n}", "{\n a(): B\n ;<C>(d: E<F>) => void\n}"),
        ("{\n a: string\n in: B\n}", "{\n a: string\n ;in: B\n}"),
        ("a = sql<{ b: (c: D) => E }>`f`", "a = sql`f`"),
        ("type A = `\\`b\\``", "type A = `_b_`"),
        ("a<<B extends C>(d: B) => E>()", "a< <B extends C>(d: B) => E>()"),
        ("<p>a & b && c</p>", "<p>a _ b __ c</p>"),
        ("<a href=\"?b=1&c=2\">d</a>", "<a href=\"_\">d</a>"),
    ] {
        assert_eq!(rewritten(text), expected);
    }
}

#[test]
fn a_function_that_is_only_declared_gets_a_name() {
    let text = "export default function (): { a: string };";
    let repaired = super::repaired_declarations(text.as_bytes()).unwrap();
    assert_eq!(String::from_utf8_lossy(repaired.text()), "export default function _ (): { a: string };");
    assert_eq!(rewritten(text), text);
}

#[test]
fn what_the_grammars_know_stays() {
    for text in [
        "import('a').then(b)".replace("('a')", "(a)").as_str(),
        "for (const a in b) { c < d, in1, out }",
        "f(a, out); type A<out, B> = C<out>",
        "export { a as b }; export * from 'c'; let type = 1; type * 2",
        "{ in: 1,\n in: 2,\n instanceof: a ? b : c }",
        "a\n < b; if (a\n < (b)) {}",
        "({ a: b as const }); const { a = () => b as const } = c",
        "a < b > `c`; () => `d`",
        "'a\\'b'; /c\\/d/",
        "a << b; a<<b, c; if (a > b && c < d) {}",
        "type A = B<C> & D<E>; a = 'b&c'; a &= b",
    ] {
        assert_eq!(rewritten(text), text);
    }
}
