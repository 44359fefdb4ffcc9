//! The constructs that are rewritten, one rule each. A rule looks at the tokens around a place, never at the whole text.

use super::tokens::{Kind, Token};
use crate::language::repaired::Edit;

/// Rewrites a construct that begins at a token.
pub(super) type Rule<'a> = fn(Code<'a>, usize) -> Option<Edit>;

/// How far a list of type arguments may reach, and one of names, in tokens: each is looked through for itself.
const FARTHEST: usize = 400;
const FARTHEST_NAME: usize = 2000;

/// A text with its tokens.
#[derive(Clone, Copy)]
pub(super) struct Code<'a> {
    pub(super) text: &'a [u8],
    pub(super) tokens: &'a [Token],
}

impl<'a> Code<'a> {
    pub(super) const RULES: [Rule<'a>; 11] = [
        Code::imported,
        Code::variance,
        Code::type_export,
        Code::alias,
        Code::signature,
        Code::member,
        Code::tag,
        Code::escape,
        Code::nested,
        Code::ampersand,
        Code::attribute,
    ];

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
        let opening = (at.saturating_sub(FARTHEST_NAME)..at).rev().find(|at| !is_inside(at));
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

    /// `a<<B extends C>(d: B) => E>()`, of which the grammar makes a shift.
    fn nested(self, at: usize) -> Option<Edit> {
        let (outer, inner) = (self.tokens[at], self.tokens.get(at + 1)?);
        let is_nested = self.is(at, b'<')
            && self.is(at + 1, b'<')
            && outer.end == inner.start
            && !self.word(at + 2).is_empty()
            && (self.word(at + 3) == b"extends" || self.is(at + 3, b'>') && self.is(at + 4, b'('));
        is_nested.then_some(Edit { at: inner.start, removed: 0, inserted: " ", times: 1 })
    }

    /// `<p>a & b</p>`: what comes to a closing tag is text, where the grammar takes `&` for half of an entity.
    fn ampersand(self, at: usize) -> Option<Edit> {
        if !self.is(at, b'&') {
            return None;
        }
        let is_bracket = |at: &usize| matches!(self.kind(*at), Some(Kind::Mark(b'<' | b'>' | b'{' | b'}')));
        let next = (at + 1..at + FARTHEST).find(is_bracket)?;
        let is_closing = self.is(next, b'<')
            && self.is(next + 1, b'/')
            && self.tokens[next].end == self.tokens[next + 1].start;
        is_closing.then(|| self.replace(at, at, "_"))
    }

    /// `<a href="?b&c">`: the same in the value of an attribute.
    fn attribute(self, at: usize) -> Option<Edit> {
        let token = self.tokens[at];
        let is_value = token.kind == Kind::Text
            && at
                .checked_sub(1)
                .is_some_and(|sign| self.is(sign, b'=') && self.tokens[sign].end == token.start)
            && self.text[token.start..token.end].contains(&b'&');
        is_value.then(|| Edit {
            at: token.start + 1,
            removed: token.end - token.start - 2,
            inserted: "_",
            times: 1,
        })
    }

    /// Whether what stands before may be the end of a type or a name.
    fn follows_member(self, at: usize) -> bool {
        at.checked_sub(1).and_then(|before| self.kind(before)).is_some_and(|kind| match kind {
            Kind::Word | Kind::Text | Kind::TemplateEnd => true,
            Kind::Mark(byte) => matches!(byte, b')' | b']' | b'}' | b'>'),
            Kind::Arrow | Kind::TemplateStart | Kind::Escape => false,
        })
    }

    /// `export default function (): A`, which the grammar takes only with a name.
    pub(super) fn nameless(self, at: usize) -> Option<Edit> {
        let is_nameless = self.word(at) == b"function"
            && at.checked_sub(1).is_some_and(|before| self.word(before) == b"default")
            && (self.is(at + 1, b'(') || self.is(at + 1, b'<'));
        is_nameless.then(|| Edit { at: self.tokens[at].end, removed: 0, inserted: " _", times: 1 })
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
