//! What is rewritten and what is not, on texts that the grammar does not take.

use super::repaired;

fn of(text: &str) -> Option<String> {
    repaired(text.as_bytes()).map(|repaired| String::from_utf8(repaired.text().to_vec()).unwrap())
}

fn check(table: &[(&str, &str)]) {
    for (text, expected) in table {
        assert_eq!(of(text).as_deref(), Some(*expected), "{text}");
    }
}

fn check_kept(texts: &[&str]) {
    for text in texts {
        assert_eq!(of(text), None, "{text}");
    }
}

#[test]
fn the_default_of_a_type_parameter_becomes_a_bound() {
    check(&[
        ("class C[T = int]: pass", "class C[T : int]: pass"),
        ("class C[T: str = int, U = T](B): pass", "class C[T: str : int, U : T](B): pass"),
        (
            "def f[*Ts = *tuple[int], **P = [int]](): pass",
            "def f[*Ts :  (tuple[int]), **P : ([int])](): pass",
        ),
        ("def f[*Ts = *a[:], T = b](): pass", "def f[*Ts :  (a[:]), T : b](): pass"),
        ("type X[T = lambda a=1: 0] = T", "type X[T : lambda a=1: 0] = T"),
        ("async def f[T=a[b](c)](): pass", "async def f[T:(a[b](c))](): pass"),
    ]);
    check_kept(&[
        "class C[T = int = str]: pass",
        "class C[T = int: str]: pass",
        "class C[T = *a]: pass",
        "class C[T = **a]: pass",
        "class C[T = (a := 1), U = b := 1]: pass",
        "x[T = int]",
    ]);
}

#[test]
fn an_annotation_with_a_subscript_is_put_in_parentheses() {
    check(&[
        ("x: a[b][c]", "x: (a[b][c])"),
        ("x: a[b](c) = 1; y.z: a[:]", "x: (a[b](c)) = 1; y.z: (a[:])"),
        ("type X[T] = a[b] if c else d # e", "type X[T] = (a[b] if c else d) # e"),
        (
            "def f(a: b[c] + d=1, *e: f[g](), **h: i[j](k)) -> l[m](n): pass",
            "def f(a: (b[c] + d)=1, *e: (f[g]()), **h: (i[j](k))) -> (l[m](n)): pass",
        ),
        ("if a: b: c[d](e)", "if a: b: (c[d](e))"),
        ("match: a[b][c]\ntype: a[b][c]", "m_tch: (a[b][c])\nt_pe: (a[b][c])"),
        ("x: f'{a}'[b](c)", "x: (f'{a}'[b](c))"),
        ("x: lambda a, b=1: c[d]", "x: (lambda a, b=1: c[d])"),
        ("type X = a[b] if c else lambda d: e", "type X = (a[b] if c else lambda d: e)"),
        ("case[a]: b[:] = c", "case[a]: (b[:]) = c"),
        (
            "match a:\n case[b]: c[d](e)\n case f:\n  case[g]: h[i](j)",
            "match (a):\n case[b]: c[d](e)\n case f:\n  case[g]: (h[i](j))",
        ),
        ("def f() -> a: b[c] = d", "def f() -> a: (b)[c] = d"),
        ("def f() -> a: *b[c], d = e", "def f() -> a: (b[c]), d = e"),
    ]);
    check_kept(&[
        "x: a[b], c",
        "x: a[b] for a in b",
        "x: y := a[b]",
        "x: yield a[b]",
        "x: = a[b]",
        "def f(a: *b[c](d)): pass",
        "type X = a[b], c",
        "{a: b[c](d)}",
        "f(lambda a: b[c](d))",
        "x: int = a[b](c)",
        "x: a\ny[b](c)",
    ]);
}

