//! What makes two Halstead operands the same: Python's own equality of names and constants.

use super::as_str;
use super::literal::{self, Constant};
use crate::model::{OperandKey, Role, RoleSet};
use std::borrow::Cow;

/// Tells the identity of an operand; `None` for an expression that equals no other.
pub(super) fn identity<'a>(roles: RoleSet, parts: &[&'a [u8]]) -> Option<OperandKey<'a>> {
    let first = as_str(parts.first()?);
    if roles.has(Role::Identifier) {
        Some(key(Constant::Text(literal::name(first))))
    } else if roles.has(Role::Attribute) {
        Some(key(Constant::Text(literal::name(last_name(first)))))
    } else if roles.has(Role::Number) {
        literal::number(first).map(key)
    } else if roles.has(Role::String) {
        literal::string(first).map(key)
    } else if roles.has(Role::StringConcatenation) {
        literal::concatenation(parts.iter().map(|part| as_str(part))).map(key)
    } else if roles.has(Role::Constant) {
        constant(first)
    } else {
        None
    }
}

/// Whether CPython 3 takes the text of an integer, or the opening quote of a string with its prefix.
pub(super) fn is_literal(text: &[u8]) -> bool {
    let text = as_str(text);
    match text.find(['"', '\'', '`']) {
        Some(quote) => !text.contains('`') && literal::is_string_prefix(&text[..quote]),
        None => literal::number(text).is_some(),
    }
}

/// The name that a member access ends with.
fn last_name(text: &str) -> &str {
    let is_part = |c: char| c == '_' || !c.is_ascii() || c.is_ascii_alphanumeric();
    &text[text.trim_end_matches(is_part).len()..]
}

/// `True` and `False` equal 1 and 0.
fn constant(text: &str) -> Option<OperandKey<'_>> {
    match text {
        "True" => literal::number("1").map(key),
        "False" => literal::number("0").map(key),
        _ => Some(OperandKey::Constant(text.as_bytes())),
    }
}

fn key(constant: Constant<'_>) -> OperandKey<'_> {
    match constant {
        Constant::Text(Cow::Borrowed(text)) => OperandKey::Text(Cow::Borrowed(text.as_bytes())),
        Constant::Text(Cow::Owned(text)) => OperandKey::Text(Cow::Owned(text.into_bytes())),
    }
}
