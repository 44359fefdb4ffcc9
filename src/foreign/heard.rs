//! What came of asking a tool: its numbers of each file, or why there are none.

use super::key::At;
use crate::model::Scope;
use std::collections::BTreeMap;

/// What a tool said of each file, by the path that it was asked about.
pub(crate) type Heard = BTreeMap<String, HeardFile>;

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
    pub(super) at: At,
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

/// Reads an answer as JSON.
pub(super) fn document<T: serde::de::DeserializeOwned>(answer: &[u8]) -> Result<T, String> {
    serde_json::from_slice(answer).map_err(|error| format!("its answer cannot be read: {error}"))
}
