//! What makes two Halstead operands the same.

use std::borrow::Cow;

/// The identity of an operand: equal values are one distinct operand.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct OperandKey<'a> {
    /// The sort of value, numbered by the language: values of different sorts never equal each other.
    pub sort: u8,
    /// The value in the language's canonical form.
    pub value: Cow<'a, [u8]>,
}
