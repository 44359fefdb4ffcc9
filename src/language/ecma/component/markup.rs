//! Takes the markup of a component apart, as far as it takes to find its scripts: tags with their attributes, comments,
//! raw text, expressions. It reads each byte once, and gives up where something never ends.

use super::code::{Before, braces_end, step, template_end};
use memchr::{memchr, memchr2, memmem};
use std::collections::HashMap;
use std::ops::Range;

/// What one kind of component has of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Syntax {
    /// At the root everything but `template` is raw text; `{{ … }}` in it.
    Vue,
    /// `{ … }` in text and in attributes, blocks such as `{#if …}`.
    Svelte,
    /// `{ … }` in text, with markup in it.
    Astro,
}

/// A script element.
#[derive(Debug)]
pub(super) struct Script<'a> {
    pub(super) attributes: Attributes<'a>,
    pub(super) content: Range<usize>,
    /// Whether it stands in another element or in a block.
    pub(super) is_nested: bool,
}

pub(super) type Attributes<'a> = Vec<(&'a [u8], Option<&'a [u8]>)>;

/// What is open around a place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open<'a> {
    Element(&'a [u8]),
    /// `{#if …}` of Svelte.
    Block,
    /// `{ … }` of Astro.
    Braces,
}

pub(super) struct Markup<'a> {
    text: &'a [u8],
    syntax: Syntax,
    open: Vec<Open<'a>>,
    /// How many of each are open.
    counts: HashMap<&'a [u8], usize>,
    before: Before,
    pub(super) scripts: Vec<Script<'a>>,
}

/// An element that has no end tag.
const VOID: [&[u8]; 14] = [
    b"area", b"base", b"br", b"col", b"embed", b"hr", b"img", b"input", b"link", b"meta", b"param",
    b"source", b"track", b"wbr",
];

/// The names by which blocks and braces are counted, which no element has.
const BLOCK: &[u8] = b"{#";
const BRACES: &[u8] = b"{";

struct Tag<'a> {
    name: &'a [u8],
    attributes: Attributes<'a>,
    is_closed: bool,
    end: usize,
}

