//! Questions about a tree of source, and their answers: what a terminal, an editor or an agent asks alike.
//!
//! Plain requests in, plain results out: nothing here knows a command line, a terminal, standard output or an exit
//! status. What there is to say besides an answer is part of the answer.
//!
//! # How to use it
//!
//! A [`Selection`] says which files a [`Session`] is about; opening it reads the configurations that count. Each
//! question is a method, and what was measured for the last one can be looked at until the next.
//!
//! ```no_run
//! use code_metrics::session::{CheckRequest, Extent, Selection, Session};
//!
//! # fn main() -> Result<(), code_metrics::session::SessionError> {
//! let mut session = Session::open(Selection::of(vec!["src".into()]))?;
//! let checked = session.check(&CheckRequest { extent: Extent::Staged, ..CheckRequest::default() })?;
//! println!("{}", checked.verdict.summary());
//! let closing = session.close();
//! # let _ = closing;
//! # Ok(())
//! # }
//! ```
//!
//! | question | method | answer |
//! |---|---|---|
//! | what are the numbers? | [`Session::measure`] | [`Measured`]: records, and what was skipped |
//! | what is beyond its limit? | [`Session::check`] | [`Checked`]: a verdict |
//! | what did a change do? | [`Session::diff`] | [`crate::compare::Difference`] |
//! | why is a score what it is? | [`Session::explain`] | [`Explained`]: each increment with its line |
//! | what does a check not look at? | [`Session::exemptions`] | [`Exemptions`] |
//! | what was there before the limit? | [`Session::baseline`], [`Session::create_baseline`], [`Session::update_baseline`] | entries, [`Written`] |
//! | what does the cache hold? | [`Session::upkeep`] | [`Upkeep`] |
//!
//! Rows in an order, the worst ones among them, are made of [`Measured::outcome`] by [`crate::summary::Report`], and
//! written by [`crate::report`].
//!
//! - **How far it is** is told by [`Session::watch`]; setting [`Session::stop`] ends the work in order, and the answer
//!   is [`SessionError::Stopped`].
//! - **The cache** is open from the first question to [`Session::close`], which writes what is still to be written.
//! - **What went wrong** is a [`SessionError`]; [`SessionError::help`] says what to do about it. One file that cannot be
//!   measured is none: it is a row of `skipped`.
//! - Relative paths are relative to the current directory of the process.

mod authors;
mod baseline;
mod caching;
mod changes;
mod check;
mod configurations;
mod configured;
mod difference;
mod error;
mod exemptions;
mod explain;
mod find;
mod hidden;
mod hook;
mod languages;
mod measured;
mod ratchet;
mod selection;
#[expect(clippy::module_inception, reason = "the struct that gives the module its name")]
mod session;
mod territories;
mod upkeep;
mod verdict;
mod work;

pub use crate::baseline::{Changes, Entry, Update};
pub use crate::discover::{Separator, paths_from};
pub use baseline::Written;
pub use changes::Revisions;
pub use check::{CheckRequest, Checked};
pub use configurations::{configuration_files, found_by};
pub use error::{NothingToMeasure, SessionError};
pub use exemptions::Exemptions;
pub use explain::{Explained, Place};
pub use hook::install_hook;
pub use measured::Measured;
pub use ratchet::Unusable;
pub use selection::{ConfigFrom, Extent, Selection};
pub use session::{Closing, Session};
pub use upkeep::{Upkeep, Verification};
