//! Something that a check does not look at, or not as closely, and who said so.

use serde::Serialize;

/// Something that a check does not look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Exemption {
    /// How it came about.
    pub kind: ExemptionKind,
    /// The file that says so, as a person would name it.
    pub path: String,
    /// The line in it, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// What is exempt, and from what.
    pub what: String,
    /// Why, in the words of whoever did it; perhaps empty.
    pub reason: String,
    /// The last day on which it holds, `YYYY-MM-DD`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires: Option<String>,
    /// Since when the line says so, where a history tells.
    #[serde(flatten)]
    pub added: Option<Added>,
}

/// Who wrote a line, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Added {
    /// The author's name, as git has it; perhaps empty.
    pub author: String,
    /// The day on which it was committed, `YYYY-MM-DD` in UTC.
    pub date: String,
    /// How many days ago that was.
    pub age_days: u32,
}

/// How an exemption came about; expired overrides come first in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExemptionKind {
    /// An override that outlived its date.
    ExpiredOverride,
    /// An override of limits.
    Override,
    /// A comment in the source.
    Suppression,
    /// An entry of the baseline.
    Baseline,
    /// A pattern of files that are passed over.
    Exclude,
    /// A line of an ignore file that hides something.
    Ignored,
    /// A name that hides something wherever it stands.
    BuiltIn,
    /// A file that was met and not measured.
    Skipped,
}

impl ExemptionKind {
    /// Its name in reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            ExemptionKind::ExpiredOverride => "expired-override",
            ExemptionKind::Override => "override",
            ExemptionKind::Suppression => "suppression",
            ExemptionKind::Baseline => "baseline",
            ExemptionKind::Exclude => "exclude",
            ExemptionKind::Ignored => "ignored",
            ExemptionKind::BuiltIn => "built-in",
            ExemptionKind::Skipped => "skipped",
        }
    }
}
