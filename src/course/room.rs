//! How much address space the process may take (`ulimit -v`, `RLIMIT_AS`), and how many workers fit into it. Where memory
//! ends no library of C promises anything, so that the end is not looked for.

/// Bytes without which nothing is begun: the program, its libraries, the heap of the main thread, and one worker.
const LEAST: u64 = 256 << 20;

/// Bytes for each further worker: two stacks and what its heap takes; 30 MiB were seen, with ordinary files.
const WORKER: u64 = 96 << 20;

/// Too little address space.
#[derive(Debug, thiserror::Error)]
#[error("the address space is limited to {} MiB (`ulimit -v`), and {} MiB are the least that is needed", .0 >> 20, LEAST >> 20)]
pub(crate) struct NoRoom(u64);

/// That the process may take what the program needs with one worker.
///
/// # Errors
/// If it may not.
pub(crate) fn must_have_room() -> Result<(), NoRoom> {
    match most() {
        Some(most) if most < LEAST => Err(NoRoom(most)),
        _ => Ok(()),
    }
}

/// Of so many workers those that fit, at least one.
#[must_use]
pub(crate) fn workers_that_fit(wanted: usize) -> usize {
    most().map_or(wanted, |most| fitting(most, wanted))
}

fn fitting(most: u64, wanted: usize) -> usize {
    let more = usize::try_from(most.saturating_sub(LEAST) / WORKER).unwrap_or(usize::MAX);
    wanted.min(more.saturating_add(1))
}

/// Bytes of address space, if they are limited.
#[cfg(target_os = "linux")]
fn most() -> Option<u64> {
    use rustix::process::{Resource, getrlimit};
    getrlimit(Resource::As).current
}

/// Elsewhere nothing is limited in this way, or it is not heeded.
#[cfg(not(target_os = "linux"))]
fn most() -> Option<u64> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_workers_begin_as_have_room() {
        let fitting = |mebibytes: u64, wanted| fitting(mebibytes << 20, wanted);
        assert_eq!([fitting(256, 8), fitting(351, 8), fitting(352, 8), fitting(600, 8)], [1, 1, 2, 4]);
        assert_eq!([fitting(100_000, 8), fitting(0, 8), fitting(100_000, 1)], [8, 1, 1]);
    }
}
