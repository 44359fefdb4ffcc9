//! Letter ranks, with radon's bounds.

use serde::{Deserialize, Serialize};

/// A letter from A (best) to F (worst).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the letters speak for themselves")]
pub enum Rank {
    A,
    B,
    C,
    D,
    E,
    F,
}

impl Rank {
    /// Rank of a cyclomatic complexity: A up to 5, B up to 10, then a letter per ten, F above 40 (radon 6.0.1).
    #[must_use]
    pub fn of_cyclomatic(value: f64) -> Rank {
        match value {
            v if v <= 5.0 => Rank::A,
            v if v <= 10.0 => Rank::B,
            v if v <= 20.0 => Rank::C,
            v if v <= 30.0 => Rank::D,
            v if v <= 40.0 => Rank::E,
            _ => Rank::F,
        }
    }

    /// Rank of a maintainability index: A above 19, B above 9, C otherwise (radon 6.0.1).
    #[must_use]
    pub fn of_maintainability(value: f64) -> Rank {
        match value {
            v if v > 19.0 => Rank::A,
            v if v > 9.0 => Rank::B,
            _ => Rank::C,
        }
    }

    /// The letter.
    #[must_use]
    pub fn letter(self) -> &'static str {
        match self {
            Rank::A => "A",
            Rank::B => "B",
            Rank::C => "C",
            Rank::D => "D",
            Rank::E => "E",
            Rank::F => "F",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cyclomatic_bounds_are_radons() {
        let ranks = [
            (5.0, "A"),
            (5.5, "B"),
            (10.0, "B"),
            (10.1, "C"),
            (20.0, "C"),
            (30.0, "D"),
            (40.0, "E"),
            (41.0, "F"),
        ];
        for (value, letter) in ranks {
            assert_eq!(Rank::of_cyclomatic(value).letter(), letter, "{value}");
        }
    }

    #[test]
    fn maintainability_bounds_are_radons() {
        for (value, letter) in
            [(100.0, "A"), (19.0001, "A"), (19.0, "B"), (9.0001, "B"), (9.0, "C"), (0.0, "C")]
        {
            assert_eq!(Rank::of_maintainability(value).letter(), letter, "{value}");
        }
    }
}
