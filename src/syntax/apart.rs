//! Parses texts on threads that can be given up.
//!
//! At the end of a text with errors tree-sitter 0.27.1 copies every path through what it tried (`ts_parser__accept`)
//! without asking whether it may go on: 40 KB of `~;` take gigabytes. From within C code there is no way back, so the
//! thread that spends too much stops for ever, and its heap is freed as a whole.

use super::allocator::{Inspector, OwnHeap};
use super::parse::{Budget, Unfinished, thread_cpu_time};
use super::table::Table;
use crate::model::Marks;
use std::any::Any;
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tree_sitter::Language;

/// Name of the threads: what panics there is raised again on the thread that waits.
pub const THREAD: &str = "parser";

/// Memory for one text: the most demanding ones known that end by themselves, of a megabyte, take up to 1385 MiB.
const MOST_MEMORY: usize = 1440 << 20;

/// Above so much memory one text is parsed at a time.
const MUCH_MEMORY: usize = 128 << 20;

/// CPU time beyond the budget after which a parser will not end it by itself.
const GRACE: Duration = Duration::from_secs(1);

/// Stack for each byte of a text: tree-sitter 0.27.1 frees a cancelled parser by recursion (`stack_node_release`), up to a
/// level for each token, and a megabyte of `~;` needs up to 64 MiB. The system commits what is touched.
const STACK_PER_BYTE: usize = 256;

/// So that one thread does for most files.
const LEAST_STACK: usize = 8 << 20;

/// How often the waiting thread looks whether its run is ending.
const LOOK: Duration = Duration::from_millis(50);

/// What a text is parsed with.
#[derive(Clone, Debug)]
pub(super) struct Rules {
    pub(super) language: Language,
    pub(super) table: Arc<Table>,
}

/// Appends the marks of a text, parsed on the other thread of this one; tells how much CPU time it took.
pub(super) fn marks(
    rules: &Rules,
    text: &[u8],
    budget: Budget<'_>,
    marks: &mut Marks,
) -> Result<Duration, Unfinished> {
    let stack = text.len().saturating_mul(STACK_PER_BYTE).max(LEAST_STACK);
    let mut other = match OTHER.take().filter(|other| other.stack >= stack) {
        Some(other) => other,
        None => {
            Other::start(stack.checked_next_power_of_two().unwrap_or(stack)).ok_or(Unfinished::NoThread)?
        }
    };
    let mut copy = std::mem::take(&mut other.text);
    copy.clear();
    copy.extend_from_slice(text);
    let job = Job { rules: rules.clone(), text: copy, cpu: budget.cpu, marks: std::mem::take(marks) };
    match other.run(job, budget.stopped).ok_or(Unfinished::NoThread)? {
        Reply::Done(job, result) => {
            *marks = job.marks;
            other.text = job.text;
            OTHER.set(Some(other));
            result.unwrap_or_else(|panic| resume_unwind(panic))
        }
        Reply::GivenUp(why) => Err(why),
    }
}

thread_local! {
    static OTHER: RefCell<Option<Other>> = const { RefCell::new(None) };
}

/// The thread that parses for this one; it ends when this value does.
struct Other {
    jobs: Sender<Job>,
    replies: Receiver<Reply>,
    stopped: Arc<AtomicBool>,
    stack: usize,
    /// Memory for the next text.
    text: Vec<u8>,
}

/// The thread owns what it works on, because it may never give it back.
struct Job {
    rules: Rules,
    text: Vec<u8>,
    cpu: Duration,
    marks: Marks,
}

enum Reply {
    Done(Job, Result<Result<Duration, Unfinished>, Box<dyn Any + Send>>),
    GivenUp(Unfinished),
}

impl Other {
    /// Starts a thread; `None` if the system has none left.
    fn start(stack: usize) -> Option<Other> {
        let (jobs, received) = channel();
        let (sent, replies) = channel();
        let stopped = Arc::new(AtomicBool::new(false));
        let flag = Arc::clone(&stopped);
        std::thread::Builder::new()
            .name(THREAD.to_owned())
            .stack_size(stack)
            .spawn(move || work(&received, &sent, &flag))
            .ok()?;
        Some(Other { jobs, replies, stopped, stack, text: Vec::new() })
    }

