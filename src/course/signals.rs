//! Ctrl-C and termination: the first signal asks the run to stop, the second one ends the process.

use super::Stop;
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag::{register, register_conditional_shutdown, register_usize};
use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// What a shell adds to the number of the signal that ended a program.
const SHELL_OFFSET: i32 = 128;

/// Lets signals set the flag from now on, instead of ending the process at once.
///
/// # Errors
/// If the system does not allow a handler.
pub(crate) fn heed_signals(stop: &Stop) -> io::Result<()> {
    for signal in [SIGINT, SIGTERM] {
        let again = Arc::new(AtomicBool::new(false));
        // In this order, so that the signal that sets the flag does not see it set.
        register_conditional_shutdown(signal, SHELL_OFFSET + signal, Arc::clone(&again))?;
        register(signal, again)?;
        register_usize(signal, Arc::clone(&stop.0), usize::try_from(signal).unwrap_or(0))?;
    }
    Ok(())
}

/// Lets a file that may not grow further be an error of the write and not the end of the process, so that the report
/// says so, or does without the cache.
///
/// # Errors
/// If the system does not allow a handler.
#[cfg(unix)]
pub(crate) fn survive_file_size_limit() -> io::Result<()> {
    register(libc::SIGXFSZ, Arc::default()).map(drop)
}

/// Elsewhere there is no such signal.
///
/// # Errors
/// Never.
#[cfg(not(unix))]
pub(crate) fn survive_file_size_limit() -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signal_sets_the_flag() {
        let stop = Stop::default();
        heed_signals(&stop).unwrap();
        assert_eq!(stop.signal(), None);
        signal_hook::low_level::raise(SIGTERM).unwrap();
        assert_eq!(stop.signal(), Some(15));
    }
}
