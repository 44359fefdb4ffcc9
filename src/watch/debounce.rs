//! How long to wait for more before an answer: shortly after one save, longer while much changes at once.

use std::time::{Duration, Instant};

/// After the last event, if there were few.
const QUIET: Duration = Duration::from_millis(50);

/// After the last event, if there were many.
const STORM: Duration = Duration::from_millis(500);

/// So many events are few. One save is up to ten: a new file, its bytes, its name, its state.
const FEW: u32 = 64;

/// After the first event, whatever goes on.
const LONGEST: Duration = Duration::from_secs(2);

/// Events that are to be answered together.
#[derive(Debug, Default)]
pub(super) struct Debounce {
    /// The first and the last event that is not answered yet.
    since: Option<(Instant, Instant)>,
    events: u32,
}

impl Debounce {
    /// Takes note of some events.
    pub(super) fn note(&mut self, events: usize, now: Instant) {
        if events > 0 {
            let first = self.since.map_or(now, |(first, _)| first);
            self.since = Some((first, now));
            self.events = self.events.saturating_add(u32::try_from(events).unwrap_or(u32::MAX));
        }
    }

    /// How long nothing has to happen before the answer: in proportion to the events, from [`QUIET`] to [`STORM`].
    fn pause(&self) -> Duration {
        (QUIET.saturating_mul(self.events) / FEW).clamp(QUIET, STORM)
    }

    /// How long there is still to wait; `None` if there is nothing to answer.
    pub(super) fn wait(&self, now: Instant) -> Option<Duration> {
        let (first, last) = self.since?;
        let due = (last + self.pause()).min(first + LONGEST);
        Some(due.saturating_duration_since(now))
    }

    /// Begins anew, once what was noted is being answered.
    pub(super) fn clear(&mut self) {
        *self = Debounce::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: Duration = Duration::from_millis(1);

    #[test]
    fn one_save_waits_shortly_and_a_storm_longer() {
        let start = Instant::now();
        let mut debounce = Debounce::default();
        assert_eq!(debounce.wait(start), None);
        debounce.note(0, start);
        assert_eq!(debounce.wait(start), None);
        debounce.note(6, start);
        assert_eq!(debounce.wait(start), Some(50 * MS));
        debounce.note(4, start + 20 * MS);
        assert_eq!(debounce.wait(start + 30 * MS), Some(40 * MS), "after the last event");
        debounce.note(246, start + 30 * MS);
        assert_eq!(debounce.wait(start + 30 * MS), Some(200 * MS));
        debounce.note(10_000, start + 40 * MS);
        assert_eq!(debounce.wait(start + 40 * MS), Some(500 * MS));
        debounce.clear();
        debounce.note(1, start);
        assert_eq!(debounce.wait(start + 60 * MS), Some(Duration::ZERO));
    }

    #[test]
    fn what_never_ends_is_answered_all_the_same() {
        let start = Instant::now();
        let mut debounce = Debounce::default();
        (0..100).for_each(|at| debounce.note(1, start + at * 20 * MS));
        assert_eq!(debounce.wait(start + 1980 * MS), Some(20 * MS));
        debounce.note(1, start + 2100 * MS);
        assert_eq!(debounce.wait(start + 2100 * MS), Some(Duration::ZERO));
    }
}
