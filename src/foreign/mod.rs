//! What other tools say of the same files: which of them are installed, what they are asked, how their answers are read, and
//! where they and we differ.
//!
//! `run` is the one place of the program that starts a process, and `find` and `ask` are what stands around it; everything
//! else takes texts and gives values.

mod ask;
mod big_code_analysis;
mod complexipy;
mod contrast;
mod eslint;
mod find;
mod key;
mod known;
mod ours;
mod radon;
mod ruff;
mod run;
mod version;

pub use ask::{Asking, ask};
pub use known::{ForeignTool, TOOLS};

use crate::model::{Record, Scope};
use contrast::{Compared, contrast};
use key::At;
use std::collections::BTreeMap;

/// What a tool said of each file, by the path that it was asked about.
pub type Heard = BTreeMap<String, HeardFile>;

/// What a tool said of a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HeardFile {
    /// Its numbers.
    pub numbers: Vec<ToolNumber>,
    /// Why it has none, in its words.
    pub refused: Option<String>,
}

/// A number that a tool gave.
#[derive(Clone, Debug, PartialEq)]
pub struct ToolNumber {
    /// What it is about.
    pub scope: Scope,
    /// The name that the tool has for it, empty for a file.
    pub name: String,
    /// Id of the metric here that has the tool's numbers.
    pub metric: &'static str,
    /// The number.
    pub value: f64,
    at: At,
}

/// What came of a tool.
#[derive(Clone, Debug, PartialEq)]
pub enum ToolState {
    /// It is not installed where programs are looked for.
    Missing,
    /// There is no file that it reads.
    Idle,
    /// Its version is one that is asked in another way.
    Old(String),
    /// It could not be asked, or its answer could not be read: why.
    Failed(String),
    /// It answered.
    Ran(Answered),
}

/// What is known of a tool that answered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answered {
    /// Its version.
    pub version: String,
    /// The version of `CPython` that it runs on, where its numbers depend on that and it is known.
    pub python: Option<String>,
    /// What it does without, and what is not compared because of that.
    pub lacks: Vec<String>,
    /// The metrics of which it has no numbers because of that.
    pub without: Vec<&'static str>,
    /// What it said.
    pub heard: Heard,
}

/// Why a number of a tool is another one than ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ToolReason {
    /// We did not understand all of the file: our number is the best that could be done.
    Partial,
    /// The tool has another version than the one whose numbers ours are.
    Version,
    /// radon on a `CPython` before 3.12 reads f-strings in another way, which moves counts of lines and what is made of them.
    Python,
    /// The tool computes it from the same counts by another formula: of an estimated length, the part whose count is not 0
    /// remains there, and radon and we say 0.
    Formula,
}

impl ToolReason {
    /// Its word in reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            ToolReason::Partial => "partial",
            ToolReason::Version => "version",
            ToolReason::Python => "python",
            ToolReason::Formula => "formula",
        }
    }
}

/// A number that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct ToolDifference {
    /// Name of the tool.
    pub tool: &'static str,
    /// The file, as it was found.
    pub path: String,
    /// What it is about.
    pub scope: Scope,
    /// Qualified name, or the tool's name for what only it has; empty for a file.
    pub name: String,
    /// Line where it begins, 1-based; `None` where it is not known.
    pub line: Option<u32>,
    /// Id of the metric.
    pub metric: &'static str,
    /// Our number; `None` where only the tool has one.
    pub ours: Option<f64>,
    /// The tool's number; `None` where only we have one.
    pub theirs: Option<f64>,
    /// Why, where it is known.
    pub reason: Option<ToolReason>,
}

/// How the numbers of a metric compare.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ToolTally {
    /// How many are equal.
    pub equal: usize,
    /// How many differ for a known reason.
    pub explained: usize,
    /// How many differ, and nobody knows why.
    pub unexplained: usize,
    /// How many we have of what the tool does not list at all, such as functions in functions.
    pub unlisted: usize,
}

impl ToolTally {
    /// How many were compared.
    #[must_use]
    pub fn compared(&self) -> usize {
        self.equal + self.explained + self.unexplained
    }
}

/// Counts and differences of all tools.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ToolComparison {
    /// The tools in the order of the catalogue, and what came of each.
    pub tools: Vec<AskedTool>,
    /// What differs, in the order of the tools and of the files.
    pub differences: Vec<ToolDifference>,
    /// How many files were measured.
    pub files: usize,
    /// How many of them no tool was asked about, because none reads such files.
    pub unread: usize,
}

/// What came of a tool, and how its numbers compare.
#[derive(Clone, Debug, PartialEq)]
pub struct AskedTool {
    /// Which.
    pub tool: &'static ForeignTool,
    /// What came of it.
    pub state: ToolState,
    /// How many files it was asked about.
    pub files: usize,
    /// How its numbers compare, by metric.
    pub metrics: BTreeMap<&'static str, ToolTally>,
    /// The files that it refuses, and its words.
    pub refused: Vec<(String, String)>,
}

impl ToolComparison {
    /// Adds a tool, what came of it, and how its numbers compare with the records of the files that it was asked about,
    /// each with the path that it was given.
    pub fn add(&mut self, tool: &'static ForeignTool, state: ToolState, files: &[(String, &Record)]) {
        let compared = match &state {
            ToolState::Ran(answered) => contrast(tool, answered, files),
            _ => Compared::default(),
        };
        self.differences.extend(compared.differences);
        let (metrics, refused) = (compared.metrics, compared.refused);
        self.tools.push(AskedTool { tool, state, files: files.len(), metrics, refused });
    }

    /// The sum over tools and metrics.
    #[must_use]
    pub fn total(&self) -> ToolTally {
        let all = self.tools.iter().flat_map(|asked| asked.metrics.values());
        all.fold(ToolTally::default(), |sum, it| ToolTally {
            equal: sum.equal + it.equal,
            explained: sum.explained + it.explained,
            unexplained: sum.unexplained + it.unexplained,
            unlisted: sum.unlisted + it.unlisted,
        })
    }
}

/// Reads an answer as JSON.
fn document<T: serde::de::DeserializeOwned>(answer: &[u8]) -> Result<T, String> {
    serde_json::from_slice(answer).map_err(|error| format!("its answer cannot be read: {error}"))
}
