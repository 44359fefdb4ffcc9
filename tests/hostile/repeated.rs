//! Texts that nest or repeat without end, and what becomes of each: the names are those of the languages' suffixes.

/// A text that repeats a piece as often as fits into a size.
#[derive(Debug)]
pub(crate) struct Repeated {
    pub(crate) file: &'static str,
    start: &'static str,
    piece: &'static str,
    middle: &'static str,
    /// Stands at the end as often as the piece.
    closing: &'static str,
    end: &'static str,
    /// `complete`, `partial`, or the reason for which it is skipped.
    pub(crate) outcome: &'static str,
}

impl Repeated {
    /// The text, of at most so many bytes.
    pub(crate) fn text(&self, size: usize) -> String {
        let Repeated { start, piece, middle, closing, end, .. } = self;
        let count = (size - start.len() - middle.len() - end.len()) / (piece.len() + closing.len());
        format!("{start}{}{middle}{}{end}", piece.repeat(count), closing.repeat(count))
    }
}

const fn row(
    file: &'static str,
    [start, piece, middle, closing, end]: [&'static str; 5],
    outcome: &'static str,
) -> Repeated {
    Repeated { file, start, piece, middle, closing, end, outcome }
}

/// What takes about the two seconds that a file may take: the speed of the machine decides.
const NEAR_THE_BUDGET: &str = "partial or timeout";

pub(crate) const REPEATED: &[Repeated] = &[
    row("paren.py", ["x=", "(", "1", ")", "\n"], "complete"),
    row("paren_open.py", ["", "(", "", "", ""], "partial"),
    row("list.py", ["x=", "[", "", "]", "\n"], "complete"),
    row("dict.py", ["x=", "{1:", "1", "}", "\n"], "complete"),
    row("sum.py", ["x=", "a+", "a", "", "\n"], "complete"),
    row("elif.py", ["if a:\n  pass\n", "elif b:\n  pass\n", "", "", ""], "complete"),
    row("not.py", ["x=", "not ", "a", "", "\n"], "complete"),
    row("lambda.py", ["x=", "lambda:", "1", "", "\n"], "complete"),
    row("attr.py", ["x=a", ".b", "", "", "\n"], "complete"),
    row("call.py", ["x=a", "()", "", "", "\n"], "complete"),
    row("fstr.py", ["x=", "f\"{", "1", "}\"", "\n"], "partial"),
    row("unterm.py", ["x=\"\"\"", "a\n", "", "", ""], "partial"),
    row("unterm_many.py", ["", "x=\"abc\n", "", "", ""], "partial"),
    row("deco.py", ["", "@a\n", "", "", "def f(): pass\n"], "complete"),
    row("errs.py", ["", ") ( ] [ } { : = @ ! ? $ ", "", "", ""], "partial"),
    row("closers.py", ["", ")", "", "", ""], "partial"),
    row("openers_mixed.py", ["", "([{", "", "", ""], "partial"),
    row("colons.py", ["", "if ", "", "", ""], "partial"),
    row("defs.py", ["", "def f(\n", "", "", ""], "partial"),
    row("ops.py", ["", "+", "", "", ""], "partial"),
    row("spaces.py", ["", " ", "", "", ""], "complete"),
    row("newlines.py", ["", "\n", "", "", ""], "complete"),
    row("semicolons.py", ["", ";", "", "", ""], "partial"),
    row("token.py", ["x=\"", "a", "", "", "\"\n"], "complete"),
    row("name.py", ["", "a", "", "", ""], "complete"),
    row("array.py", ["x=[", "0,", "", "", "0]\n"], "complete"),
    row("functions.py", ["", "def f(a): return a and a\n", "", "", ""], "complete"),
    row("comments.py", ["", "#\n", "", "", ""], "complete"),
    row("comments_behind.py", ["def f():\n  x=1\n", "  # a\n", "", "", "  return x\n"], "complete"),
    row("backslashes.py", ["x=1", "\\\n", "", "", "\n"], "complete"),
    row("paren.js", ["x=", "(", "1", ")", ";"], "complete"),
    row("paren_open.js", ["", "(", "", "", ""], "partial"),
    row("list.js", ["x=", "[", "", "]", ""], "complete"),
    row("arrow.js", ["x=", "a=>", "1", "", ";"], "complete"),
    row("arrowp.js", ["x=", "(a)=>", "1", "", ";"], "complete"),
    row("arrowblk.js", ["x=", "()=>{return ", "1", "}", ""], "complete"),
    row("elseif.js", ["if(a){}", "else if(b){}", "", "", ""], "complete"),
    row("sum.js", ["x=", "a+", "a", "", ";"], "complete"),
    row("tern.js", ["x=", "a?b:", "c", "", ";"], "complete"),
    row("block.js", ["", "{", "", "}", ""], "complete"),
    row("block_open.js", ["", "{", "", "", ""], "partial"),
    row("objopen.js", ["x=", "{a:", "", "", ""], "partial"),
    row("tmpl.js", ["x=", "`${", "1", "}`", ""], "complete"),
    row("tmpl_open.js", ["x=", "`${", "", "", ""], "partial"),
    row("unterm_tmpl.js", ["x=`", "a\n", "", "", ""], "partial"),
    row("unterm_str.js", ["", "x=\"abc\n", "", "", ""], "partial"),
    row("unterm_cmt.js", ["/*", "a\n", "", "", ""], "partial"),
    row("unterm_re.js", ["", "x=/abc\n", "", "", ""], "partial"),
    row("jsx.js", ["x=", "<a>", "", "</a>", ""], "complete"),
    row("jsx_open.js", ["x=", "<a>", "", "", ""], "partial"),
    row("lt.js", ["", "a<", "b", "", ""], "complete"),
    row("errs.js", ["", ") ( ] [ } { : = @ ! ? $ # ", "", "", ""], "partial"),
    row("closers.js", ["", ")", "", "", ""], "partial"),
    row("asi.js", ["", "a\n++\nb\n", "", "", ""], "complete"),
    row("async.js", ["", "async(", "", "", ""], "partial"),
    row("sequence.js", ["", "a(1),", "a", "", ""], "complete"),
    row("array.js", ["x=[", "0,", "", "", "0]"], "complete"),
    row("minified.js", ["", MINIFIED, "", "", ""], "complete"),
    row("gen.ts", ["x=", "a<", "b", ">", ""], "complete"),
    row("gentype.ts", ["type T=", "A<", "B", ">", ""], "complete"),
    row("gentype_open.ts", ["type T=", "A<", "", "", ""], "partial"),
    row("lt_open.ts", ["x=", "f<", "", "", ""], NEAR_THE_BUDGET),
    row("cast.ts", ["x=", "<a>", "b", "", ""], "complete"),
    row("arrowtype.ts", ["type T=", "(a:", "", "", ""], "partial"),
    row("arrowparen.ts", ["x=", "(a,", "", "", ""], NEAR_THE_BUDGET),
    row("paren.ts", ["x=", "(", "1", ")", ""], "complete"),
    row("sum.ts", ["x=", "a+", "a", "", ";"], "complete"),
    row("condtype.ts", ["type T=", "A extends B?C:", "D", "", ""], "complete"),
    row("tmpltype.ts", ["type T=", "`${", "", "", ""], "partial"),
    row("paren.tsx", ["x=", "(", "1", ")", ";"], "complete"),
    row("arrow.tsx", ["x=", "a=>", "1", "", ";"], "complete"),
    row("elseif.tsx", ["if(a){}", "else if(b){}", "", "", ""], "complete"),
    row("sum.tsx", ["x=", "a+", "a", "", ";"], "complete"),
    row("tern.tsx", ["x=", "a?b:", "c", "", ";"], "complete"),
    row("tmpl.tsx", ["x=", "`${", "1", "}`", ""], "complete"),
    row("jsx.tsx", ["x=", "<a>", "", "</a>", ""], "complete"),
    row("jsx_open.tsx", ["x=", "<a>", "", "", ""], "partial"),
    row("jsx_attr.tsx", ["x=", "<a b={", "1", "}/>", ""], "complete"),
    row("errs.tsx", ["", ") ( ] [ } { : = @ ! ? $ # ", "", "", ""], NEAR_THE_BUDGET),
    row("gentype.tsx", ["type T=", "A<", "B", ">", ""], "complete"),
    row("condtype.tsx", ["type T=", "A extends B?C:", "D", "", ""], "complete"),
    row("minified.tsx", ["", MINIFIED, "", "", ""], "complete"),
];

const MINIFIED: &str = "function f(a,b){if(a&&b||!a){return a?b:a+b*7}for(var i=0;i<10;i++){switch(i){case 1:g(i);\
    break;default:h(function(){return i})}}try{k(a)}catch(e){l(e)}return[a,b,{c:a}]}";

/// Texts on which the parser's time grows with the square of the size or faster: found by repeating random tokens.
pub(crate) const SUPERLINEAR_PYTHON: &[Repeated] = &[
    row("walrus_not.py", ["", ":=not ", "", "", ""], "timeout"),
    row("invert_equals.py", ["", "~=", "", "", ""], "timeout"),
    row("invert_plus.py", ["", "~+:", "", "", ""], "timeout"),
    row("invert_from.py", ["", "~\nfrom ", "", "", ""], "timeout"),
    row("minus_invert.py", ["", "-~=", "", "", ""], "timeout"),
    row("walrus_is.py", ["", ":=is -", "", "", ""], "timeout"),
    row("minus_backslash.py", ["", "-\\\n:", "", "", ""], "timeout"),
    row("invert_power.py", ["", "~,**", "", "", ""], "timeout"),
    row("not_colon.py", ["", "not :", "", "", ""], "timeout"),
    row("power_plus.py", ["", "=1**+", "", "", ""], "timeout"),
    row("and_plus.py", ["", "&+", "", "", ""], "timeout"),
    row("minus_from.py", ["", "-from ", "", "", ""], "timeout"),
];

/// Texts with so many ways to read them that the parser, which copies each of them in the end without asking whether it
/// may go on, takes gigabytes.
pub(crate) const COPIED: &[Repeated] = &[
    row("invert_semicolon.js", ["", "~;", "", "", ""], "timeout"),
    row("invert_semicolon.ts", ["", "~;", "", "", ""], "timeout"),
    row("invert_semicolon.tsx", ["", "~;", "", "", ""], "timeout"),
];

pub(crate) const SUPERLINEAR_JAVASCRIPT: &[Repeated] = &[
    // its cancelled parse has so deep a stack that freeing it overflows one of 8 MiB
    row("invert_semicolon.js", ["", "~;", "", "", ""], "timeout"),
    row("minus_bar.js", ["", "-|", "", "", ""], "timeout"),
    row("and_minus.js", ["", "&---", "", "", ""], "timeout"),
    row("unterm_comments.js", ["", "a\n/*\n", "", "", ""], "timeout"),
    row("match_case.js", ["", "match a:\n case ", "", "", ""], "timeout"),
    row("not_invert.js", ["", ";!~", "", "", ""], "timeout"),
    row("invert_nullish.js", ["", "~??", "", "", ""], "timeout"),
    row("power_increment.js", ["", "*++", "", "", ""], "timeout"),
    row("logical_minus.js", ["", "&&-", "", "", ""], "timeout"),
    row("nullish_not.js", ["", "??!", "", "", ""], "timeout"),
    row("greater_invert.js", ["", ">~", "", "", ""], "timeout"),
    row("remainder_increment.js", ["", "%~++", "", "", ""], "timeout"),
];

pub(crate) const SUPERLINEAR_TYPESCRIPT: &[Repeated] = &[
    row("brace_await.ts", ["", "}await ", "", "", ""], "timeout"),
    row("await_brace.ts", ["", ".await }", "", "", ""], "timeout"),
    row("delete_brace.ts", ["", ">delete }", "", "", ""], "timeout"),
    row("void_brace.ts", ["", "void }", "", "", ""], "timeout"),
    row("brace_plus.ts", ["", "}+", "", "", ""], "timeout"),
    row("less_and.ts", ["", "]<&&", "", "", ""], "timeout"),
    row("minus_comma.ts", ["", "-,", "", "", ""], "timeout"),
    row("bar_plus.ts", ["", "|+", "", "", ""], "timeout"),
    row("remainder_not.ts", ["", "%!", "", "", ""], "timeout"),
    row("not_greater.ts", ["", "!>", "", "", ""], "timeout"),
    row("invert_arrow.ts", ["", "~>>=>", "", "", ""], "timeout"),
    row("and_power_plus.ts", ["", "&**+", "", "", ""], "timeout"),
];

pub(crate) const SUPERLINEAR_TSX: &[Repeated] = &[
    row("brace_await.tsx", ["", "}await ", "", "", ""], "timeout"),
    row("await_brace.tsx", ["", ".await }", "", "", ""], "timeout"),
    row("delete_brace.tsx", ["", ">delete }", "", "", ""], "timeout"),
    row("void_brace.tsx", ["", "void }", "", "", ""], "timeout"),
    row("brace_plus.tsx", ["", "}+", "", "", ""], "timeout"),
    row("less_and.tsx", ["", "]<&&", "", "", ""], NEAR_THE_BUDGET),
    row("minus_comma.tsx", ["", "-,", "", "", ""], "timeout"),
    row("bar_plus.tsx", ["", "|+", "", "", ""], "timeout"),
    row("remainder_not.tsx", ["", "%!", "", "", ""], "timeout"),
    row("not_greater.tsx", ["", "!>", "", "", ""], "timeout"),
    row("invert_arrow.tsx", ["", "~>>=>", "", "", ""], "timeout"),
    row("and_power_plus.tsx", ["", "&**+", "", "", ""], "timeout"),
];
