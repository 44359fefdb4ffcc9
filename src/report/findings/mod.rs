//! Reports on findings: a verdict in, bytes out; each form escapes for where it is shown.

mod advice;
mod azure;
mod blocks;
mod checkstyle;
pub(super) mod concise;
mod formats;
mod github;
mod gitlab;
mod grouped;
pub(super) mod json;
mod junit;
mod markdown;
mod msvc;
mod of_groups;
mod pylint;
mod rdjson;
mod sarif;
mod teamcity;
mod text;
mod uri;
mod xml;

use crate::model::Verdict;
use std::io::{self, Write};

/// A form of report on findings.
pub trait FindingsReporter {
    /// Writes the whole report.
    ///
    /// # Errors
    /// If the bytes cannot be written.
    fn write(&self, verdict: &Verdict, out: &mut dyn Write) -> io::Result<()>;
}

pub use advice::{Situation, advice};
pub use azure::Azure;
pub use checkstyle::Checkstyle;
pub use concise::Concise;
pub use formats::{Manner, REPORT_FORMATS, ReportFormat};
pub use github::{Github, StepSummary};
pub use gitlab::Gitlab;
pub use grouped::Grouped;
pub(super) use json::BalanceRow;
pub use json::FindingsJson;
pub use junit::Junit;
pub use markdown::FindingsMarkdown;
pub use msvc::Msvc;
pub(super) use of_groups::UnjudgedBudgetRow;
pub use pylint::Pylint;
pub use rdjson::Rdjson;
pub use sarif::Sarif;
pub use teamcity::Teamcity;
pub use text::{Text, shown};
pub use uri::file_uri;
