//! Measures source code: cyclomatic, cognitive, Halstead, maintainability and raw metrics, from one parse.
//!
//! Data goes one way, and the modules in its order are:
//! - [`cli`]: from arguments to an exit status.
//! - [`session`]: questions and answers, whoever asks. It puts the others together.
//! - [`config`]: which settings hold for a file, and who set them.
//! - [`discover`]: which files, and from git which bytes.
//! - [`cache`]: what is known of a file already.
//! - [`pipeline`]: distributes the work over threads: decode with [`language`], parse with [`syntax`], measure with
//!   [`measure`]. A language is a row of data, a metric is code over marks; they meet at [`model::Role`].
//! - [`pairing`] and [`compare`]: which function of one version is which of the other.
//! - [`history`]: what code was over many commits.
//! - [`judge`] and [`baseline`]: which limit is broken where, what is excused, what was known before.
//! - [`summary`] and [`report`]: records and verdicts to rows, rows to bytes.
//! - [`course`] shows, times and stops a run beside all this; [`hook`] lets git start one, and [`agent`] knows what
//!   coding agents say and heed; [`mcp`] lets them ask; [`paths`] and [`git_index`] are
//!   what several need to know of paths and of git; [`model`] is what they all speak of.
//!
//! What is absent, by design and by test:
//! - [`measure`], [`compare`], [`judge`] and [`summary`] never touch disk, clock, environment or threads, and cannot fail.
//! - After [`syntax`], no code names a tree-sitter type, a node kind or a language.
//! - No reporter computes a number. Output never depends on thread timing, on the cache or on its absence.
//! - The [`cache`] stores measures, never limits, findings or formats: changing a limit measures nothing again.
//! - A problem with one file never stops a run: it becomes data ([`model::Skipped`]).

pub mod agent;
pub mod baseline;
pub mod cache;
pub mod cli;
pub mod compare;
pub mod config;
pub mod course;
pub mod coverage;
pub mod discover;
pub mod git_index;
pub mod history;
pub mod hook;
pub mod judge;
pub mod language;
pub mod mcp;
pub mod measure;
pub mod model;
pub mod pairing;
pub mod paths;
pub mod pipeline;
pub mod regular;
pub mod report;
pub mod session;
pub mod summary;
pub mod syntax;
pub mod writable;
