//! Values of floating point literals: an integer wherever the float is one.

use super::integer;
use super::value::Number;

const SIGNIFICAND_BITS: u32 = 52;
/// The exponent field of a float whose significand, taken as an integer, needs no shift.
const UNSHIFTED: u32 = 1023 + SIGNIFICAND_BITS;

/// The number that equals a float; not negative, as literals are.
pub(super) fn from_float(value: f64) -> Number {
    if value.is_infinite() || value.fract() != 0.0 {
        return Number::Float(value.to_bits());
    }
    let bits = value.to_bits();
    let significand = bits & ((1 << SIGNIFICAND_BITS) - 1) | 1 << SIGNIFICAND_BITS;
    let exponent = u32::try_from(bits >> SIGNIFICAND_BITS).unwrap_or(0);
    match exponent.checked_sub(UNSHIFTED) {
        _ if value == 0.0 => Number::Integer(0),
        Some(shift) => integer::from_power(significand, shift),
        None => Number::Integer(significand >> (UNSHIFTED - exponent)),
    }
}