#[test]
fn what_a_star_unpacks_becomes_a_subscript() {
    check(&[
        ("x = *[1], 2", "x = *_[[1]], 2"),
        ("x = y = 1, *(a or b), *'c'", "x = y = 1, *_[(a or b)], *_['c']"),
        ("return *-a, b", "return *_[-a], b"),
        ("for x in *{1}, b: pass", "for x in *_[{1}], b: pass"),
        ("for *(x), y in z: pass", "for  (x), y in z: pass"),
        ("x = yield *[1], 2; y += *f'{a}', b", "x = yield *_[[1]], 2; y += *_[f'{a}'], b"),
        ("x[*(a), b]", "x[*_[(a)], b]"),
        ("x[*(a) or b, *not c]", "x[*_[(a) or b], *_[not c]]"),
        ("x[*lambda: a if b else (c)]", "x[*_[lambda: a if b else (c)]]"),
        ("x[*(a) in b, *a[1] == c]", "x[*_[(a) in b], *_[a[1] == c]]"),
        ("x[a, *(b)]", "x[a, *_[(b)]]"),
        ("*(x), y = *[z] = a, *[b]", "(x), y = *[z] = a, *_[[b]]"),
        ("*[x], = a", "[x], = a"),
        ("case, *1, *None", "case, *_[1], *_[None]"),
        ("x = *a(b for c in d), *e.f, *g + h", "x = *_[a(b for c in d)], *_[e.f], *_[g + h]"),
        ("f(*a(b)); [*c, d]; {*e.f}", "f(*_[a(b)]); [*_[c], d]; {*_[e.f]}"),
        ("*a, b = *c, d", "a, b = *_[c], d"),
        ("for*a, b in c: pass", "for a, b in c: pass"),
        ("f'{*1, a}{a, *(b):>5}'", "f'{*_[1], a}{a, *_[(b)]:>5}'"),
        ("match *(a), b:\n case c: pass", "match *_[(a)], b:\n case c: pass"),
        ("a = *(b), lambda c=1: 0", "a = *_[(b)], lambda c=1: 0"),
        ("match a:\n case [b, *c], {**d}: e", "match (a):\n case [b, *c], {**d}: e"),
        ("match [a for b, *c in d], *(e):\n case f: g", "match ([a for b, *c in d], *_[(e)]):\n case f: g"),
        ("match a:\n case [b, *c] if d[*(e) or f]: g", "match (a):\n case [b, *c] if d[*_[(e) or f]]: g"),
    ]);
    check_kept(&[
        "x = *[1]",
        "return *(a)",
        "*(x) = a, b",
        "for x in *[1]: pass",
        "x = *(a) or b, c",
        "x = *(a) in b, c",
        "x[*(a):b]",
        "[*(a), b]",
        "f(*(a), b)",
        "assert a, *[b]",
        "del a, *(b)",
        "lambda a, *(b): 0",
        "*(a), b: int",
        "*(a), b += c",
        "x[a, *(b):c]",
        "f'{*(a)}'",
        "f'{x}{*(a):>5}'",
        "case *(a), b: c",
        "lambda a, b: *(c)",
        "x: a, *(b)",
    ]);
}

#[test]
fn a_star_before_brackets_in_the_target_of_a_comprehension_goes() {
    check(&[
        ("[a for *(b, c), d in e]", "[a for (b, c), d in e]"),
        ("{a: b async for c, *[d] in e for *(f), g in h}", "{a: b async for c, [d] in e for (f), g in h}"),
    ]);
    check_kept(&["[a for *(b) in c]", "[a for *b, c in d]", "[a for b in *(c), d]"]);
}

#[test]
fn a_star_before_brackets_within_a_target_goes() {
    check(&[
        ("[*[a]] = b", "[[a]] = b"),
        ("(*(a), b), [*[*(c, d)]] = e = [*[f]]", "((a), b), [[(c, d)]] = e = [*[f]]"),
        ("for [*[*a]] in b: pass", "for [[*_[a]]] in b: pass"),
        ("for*[*[a]], b in c[*[d]]: pass", "for [[a]], b in c[*_[[d]]]: pass"),
        ("async for (*[a],), b in [*[c]]: pass", "async for ([a],), b in [*[c]]: pass"),
        ("[a for b, [*[c]] in d for (*(e), f) in [*[g]]]", "[a for b, [[c]] in d for ((e), f) in [*[g]]]"),
        ("x: [*[a]] = b", "x: ([*[a]]) = b"),
        ("[*[a]] = b; c.d([*[e]]).f = [*[g]]", "[[a]] = b; c.d([*[e]]).f = [*[g]]"),
    ]);
    check_kept(&[
        "(*[a]) = b",
        "for (*[a]) in b: pass",
        "[a for (*[b]) in c]",
        "[*[a]]: b",
        "[*[a]] += b",
        "del [*[a]]",
        "f(*[a], b).c = d",
        "x = [a for b({*[c]}).d in e]",
    ]);
}

