//! What a parser may take of the memory, and who may take much of it.

use super::allocator::Inspector;
use super::budget::{Budget, Unfinished};
use std::cell::Cell;
use std::rc::Rc;
use std::sync::{Mutex, MutexGuard, TryLockError};
use std::time::{Duration, Instant};

/// Memory for one text: the most demanding ones known that end by themselves, of a megabyte, take up to 1385 MiB.
const MOST_MEMORY: usize = 1440 << 20;

/// Above so much memory one text is parsed at a time.
const MUCH_MEMORY: usize = 128 << 20;

/// How often a thread that waits for its turn looks whether its run is ending.
const LOOK: Duration = Duration::from_millis(10);

/// Held by the one thread that uses much memory.
static MUCH: Mutex<()> = Mutex::new(());

/// Watches over the memory and the time of a parser from within, as it does not always ask whether it may go on.
pub(super) struct Limits {
    budget: Budget,
    begun: (Instant, Duration),
    /// Size of the text.
    bytes: u32,
    much: Option<MutexGuard<'static, ()>>,
    /// Why the parser was left.
    over: Rc<Cell<Option<Unfinished>>>,
}

impl Limits {
    /// The limits of a parser that began at this time on the wall and of its thread.
    pub(super) fn new(
        budget: &Budget,
        begun: (Instant, Duration),
        bytes: usize,
        over: &Rc<Cell<Option<Unfinished>>>,
    ) -> Limits {
        let (budget, bytes, over) =
            (budget.clone(), u32::try_from(bytes).unwrap_or(u32::MAX), Rc::clone(over));
        Limits { budget, begun, bytes, much: None, over }
    }

    fn check_memory(&mut self, held: usize) -> Result<(), Unfinished> {
        if held > MUCH_MEMORY && self.much.is_none() {
            self.much = Some(self.turn()?);
        }
        if held > MOST_MEMORY { Err(Unfinished::OutOfMemory(MOST_MEMORY)) } else { Ok(()) }
    }

    /// Waits until no other text uses much memory.
    fn turn(&self) -> Result<MutexGuard<'static, ()>, Unfinished> {
        loop {
            match MUCH.try_lock() {
                Ok(turn) => return Ok(turn),
                Err(TryLockError::Poisoned(turn)) => return Ok(turn.into_inner()),
                Err(TryLockError::WouldBlock) if self.budget.is_stopped() => return Err(Unfinished::Stopped),
                Err(TryLockError::WouldBlock) => std::thread::sleep(LOOK),
            }
        }
    }
}

impl Inspector for Limits {
    fn is_over(&mut self, held: usize) -> bool {
        let in_memory = self.check_memory(held);
        let over = in_memory.and_then(|()| self.budget.check_pace(self.begun, self.bytes)).err();
        self.over.set(over);
        over.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::clock::thread_cpu_time;
    use std::sync::Arc;

    fn limits(budget: &Budget, over: &Rc<Cell<Option<Unfinished>>>) -> Limits {
        Limits::new(budget, (Instant::now(), thread_cpu_time()), 0, over)
    }

    #[test]
    fn one_text_at_a_time_takes_much_memory_and_none_more_than_the_most() {
        let over = Rc::default();
        let mut limits = limits(&Budget::of(Duration::from_mins(10)), &over);
        assert!(!limits.is_over(MUCH_MEMORY));
        assert!(limits.much.is_none());
        assert!(!limits.is_over(MUCH_MEMORY + 1));
        assert!(limits.much.is_some());
        assert!(!limits.is_over(MOST_MEMORY));
        assert!(limits.is_over(MOST_MEMORY + 1));
        assert_eq!(over.get(), Some(Unfinished::OutOfMemory(MOST_MEMORY)));
    }

    #[test]
    fn whoever_waits_for_memory_heeds_the_end_of_the_run() {
        let _held = MUCH.lock();
        let over = Rc::default();
        let stopped = Budget::new(Duration::from_mins(10), None, Arc::new(|| true));
        assert!(limits(&stopped, &over).is_over(MUCH_MEMORY + 1));
        assert_eq!(over.get(), Some(Unfinished::Stopped));
    }

    #[test]
    fn a_parser_that_does_not_ask_is_over_its_budget_too() {
        let over = Rc::default();
        let budget = Budget::of(Duration::ZERO);
        assert!(limits(&budget, &over).is_over(0));
        assert_eq!(over.get(), Some(Unfinished::TimedOut(Duration::ZERO)));
    }
}
