//! How a value stands to what it was before a change.

use super::Direction;

/// How a value stands to what it was before a change.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Standing {
    /// There was no such function, class or file.
    Introduced,
    /// The value was better.
    Worse {
        /// What it was.
        from: f64,
    },
    /// What the value was is not known, and the function says something else than it did.
    Touched,
    /// The value is what it was.
    Inherited,
    /// The value was worse.
    Improved {
        /// What it was.
        from: f64,
    },
}

impl Standing {
    /// Compares a value with what it was; a metric without a better way gets worse as it grows.
    #[must_use]
    pub fn of(direction: Direction, before: Option<f64>, after: f64) -> Standing {
        let Some(from) = before else { return Standing::Introduced };
        let is_less = after < from;
        match after.total_cmp(&from) {
            std::cmp::Ordering::Equal => Standing::Inherited,
            _ if is_less == (direction == Direction::HigherIsBetter) => Standing::Worse { from },
            _ => Standing::Improved { from },
        }
    }

    /// Whether the change is to blame for a broken limit.
    #[must_use]
    pub fn is_to_blame(self) -> bool {
        matches!(self, Standing::Introduced | Standing::Worse { .. } | Standing::Touched)
    }

    /// What the value was, where it was another one.
    #[must_use]
    pub fn before(self) -> Option<f64> {
        match self {
            Standing::Worse { from } | Standing::Improved { from } => Some(from),
            Standing::Introduced | Standing::Touched | Standing::Inherited => None,
        }
    }

    /// Its word in reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Standing::Introduced => "introduced",
            Standing::Worse { .. } => "worse",
            Standing::Touched => "touched",
            Standing::Inherited => "inherited",
            Standing::Improved { .. } => "improved",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worse_is_against_the_direction_of_the_metric() {
        use Direction::{HigherIsBetter, LowerIsBetter, Neutral};
        let of = |direction, before, after| Standing::of(direction, before, after).word();
        assert_eq!(of(LowerIsBetter, Some(12.0), 17.0), "worse");
        assert_eq!(of(LowerIsBetter, Some(17.0), 12.0), "improved");
        assert_eq!(of(HigherIsBetter, Some(40.0), 30.0), "worse");
        assert_eq!(of(HigherIsBetter, Some(30.0), 40.0), "improved");
        assert_eq!(of(Neutral, Some(1.0), 2.0), "worse");
        assert_eq!(of(LowerIsBetter, Some(12.0), 12.0), "inherited");
        assert_eq!(of(LowerIsBetter, None, 12.0), "introduced");
    }
}
