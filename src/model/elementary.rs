//! Natural logarithm and sine, the same on every machine.
//!
//! Those of a C library differ in the last bit from one library to the next, and so would the records. These use
//! nothing but the operations that IEEE 754 defines to the last bit (no fused ones), on pairs of numbers of which each
//! holds what the other has no room for, and round once at the end. The result is the number nearest to the true one
//! but where that lies within 2^-80 of the middle between two; of 100,000 values glibc 2.36 gives another last bit for
//! one to three logarithms and 69 sines.

use std::ops::{Add, Mul, Sub};

/// A number of some 106 bits: the sum of two of 53, of which `low` is at most half a unit in the last place of `high`.
#[derive(Clone, Copy)]
struct Pair {
    high: f64,
    low: f64,
}

/// ln 2.
const LN_2: Pair = Pair { high: std::f64::consts::LN_2, low: 2.319_046_813_846_299_6e-17 };

/// π.
const PI: Pair = Pair { high: std::f64::consts::PI, low: 1.224_646_799_147_353_2e-16 };

/// 1, 1/3, 1/5, …: what the logarithm's series multiplies with; the last term is below 2^-106 of the first.
const OF_LOGARITHM: [Pair; 21] = reciprocals([
    1.0, 3.0, 5.0, 7.0, 9.0, 11.0, 13.0, 15.0, 17.0, 19.0, 21.0, 23.0, 25.0, 27.0, 29.0, 31.0, 33.0, 35.0,
    37.0, 39.0, 41.0,
]);

/// How many terms of that series are summed, and of these in pairs.
#[derive(Clone, Copy)]
struct Terms {
    in_pairs: usize,
    in_all: usize,
}

/// What is not summed in pairs is below 2^-39 of the sum, and has 53 bits.
const EXACT: Terms = Terms { in_pairs: 7, in_all: 21 };

/// What is not summed in pairs is below 2^-12 of the sum, and what is not summed at all below 2^-66.
const QUICK: Terms = Terms { in_pairs: 2, in_all: 13 };

/// 1/(2·3), 1/(4·5), …: what the sine's series multiplies with; the last term is below 2^-104 of the first.
const OF_SINE: [Pair; 18] = reciprocals([
    2.0 * 3.0,
    4.0 * 5.0,
    6.0 * 7.0,
    8.0 * 9.0,
    10.0 * 11.0,
    12.0 * 13.0,
    14.0 * 15.0,
    16.0 * 17.0,
    18.0 * 19.0,
    20.0 * 21.0,
    22.0 * 23.0,
    24.0 * 25.0,
    26.0 * 27.0,
    28.0 * 29.0,
    30.0 * 31.0,
    32.0 * 33.0,
    34.0 * 35.0,
    36.0 * 37.0,
]);

/// The natural logarithm of a positive number that is not subnormal; any other number is an error of the caller, and
/// gives no meaningful result.
#[must_use]
pub(crate) fn natural_logarithm(number: f64) -> f64 {
    debug_assert!(number.is_normal() && number > 0.0, "{number}");
    let (exponent, fraction) = split(number);
    let whole = LN_2 * Pair::from(f64::from(exponent));
    let (above, below) = (Pair::from(fraction - 1.0), Pair::sum(fraction, 1.0));
    let quick = whole + twice_artanh(above.nearly_over(below), QUICK);
    // What it lacks is below 2^-64 of it: nearly always too little to be rounded to another number.
    let error = quick.high * 2f64.powi(-60);
    let [least, most] = [-error, error].map(|error| quick.high + (quick.low + error));
    let is_sure = least.to_bits() == most.to_bits();
    if is_sure { least } else { (whole + twice_artanh(above.over(below), EXACT)).high }
}

/// The logarithm of m is 2·artanh s = 2·(s + s³/3 + s⁵/5 + …) for s = (m − 1)/(m + 1), which is at most 0.172.
fn twice_artanh(s: Pair, Terms { in_pairs, in_all }: Terms) -> Pair {
    let square = s * s;
    let (near, far) = OF_LOGARITHM[..in_all].split_at(in_pairs);
    let far = far.iter().rev().fold(0.0, |sum, term| sum * square.high + term.high);
    let series = near.iter().rev().fold(Pair::from(far), |sum, term| sum * square + *term);
    s * series * Pair::from(2.0)
}

/// The sine of an angle from 0 to some billions of radians: beyond, a multiple of π is not known well enough.
#[must_use]
pub(crate) fn sine(angle: f64) -> f64 {
    let half_turns = (angle / PI.high).round();
    let rest = Pair::from(angle) - PI * Pair::from(half_turns);
    let square = rest * rest;
    let one = Pair::from(1.0);
    // sin x = x·(1 − x²/(2·3)·(1 − x²/(4·5)·(…)))
    let series = OF_SINE.iter().rev().fold(one, |sum, factor| one - square * *factor * sum);
    let sine = (rest * series).high;
    if half_turns % 2.0 == 0.0 { sine } else { -sine }
}

/// The exponent and the fraction of a number, which is `fraction`·2^`exponent` with a fraction from √½ to √2.
fn split(number: f64) -> (i32, f64) {
    const FRACTION: u64 = (1 << 52) - 1;
    const ONE: u64 = 1023 << 52;
    let bits = number.to_bits();
    let exponent = i32::try_from(bits >> 52 & 0x7ff).unwrap_or_default() - 1023;
    let fraction = f64::from_bits(bits & FRACTION | ONE);
    if fraction > std::f64::consts::SQRT_2 { (exponent + 1, fraction / 2.0) } else { (exponent, fraction) }
}

