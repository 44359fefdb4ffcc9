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
//! | what did it do since some records? | [`Session::measure_since_records`] | the same |
//! | what did an edit make worse, or let pass? | [`Session::check_edits`], [`Session::check_turn`] | [`crate::model::Edited`] |
//! | what did edits do since the last question? | [`Session::check_update`] | [`Saved`]: what was measured again, and a verdict |
//! | what would an edit do? | [`Session::what_if`] | [`Checked`], and as for a diff |
//! | how did it come to that? | [`Session::trend`] | [`Trend`]: totals and distributions, a row a commit |
//! | what is in one file, and beyond its limit? | [`Session::check_file`], [`Session::inspect`] | [`Checked`], [`Inspected`] |
//! | which comment would excuse a finding? | [`Session::excuse`] | [`Excuse`] |
//! | what happened to a function? | [`Session::life`] | [`Life`]: a row for each commit that did something to it |
//! | what is complex and keeps changing? | [`Session::hotspots`] | [`Hotspots`] |
//! | why is a score what it is? | [`Session::explain`] | [`Explained`]: each increment with its line |
//! | what does a check not look at? | [`Session::exemptions`] | [`Exemptions`] |
//! | what was there before the limit? | [`Session::baseline`], [`Session::create_baseline`], [`Session::update_baseline`] | entries, [`Written`] |
//! | what did another version of this program move? | [`Session::upgrade`] | [`Upgrade`]: a row for each number, and why |
//! | where do other tools and this one differ? | [`Session::compare_tools`] | [`ToolComparison`]: each number that does, and why |
//! | what does the cache hold? | [`Session::upkeep`] | [`Upkeep`] |
//!
//! Texts that stream in, from a pipe or a cluster, are no tree: a [`Stream`] answers each with its record.
//!
//! What was measured elsewhere can stand for the files of a selection: [`Selection::records`] names it, and
//! [`Session::read_records`] reads it before the first question.
//!
//! Rows in an order, the worst ones among them, are made of [`Measured::outcome`] by [`crate::summary::Report`], and
//! written by [`crate::report`].
//!
//! # A session that is held
//!
//! An editor, a watcher or a server keeps a session and tells it what changed; the next answer costs what changed.
//!
//! ```no_run
//! use code_metrics::session::{CheckRequest, Edit, Selection, Session};
//!
//! # fn main() -> Result<(), code_metrics::session::SessionError> {
//! let mut session = Session::open(Selection::of(vec!["/home/me/project".into()]))?;
//! session.check(&CheckRequest::default())?; // walks and measures
//! session.close(); // writes to the cache what is new, and closes it
//! session.update([Edit::Disk("/home/me/project/a.py".into())])?; // parses one file
//! session.check(&CheckRequest::default())?; // judges; parses nothing
//! let typed = b"def f(): pass\n"[..].into();
//! session.update([Edit::Text("/home/me/project/b.py".into(), typed)])?; // an unsaved buffer
//! session.check_file("/home/me/project/b.py".as_ref(), Some("HEAD"), &CheckRequest::default())?;
//! # Ok(())
//! # }
//! ```
//!
//! - [`Session::update`] takes [`Edit`]s: paths that changed on disk (files or directories, new, changed or gone), and
//!   texts that count instead of files until the disk does again. What a walk would pass over stays out. A changed
//!   configuration or ignore file makes the next question look at everything ([`Updated::everything`]).
//! - [`Session::check_file`] judges one file, by what was done to it since a commit if one is named. It neither walks
//!   nor asks git what else changed.
//! - [`Session::relimit`] sets other limits and measures nothing: what if?
//! - [`Session::measured`] has what the last question was about. What is known of all files outlives a question about a
//!   change or about one file.
//! - [`Session::counters`] says what a question cost: directories listed, files read, files parsed.
//! - [`Session::check_update`] is an update whose question is what the edits did: what was known before is what they are
//!   compared with.
//! - [`Session::rescan`] forgets what was measured, where nobody knows what changed. [`Session::rulebooks`],
//!   [`Session::repository`] and [`Session::take_directories`] say what is worth watching.
//! - Several roots are several sessions, each of which names its root by an absolute path. A session about another
//!   place than the current directory asks the repository of that place.
//! - A session is [`Send`] and [`Sync`]: a server may hold it behind a lock.
//!
//! # What holds for all questions
//!
//! - **How far it is** is told by [`Session::course`]; setting [`Session::stop`] ends the work in order, and the answer
//!   is [`SessionError::Stopped`].
//! - **The cache** is open from the first question to [`Session::close`], which writes what is still to be written; a
//!   question that needs it later opens it again. Texts are not kept in it.
//! - **Former contents** have a class of their own in the cache ([`Session::history_cache`]), with bounds of its own:
//!   nothing that is asked about the past evicts a record of a file as it is. A blob is found by the name that git has
//!   for it ([`crate::cache::KeySpace::blob`] of [`crate::pipeline::key_space`]), before its bytes are read.
//! - **What went wrong** is a [`SessionError`]; [`SessionError::help`] says what to do about it. One file that cannot be
//!   measured is none: it is a row of `skipped`.
//! - Relative paths are relative to the current directory of the process.

