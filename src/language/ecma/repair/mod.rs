//! Rewrites what tree-sitter-javascript and tree-sitter-typescript do not know, in constructs that they know and that
//! every metric but Halstead's counts alike; those keep the tree of the text as it is, as their reference tool has it.

mod tokens;

use crate::language::Repaired;
use crate::language::repaired::Edit;
use tokens::{Kind, Token, tokens};

/// The text with repairs; `None` if there is nothing to repair.
pub(super) fn repaired(text: &[u8]) -> Option<Repaired> {
    let tokens = tokens(text);
    let code = Code { text, tokens: &tokens };
    let mut edits: Vec<Edit> = Vec::new();
    for at in 0..tokens.len() {
        let rules = [
            Code::imported,
            Code::variance,
            Code::type_export,
            Code::alias,
            Code::signature,
            Code::member,
            Code::tag,
            Code::escape,
        ];
        if let Some(edit) = rules.iter().find_map(|rule| rule(code, at)) {
            let is_free = edits.last().is_none_or(|last| last.at + last.removed <= edit.at);
            if is_free {
                edits.push(edit);
            }
        }
    }
    (!edits.is_empty()).then(|| Repaired::new(text, edits))
}

/// How far a list of type arguments may reach, in tokens: each is looked through for itself.
const FARTHEST: usize = 400;

#[derive(Clone, Copy)]
struct Code<'a> {
    text: &'a [u8],
    tokens: &'a [Token],
}

impl<'a> Code<'a> {
    fn kind(self, at: usize) -> Option<Kind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    fn is(self, at: usize, mark: u8) -> bool {
        self.kind(at) == Some(Kind::Mark(mark))
    }