const fn reciprocals<const N: usize>(numbers: [f64; N]) -> [Pair; N] {
    let mut all = [Pair { high: 0.0, low: 0.0 }; N];
    let mut i = 0;
    while i < N {
        let number = numbers[i];
        let high = 1.0 / number;
        let product = Pair::product(high, number);
        all[i] = Pair { high, low: ((1.0 - product.high) - product.low) / number };
        i += 1;
    }
    all
}

impl Pair {
    /// The sum of two numbers without an error (D. Knuth, The Art of Computer Programming, volume 2, 4.2.2).
    const fn sum(one: f64, other: f64) -> Pair {
        let high = one + other;
        let second = high - one;
        Pair { high, low: (one - (high - second)) + (other - second) }
    }

    /// The product of two numbers without an error (T. J. Dekker, 1971).
    const fn product(one: f64, other: f64) -> Pair {
        let high = one * other;
        let ((a, b), (c, d)) = (halves(one), halves(other));
        Pair { high, low: ((a * c - high) + a * d + b * c) + b * d }
    }

    /// The quotient, to some 100 bits: what is left over after a first and a second digit of 53 bits.
    fn over(self, divisor: Pair) -> Pair {
        let near = self.nearly_over(divisor);
        let rest = self - divisor * near;
        near + Pair::from(rest.high / divisor.high)
    }

    /// The quotient, to some 90 bits: a first digit of 53 bits and a second one of what is left over.
    fn nearly_over(self, divisor: Pair) -> Pair {
        let first = self.high / divisor.high;
        let rest = self - divisor * Pair::from(first);
        Pair::sum(first, rest.high / divisor.high)
    }
}

/// A number as a sum of two with at most 26 bits each, whose products have no error (Dekker, as above).
const fn halves(number: f64) -> (f64, f64) {
    let scaled = number * 134_217_729.0;
    let high = scaled - (scaled - number);
    (high, number - high)
}

impl From<f64> for Pair {
    fn from(number: f64) -> Pair {
        Pair { high: number, low: 0.0 }
    }
}

impl Add for Pair {
    type Output = Pair;

    fn add(self, other: Pair) -> Pair {
        let (high, low) = (Pair::sum(self.high, other.high), Pair::sum(self.low, other.low));
        let carried = Pair::sum(high.high, high.low + low.high);
        Pair::sum(carried.high, carried.low + low.low)
    }
}

impl Sub for Pair {
    type Output = Pair;

    fn sub(self, other: Pair) -> Pair {
        self + Pair { high: -other.high, low: -other.low }
    }
}

impl Mul for Pair {
    type Output = Pair;

    fn mul(self, other: Pair) -> Pair {
        let product = Pair::product(self.high, other.high);
        Pair::sum(product.high, product.low + (self.high * other.low + self.low * other.high))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_logarithm_is_the_number_nearest_to_the_true_one() {
        // mpmath 1.3 with 400 bits, rounded; glibc 2.36 gives 9.123692565250512 for 9170
        let known = [
            (9170.0, 9.123_692_565_250_51),
            (3.0, 1.098_612_288_668_109_8),
            (15.509_775_004_326_936, 2.741_470_470_592_378_5),
            (4_294_967_295.0, 22.180_709_777_685_42),
        ];
        for (number, logarithm) in known {
            assert_eq!(natural_logarithm(number).to_bits(), f64::to_bits(logarithm), "{number}");
        }
    }

    #[test]
    fn the_quick_sum_is_taken_only_where_the_exact_one_is_the_same() {
        let mut state = 1u64;
        for _ in 0..50_000 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let number = f64::from_bits((state >> 12) | (1023 + (state & 15)) << 52);
            let (exponent, fraction) = split(number);
            let s = Pair::from(fraction - 1.0).over(Pair::sum(fraction, 1.0));
            let exact = LN_2 * Pair::from(f64::from(exponent)) + twice_artanh(s, EXACT);
            assert_eq!(natural_logarithm(number).to_bits(), exact.high.to_bits(), "{number}");
        }
    }

    #[test]
    fn powers_of_two_have_a_multiple_of_one_logarithm() {
        assert_eq!(natural_logarithm(1.0).to_bits(), 0f64.to_bits());
        for exponent in [-1022, -3, 1, 10, 52, 1023] {
            let expected = (LN_2 * Pair::from(f64::from(exponent))).high;
            assert_eq!(natural_logarithm(2f64.powi(exponent)).to_bits(), expected.to_bits(), "2^{exponent}");
        }
    }

    #[test]
    fn a_sine_is_the_number_nearest_to_the_true_one() {
        let known = [
            (0.0, 0.0),
            (0.253_776_770_801_802_83, 0.251_061_546_216_178_3),
            (1.196_315_170_277_193_5, 0.930_697_534_772_595_9),
            (2.071_042_358_317_701, 0.877_464_581_535_529_8),
            (16.050_252_259_524_243, -0.335_644_174_093_832_9),
            (5_076.0, -0.726_852_723_632_419_9),
        ];
        for (angle, sine_of_it) in known {
            assert_eq!(sine(angle).to_bits(), f64::to_bits(sine_of_it), "{angle}");
        }
    }

    #[test]
    fn they_are_those_of_the_c_library_to_a_unit_in_the_last_place() {
        let mut state = 1u64;
        for _ in 0..20_000 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let number = f64::from(u32::try_from(state >> 32).unwrap()) / 1000.0 + 0.001;
            assert!(is_next_to(natural_logarithm(number), number.ln()), "{number}");
            for largest in [2.1, 6_000.0] {
                let angle = number / 4_294_967.3 * largest;
                assert!(is_next_to(sine(angle), angle.sin()), "{angle}");
            }
        }
    }

    fn is_next_to(one: f64, other: f64) -> bool {
        one.to_bits().abs_diff(other.to_bits()) <= 1
    }
}
