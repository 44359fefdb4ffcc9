//! Identities of Halstead operands: two constants are one operand exactly if Python calls them equal
//! (`1 == 1.0 == True`, `"\x41" == "A"`). What Python 3 refuses has no identity.

mod float;
mod integer;
mod number;
mod string;
mod value;

pub use number::number;
pub use string::string;
pub(crate) use string::{concatenation, is_string_prefix};
pub use value::Number;

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// A constant by its value, or a name: radon keeps the name `a` and the string `"a"` as one operand.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Constant<'a> {
    /// A string, the identifier of a name or of an attribute.
    Text(Cow<'a, str>),
    /// A string with surrogates (`"\ud800"`), in UTF-8 that also encodes these.
    Surrogates(Vec<u8>),
    /// A bytes literal.
    Bytes(Cow<'a, [u8]>),
    /// A number of any type, `True` or `False`.
    Number(Number),
    /// `None`.
    None,
    /// `...`.
    Ellipsis,
}

impl Constant<'static> {
    /// `True` or `False`, which are 1 and 0.
    #[must_use]
    pub(crate) fn boolean(value: bool) -> Constant<'static> {
        Constant::Number(Number::Integer(u64::from(value)))
    }
}

/// The identifier that Python's parser makes of a name: its NFKC form.
#[must_use]
pub fn name(text: &str) -> Cow<'_, str> {
    if text.is_ascii() { Cow::Borrowed(text) } else { text.nfkc().collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_in_their_nfkc_form() {
        assert_eq!(name("ſ"), "s");
        assert_eq!(name("ﬁn"), "fin");
        assert_eq!(name("e\u{301}"), "é");
        assert!(matches!(name("plain"), Cow::Borrowed("plain")));
    }

    #[test]
    fn a_boolean_is_a_number() {
        assert_eq!(Some(Constant::boolean(true)), number("1.0"));
        assert_eq!(Some(Constant::boolean(false)), number("0j"));
    }

    #[test]
    fn a_string_is_the_name_spelled_alike_and_never_bytes() {
        assert_eq!(string("'a'"), Some(Constant::Text(name("a"))));
        assert_ne!(string("'a'"), string("b'a'"));
    }
}
