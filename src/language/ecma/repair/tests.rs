//! The text before and after.

use super::{javascript, tsx, typescript};
use crate::language::Repaired;

fn text(repaired: Option<Repaired>) -> String {
    repaired.map_or("stuck".to_owned(), |it| String::from_utf8(it.text().to_vec()).unwrap())
}

/// Rewritten, without white space.
fn rewritten(repair: fn(&[u8]) -> Option<Repaired>, source: &str) -> String {
    bare(&text(repair(source.as_bytes())))
}

fn bare(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn a_statement_ends_where_the_language_ends_it() {
    for (source, expected) in [
        ("a = () => {}\n(b)", "a = () => {}; (b);"),
        ("a = () => {}\n/b/.c", "a = () => {}; _.c;"),
        ("function f() { return\n[a] }", "function f() { return; [a]; }"),
        ("function* f() { yield\n(a) }", "function* f() { yield; (a); }"),
        ("let\na = b\n++c", "var a = b; ++c;"),
        ("class C { get\n*a() {} static\nb }", "class C { ___; *a() {} static b; }"),
        ("do a; while (b) c", "do a; while (b); c;"),
        ("a // b\n/* c\n*/ + d", "a /**/ /**/ + d;"),
        ("class C { static\nstatic\nstatic\na() {} }", "class C { static ______; static a() {} }"),
        ("{ a: {} }\n(b)", "{; a: {} } (b);"),
        ("a => { b: c }", "a => {; b: c; };"),
        ("a++\n(b)", "a++; (b);"),
        ("x = new\nnew a()", "x = new (new a());"),
        ("for (var a = 1 in b) ;", "for (var a = (1) in b) ;"),
        ("a\n<!-- b\ninterface", "a; /**/ _________;"),
        ("while (a) let\nb", "while (a) ___; b;"),
        ("class C { async\n*a() {} }", "class C { _____; *a() {} }"),
        ("export default function () {}\n(a)", "export default function () {}; (a);"),
        ("a\n<!-- b\nc", "a <!-- b; c;"),
        ("delete (a)\nawait\nb", "delete (a); _____; b;"),
        ("export default class {}\n(a)()", "export default class {}; (a)();"),
        ("a`\\u{${b}\\x${c}`", "a`_u{${b}_x${c}`;"),
        ("a ?? b\n<!-- c && d", "a ?? b;/**/"),
        ("a => await\na", "a => _____; a;"),
        ("(a ?? b)\n<!-- c && d", "(a ?? b) <!-- c && d;"),
        // what no module may say begins a script, where `<!--` is a comment
        ("function eval() {}\na\n<!-- b", "function eval() {} a; /**/"),
        ("for (var a = b in c) d\n<!-- e", "for (var a = (b) in c) d; /**/"),
        ("if (a) function b() {}\nc\n<!-- d", "if (a) function b() {} c; /**/"),
        ("arguments = a\n<!-- b", "arguments = a; /**/"),
        ("(a, { eval }) => b\n<!-- c", "(a, { eval }) => b; /**/"),
        ("eval++\n<!-- b", "eval++; /**/"),
        ("--arguments\n<!-- b", "--arguments; /**/"),
        ("[eval] = a\n<!-- b", "[eval] = a; /**/"),
        ("({ eval } = a)\n<!-- b", "({ eval } = a); /**/"),
        ("((eval)) = a\n<!-- b", "eval = a; /**/"),
        ("for (eval of a) b\n<!-- c", "for (eval of a) b; /**/"),
        ("for ([eval] in a) b\n<!-- c", "for ([eval] in a) b; /**/"),
        ("a = '\\17'\n<!-- b", "a = '\\17'; /**/"),
        ("a = { '\\8': b }\n<!-- c", "a = { '\\8': b }; /**/"),
        ("function a(b, b) {}\nc\n<!-- d", "function a(b, b) {} c; /**/"),
        // and what looks like it
        ("++eval.a\n<!-- b", "++eval.a <!-- b;"),
        ("a = '\\0'\n<!-- b", "a = '\\0' <!-- b;"),
        ("a = [eval]\n<!-- b", "a = [eval] <!-- b;"),
    ] {
        assert_eq!(rewritten(javascript, source), bare(expected), "{source}");
    }
}

#[test]
fn a_word_that_is_a_name_is_none_for_the_grammar() {
    for (source, expected) in [
        ("using = of.in", "_____ = __.__;"),
        ("({ get, set: 1, async })", "({ ___, ___: 1, _____ });"),
        ("of: for (let of of of) break of", "__: for (var __ of __) break __;"),
        ("class C { constructor() { this.new } }", "class C { constructor() { this.___; } }"),
    ] {
        assert_eq!(rewritten(javascript, source), bare(expected), "{source}");
    }
}

#[test]
fn a_target_in_brackets_stands_alone_in_a_pattern() {
    for (source, expected) in [
        ("[(a), (b.c) = (d)] = e", "[ a , b.c = (d)] = e;"),
        ("({ a: (b) } = c)", "({ a: b } = c);"),
        ("for ([(a)] of b) ;", "for ([ a ] of b) ;"),
        ("x = [(a)]", "x = [(a)];"),
    ] {
        assert_eq!(rewritten(javascript, source), bare(expected), "{source}");
    }
    assert_eq!(rewritten(typescript, "[a as B, c!] = d"), "[a,c]=d;");
}

#[test]
fn markup_keeps_its_values() {
    for (source, expected) in [
        ("<a for=\"b&c\" d-e={f}>g & h</a>", "(<a _=\"_\" _={f}>g _ h</a>);"),
        ("<a.b-c><></></a.b-c>", "(<_><></></_>);"),
        ("<p>{a}{/* b */}</p>", "(<p>{a}{/**/}</p>);"),
        ("<a></* c */ /a>", "(<a></ /**/ a>);"),
        ("<a></* c */b / ></a>", "(<a>< /**/b /></a>);"),
        ("<a. b></a . b>", "(<a></a>);"),
        ("<a-b : c-d /\n// e\n>", "(<_ /**/ />);"),
        ("<a/>\n(b)", "(<a/>) (b);"),
        ("new <a/>", "new (<a/>);"),
        ("b ?? <a/>.c++", "b ?? (<a/>).c++;"),
    ] {
        assert_eq!(rewritten(javascript, source), bare(expected), "{source}");
    }
}

#[test]
fn types_go_and_what_they_stand_behind_stays() {
    for (source, expected) in [
        ("a && b!.c as D", "a && ((b!).c as _);"),
        ("a < b || c > (d)", "a > b || c > (d);"),
        ("f<A<B>>(c)", "f (c);"),
        ("let a: B<C>[] = d", "var a = d;"),
        ("function f<T>(this: A, b?: C): D {}", "function f<_, >(this , b ) {}"),
        ("a ? (b) : c => d", "a ? (b) : c => d;"),
        ("abstract class A<in T> { private b?: C\n[d: E]: F }", "abstract class A<_, > { b ; }"),
        ("interface A { b: C }", "debugger;"),
        ("declare global { namespace a.b {} }", "namespace _ { namespace _ { } }"),
        ("using a = b", "var a = b;"),
        ("(a as B) = (<C>c) = d", "a = c = d;"),
        ("[<A>b] = c", "[b] = c;"),
        ("a as const\n(b)", "(a as _); (b);"),
        ("a = b<C>\nd = e", "a = (b as _); d = e;"),
        ("new a < b > c", "(new a) > b > c;"),
        ("class C { @a.b?.c`d` e: F }", "class C { @_(a.b?.c`d`) e; }"),
        ("class A { readonly [b in c]: D }", "class A { [(b in c)]; }"),
        ("let a: B!", "var a;"),
        ("let a: symbol.b<c>", "var a;"),
        ("a < { b }.c", "a > { b }.c;"),
        ("a < (<T>(b) => c) >>> d", "a > (<_,>(b) => c) >>> d;"),
        ("function f() { await a }", "function f() { await a; }"),
        ("function f() { await is }", "function f() { await __; }"),
        ("class C { private static readonly static\n[a: b]: c }", "class C { static ______; }"),
        ("a as B ? (#c in d) : e", "(a as _) ? (_ in d) : e;"),
        ("a = b as C & !D & e", "a = (b as _);"),
        ("2n\n/= a", "(2n) /= a;"),
        ("a as typeof b.c << d", "(a as _) << d;"),
        ("new new a().b = c", "(new (new a()).b) = c;"),
        ("namespace a { await\n1 }", "namespace _ { _____; 1; }"),
        ("a = (b)\n=> c\nd", "a = (b) => c; d;"),
        ("a\n=> b", "a => b;"),
        ("/a/k.b as C", "(_.b as _);"),
        ("#a && b!", "_ && (b!);"),
        ("let a: B\n['c'] = d", "var a; (['c'], d);"),
        ("({ a, b() {} } = c)", "(({ a, b() {} }, c));"),
        ("[a = [1]] = c", "[a = [1]] = c;"),
        ("let a: ?, b: ?C, c: D?, d: *", "var a, b, c, d;"),
        ("let a: { [b?: C, d: E]: F; []; [...g] }", "var a;"),
        ("class A { []; [b?: C]: D; e }", "class A { e; }"),
        ("export default abstract\nclass A {}", "export default ________; class A {}"),
        ("let a: (infer B extends C ?\nD : E) ? F : G", "stuck"),
        ("let a: B extends (infer B extends C ?\nD : E) ? F : G", "var a;"),
    ] {
        assert_eq!(rewritten(typescript, source), bare(expected), "{source}");
    }
    assert_eq!(rewritten(tsx, "<a/>\n(b)"), "(<a/>);(b);");
    assert_eq!(rewritten(tsx, "<a/> = b"), "((<a/>)) = b;".replace(' ', ""));
    assert_eq!(rewritten(tsx, "<a><//* b */a>"), "(<a><//**/a>);");
    assert_eq!(rewritten(tsx, "<T,>(a: T) => <b c={a!}/>"), "<_,>(a)=>(<bc={(a!)}/>);");
}

#[test]
fn what_is_computed_in_a_type_stays_and_its_members_go() {
    for (source, expected) in [
        ("let a: { set\nb(c) {} get d() {} e }", "var a;"),
        ("let a: { get b() {}; c }", "stuck"),
        ("a<{ [b in c]: d, }> (e!)", "a > {[b in c]: d,} > ((e!));"),
        ("let a: { -readonly [b in c as d]-?: e\nf; [g in h]: i }", "var a: { [g in h]; };"),
        ("(function a() {}.b!) = c", "((function a() {}.b!)) = c;"),
        ("let a: { [b ? c : d]: e; [f?]: g }", "var a: { [b ? c : d]; };"),
        ("a < { get b() { c; }, d } > /e!/v", "a > { get b() { c; }, d } > _;"),
        ("let a: unique new\n() => b", "var a; () => b;"),
        ("declare @a class B {}", "_______; @_(a) class B {}"),
        ("class A { static [b: C]: { [D.e]?: F }\ng }", "class A { [_: _]: { [D.e]; }; g; }"),
        ("class A { declare export\npublic b; export\n*c() {} }", "class A { b; ______; *c() {} }"),
        ("class A { const a; const\nb; default class }", "class A { a; _____; b; _____; }"),
        ("a < -b >\nc!; a< -1 >\nc", "a > -b > (c!); (a as _); c;"),
        ("(a as { [b]: C }) += d", "a [_ as {[b];}] += d;"),
        (
            "[{ e: (a as { [b]?: C }) = d }, (<{ [b]: F }>g.h)] = i",
            "[{ e: a [_ as {[b];}] = d }, _[_ as {[b];}].g.h] = i;",
        ),
    ] {
        assert_eq!(rewritten(typescript, source), bare(expected), "{source}");
    }
}

#[test]
fn what_typescript_takes_until_it_checks_types_is_read() {
    for (source, expected) in [
        ("let a: (b: C = d) => asserts b\nis E", "var a: { _: (_ = d) => _; };"),
        ("a as { [b && c]: d }", "(a as {[b && c];});"),
        ("type A = B | ((b = (c: D = e) => f) => g)", "type _ = { _: (_ = (c = e) => f) => _; };"),
        ("a<(b = c) => d>(e)", "a<{ _: (_ = c) => _; }>(e);"),
        ("a<{ [b]: c }>`d`", "(a as {[b];})`d`;"),
        ("a\u{a0}? b : c!", "a ? b : (c!);"),
        ("declare a\nb", "_______; a; b;"),
        ("declare abstract\nclass A {}", "_______; ________; class A {}"),
        ("declare export class A {}", "export class A {}"),
        (
            "function f() { await\nusing a = b; for (await using c of d) ; }",
            "function f() { var a = b; for (var c of d) ; }",
        ),
        ("a ? (b): c? => d : e", "a ? (b) => d : e;"),
        ("let a: [b: ...C, d?: E], f: ??G, h: asserts i[]", "var a, f, h;"),
        ("a && b\n/=c/.d", "a && b; _.d;"),
    ] {
        assert_eq!(rewritten(typescript, source), bare(expected), "{source}");
    }
}

#[test]
fn a_condition_begins_in_every_type_that_an_extended_type_consists_of() {
    let condition = "B extends C ? 1 : 2";
    for operand in [
        "() => @",
        "new () => @",
        "abstract new () => @",
        "<T>() => @",
        "new <const T extends B = C>(d: E) => @",
        "() => () => @",
        "(d) => d is @",
        "(d) => asserts d is @",
        "(this: F) => this is @",
        "() => F extends () => @ ? 3 : 4",
        "(@)",
        "(@)[]",
        "[@, ...F]",
        "[d: @]",
        "F<@>",
        "F[@]",
        "{ d: @ }",
        "{ d(): @ }",
        "{ (): @ }",
        "{ [d: F]: @ }",
        "{ [d in @]: F }",
        "{ [d in F as @]?: F }",
        "`d${@}`",
        "typeof d<@>",
        "import('d').F<@>",
        "keyof (@)",
        "infer F extends () => @",
        "F | (() => @)",
    ] {
        let source = format!("type E = A extends {} ? true : false; a!", operand.replace('@', condition));
        assert_eq!(rewritten(typescript, &source), "debugger;(a!);", "{source}");
    }
    assert_eq!(rewritten(typescript, &format!("type E = A extends {condition} ? 3 : 4")), "stuck");
}

#[test]
fn a_zero_byte_in_a_string_does_not_end_the_text() {
    assert_eq!(rewritten(javascript, "a = 'b\0c'\nd"), "a='b\u{1}c';d;");
    assert_eq!(rewritten(javascript, "a \0 b"), "stuck");
}

#[test]
fn what_is_broken_is_not_rewritten() {
    for source in
        ["a = ", "(a", "f(", "class C { ", "`a${", "if a", "'a", "a b", "<a></b", "let x: = 1", "a.", "1a b"]
    {
        assert_eq!(rewritten(javascript, source), "stuck", "{source}");
    }
}

#[test]
fn what_is_too_deep_is_not_rewritten() {
    let shapes = [
        "(",
        "[",
        "{",
        "a(",
        "a<",
        "!",
        "a ** ",
        "a ? ",
        "a => ",
        "a = ",
        "new ",
        "`${",
        "<a b={",
        "<T,>(a: ",
        "if (a) ",
        "a: ",
        "class { a() { ",
        "class extends ",
        "function a() { ",
        "declare export ",
        "declare export export ",
        "let a: ",
        "let a: (",
        "let a: {b:",
        "async ",
        "await (",
        "x = (a = ",
        "@(",
        "namespace a {",
        "type a = b extends ",
        "for (",
        "do ",
        "<a>",
        "yield ",
        "let [",
        "let {a:",
        "import(",
    ];
    for shape in shapes {
        let text = shape.repeat(30_000);
        for repair in [javascript, typescript, tsx] {
            assert!(repair(text.as_bytes()).is_none(), "{shape}");
        }
    }
}

#[test]
fn nesting_that_people_write_is_rewritten() {
    for (open, close) in [
        ("{", "}"),
        ("(a, ", ")"),
        ("if (a) { ", "}"),
        ("a(() => { ", "})"),
        ("a(class { b() { ", "} })"),
        ("[", "]"),
    ] {
        let text =
            format!("{}1;{}", open.repeat(30), close.repeat(30)).replace("1;)", "1)").replace("1;]", "1]");
        assert_ne!(rewritten(typescript, &text), "stuck", "{open}");
    }
}
