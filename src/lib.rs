//! Measures source code: cyclomatic, cognitive, Halstead, maintainability and raw metrics, from one parse.
//!
//! Data goes one way: arguments to candidates ([`discover`]), candidates to records ([`pipeline`], which parses with
//! [`syntax`] and measures with [`measure`]), records to rows and totals ([`summary`]), these to bytes ([`report`]).
//! A run in progress is shown, timed and stopped through [`watch`].
//!
//! What is absent, by design and by test:
//! - [`measure`] and [`summary`] never touch disk, clock, environment or threads, and cannot fail.
//! - After [`syntax`], no code names a tree-sitter type, a node kind or a language.
//! - No reporter computes a number, no command holds logic.
//! - Output never depends on thread timing.
//! - A problem with one file never stops a run: it becomes data ([`model::Skipped`]).

pub mod baseline;
pub mod cache;
pub mod cli;
pub mod compare;
pub mod config;
pub mod discover;
pub mod hook;
pub mod judge;
pub mod language;
pub mod measure;
pub mod model;
pub mod pipeline;
pub mod report;
pub mod summary;
pub mod syntax;
pub mod watch;
