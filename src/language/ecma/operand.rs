//! What makes two Halstead operands the same: the text, as in big-code-analysis.

use crate::model::{OperandKey, Role, RoleSet};
use std::borrow::Cow;

/// Tells the identity of an operand: its text, without the white space around text between tags.
pub(super) fn identity<'a>(roles: RoleSet, parts: &[&'a [u8]]) -> Option<OperandKey<'a>> {
    let &text = parts.first()?;
    let value = if roles.has(Role::Text) { text.trim_ascii() } else { text };
    Some(OperandKey { sort: 0, value: Cow::Borrowed(value) })
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
    }
}
