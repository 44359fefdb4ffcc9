//! What a run may spend on files that are slow to parse, so that many of them cannot hold it up.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// CPU time that files may take beyond what is usual, all together.
const ALLOWANCE: Duration = Duration::from_secs(20);

/// And this part of what all the others took.
const PART: u32 = 4;

/// Up to this much CPU time for a file and for each of its bytes is usual: ten times what an ordinary file takes.
const USUAL: Duration = Duration::from_millis(10);
const USUAL_PER_BYTE: Duration = Duration::from_micros(1);

/// CPU time for a byte, in nanoseconds, between which the average is believed.
const PLAUSIBLE: (u64, u64) = (50, 500);

/// CPU time that parsers took for files in usual time, and beyond it.
#[derive(Debug, Default)]
pub struct Allowance {
    usual_bytes: AtomicU64,
    usual_nanoseconds: AtomicU64,
    excess_nanoseconds: AtomicU64,
}

impl Allowance {
    /// Notes how long the parser took for a file of this size, and whether it came to its end.
    pub fn charge(&self, bytes: usize, took: Duration, finished: bool) {
        let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
        let usual = USUAL_PER_BYTE.saturating_mul(bytes).saturating_add(USUAL);
        if finished && took <= usual {
            self.usual_bytes.fetch_add(u64::from(bytes), Ordering::Relaxed);
            self.usual_nanoseconds.fetch_add(nanoseconds(took), Ordering::Relaxed);
        } else {
            let excess = if finished { took.saturating_sub(usual) } else { took };
            self.excess_nanoseconds.fetch_add(nanoseconds(excess), Ordering::Relaxed);
        }
    }

    /// Begins anew: what is asked later does not pay for what slow files took before.
    pub fn renew(&self) {
        for sum in [&self.usual_bytes, &self.usual_nanoseconds, &self.excess_nanoseconds] {
            sum.store(0, Ordering::Relaxed);
        }
    }

    /// Whether slow files have taken all that they may.
    #[must_use]
    pub fn is_spent(&self) -> bool {
        let usual = Duration::from_nanos(self.usual_nanoseconds.load(Ordering::Relaxed));
        let excess = Duration::from_nanos(self.excess_nanoseconds.load(Ordering::Relaxed));
        excess > ALLOWANCE.saturating_add(usual / PART)
    }

    /// CPU time that a byte usually takes in this run.
    #[must_use]
    pub(crate) fn per_byte(&self) -> Duration {
        let bytes = self.usual_bytes.load(Ordering::Relaxed).max(1);
        let average = self.usual_nanoseconds.load(Ordering::Relaxed) / bytes;
        Duration::from_nanos(average.clamp(PLAUSIBLE.0, PLAUSIBLE.1))
    }
}

fn nanoseconds(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_files_never_spend_the_allowance_and_slow_ones_do() {
        let allowance = Allowance::default();
        for _ in 0..100_000 {
            allowance.charge(10_000, Duration::from_millis(2), true);
        }
        assert!(!allowance.is_spent());
        assert_eq!(allowance.per_byte(), Duration::from_nanos(200));
        let slow = |count| (0..count).for_each(|_| allowance.charge(2_000, Duration::from_secs(2), false));
        slow(35);
        assert!(!allowance.is_spent(), "200 s of ordinary work allow 20 + 50 s");
        slow(1);
        assert!(allowance.is_spent());
        assert_eq!(allowance.per_byte(), Duration::from_nanos(200));
    }

    #[test]
    fn what_slow_files_took_counts_until_it_is_renewed() {
        let allowance = Allowance::default();
        (0..11).for_each(|_| allowance.charge(2_000, Duration::from_secs(2), false));
        assert!(allowance.is_spent());
        allowance.renew();
        assert!(!allowance.is_spent());
        (0..11).for_each(|_| allowance.charge(2_000, Duration::from_secs(2), false));
        assert!(allowance.is_spent());
    }

    #[test]
    fn a_slow_file_counts_even_if_it_comes_to_its_end() {
        let allowance = Allowance::default();
        (0..11).for_each(|_| allowance.charge(2_000, Duration::from_millis(1_900), true));
        assert!(allowance.is_spent());
    }
}
