//! How the files of a run came to their numbers, when there is a cache.

use serde::Serialize;

/// Numbers of files by the way in which they came to their numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RecallCounts {
    /// Recognised by the state that the system tells, not read.
    pub by_stat: u64,
    /// Read and recognised by the content, not parsed.
    pub by_content: u64,
    /// A known path with a new content.
    pub stale: u64,
    /// Never seen in this way of measuring.
    pub missed: u64,
    /// Not done the last time, and tried again by design; not a miss.
    pub retried: u64,
}

impl RecallCounts {
    /// Both together.
    #[must_use]
    pub fn plus(&self, other: &RecallCounts) -> RecallCounts {
        RecallCounts {
            by_stat: self.by_stat + other.by_stat,
            by_content: self.by_content + other.by_content,
            stale: self.stale + other.stale,
            missed: self.missed + other.missed,
            retried: self.retried + other.retried,
        }
    }

    /// Part of the files that were recognised among those that could be, from 0 to 1; `None` without any.
    #[must_use]
    pub fn efficiency(&self) -> Option<f64> {
        let hits = self.by_stat + self.by_content;
        let all = hits + self.stale + self.missed;
        #[expect(clippy::cast_precision_loss, reason = "a run has fewer than 2^53 files")]
        let part = |hits: u64, all: u64| hits as f64 / all as f64;
        (all > 0).then(|| part(hits, all))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_tried_again_by_design_does_not_count_as_a_miss() {
        let counts = RecallCounts { by_stat: 2, by_content: 1, stale: 1, missed: 0, retried: 96 };
        assert_eq!(counts.efficiency(), Some(0.75));
        assert_eq!(RecallCounts { retried: 3, ..RecallCounts::default() }.efficiency(), None);
    }
}