impl<'a> Markup<'a> {
    pub(super) fn new(text: &'a [u8], syntax: Syntax) -> Markup<'a> {
        Markup {
            text,
            syntax,
            open: Vec::new(),
            counts: HashMap::new(),
            before: Before::default(),
            scripts: Vec::new(),
        }
    }

    /// Reads from an offset to the end; gives the offset of what never ends, if there is such.
    pub(super) fn read(&mut self, mut at: usize) -> Option<usize> {
        while at < self.text.len() {
            let next = match self.open.last() {
                Some(Open::Braces) => self.code(at),
                _ => self.markup(at),
            };
            match next {
                Some(next) => at = next,
                None => return Some(at),
            }
        }
        None
    }

    fn markup(&mut self, from: usize) -> Option<usize> {
        let Some(at) = memchr2(b'<', b'{', &self.text[from..]).map(|at| from + at) else {
            return Some(self.text.len());
        };
        if self.text[at] == b'{' { self.expression(at) } else { self.angle(at) }
    }

    fn expression(&mut self, at: usize) -> Option<usize> {
        let rest = &self.text[at..];
        match self.syntax {
            Syntax::Vue if rest.starts_with(b"{{") && !self.open.is_empty() => {
                memmem::find(rest, b"}}").map(|end| at + end + 2)
            }
            Syntax::Vue => Some(at + 1),
            Syntax::Svelte => {
                match rest.get(1) {
                    Some(b'#') => self.push(Open::Block),
                    Some(b'/') if !matches!(rest.get(2), Some(b'/' | b'*')) => self.pop(BLOCK),
                    _ => {}
                }
                // `#`, `:`, `/` and `@` are no code
                let skipped = usize::from(matches!(rest.get(1), Some(b'#' | b':' | b'@' | b'/')));
                let start = if matches!(rest.get(2), Some(b'/' | b'*')) { at } else { at + skipped };
                braces_end(self.text, start)
            }
            Syntax::Astro => {
                self.push(Open::Braces);
                self.before = Before::default();
                Some(at + 1)
            }
        }
    }

    /// A step through the code of an expression that may hold markup.
    fn code(&mut self, at: usize) -> Option<usize> {
        let is_tag = |next: &u8| next.is_ascii_alphabetic() || matches!(next, b'>' | b'/' | b'!');
        match self.text[at] {
            b'{' => {
                self.push(Open::Braces);
                self.before = Before::default();
                Some(at + 1)
            }
            b'}' => {
                self.pop(BRACES);
                Some(at + 1)
            }
            b'`' => template_end(self.text, at),
            b'<' if !self.before.ends_operand() && self.text.get(at + 1).is_some_and(is_tag) => {
                self.angle(at)
            }
            _ => step(self.text, at, &mut self.before),
        }
    }

    /// What begins with `<`.
    fn angle(&mut self, at: usize) -> Option<usize> {
        let rest = &self.text[at..];
        if rest.starts_with(b"<!--") {
            return memmem::find(&rest[4..], b"-->").map(|end| at + 4 + end + 3);
        }
        match rest.get(1) {
            Some(b'!' | b'?') => memchr(b'>', rest).map(|end| at + end + 1),
            Some(b'/') => {
                let end = memchr(b'>', rest)?;
                let name = rest[2..end].trim_ascii();
                self.pop(name);
                Some(at + end + 1)
            }
            Some(b'>') if self.syntax == Syntax::Astro => {
                self.push(Open::Element(b""));
                Some(at + 2)
            }
            Some(next) if next.is_ascii_alphabetic() => {
                let tag = self.tag(at)?;
                self.element(tag)
            }
            _ => Some(at + 1),
        }
    }

    fn element(&mut self, tag: Tag<'a>) -> Option<usize> {
        let is_root = self.open.is_empty();
        if tag.is_closed || VOID.iter().any(|name| name.eq_ignore_ascii_case(tag.name)) {
            return Some(tag.end);
        }
        if !self.is_raw(&tag, is_root) {
            self.push(Open::Element(tag.name));
            return Some(tag.end);
        }
        let content = tag.end..raw_end(self.text, tag.end, tag.name)?;
        let end = content.end;
        if tag.name.eq_ignore_ascii_case(b"script") {
            self.scripts.push(Script { attributes: tag.attributes, content, is_nested: !is_root });
        }
        memchr(b'>', &self.text[end..]).map(|close| end + close + 1)
    }

    /// Whether an element holds text and no markup.
    fn is_raw(&self, tag: &Tag<'_>, is_root: bool) -> bool {
        let is = |name: &&[u8]| name.eq_ignore_ascii_case(tag.name);
        let has = |name: &[u8]| tag.attributes.iter().find(|(attribute, _)| *attribute == name);
        if self.syntax == Syntax::Vue && is_root {
            let is_html = has(b"lang").is_none_or(|(_, value)| matches!(value, None | Some(b"" | b"html")));
            return tag.name != b"template" || !is_html;
        }
        [&b"script"[..], b"style", b"textarea", b"title"].iter().any(is) || has(b"is:raw").is_some()
    }

    fn push(&mut self, open: Open<'a>) {
        *self.counts.entry(name(open)).or_default() += 1;
        self.open.push(open);
    }

    /// Ends what is open under a name, and what is open in it; nothing if there is none.
    fn pop(&mut self, wanted: &[u8]) {
        if self.counts.get(wanted).is_none_or(|count| *count == 0) {
            return;
        }
        while let Some(open) = self.open.pop() {
            *self.counts.entry(name(open)).or_default() -= 1;
            if name(open) == wanted {
                self.before = Before::default();
                return;
            }
        }
    }

    /// The start tag at an offset.
    fn tag(&self, start: usize) -> Option<Tag<'a>> {
        let text = self.text;
        let is_name_end = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/');
        let width = text[start + 1..].iter().position(is_name_end)?;
        let mut at = start + 1 + width;
        let mut tag = Tag { name: &text[start + 1..at], attributes: Vec::new(), is_closed: false, end: 0 };
        loop {
            match (*text.get(at)?, text.get(at + 1)) {
                (b'>', _) => return Some(Tag { end: at + 1, ..tag }),
                (b'/', Some(b'>')) => return Some(Tag { is_closed: true, end: at + 2, ..tag }),
                (b'/', Some(b'/')) if self.syntax != Syntax::Vue => {
                    at += memchr(b'\n', &text[at..])?;
                }
                (b'/', Some(b'*')) if self.syntax != Syntax::Vue => {
                    at += 4 + memmem::find(&text[at + 2..], b"*/")?;
                }
                (b'/', _) => at += 1,
                (byte, _) if byte.is_ascii_whitespace() => at += 1,
                (b'{', _) if self.syntax != Syntax::Vue => at = braces_end(text, at)?,
                _ => at = self.attribute(at, &mut tag.attributes)?,
            }
        }
    }

