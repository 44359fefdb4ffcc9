//! Halstead's software science measures: four counts are stored, everything else follows from them.

use super::elementary::natural_logarithm;
use serde::Deserialize;
use serde::ser::{Serialize, SerializeStruct, Serializer};

/// Counts of operators and operands of a function or a file.
///
/// Source: M. H. Halstead, *Elements of Software Science* (1977), with the formulas of radon 6.0.1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Halstead {
    /// Number of distinct operators (η1).
    pub distinct_operators: u32,
    /// Number of distinct operands (η2).
    pub distinct_operands: u32,
    /// Number of operators (N1).
    pub total_operators: u32,
    /// Number of operands (N2).
    pub total_operands: u32,
}

impl Halstead {
    /// Vocabulary η = η1 + η2.
    #[must_use]
    pub fn vocabulary(&self) -> u32 {
        self.distinct_operators + self.distinct_operands
    }

    /// Length N = N1 + N2.
    #[must_use]
    pub fn length(&self) -> u32 {
        self.total_operators + self.total_operands
    }

    /// Calculated length η1·log2 η1 + η2·log2 η2, 0 when either count is 0 as in radon.
    #[must_use]
    pub fn calculated_length(&self) -> f64 {
        if self.distinct_operators == 0 || self.distinct_operands == 0 {
            return 0.0;
        }
        let term = |count: u32| f64::from(count) * binary_logarithm(count);
        term(self.distinct_operators) + term(self.distinct_operands)
    }

    /// Volume V = N·log2 η in bits, 0 for an empty vocabulary.
    #[must_use]
    pub fn volume(&self) -> f64 {
        match self.vocabulary() {
            0 => 0.0,
            vocabulary => f64::from(self.length()) * binary_logarithm(vocabulary),
        }
    }

    /// Difficulty D = η1/2 · N2/η2, 0 without operands.
    #[must_use]
    pub fn difficulty(&self) -> f64 {
        if self.distinct_operands == 0 {
            return 0.0;
        }
        let uses = u64::from(self.distinct_operators) * u64::from(self.total_operands);
        #[expect(clippy::cast_precision_loss, reason = "a file below 2^53 operands is exact")]
        let uses = uses as f64;
        uses / (2.0 * f64::from(self.distinct_operands))
    }

    /// Effort E = D·V.
    #[must_use]
    pub fn effort(&self) -> f64 {
        self.difficulty() * self.volume()
    }

    /// Time to write the code, E/18, in seconds.
    #[must_use]
    pub fn time(&self) -> f64 {
        self.effort() / 18.0
    }

    /// Estimated number of delivered bugs, V/3000.
    #[must_use]
    pub fn bugs(&self) -> f64 {
        self.volume() / 3000.0
    }
}

/// `CPython`'s `math.log(x, 2)`: the quotient of two natural logarithms, whose last bits differ from `log2`.
fn binary_logarithm(count: u32) -> f64 {
    natural_logarithm(f64::from(count)) / std::f64::consts::LN_2
}

impl Serialize for Halstead {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Halstead", 12)?;
        out.serialize_field("distinct_operators", &self.distinct_operators)?;
        out.serialize_field("distinct_operands", &self.distinct_operands)?;
        out.serialize_field("total_operators", &self.total_operators)?;
        out.serialize_field("total_operands", &self.total_operands)?;
        out.serialize_field("vocabulary", &self.vocabulary())?;
        out.serialize_field("length", &self.length())?;
        out.serialize_field("calculated_length", &self.calculated_length())?;
        out.serialize_field("volume", &self.volume())?;
        out.serialize_field("difficulty", &self.difficulty())?;
        out.serialize_field("effort", &self.effort())?;
        out.serialize_field("time", &self.time())?;
        out.serialize_field("bugs", &self.bugs())?;
        out.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_give_radons_numbers_for_a_small_function() {
        // radon 6.0.1 on `assert a == b and c or d`-like code: h1 2, h2 4, N1 2, N2 4.
        let counts =
            Halstead { distinct_operators: 2, distinct_operands: 4, total_operators: 2, total_operands: 4 };
        assert_eq!(counts.vocabulary(), 6);
        assert_eq!(counts.length(), 6);
        assert_eq!(counts.calculated_length().to_bits(), 10.0f64.to_bits());
        assert_eq!(counts.volume().to_bits(), 15.509_775_004_326_936_f64.to_bits());
        assert_eq!(counts.difficulty().to_bits(), 1.0f64.to_bits());
        assert_eq!(counts.time().to_bits(), 0.861_654_166_907_052_f64.to_bits());
        assert_eq!(counts.bugs().to_bits(), 0.005_169_925_001_442_312_f64.to_bits());
    }

    #[test]
    fn nothing_measured_is_zero_everywhere() {
        let none = Halstead::default();
        let sum = none.volume() + none.difficulty() + none.effort() + none.calculated_length();
        assert_eq!(sum.to_bits(), 0.0f64.to_bits());
    }
}
