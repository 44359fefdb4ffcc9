//! Exact values of integer literals, of any size.

use super::value::Number;

/// `CPython` refuses decimal literals with more digits (`sys.int_info.default_max_str_digits`). The bound also keeps the
/// conversion, which is quadratic, short; the other bases are linear and have none.
const MAX_DECIMAL_DIGITS: usize = 4300;

/// Decimal digits that fit in 64 bits.
const DECIMAL_CHUNK: usize = 19;

/// The value of decimal digits; `None` if there are too many.
pub(super) fn from_decimal(digits: &[u8]) -> Option<Number> {
    if digits.len() > MAX_DECIMAL_DIGITS {
        return None;
    }
    let mut limbs = Vec::new();
    for chunk in digits.chunks(DECIMAL_CHUNK) {
        let (scale, value) = chunk
            .iter()
            .fold((1, 0), |(scale, value), digit| (scale * 10, value * 10 + u64::from(digit - b'0')));
        multiply_add(&mut limbs, scale, value);
    }
    Some(from_limbs(limbs))
}

/// The value of digits of 1, 3 or 4 bits each.
pub(super) fn from_bits(digits: &[u8], bits_per_digit: u32) -> Number {
    let (mut limbs, mut limb, mut width) = (Vec::new(), 0u64, 0);
    for digit in digits.iter().rev() {
        let value = u64::from(char::from(*digit).to_digit(16).unwrap_or(0));
        limb |= value << width;
        width += bits_per_digit;
        if width >= u64::BITS {
            limbs.push(limb);
            width -= u64::BITS;
            limb = value >> (bits_per_digit - width);
        }
    }
    limbs.push(limb);
    from_limbs(limbs)
}

/// The value of `significand * 2^exponent`.
pub(super) fn from_power(significand: u64, exponent: u32) -> Number {
    let shifted = u128::from(significand) << (exponent % u64::BITS);
    let mut limbs = vec![0; (exponent / u64::BITS) as usize];
    #[expect(clippy::cast_possible_truncation, reason = "the halves of the value")]
    limbs.extend([shifted as u64, (shifted >> u64::BITS) as u64]);
    from_limbs(limbs)
}

/// Sets the number, least limb first, to itself times `factor` plus `addend`.
fn multiply_add(limbs: &mut Vec<u64>, factor: u64, addend: u64) {
    let mut carry = addend;
    for limb in limbs.iter_mut() {
        let product = u128::from(*limb) * u128::from(factor) + u128::from(carry);
        #[expect(clippy::cast_possible_truncation, reason = "the lower half; the upper one is carried")]
        {
            *limb = product as u64;
            carry = (product >> u64::BITS) as u64;
        }
    }
    if carry > 0 {
        limbs.push(carry);
    }
}

fn from_limbs(mut limbs: Vec<u64>) -> Number {
    while limbs.last() == Some(&0) {
        limbs.pop();
    }
    match limbs[..] {
        [] => Number::Integer(0),
        [limb] => Number::Integer(limb),
        _ => Number::LargeInteger(limbs.into_boxed_slice()),
    }
}