    /// An attribute with its value; gives the offset after it.
    fn attribute(&self, start: usize, attributes: &mut Attributes<'a>) -> Option<usize> {
        let text = self.text;
        let is_end = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'=') || *byte == b'/';
        // an attribute may begin with `=`
        let width = 1 + text[start + 1..].iter().position(is_end)?;
        let name = &text[start..start + width];
        let space = |from: usize| text[from..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        let equals = start + width + space(start + width);
        if text.get(equals) != Some(&b'=') {
            attributes.push((name, None));
            return Some(start + width);
        }
        let value = equals + 1 + space(equals + 1);
        let end = self.value_end(value)?;
        let is_quoted = matches!(text.get(value), Some(b'"' | b'\'')) && end > value + 1;
        let quote = usize::from(is_quoted);
        attributes.push((name, Some(&text[value + quote..end - quote])));
        Some(end)
    }

    /// Offset after the value of an attribute.
    fn value_end(&self, start: usize) -> Option<usize> {
        let text = self.text;
        match *text.get(start)? {
            quote @ (b'"' | b'\'') if self.syntax == Syntax::Svelte => {
                let mut at = start + 1;
                loop {
                    match *text.get(at)? {
                        b'{' => at = braces_end(text, at)?,
                        byte if byte == quote => return Some(at + 1),
                        _ => at += 1,
                    }
                }
            }
            quote @ (b'"' | b'\'') => memchr(quote, &text[start + 1..]).map(|end| start + end + 2),
            b'`' if self.syntax == Syntax::Astro => template_end(text, start),
            b'{' if self.syntax != Syntax::Vue => braces_end(text, start),
            _ => {
                let is_end = |byte: &u8| byte.is_ascii_whitespace() || *byte == b'>';
                let mut at = start;
                while !is_end(text.get(at)?) {
                    let is_code = text[at] == b'{' && self.syntax == Syntax::Svelte;
                    at = if is_code { braces_end(text, at)? } else { at + 1 };
                }
                Some(at)
            }
        }
    }
}

fn name(open: Open<'_>) -> &[u8] {
    match open {
        Open::Element(name) => name,
        Open::Block => BLOCK,
        Open::Braces => BRACES,
    }
}

/// Offset of the end tag that ends the raw text of an element.
fn raw_end(text: &[u8], start: usize, name: &[u8]) -> Option<usize> {
    memmem::find_iter(&text[start..], b"</").map(|at| start + at).find(|&at| {
        let rest = &text[at + 2..];
        let ends = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/');
        rest.get(..name.len()).is_some_and(|it| it.eq_ignore_ascii_case(name))
            && rest.get(name.len()).is_some_and(ends)
    })
}