#[test]
fn a_soft_keyword_that_is_a_name_gets_the_spelling_of_one() {
    check(&[
        ("match *(a), b", "m_tch *(a), b"),
        ("match * a if b else c, *{}, d", "m_tch * a if b else c, *_[{}], d"),
        ("match[a] = type, print", "m_tch[a] = t_pe, p_int"),
        ("match[a]: b[c](d) = 1; case.x: a[b](c)", "m_tch[a]: (b[c](d)) = 1; case.x: (a[b](c))"),
        ("match a[b]: c", "m_tch a[b]: c"),
        ("type match[**T] = exec", "type m_tch[**T] = e_ec"),
        ("if a: type(b); f(print=match)", "if a: t_pe(b); f(p_int=m_tch)"),
    ]);
    check(&[
        ("match a:\n case b: pass", "match (a):\n case b: pass"),
        ("match (a)[b]: # c\n case d: pass", "match ((a)[b]): # c\n case d: pass"),
        ("match (a, b):\n case c: pass", "match ((a, b)):\n case c: pass"),
    ]);
    check_kept(&["type X = a"]);
}

#[test]
fn a_tuple_ends_with_its_line() {
    check(&[("a,\nb = c", "a;\nb = c"), ("a += b,\nc = d", "a += (b,)\nc = d"), ("a += *b,", "a += *_[b],")]);
    check(&[("a, (b) # c\n\n# d\n[e] = f", "a, (b); # c\n\n# d\n[e] = f")]);
    check_kept(&[
        "from a import b,",
        "(a,\nb)",
        "del a,",
        "a, (b)\nc = d",
        "(a)\n[b] = c",
        "for a in b, c:\n [d] = e",
    ]);
}

#[test]
fn a_line_that_begins_with_a_star_keeps_its_indentation() {
    check(&[
        ("if a:\n *  b, c = d", "if a:\n (  b), c = d"),
        ("* \\\nb, = c", "( \\\nb), = c"),
        ("*b, c = d", "b, c = d"),
    ]);
}

#[test]
fn the_annotation_of_a_variadic_parameter_may_be_starred() {
    check(&[
        ("def f(a, *args: *b[c](d)): pass", "def f(a, *args:  (b[c](d))): pass"),
        ("def f(*args: *(a), b: c): pass", "def f(*args:  (a), b: c): pass"),
    ]);
    check_kept(&["def f(a: *(b)): pass"]);
}

#[test]
fn the_last_comma_of_exceptions_goes() {
    check(&[("try: a\nexcept b, c,: d", "try: a\nexcept b, c : d")]);
    check_kept(&["try: a\nexcept b as c,: d", "try: a\nexcept b, c: d"]);
}

#[test]
fn a_format_spec_loses_its_equals_sign() {
    check(&[
        ("f'{x:=^5}'", "f'{x: ^5}'"),
        ("f'''{x!r:=^{w}}{y:=}'''", "f'''{x!r: ^{w}}{y: }'''"),
        ("f'{f\"{x:=+5}\"}'", "f'{f\"{x: +5}\"}'"),
    ]);
    check_kept(&["f'{(x:=5)}'", "f'{x=}'", "f'{{x:=5}}'", "'{x:=5}'", "f'{x['a':=5]}'"]);
}

#[test]
fn no_line_in_brackets_dedents() {
    check(&[
        ("def f():\n    x = (a +\nb)\n", "def f():\n    x = (a +\n\tb)\n"),
        ("if a:\n\tx = [ # b\n  # c\n\n\t]\n", "if a:\n\tx = [ # b\n\t  # c\n\n\t]\n"),
        ("if a:\n  f'''\nb{\nc}\nd'''", "if a:\n  f'''\nb{\n\tc}\nd'''"),
        ("if a:\n          '''\n''' + (\nb)", "if a:\n          '''\n''' + (\n\t\tb)"),
    ]);
    check_kept(&["x = (a +\nb)", "if a:\n  (b +\n   c)", "if a:\n  b + \\\nc", "if a:\n  ('''\nb''')"]);
}

#[test]
fn the_space_before_the_first_backslash_indents_a_statement() {
    check(&[
        ("if a:\n  \\\n    b\n  \\\nc\nelse: d", "if a:\n  \\\nb\n  \\\nc\nelse: d"),
        ("if a:\n\\\n  \\\n \\\n\tb", "if a:\n\\\n  \\\n\\\nb"),
        ("if a:\n  \\\n async \\\n  def b(): pass", "if a:\n  \\\nasync \\\n  def b(): pass"),
    ]);
    check_kept(&["if a:\n\\\n  b", "if a:\n  b \\\n    + c", "if a:\n  b; \\\n    c", "if a:\n  '\\\n   b'"]);
}

