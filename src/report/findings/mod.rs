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
pub(crate) trait FindingsReporter {
    /// Writes the whole report.
    ///
    /// # Errors
    /// If the bytes cannot be written.
    fn write(&self, verdict: &Verdict, out: &mut dyn Write) -> io::Result<()>;
}

pub(crate) use advice::{Situation, advice};
pub(crate) use azure::Azure;
pub(crate) use checkstyle::Checkstyle;
pub(crate) use concise::Concise;
pub(crate) use formats::REPORT_FORMATS;
pub use formats::{Manner, ReportFormat};
pub(crate) use github::{Github, StepSummary};
pub(crate) use gitlab::Gitlab;
pub(crate) use grouped::Grouped;
pub(super) use json::BalanceRow;
pub(crate) use json::FindingsJson;
pub(crate) use junit::Junit;
pub(crate) use markdown::FindingsMarkdown;
pub(crate) use msvc::Msvc;
pub(super) use of_groups::UnjudgedBudgetRow;
pub(crate) use pylint::Pylint;
pub(crate) use rdjson::Rdjson;
pub(crate) use sarif::Sarif;
pub(crate) use teamcity::Teamcity;
pub use text::{Text, shown};
pub(crate) use uri::file_uri;
