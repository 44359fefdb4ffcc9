//! What makes two Halstead operands the same.

use std::borrow::Cow;

/// The identity of an operand: equal values are one distinct operand.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum OperandKey<'a> {
    /// A name, or a text that counts as the same operand as a name.
    Text(Cow<'a, [u8]>),
    /// A byte string.
    Bytes(Cow<'a, [u8]>),
    /// A number in canonical form.
    Number(Cow<'a, [u8]>),
    /// A constant that equals nothing else, by its name.
    Constant(&'a [u8]),
}
