//! Where a tool and we differ: its numbers and ours, function by function. It touches nothing.

use super::key::Key;
use super::ours::OurNumber;
use super::version::is_since;
use super::{Answered, ForeignTool, HeardFile, ToolDifference, ToolNumber, ToolReason, ToolTally};
use crate::model::{Record, Status};
use std::collections::{BTreeMap, BTreeSet};

/// The first `CPython` that reads f-strings as our counts of lines do.
const PYTHON: &str = "3.12";

/// Halstead's estimated length, of which big-code-analysis keeps one half where the count of the other is 0.
const ESTIMATED: &str = "halstead.calculated_length";

/// How the numbers of a tool compare with ours.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Compared {
    /// Counts by metric.
    pub(super) metrics: BTreeMap<&'static str, ToolTally>,
    /// What differs, in the order of the files and then of the metrics.
    pub(super) differences: Vec<ToolDifference>,
    /// The files that the tool refuses, and its words.
    pub(super) refused: Vec<(String, String)>,
}

/// Compares what a tool said with the records of the files that it was asked about, each with the path that it was given.
pub(super) fn contrast(tool: &ForeignTool, answered: &Answered, files: &[(String, &Record)]) -> Compared {
    let mut compared = Compared::default();
    let silent = HeardFile::default();
    for (asked, record) in files {
        let path = record.path.to_string_lossy().into_owned();
        let heard = answered.heard.get(asked).unwrap_or(&silent);
        match &heard.refused {
            Some(why) => compared.refused.push((path, why.clone())),
            None => InFile { tool, answered, record, path: &path, compared: &mut compared }.add(heard),
        }
    }
    compared
}

/// A file of which numbers are compared.
struct InFile<'a, 'b> {
    tool: &'a ForeignTool,
    answered: &'a Answered,
    record: &'a Record,
    path: &'a str,
    compared: &'b mut Compared,
}

/// The numbers of both sides with one key.
#[derive(Default)]
struct Both<'a> {
    ours: Vec<OurNumber<'a>>,
    theirs: Vec<&'a ToolNumber>,
    unlisted: usize,
}

impl InFile<'_, '_> {
    fn add(mut self, heard: &HeardFile) {
        let mut all: BTreeMap<Key, Both<'_>> = BTreeMap::new();
        let ours = self.tool.forms.iter().flat_map(|it| it.numbers(self.record, &self.answered.without));
        for number in ours {
            let both = all.entry(number.key.clone()).or_default();
            if number.is_listed {
                both.ours.push(number);
            } else {
                both.unlisted += 1;
            }
        }
        let without = &self.answered.without;
        for number in heard.numbers.iter().filter(|it| !without.contains(&it.metric)) {
            let key = Key::new(number.metric, number.scope, &number.at);
            all.entry(key).or_default().theirs.push(number);
        }
        for (key, both) in all {
            self.compare(key.metric, both);
        }
    }

    fn compare(&mut self, metric: &'static str, mut both: Both<'_>) {
        let tally = self.compared.metrics.entry(metric).or_default();
        tally.unlisted += both.unlisted;
        // Several of ours have the name that the tool has one number for, and nobody knows whose it is.
        if both.ours.is_empty() && both.unlisted > 0 {
            return;
        }
        both.ours.sort_by(|a, b| a.order.cmp(&b.order).then(a.value.total_cmp(&b.value)));
        both.theirs.sort_by(|a, b| a.at.order().cmp(&b.at.order()).then(a.value.total_cmp(&b.value)));
        if both.ours.len() != both.theirs.len() {
            return self.lonely(metric, &both);
        }
        for (ours, theirs) in both.ours.iter().zip(both.theirs) {
            self.pair(metric, Some(ours), Some(theirs));
        }
    }

    /// Compares where one side has more: what has no equal on the other side has none there.
    fn lonely(&mut self, metric: &'static str, both: &Both<'_>) {
        let mut taken = BTreeSet::new();
        for ours in &both.ours {
            let theirs = (0..both.theirs.len())
                .find(|index| !taken.contains(index) && is_same(ours.value, both.theirs[*index].value));
            taken.extend(theirs);
            self.pair(metric, Some(ours), theirs.map(|index| both.theirs[index]));
        }
        for (_, theirs) in both.theirs.iter().enumerate().filter(|(index, _)| !taken.contains(index)) {
            self.pair(metric, None, Some(theirs));
        }
    }

    fn pair(&mut self, metric: &'static str, ours: Option<&OurNumber<'_>>, theirs: Option<&ToolNumber>) {
        let values = (ours.map(|it| it.value), theirs.map(|it| it.value));
        let is_equal = matches!(values, (Some(ours), Some(theirs)) if is_same(ours, theirs));
        let reason = if is_equal { None } else { self.reason(metric) };
        let tally = self.compared.metrics.entry(metric).or_default();
        match (is_equal, reason) {
            (true, _) => return tally.equal += 1,
            (false, Some(_)) => tally.explained += 1,
            (false, None) => tally.unexplained += 1,
        }
        let Some(scope) = ours.map(|it| it.scope).or(theirs.map(|it| it.scope)) else { return };
        self.compared.differences.push(ToolDifference {
            tool: self.tool.name,
            path: self.path.to_owned(),
            scope,
            name: ours.map(|it| it.name).or(theirs.map(|it| it.name.as_str())).unwrap_or_default().to_owned(),
            line: ours.and_then(|it| it.line).or(theirs.and_then(|it| it.at.line())),
            metric,
            ours: values.0,
            theirs: values.1,
            reason,
        });
    }

    fn has_no_operators_or_operands(&self) -> bool {
        let halstead = &self.record.metrics.halstead;
        halstead.distinct_operators == 0 || halstead.distinct_operands == 0
    }

    fn reason(&self, metric: &str) -> Option<ToolReason> {
        let counts_lines = metric.starts_with("raw.") || metric == "maintainability";
        if self.record.metrics.status == Status::Partial {
            Some(ToolReason::Partial)
        } else if self.answered.version != self.tool.reference {
            Some(ToolReason::Version)
        } else if counts_lines && self.answered.python.as_ref().is_some_and(|it| !is_since(it, PYTHON)) {
            Some(ToolReason::Python)
        } else if metric == ESTIMATED && self.has_no_operators_or_operands() {
            Some(ToolReason::Formula)
        } else {
            None
        }
    }
}

/// Whether two numbers are equal; those that are computed may differ in the last digits.
fn is_same(ours: f64, theirs: f64) -> bool {
    let largest = ours.abs().max(theirs.abs());
    (ours - theirs).abs() <= 1e-12 * largest
}
