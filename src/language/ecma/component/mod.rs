//! Scripts in the components of Vue, Svelte and Astro: everything else becomes white space, so that positions stay.
//! What is a script is what the compilers of the three take for one.

mod code;
mod markup;
#[cfg(test)]
mod tests;

use crate::language::Embedded;
use markup::{Attributes, Markup, Syntax};
use memchr::{memchr_iter, memmem};
use serde::de::IgnoredAny;
use std::ops::Range;

/// Keeps the scripts of a Vue component.
pub(super) fn vue(text: &mut [u8]) -> Embedded {
    scripts(text, Syntax::Vue)
}

/// Keeps the scripts of a Svelte component.
pub(super) fn svelte(text: &mut [u8]) -> Embedded {
    scripts(text, Syntax::Svelte)
}

/// Keeps the front matter and the scripts of an Astro component.
pub(super) fn astro(text: &mut [u8]) -> Embedded {
    scripts(text, Syntax::Astro)
}

/// In which language a script is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    JavaScript,
    TypeScript,
    Tsx,
    /// No code.
    Data,
    /// A language that is not known here.
    Unknown,
}

/// Blanks out everything but the scripts.
fn scripts(text: &mut [u8], syntax: Syntax) -> Embedded {
    let (mut pieces, mut kinds, mut faults) = (Vec::new(), Vec::new(), Vec::new());
    let front = if syntax == Syntax::Astro { front_matter(text) } else { None };
    let start = front.as_ref().map_or(0, |front| front.end);
    if let Some(front) = front {
        (pieces, kinds) = (vec![front], vec![Kind::TypeScript]);
    }
    let mut markup = Markup::new(text, syntax);
    let endless = markup.read(start);
    for script in markup.scripts.iter().filter(|script| syntax == Syntax::Astro || !script.is_nested) {
        let content = &text[script.content.clone()];
        let is_empty = content.trim_ascii().is_empty();
        match kind(&script.attributes, content, syntax) {
            Kind::Data => {}
            Kind::Unknown if is_empty => {}
            Kind::Unknown => faults.push(script.content.clone()),
            // it has no code, but says the language of the component
            kind if is_empty => kinds.push(kind),
            kind => {
                kinds.push(kind);
                pieces.push(script.content.clone());
            }
        }
    }
    faults.extend(endless.filter(|at| has_script(&text[*at..])).map(|at| at..text.len()));
    keep(text, &pieces);
    Embedded { language: language(&kinds, syntax), pieces, faults }
}

/// The one language in which all scripts of a component can be read.
fn language(kinds: &[Kind], syntax: Syntax) -> &'static str {
    let least = if syntax == Syntax::Astro { Kind::TypeScript } else { Kind::JavaScript };
    match kinds.iter().copied().max().map_or(least, |kind| kind.max(least)) {
        Kind::Tsx => "tsx",
        Kind::TypeScript => "typescript",
        _ => "javascript",
    }
}

fn keep(text: &mut [u8], pieces: &[Range<usize>]) {
    let mut done = 0;
    for piece in pieces {
        blank(&mut text[done..piece.start]);
        done = piece.end;
    }
    blank(&mut text[done..]);
}

fn blank(text: &mut [u8]) {
    for byte in text.iter_mut().filter(|byte| !matches!(byte, b'\n' | b'\r')) {
        *byte = b' ';
    }
}

/// Whether a text has the start of a script in it, whatever it means there.
fn has_script(text: &[u8]) -> bool {
    memchr_iter(b'<', text)
        .any(|at| text.get(at + 1..at + 7).is_some_and(|name| name.eq_ignore_ascii_case(b"script")))
}

/// What stands between the two `---` that an Astro component may begin with.
fn front_matter(text: &[u8]) -> Option<Range<usize>> {
    let blank = text.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    let start = blank + 3;
    if !text[blank..].starts_with(b"---") {
        return None;
    }
    let end =
        code::fence(text, start).or_else(|| memmem::find(&text[start..], b"\n---").map(|at| start + at + 1));
    Some(start..end.unwrap_or(text.len()))
}

fn kind(attributes: &Attributes<'_>, content: &[u8], syntax: Syntax) -> Kind {
    let value = |name: &[u8]| {
        let attribute = attributes.iter().find(|(attribute, _)| attribute.eq_ignore_ascii_case(name));
        attribute.map(|(_, value)| value.unwrap_or_default().to_ascii_lowercase())
    };
    let usual = if syntax == Syntax::Astro { Kind::TypeScript } else { Kind::JavaScript };
    let is_code = |kind: &[u8]| {
        let words = [&b"script"[..], b"babel", b"jsx", b"module"];
        kind.is_empty() || words.iter().any(|word| memmem::find(kind, word).is_some())
    };
    // the compilers of Vue and Svelte look at no type, so that only what no compiler takes for code is none
    let may_be_data = || syntax == Syntax::Astro || serde_json::from_slice::<IgnoredAny>(content).is_ok();
    let of_type = match value(b"type").as_deref() {
        Some(b"text/typescript" | b"application/typescript" | b"ts") => Kind::TypeScript,
        Some(kind) if !is_code(kind) && may_be_data() => return Kind::Data,
        _ => usual,
    };
    match value(b"lang").as_deref() {
        Some(b"ts" | b"typescript" | b"mts" | b"cts") => Kind::TypeScript,
        Some(b"tsx") => Kind::Tsx,
        // with a script in TypeScript beside it, both are read as TypeScript with JSX
        None | Some(b"" | b"js" | b"javascript" | b"jsx" | b"mjs" | b"cjs" | b"babel") => of_type,
        Some(_) => Kind::Unknown,
    }
}
