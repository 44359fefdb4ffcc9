//! Changes as real git makes them: `hook` says what a hook sees, `zoo` what odd repositories get, `range` what changed
//! since a revision, `silence` that nothing is executed.
#![cfg(unix)]
#![expect(clippy::print_stderr, reason = "a test that this machine cannot run says so")]
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod hook;
mod range;
mod repository;
mod silence;
mod zoo;
