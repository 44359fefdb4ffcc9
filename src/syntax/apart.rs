//! Does the work on a file on a second thread, which is left alone when the run ends: some of the work, in tree-sitter's C
//! code and elsewhere, does not ask whether anybody still waits for it.

use super::budget::Unfinished;
use std::cell::RefCell;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

/// Texts up to this size are worked on without a thread of their own: what does not ask is over in a few hundredths of a
/// second.
const SMALL: usize = 16 << 10;

/// Stack for each byte of a text: tree-sitter 0.26.13 frees what it tried by recursion (`stack_node_release`), up to a
/// level for each token, and a megabyte of `~;` needs up to 64 MiB. The system commits what is touched.
const STACK_PER_BYTE: usize = 256;

/// So that one thread does for most files.
const LEAST_STACK: usize = 8 << 20;

/// How often the waiting thread looks whether its run is ending.
const LOOK: Duration = Duration::from_millis(20);

/// Does the work on a text of so many bytes, and comes back at once when `stopped` says that nobody waits any more.
///
/// # Errors
/// If it was stopped, or the system has no thread left.
pub fn apart<T: Send + 'static>(
    size: usize,
    stopped: &dyn Fn() -> bool,
    job: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Unfinished> {
    if size <= SMALL {
        return Ok(job());
    }
    let stack = size.saturating_mul(STACK_PER_BYTE).max(LEAST_STACK);
    let stack = stack.checked_next_power_of_two().unwrap_or(stack);
    let other = OTHER.take().filter(|other| other.stack >= stack);
    let other = other.or_else(|| Other::start(stack)).ok_or(Unfinished::NoThread)?;
    let result = other.run(stopped, job)?;
    OTHER.set(Some(other));
    Ok(result)
}

thread_local! {
    static OTHER: RefCell<Option<Other>> = const { RefCell::new(None) };
}

type Job = Box<dyn FnOnce() + Send>;

/// The thread that works for this one; it ends when this value does and its work is done.
struct Other {
    jobs: Sender<Job>,
    stack: usize,
}

impl Other {
    /// Starts a thread; `None` if the system has none left.
    fn start(stack: usize) -> Option<Other> {
        let (jobs, received) = channel::<Job>();
        let work = move || received.iter().for_each(|job| job());
        std::thread::Builder::new().stack_size(stack).spawn(work).ok()?;
        Some(Other { jobs, stack })
    }

    fn run<T: Send + 'static>(
        &self,
        stopped: &dyn Fn() -> bool,
        job: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Unfinished> {
        let (sent, result) = channel();
        // when nobody waits any more, nobody needs the result
        let job = Box::new(move || drop(sent.send(job())));
        self.jobs.send(job).map_err(|_| Unfinished::NoThread)?;
        wait(&result, stopped)
    }
}

fn wait<T>(result: &Receiver<T>, stopped: &dyn Fn() -> bool) -> Result<T, Unfinished> {
    loop {
        match result.recv_timeout(LOOK) {
            Ok(result) => return Ok(result),
            Err(RecvTimeoutError::Disconnected) => return Err(Unfinished::NoThread),
            Err(RecvTimeoutError::Timeout) if stopped() => return Err(Unfinished::Stopped),
            Err(RecvTimeoutError::Timeout) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_that_never_ends_is_left_alone_when_the_run_ends() {
        let endless = || {
            loop {
                std::thread::park();
            }
        };
        assert_eq!(apart::<()>(SMALL + 1, &|| true, endless), Err(Unfinished::Stopped));
        assert_eq!(apart(SMALL + 1, &|| false, || 7), Ok(7), "and the next work has a thread of its own");
    }

    #[test]
    fn small_work_is_done_here() {
        let here = std::thread::current().id();
        assert_eq!(apart(SMALL, &|| false, || std::thread::current().id()), Ok(here));
        assert_ne!(apart(SMALL + 1, &|| false, || std::thread::current().id()), Ok(here));
    }
}
