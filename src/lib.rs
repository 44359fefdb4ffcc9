//! Measures source code: cyclomatic, cognitive, Halstead, maintainability and raw metrics, from one parse.
//!
//! There are two doors. [`measure_text`] measures one text, and is all that is left without the feature `program` (no
//! command line, git, database or pool of threads); a [`session`] answers what the command line asks, about files and changes.
//!
//! ```
//! let text = "def shout(words):\n    for word in words:\n        if word:\n            print(word.upper())\n";
//! let record = code_metrics::measure_text("shout.py", text)?;
//! let shout = &record.metrics.functions[0];
//! assert_eq!((shout.qualified_name.as_str(), shout.cyclomatic, shout.cognitive), ("shout", 3, Some(3)));
//! # Ok::<(), code_metrics::MeasureError>(())
//! ```
//!
//! What may change in a minor version: the numbers, where a grammar or a reference tool has another version, which the
//! changelog of definitions lists; new fields and variants of what is `#[non_exhaustive]`; everything that this page does
//! not show. The shape of the rest, of records and of reports does not.
//!
//! Data goes one way, and the modules in its order are:
//! - [`cli`]: from arguments to an exit status.
//! - [`session`]: questions and answers, whoever asks. It puts the others together.
//! - [`config`]: which settings hold for a file, and who set them.
//! - [`discover`]: which files, and from git which bytes.
//! - [`cache`]: what is known of a file already.
//! - [`pipeline`]: distributes the work over threads.
//! - [`text`]: decodes one text with [`language`], parses it with [`syntax`], measures it with [`measure`]. A language is a
//!   row of data, a metric is code over marks; they meet at [`model::Role`].
//! - `pairing` and [`compare`]: which function of one version is which of the other.
//! - [`history`]: what code was over many commits.
//! - `judge` and [`baseline`]: which limit is broken where, what is excused, what was known before; [`upgrade`]: what
//!   another program moved; [`foreign`]: what other tools say, which it starts.
//! - [`summary`], `page` and [`report`]: records and verdicts to rows and places on a page, these to bytes.
//! - [`course`] shows, times and stops a run beside all this; `hook` lets git start one, and [`agent`] knows what
//!   coding agents say and heed; `mcp` lets them ask, and
//!   `watch` answers whenever a file is saved, and `lsp` whenever one is edited; [`paths`] and `git_index` are
//!   what several need to know of paths and of git; [`model`] is what they all speak of.
//!
//! What is absent, by design and by test:
//! - [`measure`], [`compare`], `judge` and [`summary`] never touch disk, clock, environment or threads, and cannot fail.
//! - After [`syntax`], no code names a tree-sitter type, a node kind or a language.
//! - No reporter computes a number. Output never depends on thread timing, on the cache or on its absence.
//! - The [`cache`] stores measures, never limits, findings or formats: changing a limit measures nothing again.
//! - A problem with one file never stops a run: it becomes data ([`model::Skipped`]).

pub mod model;
#[cfg(feature = "program")]
pub mod session;
pub mod text;

pub use text::{MeasureError, measure_text};

// What stands behind the two doors. Public, because the program and the tests are other crates, and no promise.
#[cfg(feature = "program")]
#[doc(hidden)]
pub mod agent;
#[cfg(any(feature = "program", test))]
#[doc(hidden)]
pub mod baseline;
#[cfg(feature = "program")]
mod bench;
#[cfg(feature = "program")]
#[doc(hidden)]
pub mod cache;
#[cfg(feature = "program")]
#[doc(hidden)]
pub mod cli;
#[cfg(any(feature = "program", test))]
#[doc(hidden)]
pub mod compare;
#[cfg(feature = "program")]
#[doc(hidden)]
pub mod config;
#[doc(hidden)]
pub mod course;
#[cfg(feature = "program")]
mod coverage;
#[cfg(feature = "program")]
#[doc(hidden)]
pub mod discover;
#[cfg(feature = "program")]
#[doc(hidden)]
pub mod foreign;
#[cfg(feature = "program")]
mod git_index;
#[cfg(feature = "program")]
mod groups;
#[cfg(feature = "program")]
#[doc(hidden)]
pub mod history;
#[cfg(feature = "program")]
mod hook;
#[cfg(any(feature = "program", test))]
mod judge;
#[doc(hidden)]
pub mod language;
#[cfg(feature = "program")]
mod lsp;
#[cfg(feature = "program")]
mod mcp;
#[doc(hidden)]
pub mod measure;
#[cfg(feature = "program")]
mod page;
#[cfg(any(feature = "program", test))]
mod pairing;
#[cfg(any(feature = "program", test))]
#[doc(hidden)]
pub mod paths;
#[cfg(feature = "program")]
#[doc(hidden)]
pub mod pipeline;
#[cfg(feature = "program")]
mod regular;
#[cfg(feature = "program")]
#[doc(hidden)]
pub mod report;
#[cfg(any(feature = "program", test))]
#[doc(hidden)]
pub mod summary;
#[doc(hidden)]
pub mod syntax;
#[cfg(feature = "program")]
#[doc(hidden)]
pub mod upgrade;
#[cfg(feature = "program")]
mod watch;
#[cfg(feature = "program")]
mod writable;
