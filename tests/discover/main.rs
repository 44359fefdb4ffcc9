//! Discovery on real trees: `rules` says which files are found, `same_as_ignore` that
//! the ignore files mean what they mean elsewhere, `special` what must never be opened.
#![cfg_attr(unix, expect(clippy::print_stderr, reason = "a test that this machine cannot run says so"))]

mod rules;
mod same_as_ignore;
#[cfg(unix)]
mod special;
mod tree;
