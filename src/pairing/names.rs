//! Qualified names, taken apart: what is around a function, its own name, and that without a number.

/// What is around, and the own name: a `.` in quotes is text, every other one separates.
#[must_use]
pub(crate) fn split(qualified: &str) -> (&str, &str) {
    let (mut last, mut is_quoted, mut is_escaped) = (None, false, false);
    for (at, byte) in qualified.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_quoted => is_escaped = true,
            b'"' => is_quoted = !is_quoted,
            b'.' if !is_quoted => last = Some(at),
            _ => {}
        }
    }
    // An odd quote is part of a name of its own making.
    let last = if is_quoted { qualified.rfind('.') } else { last };
    last.map_or(("", qualified), |at| (&qualified[..at], &qualified[at + 1..]))
}

/// A name without the number that tells it from others of its kind: `useEffect:2`, `<anonymous:2>`.
pub(super) fn without_number(name: &str) -> &str {
    let open = name.strip_suffix('>').unwrap_or(name);
    let digits = open.bytes().rev().take_while(u8::is_ascii_digit).count();
    match open[..open.len() - digits].strip_suffix(':') {
        Some(plain) if digits > 0 => plain,
        _ => open,
    }
}

/// Whether a number is part of a qualified name: what stands beside such a thing, or around it, changes its name.
pub(super) fn is_numbered(qualified: &str) -> bool {
    let (mut around, mut own) = split(qualified);
    // Few names have what a number would follow.
    while qualified.contains(':') {
        if own != "<anonymous>" && without_number(own).len() != own.len() {
            return true;
        }
        if around.is_empty() {
            break;
        }
        (around, own) = split(around);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dot_in_quotes_separates_nothing() {
        assert_eq!(split("A.m"), ("A", "m"));
        assert_eq!(split("f"), ("", "f"));
        assert_eq!(split(r#"describe("a.b").it("c.\"d.")"#), (r#"describe("a.b")"#, r#"it("c.\"d.")"#));
        assert_eq!(split("A.odd\"name"), ("A", "odd\"name"));
    }

    #[test]
    fn a_number_is_no_part_of_a_name() {
        for (name, plain) in [("useEffect:2", "useEffect"), ("<anonymous:12>", "<anonymous"), ("f", "f")] {
            assert_eq!(without_number(name), plain);
        }
        assert_eq!(without_number("<anonymous>"), without_number("<anonymous:3>"));
        for name in ["a.b:2", "a:2.b", "<anonymous:3>.c.d"] {
            assert!(is_numbered(name), "{name}");
        }
        for name in ["a.b", "<anonymous>.b", r#"it("a:2").b"#] {
            assert!(!is_numbered(name), "{name}");
        }
        assert_eq!(without_number(r#"it("a:2")"#), r#"it("a:2")"#);
    }
}
