//! A comment in the source that excuses what stands beside it from limits.

use super::{CellPlace, Scope};
use serde::{Deserialize, Serialize};

/// A comment that excuses a function, a class or a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suppression {
    /// The line that it begins on, 1-based; in a notebook, of all code cells as one text.
    pub line: u32,
    /// Its cell of the notebook.
    #[serde(flatten)]
    pub cell: Option<CellPlace>,
    /// Whose words it uses.
    pub form: SuppressionForm,
    /// Ids of metrics or of families of metrics, as written; all metrics if there are none.
    pub metrics: Vec<String>,
    /// Why, in the author's words; perhaps empty.
    pub reason: String,
    /// What it excuses; `None` if it stands beside nothing that has measures.
    pub scope: Option<Scope>,
    /// Index of the first function or class of the record that it excuses.
    pub first: u32,
    /// How many functions or classes it excuses.
    pub count: u32,
}

/// Whose words a suppression uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SuppressionForm {
    /// This program's: `metrics: ignore[…] -- …`.
    Own,
    /// This program's, with something in it that cannot be read; it excuses nothing.
    Malformed,
    /// `noqa: C901` of flake8 and ruff.
    Noqa,
    /// `complexipy: ignore`.
    Complexipy,
    /// `lizard forgives`.
    Lizard,
    /// `eslint-disable complexity` and its relatives.
    Eslint,
}

impl SuppressionForm {
    /// Whether it is another tool's, and counts only on request.
    #[must_use]
    pub fn is_foreign(self) -> bool {
        !matches!(self, SuppressionForm::Own | SuppressionForm::Malformed)
    }

    /// Its name in reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            SuppressionForm::Own | SuppressionForm::Malformed => "metrics: ignore",
            SuppressionForm::Noqa => "noqa",
            SuppressionForm::Complexipy => "complexipy: ignore",
            SuppressionForm::Lizard => "lizard forgives",
            SuppressionForm::Eslint => "eslint-disable",
        }
    }
}

impl Suppression {
    /// The line that it begins on in the file as stored, 1-based.
    #[must_use]
    pub fn file_line(&self) -> u32 {
        self.cell.map_or(self.line, |cell| cell.file_line)
    }
}
