//! What makes two Halstead operands the same: the text, as in big-code-analysis.

use crate::model::{OperandKey, Role, RoleSet};
use memchr::memmem;
use std::borrow::Cow;

/// Tells the identity of an operand: its text, without the white space around text between tags and with every line ended
/// alike.
pub(super) fn identity<'a>(roles: RoleSet, parts: &[&'a [u8]]) -> Option<OperandKey<'a>> {
    let &text = parts.first()?;
    let value = if roles.has(Role::Text) { text.trim_ascii() } else { text };
    let ends_otherwise = memmem::find(value, b"\r\n").is_some();
    let value = if ends_otherwise { Cow::Owned(without_returns(value)) } else { Cow::Borrowed(value) };
    Some(OperandKey { sort: 0, value })
}

fn without_returns(text: &[u8]) -> Vec<u8> {
    text.iter().copied().filter(|byte| *byte != b'\r').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_tell_operands_apart_and_kinds_do_not() {
        let of = |role, text: &'static str| identity(RoleSet::of(&[role]), &[text.as_bytes()]);
        assert_ne!(of(Role::Operand, "'a'"), of(Role::Operand, "\"a\""));
        assert_eq!(of(Role::Text, "\n  a b "), of(Role::Operand, "a b"));
        assert_ne!(of(Role::Operand, " a"), of(Role::Operand, "a"));
        assert_eq!(of(Role::Operand, "`a\r\nb`"), of(Role::Operand, "`a\nb`"));
    }
}