mod authors;
mod balance;
mod baseline;
mod budget_view;
mod budgets;
mod caching;
mod changes;
mod check;
mod configurations;
mod configured;
mod coverage;
mod coverage_base;
mod difference;
mod early;
mod edited;
mod error;
mod excuse;
mod exemptions;
mod explain;
mod find;
mod foreign;
mod groups;
mod hidden;
mod history;
mod hook;
mod idle;
mod languages;
mod left_alone;
mod let_pass;
mod loosened;
mod measured;
mod one;
mod packed;
mod parts;
mod place;
mod plan;
mod ratchet;
mod records;
mod reports;
mod revision;
mod saved;
mod selection;
#[expect(clippy::module_inception, reason = "the struct that gives the module its name")]
mod session;
mod sides;
mod stream;
mod stream_line;
mod territories;
mod tools;
mod until;
mod update;
mod upgrade;
mod upkeep;
mod verdict;
mod watched;
mod what_if;
mod work;
mod worst;

pub use crate::baseline::{BaselineEntry, EntryCounts, Update};
pub use crate::cache::Imported;
pub use crate::discover::git::Every;
pub use crate::discover::{Separator, paths_from};
pub use crate::foreign::{AskedTool, ForeignTool, TOOLS, ToolComparison, ToolState};
pub use crate::history::{
    Coupled, Hotspot, HotspotBy, Hotspots, Life, LifeEvent, LifeRow, Spot, Trend, TrendRow, usual_metrics,
};
pub use crate::upgrade::{Because, MovedNumber, Upgrade};
pub(crate) use balance::NO_FILE;
pub use baseline::Written;
pub use changes::{After, Revisions};
pub use check::{CheckRequest, Checked};
pub use configurations::{configuration_files, found_by};
pub use error::{NothingToMeasure, PartsError, SessionError, Unusable};
pub use excuse::Excuse;
pub use exemptions::Exemptions;
pub use explain::{Among, Explained};
pub use foreign::foreign_limits;
pub use groups::Grouping;
pub use history::{HotspotsRequest, TrendRequest, Window};
pub use hook::{has_hook, install_hook, uninstall_hook};
pub use measured::Measured;
pub use one::Inspected;
pub use place::{Aim, MODULE, Place};
pub use revision::judging_revision;
pub use saved::Saved;
pub use selection::{ConfigFrom, Extent, Selection};
pub use session::{Closing, Counters, Session};
pub use stream::{Stream, StreamCounts};
pub use tools::ToolsRequest;
pub use update::{Edit, Updated};
pub use upkeep::{ExportRequest, KeepOptions, Upkeep, Verification};
pub use worst::WorstFunction;
