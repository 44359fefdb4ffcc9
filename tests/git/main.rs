//! Changes as real git makes them: `blame` says what fails, `hook` what a hook sees, `zoo` what odd repositories get, `range` what changed
//! since a revision, `silence` that nothing is executed.
#![cfg(unix)]
#![expect(clippy::print_stderr, reason = "a test that this machine cannot run says so")]
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod blame;
mod hook;
mod range;
mod repository;
mod silence;
mod zoo;
