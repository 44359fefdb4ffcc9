//! Discovery on real trees: `rules` says which files are found, `special` what must never be opened.
#![cfg_attr(unix, expect(clippy::print_stderr, reason = "a test that this machine cannot run says so"))]

mod rules;
#[cfg(unix)]
mod special;
mod tree;
