//! The cache on real files and real processes: `store` the tables and their bounds, `runs` what a second run does,
//! `forged` edits that hide, `damage` what happens to a cache, `commands` what
//! `metrics cache` does, `processes` many of them, `rights` what is not allowed, `history` former contents,
//! `transfer` what goes to other machines, `lean` which records a check reads.
//!
//! With `METRICS_TEST_FULL` set the numbers are those of the long versions.
#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]
#![cfg_attr(unix, expect(clippy::print_stderr, reason = "a test says when it could not be tried"))]

#[cfg(unix)]
mod commands;
#[cfg(unix)]
mod damage;
#[cfg(unix)]
mod forged;
#[path = "../surroundings/found.rs"]
mod found;
#[cfg(unix)]
mod history;
#[cfg(unix)]
mod lean;
#[cfg(unix)]
mod processes;
mod prune;
#[cfg(unix)]
mod rights;
#[cfg(unix)]
mod runs;
mod store;
#[cfg(unix)]
mod support;
#[path = "../surroundings/mod.rs"]
mod surroundings;
#[cfg(unix)]
mod transfer;
