//! Makes text from files harmless for where it is shown: no name in a repository may move a cursor, reorder a line or
//! become a formula.

pub use crate::model::printable as escaped;
use std::borrow::Cow;
use std::fmt::Write as _;

/// A text as the cell of a spreadsheet: one that would be taken for a formula begins with an apostrophe. A name behind an `@`
/// alone, as owners of code have one, calls and refers to nothing, and scripts look for it as it is.
pub(super) fn spreadsheet(text: &str) -> Cow<'_, str> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "_/.-".contains(c);
    let is_name = text.strip_prefix('@').is_some_and(|name| !name.is_empty() && name.chars().all(is_plain));
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if is_formula && !is_name { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// A text in Markdown, without the power to mark up.
pub(super) fn markdown(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in escaped(text).chars() {
        match c {
            '&' => plain.push_str("&amp;"),
            '<' => plain.push_str("&lt;"),
            '>' => plain.push_str("&gt;"),
            '"' => plain.push_str("&quot;"),
            c if c.is_ascii_punctuation() && !"/-(),;='.:".contains(c) => {
                write!(plain, "&#{};", u32::from(c)).expect("a String takes everything");
            }
            c => plain.push(c),
        }
    }
    // GitHub makes links of these by itself.
    plain.replace("://", "&#58;//").replace("www.", "www&#46;")
}

/// A name in Markdown. Hosts look for mentions, issues and links in what was rendered, and in no code: HTML, as backticks
/// in a name would end a code span.
pub(super) fn markdown_code(text: &str) -> String {
    format!("<code>{}</code>", markdown(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_become_a_formula() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"] {
            assert_eq!(spreadsheet(text), format!("'{text}"));
        }
        for text in ["a=1", "@team", "@org/some-team.x_1"] {
            assert_eq!(spreadsheet(text), text);
        }
        for text in ["@", "@A1:B2", "@a b", "@x|'/c'!y", "@Å"] {
            assert_eq!(spreadsheet(text), format!("'{text}"));
        }
    }

    #[test]
    fn a_name_cannot_mark_up() {
        assert_eq!(markdown("__a|<b>`x"), "&#95;&#95;a&#124;&lt;b&gt;&#96;x");
        assert_eq!(markdown("a\nb&amp;"), "a&#92;nb&amp;amp;");
        assert_eq!(markdown_code("@a://b"), "<code>&#64;a&#58;//b</code>");
    }
}
