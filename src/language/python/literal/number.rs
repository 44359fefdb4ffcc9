//! Number literals of Python 3: their grammar, and the one value that equal ones share.

use super::value::Number;
use super::{Constant, float, integer};

/// The value of a number literal; `None` if it is none of Python 3 (`0777`, `1L`, `1__0`).
#[must_use]
pub fn number(text: &str) -> Option<Constant<'static>> {
    value(text.as_bytes()).map(Constant::Number)
}

fn value(text: &[u8]) -> Option<Number> {
    match text {
        [b'0', b'x' | b'X', digits @ ..] => radix(digits, 4, u8::is_ascii_hexdigit),
        [b'0', b'o' | b'O', digits @ ..] => radix(digits, 3, |byte| (b'0'..b'8').contains(byte)),
        [b'0', b'b' | b'B', digits @ ..] => radix(digits, 1, |byte| (b'0'..b'2').contains(byte)),
        [float @ .., b'j' | b'J'] => decimal_float(float).map(imaginary),
        _ if text.iter().all(|byte| byte.is_ascii_digit() || *byte == b'_') => decimal(text),
        _ => decimal_float(text).map(float::from_float),
    }
}

fn radix(text: &[u8], bits_per_digit: u32, is_digit: fn(&u8) -> bool) -> Option<Number> {
    let digits = digits(text.strip_prefix(b"_").unwrap_or(text), is_digit)?;
    Some(integer::from_bits(&digits, bits_per_digit))
}

fn decimal(text: &[u8]) -> Option<Number> {
    let digits = digits(text, u8::is_ascii_digit)?;
    let is_zero = digits.iter().all(|digit| *digit == b'0');
    match digits[0] {
        b'0' if is_zero => Some(Number::Integer(0)),
        // Octal in Python 2.
        b'0' => None,
        _ => integer::from_decimal(&digits),
    }
}

fn imaginary(value: f64) -> Number {
    if value == 0.0 { Number::Integer(0) } else { Number::Imaginary(value.to_bits()) }
}

/// The float that decimal digits with a point or an exponent or neither give, rounded as Python rounds.
fn decimal_float(text: &[u8]) -> Option<f64> {
    let (significand, exponent) = split_at_byte(text, |byte| matches!(byte, b'e' | b'E'));
    let (whole, fraction) = split_at_byte(significand, |byte| byte == b'.');
    let exponent_is_well_formed = match exponent {
        None => true,
        Some([b'+' | b'-', digits @ ..] | digits) => are_decimal_digits(digits),
    };
    let may_be_digits = |part: &[u8]| part.is_empty() || are_decimal_digits(part);
    if !exponent_is_well_formed || !may_be_digits(whole) || !may_be_digits(fraction.unwrap_or_default()) {
        return None;
    }
    let plain = text.iter().copied().filter(|byte| *byte != b'_').collect();
    String::from_utf8(plain).ok()?.parse().ok()
}

fn split_at_byte(text: &[u8], is_separator: fn(u8) -> bool) -> (&[u8], Option<&[u8]>) {
    match text.iter().position(|byte| is_separator(*byte)) {
        None => (text, None),
        Some(at) => (&text[..at], Some(&text[at + 1..])),
    }
}

fn are_decimal_digits(text: &[u8]) -> bool {
    digits(text, u8::is_ascii_digit).is_some()
}

/// Digits without the single underscores that may stand between them.
fn digits(text: &[u8], is_digit: fn(&u8) -> bool) -> Option<Vec<u8>> {
    let groups = text.split(|byte| *byte == b'_');
    let well_formed = groups.clone().all(|group| !group.is_empty() && group.iter().all(is_digit));
    well_formed.then(|| groups.flatten().copied().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each row is one value, by `==` of `CPython` 3.13; different rows are unequal.
    const EQUAL: &[&[&str]] = &[
        &["0", "00", "0_0", "0.0", ".0", "0.", "0j", "0.0J", "0e0", "0x0", "0b0", "0o0", "1e-400"],
        &["1", "1.0", "1.", "0x1", "0b1", "0o1", "1e0", "10e-1", "0.1e1", "0X_1"],
        &["16", "0x10", "0b1_0000", "0o20", "1.6e1", "1_6"],
        &["1000", "1e3", "1_000", "1E3", "1e+3", "0x3e8", "1_0.0_0e0_2"],
        &["0.5", ".5", "5e-1", "0.5_0"],
        &["0.1", "1e-1", "0.1000000000000000055511151231257827"],
        &["777.0", "777", "0777.", "0777e0"],
        &["1j", "1J", "1.0j", "01j", "1e0j"],
        &["2j", "2.0j"],
        &["1e400", "1e500", "9999e999"],
        &["1e400j", "1e999j"],
        &["9007199254740992", "9007199254740992.0", "9007199254740993.0", "0x20000000000000"],
        &["9007199254740993"],
        &["18446744073709551615", "0xffff_ffff_ffff_ffff"],
        &[
            "18446744073709551616",
            "18446744073709551616.0",
            "0x1_0000_0000_0000_0000",
            "0o2000000000000000000000",
        ],
        &["100000000000000000000000", "0x152d02c7e14af6800000"],
        // The float 1e23 is another integer.
        &["1e23", "99999999999999991611392"],
        &["5e-324", "3e-324", "4.9e-324"],
    ];

    #[test]
    fn numbers_are_equal_exactly_where_python_says_so() {
        for (row, equal) in EQUAL.iter().enumerate() {
            let value = number(equal[0]).unwrap();
            for (other_row, others) in EQUAL.iter().enumerate() {
                for other in *others {
                    assert_eq!(number(other).unwrap() == value, row == other_row, "{} {other}", equal[0]);
                }
            }
        }
    }

    #[test]
    fn the_largest_float_is_its_integer() {
        let hexadecimal = format!("0x{}{}", "f".repeat(13) + "8", "0".repeat(242));
        assert_eq!(number("1.7976931348623157e308"), number(&hexadecimal));
        assert_ne!(number(&hexadecimal), None);
    }

    #[test]
    fn what_python_3_refuses_has_no_value() {
        for text in
            ["0777", "0_7", "1L", "1l", "0777L", "1_", "_1", "1__0", "0x", "0xg", "0x__1", "0b2", "0o8"]
        {
            assert_eq!(number(text), None, "{text}");
        }
        for text in
            ["", ".", "e5", "1e", "1e+", "1._5", "1_.5", "1e_5", "0xFj", "j", ".e1", "1e5.0", "inf", "nan"]
        {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn decimal_integers_end_where_cpython_ends_them() {
        let digits = |count: usize| "1".repeat(count);
        assert!(number(&digits(4300)).is_some());
        assert_eq!(number(&digits(4301)), None);
        assert_eq!(number(&digits(1 << 20)), None);
        assert_eq!(number(&"0".repeat(5000)), number("0"));
    }

    #[test]
    fn huge_literals_of_other_bases_are_exact() {
        let huge = |last: &str| format!("0x{}{last}", "f".repeat(1 << 20));
        assert_eq!(number(&huge("1")), number(&huge("1").to_uppercase().replace("0X", "0x0")));
        assert_ne!(number(&huge("1")), number(&huge("2")));
        let binary = format!("0b{}", "1111".repeat(100));
        assert_eq!(number(&binary), number(&format!("0x{}", "f".repeat(100))));
        assert_eq!(number(&format!("0o{}", "7".repeat(100))), number(&format!("0b{}", "111".repeat(100))));
    }
}
