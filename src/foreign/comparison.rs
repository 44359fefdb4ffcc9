//! Counts and differences of all tools together.

use super::contrast::{Compared, contrast};
use super::{ForeignTool, ToolDifference, ToolState, ToolTally};
use crate::model::Record;
use std::collections::BTreeMap;

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
