//! The one form that equal numbers of Python share.

/// The value of a number, in one form for all types: equal exactly if Python calls the values equal.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Number {
    /// An integer of any type: `2`, `2.0`, `0j`.
    Integer(u64),
    /// An integer beyond 64 bits, least limb first.
    LargeInteger(Box<[u64]>),
    /// A float with a fraction, or the infinity that an overflow gives, by its bits.
    Float(u64),
    /// An imaginary number that is not zero, by its bits.
    Imaginary(u64),
}
