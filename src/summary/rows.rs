//! Selects and orders the rows of a report.

use super::subject::{Group, RowSubject};
use super::{By, Order, Shape};
use crate::model::{Direction, Metric, Outcome, Rank, Record, display};
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::path::Path;

/// A row of a report.
#[derive(Debug)]
pub struct Row<'a> {
    /// What it is about.
    pub subject: RowSubject<'a>,
    /// Letter of the metric that ranks subjects of its kind.
    pub rank: Option<Rank>,
    /// Values in the order of the metrics asked for.
    pub values: Vec<Option<f64>>,
}

/// The rows of a shape, and how many there were before `top` cut them.
pub(super) fn rows<'a>(outcome: &'a Outcome, shape: &Shape) -> (Vec<Row<'a>>, usize) {
    let mut subjects = subjects(outcome, shape.by);
    if let Some(min) = shape.min {
        subjects.retain(|subject| rank(subject, shape.by).is_some_and(|rank| rank >= min));
    }
    let all = subjects.len();
    let shown = shape.top.unwrap_or(all).min(all);
    let subjects = match shape.order {
        Order::Worst(metric) => worst(subjects, metric, shown),
        Order::Path => subjects,
    };
    let row = |subject: RowSubject<'a>| {
        let values = shape.metrics.iter().map(|metric| subject.value(metric)).collect();
        Row { rank: rank(&subject, shape.by), subject, values }
    };
    (subjects.into_iter().take(shown).map(row).collect(), all)
}

/// The worst subjects in order; of equal ones the first comes first.
fn worst<'a>(subjects: Vec<RowSubject<'a>>, metric: &Metric, shown: usize) -> Vec<RowSubject<'a>> {
    let key =
        |(at, subject): (usize, RowSubject<'a>)| ((Badness::of(metric, subject.value(metric)), at), subject);
    let mut keyed: Vec<_> = subjects.into_iter().enumerate().map(key).collect();
    if shown < keyed.len() {
        // To find the few that are shown costs less than to sort them all.
        keyed.select_nth_unstable_by(shown, |(a, _), (b, _)| a.cmp(b));
        keyed.truncate(shown);
    }
    keyed.sort_unstable_by_key(|(key, _)| *key);
    keyed.into_iter().map(|(_, subject)| subject).collect()
}

/// The subjects in the order of paths, and in a file as written.
fn subjects(outcome: &Outcome, by: By) -> Vec<RowSubject<'_>> {
    let records = &outcome.records;
    match by {
        By::Function => records
            .iter()
            .flat_map(|record| {
                record.metrics.functions.iter().map(move |it| RowSubject::Function(record, it))
            })
            .collect(),
        By::Class => records
            .iter()
            .flat_map(|record| record.metrics.classes.iter().map(move |it| RowSubject::Class(record, it)))
            .collect(),
        By::File => records.iter().map(RowSubject::File).collect(),
        By::Directory if outcome.groups.is_none() => directories(records),
        By::Directory | By::Package | By::Owner => groups(outcome),
    }
}

fn directories(records: &[Record]) -> Vec<RowSubject<'_>> {
    let mut found: BTreeMap<&Path, Vec<&Record>> = BTreeMap::new();
    for record in records {
        let parent = record.path.parent().filter(|parent| !parent.as_os_str().is_empty());
        found.entry(parent.unwrap_or(Path::new("."))).or_default().push(record);
    }
    found.into_iter().map(|(path, files)| RowSubject::Group(Group { name: display(path), files })).collect()
}

fn groups(outcome: &Outcome) -> Vec<RowSubject<'_>> {
    let files = |records: &[usize]| records.iter().filter_map(|&at| outcome.records.get(at)).collect();
    let groups = outcome.groups.iter().flatten();
    groups
        .map(|group| {
            RowSubject::Group(Group { name: group.name.as_str().into(), files: files(&group.records) })
        })
        .collect()
}

fn rank(subject: &RowSubject<'_>, by: By) -> Option<Rank> {
    let metric = by.ranked_by()?;
    metric.rank_of(subject.value(metric)?)
}

/// Orders values so that the worst comes first and a missing one last.
#[derive(Clone, Copy, PartialEq)]
struct Badness(f64);

impl Badness {
    fn of(metric: &Metric, value: Option<f64>) -> Badness {
        Badness(match (value, metric.direction) {
            (None, _) => f64::INFINITY,
            (Some(value), Direction::HigherIsBetter) => value,
            (Some(value), Direction::LowerIsBetter | Direction::Neutral) => -value,
        })
    }
}

impl Eq for Badness {}

impl Ord for Badness {
    fn cmp(&self, other: &Badness) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl PartialOrd for Badness {
    fn partial_cmp(&self, other: &Badness) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
