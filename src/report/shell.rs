//! Words for a command line that a person may copy.

use std::borrow::Cow;

/// A text as one word for a shell: as it is where that is plain, else between single quotes.
#[must_use]
pub fn quoted(text: &str) -> Cow<'_, str> {
    let is_plain = |c: char| c.is_alphanumeric() || "/._-:+@%,=".contains(c);
    if !text.is_empty() && text.chars().all(is_plain) && !text.starts_with('-') {
        return Cow::Borrowed(text);
    }
    Cow::Owned(format!("'{}'", text.replace('\'', r"'\''")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_shell_would_take_apart_is_quoted() {
        assert_eq!(quoted("src/a.py:4"), "src/a.py:4");
        assert_eq!(quoted("a b.py"), "'a b.py'");
        assert_eq!(quoted("it's"), r"'it'\''s'");
        assert_eq!((quoted("$(x)"), quoted("-x")), ("'$(x)'".into(), "'-x'".into()));
    }
}
