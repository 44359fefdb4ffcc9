//! What the work on one file may take, from its bytes to its record.

use super::clock::thread_cpu_time;
use std::cell::Cell;
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};
use thiserror::Error;

/// What a file may take, counted from when the budget was made and on the thread that made it.
#[derive(Clone)]
pub struct Budget {
    cpu: Duration,
    pace: Option<Pace>,
    stopped: Arc<dyn Fn() -> bool + Send + Sync>,
    started: (Instant, Duration),
    /// CPU time that parsers took.
    parsing: Cell<Duration>,
}

/// How fast a parser has to come forward.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// CPU time that it may take before it has read anything.
    pub start: Duration,
    /// CPU time for each byte.
    pub per_byte: Duration,
}

/// Why the work on a file was not finished.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Unfinished {
    /// It used up its budget.
    #[error("it took more than {} s of CPU time", .0.as_secs_f32())]
    TimedOut(Duration),
    /// It fell behind its pace.
    #[error("too many files took too long, and it was slow, too")]
    TooSlow,
    /// The parser took more than so many bytes.
    #[error("parsing took more than {} MiB of memory", .0 >> 20)]
    OutOfMemory(usize),
    /// The system had no memory for the parser.
    #[error("there was no memory left to parse it")]
    NoMemory,
    /// An assertion failed in the parser or in the scanner of the grammar.
    #[error("the parser failed an assertion of its own")]
    Failed,
    /// The text is too large to be measured without a thread that can be left alone, and there was none.
    #[error("no thread could be started to measure it")]
    NoThread,
    /// The run is ending.
    #[error("the run was stopped")]
    Stopped,
}

impl Budget {
    /// So much CPU time from now on, until `stopped` says that nobody waits any more.
    #[must_use]
    pub fn new(cpu: Duration, pace: Option<Pace>, stopped: Arc<dyn Fn() -> bool + Send + Sync>) -> Budget {
        let started = (Instant::now(), thread_cpu_time());
        Budget { cpu, pace, stopped, started, parsing: Cell::default() }
    }

    /// So much CPU time, whatever happens meanwhile.
    #[must_use]
    pub fn of(cpu: Duration) -> Budget {
        Budget::new(cpu, None, Arc::new(|| false))
    }

    /// Whether the work may go on: asked now and then in every stage.
    ///
    /// # Errors
    /// If the budget is spent or the run is ending.
    pub fn check(&self) -> Result<(), Unfinished> {
        if self.is_stopped() {
            return Err(Unfinished::Stopped);
        }
        // a thread's CPU time never runs ahead of the clock on the wall, which costs a tenth to read
        let is_spent = self.started.0.elapsed() > self.cpu && self.spent() > self.cpu;
        if is_spent { Err(Unfinished::TimedOut(self.cpu)) } else { Ok(()) }
    }

    /// CPU time that this thread took since the budget was made.
    #[must_use]
    pub fn spent(&self) -> Duration {
        thread_cpu_time().saturating_sub(self.started.1)
    }

    /// CPU time that parsers took of it.
    #[must_use]
    pub fn parsing(&self) -> Duration {
        self.parsing.get()
    }

    pub(super) fn is_stopped(&self) -> bool {
        (self.stopped)()
    }

    pub(super) fn add_parsing(&self, time: Duration) {
        self.parsing.set(self.parsing.get().saturating_add(time));
    }

    /// The same for a parser that begins now and is at an offset.
    pub(super) fn check_pace(&self, begun: (Instant, Duration), offset: u32) -> Result<(), Unfinished> {
        self.check()?;
        let Some(pace) = self.pace else { return Ok(()) };
        let limit = pace.start.saturating_add(pace.per_byte.saturating_mul(offset));
        let is_slow = begun.0.elapsed() > limit && thread_cpu_time().saturating_sub(begun.1) > limit;
        if is_slow { Err(Unfinished::TooSlow) } else { Ok(()) }
    }
}

impl fmt::Debug for Budget {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:?} of {:?}", self.spent(), self.cpu)
    }
}