    fn run(&self, job: Job, stopped: &dyn Fn() -> bool) -> Option<Reply> {
        self.stopped.store(stopped(), Ordering::Relaxed);
        self.jobs.send(job).ok()?;
        loop {
            match self.replies.recv_timeout(LOOK) {
                Ok(reply) => return Some(reply),
                Err(RecvTimeoutError::Disconnected) => return None,
                Err(RecvTimeoutError::Timeout) => self.stopped.store(stopped(), Ordering::Relaxed),
            }
        }
    }
}

fn work(jobs: &Receiver<Job>, replies: &Sender<Reply>, stopped: &AtomicBool) {
    let Some(heap) = OwnHeap::new() else { return };
    for mut job in jobs {
        let limits = Limits::new(job.cpu, replies.clone());
        let result = heap.inspected(Box::new(limits), || {
            catch_unwind(AssertUnwindSafe(|| {
                let budget = Budget { cpu: job.cpu, stopped: &|| stopped.load(Ordering::Relaxed) };
                job.rules.marks(&job.text, budget, &mut job.marks)
            }))
        });
        if replies.send(Reply::Done(job, result)).is_err() {
            return;
        }
    }
}

/// Held by the one thread that uses much memory.
static MUCH: Mutex<()> = Mutex::new(());

/// What a thread may spend on a text.
struct Limits {
    cpu: Duration,
    cpu_end: Duration,
    /// Bytes allocated at which the memory in use can have passed the next limit.
    next_count: usize,
    much: Option<MutexGuard<'static, ()>>,
    over: Unfinished,
    replies: Sender<Reply>,
}

impl Limits {
    fn new(cpu: Duration, replies: Sender<Reply>) -> Limits {
        Limits {
            cpu,
            cpu_end: thread_cpu_time().saturating_add(cpu).saturating_add(GRACE),
            next_count: MUCH_MEMORY,
            much: None,
            over: Unfinished::TimedOut(cpu),
            replies,
        }
    }

    /// Counting takes a while, and what is in use cannot grow by more than what is allocated.
    fn is_over_memory(&mut self, allocated: usize, in_use: &dyn Fn() -> usize) -> bool {
        if allocated < self.next_count {
            return false;
        }
        let used = in_use();
        if used > MUCH_MEMORY && self.much.is_none() {
            self.much = Some(MUCH.lock().unwrap_or_else(PoisonError::into_inner));
        }
        let limit = if self.much.is_some() { MOST_MEMORY } else { MUCH_MEMORY };
        self.next_count = allocated.saturating_add(limit.saturating_sub(used));
        used > limit
    }
}

impl Inspector for Limits {
    fn is_over(&mut self, allocated: usize, in_use: &dyn Fn() -> usize) -> bool {
        if self.is_over_memory(allocated, in_use) {
            self.over = Unfinished::OutOfMemory(MOST_MEMORY);
            return true;
        }
        self.over = Unfinished::TimedOut(self.cpu);
        thread_cpu_time() > self.cpu_end
    }

    fn give_up(&mut self) {
        self.much = None;
        // When nobody waits any more, nobody needs to know.
        let _ = self.replies.send(Reply::GivenUp(self.over));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_counted_only_when_it_can_have_passed_a_limit() {
        let mut limits = Limits::new(Duration::from_mins(10), channel().0);
        assert!(!limits.is_over(MUCH_MEMORY - 1, &|| unreachable!("too early")));
        assert!(!limits.is_over(2 * MUCH_MEMORY, &|| MUCH_MEMORY / 2));
        assert!(limits.much.is_none());
        assert!(!limits.is_over(2 * MUCH_MEMORY + MUCH_MEMORY / 2, &|| MUCH_MEMORY + 1));
        assert!(limits.much.is_some());
        assert!(!limits.is_over(MOST_MEMORY, &|| unreachable!("too early")));
        assert!(limits.is_over(2 * MOST_MEMORY, &|| MOST_MEMORY + 1));
        assert_eq!(limits.over, Unfinished::OutOfMemory(MOST_MEMORY));
    }

    #[test]
    fn a_thread_that_ignores_its_budget_is_given_up() {
        let (sent, replies) = channel();
        let mut limits = Limits::new(Duration::ZERO, sent);
        assert!(!limits.is_over(0, &|| 0));
        limits.cpu_end = Duration::ZERO;
        assert!(limits.is_over(0, &|| 0));
        limits.give_up();
        assert!(matches!(replies.try_recv(), Ok(Reply::GivenUp(Unfinished::TimedOut(Duration::ZERO)))));
    }
}
