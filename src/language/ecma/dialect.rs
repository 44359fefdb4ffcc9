//! Tells Flow, which looks like JavaScript and is not.

use crate::model::Dialect;
use memchr::memmem;

/// A pragma stands in the first comment of a file; this is more than any licence above it.
const PRAGMA_PREFIX: usize = 5 * 1024;

/// Flow, for a text that says so in its first comments.
pub(super) fn dialect(text: &[u8]) -> Option<Dialect> {
    let start = &text[..text.len().min(PRAGMA_PREFIX)];
    let is_pragma = |at: usize| {
        let after = start.get(at + PRAGMA.len()).copied().unwrap_or(b' ');
        !after.is_ascii_alphanumeric() && after != b'-' && in_comment(&start[..at])
    };
    memmem::find_iter(start, PRAGMA).any(is_pragma).then_some(Dialect::Flow)
}

const PRAGMA: &[u8] = b"@flow";

/// Whether a comment that began earlier is open here, counting from the last line or comment that began.
fn in_comment(before: &[u8]) -> bool {
    let line = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |end| end + 1);
    let opened = memmem::rfind(before, b"/*");
    let closed = memmem::rfind(before, b"*/");
    before[line..].trim_ascii_start().starts_with(b"//") || opened.is_some() && opened > closed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pragma_stands_in_a_comment() {
        for text in [
            "// @flow\n",
            "/* @flow */",
            "/**\n * Licence\n *\n * @flow strict\n */\n",
            "'use strict'; /* @flow",
        ] {
            assert_eq!(dialect(text.as_bytes()), Some(Dialect::Flow), "{text}");
        }
        for text in ["", "a = '@flow'", "// @flowtype", "/* a */ '@flow'", "// @noflow"] {
            assert_eq!(dialect(text.as_bytes()), None, "{text}");
        }
    }
}
