//! What makes two Halstead operands the same: Python's own equality of names and constants.

use super::literal::{self, Constant, Number};
use crate::model::{OperandKey, Role, RoleSet};
use std::borrow::Cow;

/// Decoding made sure that the text is UTF-8; a piece of it may still begin inside a character after a parse error.
pub(super) fn as_str(text: &[u8]) -> &str {
    std::str::from_utf8(text).unwrap_or_default()
}

/// Tells the identity of an operand; `None` for an expression that equals no other.
pub(super) fn identity<'a>(roles: RoleSet, parts: &[&'a [u8]]) -> Option<OperandKey<'a>> {
    // most operands are expressions that may hold the whole rest of a file: no look at their text
    let &first = parts.first()?;
    if roles.has(Role::Identifier) {
        Some(key(Constant::Text(literal::name(as_str(first)))))
    } else if roles.has(Role::Attribute) {
        Some(key(Constant::Text(literal::name(as_str(last_name(first))))))
    } else if roles.has(Role::Number) {
        literal::number(as_str(first)).map(key)
    } else if roles.has(Role::String) {
        literal::string(as_str(first)).map(key)
    } else if roles.has(Role::StringConcatenation) {
        literal::concatenation(parts.iter().map(|part| as_str(part))).map(key)
    } else if roles.has(Role::Constant) {
        constant(as_str(first))
    } else {
        None
    }
}

/// Whether `CPython` 3 takes the text of an integer, or the opening quote of a string with its prefix.
pub(super) fn is_literal(text: &[u8]) -> bool {
    let text = as_str(text);
    match text.find(['"', '\'', '`']) {
        Some(quote) => !text.contains('`') && literal::is_string_prefix(&text[..quote]),
        None => literal::number(text).is_some(),
    }
}

/// The name that a member access ends with.
fn last_name(text: &[u8]) -> &[u8] {
    let is_part = |byte: &u8| *byte == b'_' || !byte.is_ascii() || byte.is_ascii_alphanumeric();
    let length = text.iter().rev().take_while(|byte| is_part(byte)).count();
    &text[text.len() - length..]
}

/// `True` and `False` equal 1 and 0.
fn constant(text: &str) -> Option<OperandKey<'_>> {
    match text {
        "True" | "False" => Some(key(Constant::boolean(text == "True"))),
        "None" => Some(key(Constant::None)),
        "..." => Some(key(Constant::Ellipsis)),
        _ => None,
    }
}

fn key(constant: Constant<'_>) -> OperandKey<'_> {
    let (sort, value) = match constant {
        Constant::Text(Cow::Borrowed(text)) => (0, Cow::Borrowed(text.as_bytes())),
        Constant::Text(Cow::Owned(text)) => (0, Cow::Owned(text.into_bytes())),
        Constant::Surrogates(bytes) => (0, Cow::Owned(bytes)),
        Constant::Bytes(bytes) => (1, bytes),
        Constant::None => (2, Cow::Borrowed(&b""[..])),
        Constant::Ellipsis => (3, Cow::Borrowed(&b""[..])),
        Constant::Number(Number::Integer(value)) => (4, Cow::Owned(value.to_le_bytes().to_vec())),
        Constant::Number(Number::LargeInteger(limbs)) => {
            (5, limbs.iter().flat_map(|limb| limb.to_le_bytes()).collect())
        }
        Constant::Number(Number::Float(bits)) => (6, Cow::Owned(bits.to_le_bytes().to_vec())),
        Constant::Number(Number::Imaginary(bits)) => (7, Cow::Owned(bits.to_le_bytes().to_vec())),
    };
    OperandKey { sort, value }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(role: Role, text: &str) -> Option<OperandKey<'_>> {
        identity(RoleSet::of(&[role]), &[text.as_bytes()])
    }

    #[test]
    fn a_member_access_is_known_by_its_last_name() {
        assert_eq!(of(Role::Attribute, "a.b"), of(Role::Identifier, "b"));
        assert_eq!(of(Role::Attribute, "a.  # x.y\n  b"), of(Role::Identifier, "b"));
    }

    #[test]
    fn a_string_equals_the_name_spelled_alike_and_true_equals_one() {
        assert_eq!(of(Role::String, "'a'"), of(Role::Identifier, "a"));
        assert_eq!(of(Role::Constant, "True"), of(Role::Number, "1.0"));
        assert_ne!(of(Role::Constant, "None"), of(Role::Constant, "..."));
    }

    #[test]
    fn python_2_literals_are_none() {
        for text in ["0777", "1L", "ur'", "`"] {
            assert!(!is_literal(text.as_bytes()), "{text}");
        }
        for text in ["0", "0x1F", "1_000", "Rb\"", "f'''", "\""] {
            assert!(is_literal(text.as_bytes()), "{text}");
        }
    }
}