#[test]
fn what_can_be_no_python_stays_as_it_is() {
    let (good, repaired) = ("x: a[b][c]\n", "x: (a[b][c])\n");
    for bad in ["(", ")", "(]", "f'{", "f'}'", "'", "'''", "\\ \n", "0x", "[\n1]]"] {
        assert_eq!(of(&format!("{good}{bad}")), Some(format!("{repaired}{bad}")), "{bad}");
        assert_eq!(of(&format!("{bad}\n{good}")), None, "{bad}");
    }
}

#[test]
fn indentation_never_more_than_doubles_a_text() {
    let text = |lines: usize| format!("if a:\n{}x = [\n{}]", " ".repeat(8000), "1,\n".repeat(lines));
    assert_eq!(of(&text(5)).unwrap().len(), text(5).len() + 6 * 1000);
    assert_eq!(of(&text(500)), None);
}

#[test]
fn much_of_anything_takes_no_recursion_and_linear_time() {
    let deep = 100_000;
    for piece in
        ["x[", "f'{", "(", "[", "{", "x[*(", "lambda ", "x: a[", "f'{x:=", "*[1],", "x: a[b](c);", "\n  "]
    {
        let text = format!("class C[T = int]: pass\ny = {}", piece.repeat(deep));
        of(&text);
    }
    let many = "x: a[b](c)\n".repeat(deep);
    assert_eq!(of(&many), Some("x: (a[b](c))\n".repeat(deep)));
}

/// Pieces of Python, valid and not, in an order that a number decides.
fn jumble(mut seed: u64) -> String {
    const PIECES: &[&str] = &[
        "x",
        "1",
        "'a'",
        "'''a\n'''",
        "f'",
        "f'''",
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        "*",
        "**",
        ":",
        ":=",
        "=",
        "+=",
        ",",
        ";",
        "\n",
        "\n  ",
        "\n\t",
        " ",
        "\\\n",
        "# c\n",
        "lambda ",
        "def f",
        "class C",
        "type X",
        "for ",
        " in ",
        "return ",
        "yield ",
        "match ",
        "case ",
        "->",
        "x: a[b](c)",
        "x = *[1], 2",
        "f'{x:=5}'",
        "[T = int]",
        "é",
        "'",
    ];
    let mut next = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap()
    };
    let length = next() % 30;
    (0..length).map(|_| PIECES[next() % PIECES.len()]).collect()
}

#[test]
fn a_statement_that_is_broken_leaves_the_others_their_repairs() {
    check(&[
        ("x: a[b](c)\ny = (1\ndef f():\n  z: a[b](c)", "x: (a[b](c))\ny = (1\ndef f():\n  z: (a[b](c))"),
        ("def f():\n  x: a[b](c) = 'd\nclass C: y: a[b]", "def f():\n  x: a[b](c) = 'd\nclass C: y: (a[b])"),
        ("x: a[b]\ny = )", "x: (a[b])\ny = )"),
        ("x: a[b]\ny = (1\nz: a[b]", "x: (a[b])\ny = (1\nz: a[b]"),
    ]);
}

#[test]
fn a_comment_behind_a_decorator_does_not_end_the_block() {
    check(&[("class C:\n  @a\n# b\n  def c(): pass", "class C:\n  @a\n\t# b\n  def c(): pass")]);
    check_kept(&["class C:\n  a\n# b\n  def c(): pass", "@a\n# b\ndef c(): pass"]);
}

#[test]
fn a_star_behind_yield_a_number_or_case_as_a_name_is_that_of_a_tuple() {
    check(&[
        ("(yield *1.5, a)", "(yield *_[1.5], a)"),
        ("(yield a, b, *rb'')", "(yield a, b, *_[rb''])"),
        ("0x1f[*1.5]", "0x1f[*_[1.5]]"),
        ("case, *a(b), c", "case, *_[a(b)], c"),
        ("match (yield *1.5, a):\n case b: c", "match ((yield *_[1.5], a)):\n case b: c"),
    ]);
    check_kept(&["(yield *1.5)", "a(yield *1.5, b)"]);
}

#[test]
fn any_text_keeps_its_lines_and_its_code() {
    let mut repaired = 0;
    for seed in 0..100_000 {
        let text = jumble(seed);
        let Some(other) = of(&text) else { continue };
        assert_eq!(other.matches('\n').count(), text.matches('\n').count(), "{text:?}");
        let code = |text: &str| {
            let text = text.replace([' ', '\t', '(', ')', '_', '[', ']', '=', ':', '*', ',', ';'], "");
            text.replace("match", "mtch").replace("type", "tpe")
        };
        assert_eq!(code(&other), code(&text), "{text:?}");
        repaired += 1;
    }
    assert!(repaired > 1000, "{repaired}");
}