    /// The spelling of a word; empty for everything else.
    fn word(self, at: usize) -> &'a [u8] {
        match self.tokens.get(at) {
            Some(token) if token.kind == Kind::Word => &self.text[token.start..token.end],
            _ => b"",
        }
    }

    /// Puts something in the place of some tokens.
    fn replace(self, first: usize, last: usize, inserted: &'static str) -> Edit {
        let at = self.tokens[first].start;
        Edit { at, removed: self.tokens[last].end - at, inserted, times: 1 }
    }

    /// `import("a").B<C>`, of which the grammar does not take the arguments: `_.B<C>`.
    fn imported(self, at: usize) -> Option<Edit> {
        let is_import = self.word(at) == b"import"
            && self.is(at + 1, b'(')
            && self.kind(at + 2) == Some(Kind::Text)
            && self.is(at + 3, b')')
            && self.is(at + 4, b'.');
        is_import.then(|| self.replace(at, at + 3, "_"))
    }

    /// `interface A<in out T>`: no expression has `in` behind `<` or a comma.
    fn variance(self, at: usize) -> Option<Edit> {
        let is_one = |at: usize| matches!(self.word(at), b"in" | b"out");
        if !is_one(at) {
            return None;
        }
        let before = at.checked_sub(1)?;
        let begins =
            self.is(before, b'<') || self.is(before, b',') || matches!(self.word(before), b"in" | b"const");
        let name = if is_one(at + 1) && !self.word(at + 2).is_empty() && self.word(at + 2) != b"extends" {
            at + 2
        } else {
            at + 1
        };
        let ends = self.is(name + 1, b',')
            || self.is(name + 1, b'>')
            || self.is(name + 1, b'=')
            || self.word(name + 1) == b"extends";
        let is_variance = begins && !self.word(name).is_empty() && ends;
        is_variance.then(|| self.replace(at, at, ""))
    }

    /// `export type * from "a"`: the `type` goes.
    fn type_export(self, at: usize) -> Option<Edit> {
        let is_export = self.word(at) == b"type"
            && at.checked_sub(1).is_some_and(|before| self.word(before) == b"export")
            && self.is(at + 1, b'*');
        is_export.then(|| self.replace(at, at, ""))
    }

    /// `export { a as void }`, `import { if as a }`: a module may export any name.
    fn alias(self, at: usize) -> Option<Edit> {
        const RESERVED: [&[u8]; 37] = [
            b"break",
            b"case",
            b"catch",
            b"class",
            b"const",
            b"continue",
            b"debugger",
            b"delete",
            b"do",
            b"else",
            b"enum",
            b"export",
            b"extends",
            b"false",
            b"finally",
            b"for",
            b"function",
            b"if",
            b"import",
            b"in",
            b"instanceof",
            b"new",
            b"null",
            b"return",
            b"super",
            b"switch",
            b"this",
            b"throw",
            b"true",
            b"try",
            b"typeof",
            b"var",
            b"void",
            b"while",
            b"with",
            b"yield",
            b"await",
        ];
        if !RESERVED.contains(&self.word(at)) {
            return None;
        }
        let before = at.checked_sub(1)?;
        let closes = |at: usize| self.is(at, b',') || self.is(at, b'}');
        let is_new = self.word(before) == b"as" && closes(at + 1);
        let is_old =
            (self.is(before, b'{') || self.is(before, b',')) && self.word(at + 1) == b"as" && closes(at + 3);
        ((is_new || is_old) && self.is_module_list(at)).then(|| self.replace(at, at, "_"))
    }

    /// Whether a word stands in the braces of an `export` or `import`.
    fn is_module_list(self, at: usize) -> bool {
        let is_inside =
            |at: &usize| matches!(self.kind(*at), Some(Kind::Word | Kind::Text)) || self.is(*at, b',');
        let opening = (at.saturating_sub(FARTHEST)..at).rev().find(|at| !is_inside(at));
        opening.filter(|at| *at > 0 && self.is(*at, b'{')).is_some_and(|opening| {
            let before = opening - 1;
            matches!(self.word(before), b"export" | b"import" | b"type") || self.is(before, b',')
        })
    }

    /// A call signature that begins with `<` on a line of its own, behind a member without a semicolon.
    fn signature(self, at: usize) -> Option<Edit> {
        let token = self.tokens.get(at).filter(|token| token.is_first && token.kind == Kind::Mark(b'<'))?;
        if !self.follows_member(at) || !self.is(self.closing(at)? + 1, b'(') {
            return None;
        }
        Some(Edit { at: token.start, removed: 0, inserted: ";", times: 1 })
    }

    /// A member that is called like an operator, behind one without a semicolon.
    fn member(self, at: usize) -> Option<Edit> {
        let is_member = matches!(self.word(at), b"in" | b"instanceof")
            && self.tokens[at].is_first
            && self.follows_member(at)
            && (self.is(at + 1, b':') || self.is(at + 1, b'?') && self.is(at + 2, b':'));
        is_member.then(|| Edit { at: self.tokens[at].start, removed: 0, inserted: ";", times: 1 })
    }

    /// Whether what stands before may be the end of a type or a name.
    fn follows_member(self, at: usize) -> bool {
        at.checked_sub(1).and_then(|before| self.kind(before)).is_some_and(|kind| match kind {
            Kind::Word | Kind::Text | Kind::TemplateEnd => true,
            Kind::Mark(byte) => matches!(byte, b')' | b']' | b'}' | b'>'),
            Kind::Arrow | Kind::TemplateStart | Kind::Escape => false,
        })
    }

    /// In the type of a template, the grammar takes no escaped character; in the text of one, it is a character.
    fn escape(self, at: usize) -> Option<Edit> {
        (self.kind(at) == Some(Kind::Escape)).then(|| self.replace(at, at, "_"))
    }

    /// Where the list of type parameters ends that begins here.
    fn closing(self, at: usize) -> Option<usize> {
        let mut depth = 0_usize;
        for (index, token) in self.tokens.iter().enumerate().skip(at).take(FARTHEST) {
            match token.kind {
                Kind::Mark(b'<') => depth += 1,
                Kind::Mark(b'>') => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return Some(index);
            }
        }
        None
    }

    /// The type arguments of a tagged template go.
    fn tag(self, at: usize) -> Option<Edit> {
        let opening = self.tokens.get(at).filter(|token| token.kind == Kind::Mark(b'<') && at > 0)?;
        let before = self.tokens[at - 1];
        let is_tag =
            before.end == opening.start && matches!(before.kind, Kind::Word | Kind::Mark(b')' | b']'));
        let closing = if is_tag { self.closing(at)? } else { return None };
        (self.kind(closing + 1) == Some(Kind::TemplateStart)).then(|| self.replace(at, closing, ""))
    }
}

#[cfg(test)]
mod tests {
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
        ] {
            assert_eq!(rewritten(text), expected);
        }
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
        ] {
            assert_eq!(rewritten(text), text);
        }
    }
}
