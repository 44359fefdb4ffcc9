//! Why a function scores what it scores, as lines of its source.

use crate::model::{Explanation, Increment, Topic, display};
use std::collections::BTreeMap;
use std::path::Path;

/// A function with what adds to its scores.
#[derive(Clone, Debug)]
pub(crate) struct ExplainedFunction {
    /// Its qualified name.
    pub name: String,
    /// File and line.
    pub place: String,
    /// Its scores, for a person.
    pub scores: String,
    /// The lines that add something to its scores, those of functions inside where they count in it.
    pub lines: Vec<ExplainedLine>,
}

/// A line of source and what it adds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ExplainedLine {
    /// Number of the line, from 1.
    pub number: u32,
    /// What it adds to which score, and by which rule.
    pub notes: String,
    /// The line as it stands in the file.
    pub text: String,
}

impl ExplainedFunction {
    /// Takes the lines of a function, given by its row, out of the explanation of its file; `None` if it has no such row.
    #[must_use]
    pub(crate) fn new(path: &Path, explanation: &Explanation, row: usize) -> Option<ExplainedFunction> {
        let function = explanation.metrics.functions.get(row)?;
        let accounts = explanation.accounts(Topic::Function(row));
        let mut lines: BTreeMap<u32, Vec<String>> = BTreeMap::new();
        for (head, metric) in [("cc", "cyclomatic"), ("cog", "cognitive")] {
            let account = accounts.iter().filter(|account| account.metric == metric);
            let adding = account.flat_map(|it| it.own.iter().chain(&it.inside)).filter(|it| it.points != 0);
            for increment in adding {
                lines.entry(increment.line).or_default().push(note(head, increment));
            }
        }
        let text = |number: &u32| explanation.lines.get(number).cloned().unwrap_or_default();
        let line = |(number, notes): (u32, Vec<String>)| ExplainedLine {
            number,
            text: text(&number),
            notes: notes.join(", "),
        };
        let cognitive = function.cognitive.map(|score| format!(", cognitive {score}")).unwrap_or_default();
        Some(ExplainedFunction {
            name: function.qualified_name.clone(),
            place: format!("{}:{}", display(path), function.location.in_file().line),
            scores: format!("cyclomatic {}{cognitive}", function.cyclomatic),
            lines: lines.into_iter().map(line).collect(),
        })
    }
}

fn note(head: &str, increment: &Increment) -> String {
    let nesting = match increment.nesting {
        0 => String::new(),
        levels => format!(", {levels} of it for nesting"),
    };
    format!("{head} {:+} ({}{nesting})", increment.points, increment.rule.name())
}
