//! Scripts in the components of Vue, Svelte and Astro: everything else becomes white space, so that positions stay.

use crate::language::{LanguageSpec, by_name};
use memchr::{memchr, memmem};
use std::ops::Range;

/// Blanks out everything but the scripts, and gives the language of the first one.
pub(super) fn scripts(text: &mut [u8]) -> &'static LanguageSpec {
    let mut language = None;
    let mut done = 0;
    while let Some(script) = next_script(text, done) {
        language = language.or(Some(script.language));
        blank(&mut text[done..script.content.start]);
        done = script.content.end;
    }
    blank(&mut text[done..]);
    by_name(language.unwrap_or("javascript")).expect("the name of a row")
}

fn blank(text: &mut [u8]) {
    for byte in text.iter_mut().filter(|byte| !matches!(byte, b'\n' | b'\r')) {
        *byte = b' ';
    }
}

struct Script {
    content: Range<usize>,
    language: &'static str,
}

/// The first script that starts at an offset or later.
fn next_script(text: &[u8], mut at: usize) -> Option<Script> {
    loop {
        at += memchr(b'<', &text[at..])?;
        let rest = &text[at..];
        if rest.starts_with(b"<!--") {
            at += memmem::find(rest, b"-->")?;
        } else if is_tag(rest, b"<script") {
            let (attributes, length) = tag(rest)?;
            let start = at + length;
            let end = (start..text.len()).find(|&end| is_tag(&text[end..], b"</script"))?;
            if let Some(language) = language(attributes) {
                return Some(Script { content: start..end, language });
            }
            at = end;
        } else {
            at += 1;
        }
    }
}

fn is_tag(text: &[u8], name: &[u8]) -> bool {
    let ends = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/');
    text.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
        && text.get(name.len()).is_some_and(ends)
}

/// The text between the name of a tag and its `>`, and the length of the whole tag.
fn tag(text: &[u8]) -> Option<(&[u8], usize)> {
    let mut quote = None;
    for (at, &byte) in text.iter().enumerate() {
        match byte {
            _ if quote.is_some_and(|open| open != byte) => {}
            b'"' | b'\'' => quote = if quote.is_none() { Some(byte) } else { None },
            b'>' => return Some((&text[b"<script".len()..at], at + 1)),
            _ => {}
        }
    }
    None
}

/// The language that a script says it is in; `None` if it is data.
fn language(attributes: &[u8]) -> Option<&'static str> {
    let is_code = |kind: &[u8]| {
        let kind = kind.to_ascii_lowercase();
        kind == b"module"
            || [&b"script"[..], b"babel", b"jsx"].iter().any(|word| memmem::find(&kind, word).is_some())
    };
    if attribute(attributes, b"type").is_some_and(|kind| !kind.is_empty() && !is_code(kind)) {
        return None;
    }
    Some(match attribute(attributes, b"lang") {
        Some(b"ts" | b"typescript") => "typescript",
        Some(b"tsx") => "tsx",
        _ => "javascript",
    })
}

/// The value of an attribute, with or without quotes around it.
fn attribute<'a>(attributes: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    let starts = memmem::find_iter(attributes, name).map(|at| (at, at + name.len()));
    let mut values =
        starts.filter(|(start, _)| attributes[..*start].last().is_some_and(u8::is_ascii_whitespace));
    let value = values
        .find_map(|(_, end)| attributes[end..].trim_ascii_start().strip_prefix(b"="))?
        .trim_ascii_start();
    match value {
        [quote @ (b'"' | b'\''), rest @ ..] => Some(&rest[..memchr(*quote, rest)?]),
        _ => value.split(u8::is_ascii_whitespace).next(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> (&'static str, String) {
        let mut text = text.as_bytes().to_vec();
        let language = scripts(&mut text);
        (language.name, String::from_utf8(text).unwrap())
    }

    #[test]
    fn what_is_no_script_becomes_white_space_of_the_same_size() {
        let text = "<template>\r\n é</template>\n<script>\na;\n</script>\n<style/>";
        let (language, blanked) = of(text);
        assert_eq!(language, "javascript");
        assert_eq!(blanked, "          \r\n              \n        \na;\n         \n        ");
    }

    #[test]
    fn the_first_script_tells_the_language() {
        assert_eq!(of("<script setup lang=\"ts\">a</script><script>b</script>").0, "typescript");
        assert_eq!(of("<SCRIPT lang=tsx>a</SCRIPT>").0, "tsx");
        assert_eq!(of("<script lang = 'jsx'>a</script>").0, "javascript");
        assert_eq!(
            of("<script data-lang='ts' generic=\"A > B\">a</script>"),
            ("javascript", format!("{}a{}", " ".repeat(39), " ".repeat(9)))
        );
        assert_eq!(of("<p>no script</p>").0, "javascript");
    }

    #[test]
    fn data_and_comments_are_no_scripts() {
        let (language, blanked) = of(
            "<!-- <script>a</script> --><script type='application/json'>{}</script><script lang='ts'>b</script>",
        );
        assert_eq!((language, blanked.trim()), ("typescript", "b"));
        assert_eq!(of("<script type=module>a</script><scripted>b").1.trim(), "a");
        assert_eq!(of("<script>never closed").1.trim(), "");
    }
}
