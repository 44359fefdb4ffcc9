//! Changes as real git makes them: `authors` says who wrote what is exempt, `history` what was at each commit, `hotspots` what keeps changing, `blame` what fails, `diff` what changed, `fail_fast` where a check of a change stops, `install` and `hook` what a hook does
//! and sees, `index`, `patterns` and `settings` that git's files are read as git reads them, `zoo` what odd repositories get, `range` what changed since a revision, `silence` that nothing is executed.
#![cfg(unix)]
#![expect(clippy::print_stderr, reason = "a test that this machine cannot run says so")]
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod authors;
mod blame;
mod budgets;
mod diff;
mod fail_fast;
mod history;
mod hook;
mod hotspots;
mod identity;
mod index;
mod install;
mod loosened;
mod many;
mod merges;
mod patterns;
mod places;
#[cfg(all(target_os = "linux", debug_assertions))]
mod progress;
mod range;
mod repository;
mod settings;
mod silence;
mod stats;
#[path = "../surroundings/mod.rs"]
mod surroundings;
mod touched;
mod zoo;
