//! Whether a change took complexity away, or only moved it from one function to another.

use super::Comparison;
use crate::model::{FileMetrics, FunctionMetrics, Metric};

/// What became of one kind of complexity in all that was compared.
#[derive(Clone, Copy, Debug)]
pub struct Movement {
    /// The metric of functions.
    pub metric: &'static Metric,
    /// Points of all functions, and of the code outside of them, before. Of cyclomatic complexity the points are the
    /// decisions: what a function counts for itself is none, so that taking a function apart adds nothing.
    pub before: u32,
    /// The same after.
    pub after: u32,
    /// Points that some functions lost and others got.
    pub moved: u32,
    /// Value of the worst function before, 0 without any.
    pub worst_before: u32,
    /// Value of the worst function after, 0 without any.
    pub worst_after: u32,
}

/// What became of complexity, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fortune {
    /// There is less of it.
    Left,
    /// There is as much, in other places.
    Moved,
    /// There is more of it.
    Grew,
    /// Nothing happened to it.
    Stayed,
}

/// How points are read: of a function, and of the code outside of functions.
struct Points {
    id: &'static str,
    own: u32,
    of_function: fn(&FunctionMetrics) -> u32,
    of_module: fn(&FileMetrics) -> u32,
}

const KINDS: [Points; 2] = [
    Points {
        id: "cyclomatic",
        own: 1,
        of_function: |it| it.cyclomatic,
        of_module: |it| it.cyclomatic.module,
    },
    Points {
        id: "cognitive",
        own: 0,
        of_function: |it| it.cognitive.unwrap_or(0),
        of_module: |it| it.cognitive.module,
    },
];

impl Movement {
    /// Looks at each kind of complexity that has one.
    #[must_use]
    pub fn all(comparison: &Comparison<'_>) -> Vec<Movement> {
        KINDS.iter().filter_map(|kind| Movement::of(comparison, kind)).collect()
    }

    fn of(comparison: &Comparison<'_>, kind: &Points) -> Option<Movement> {
        let metric = Metric::find(kind.id)?;
        let mut movement =
            Movement { metric, before: 0, after: 0, moved: 0, worst_before: 0, worst_after: 0 };
        let (mut lost, mut won) = (0, 0);
        let mut count = |before: u32, after: u32| {
            let (before, after) = (before.saturating_sub(kind.own), after.saturating_sub(kind.own));
            movement.before += before;
            movement.after += after;
            lost += before.saturating_sub(after);
            won += after.saturating_sub(before);
        };
        let module = |file: &FileMetrics| (kind.of_module)(file);
        let value = |function: &FunctionMetrics| (kind.of_function)(function);
        let (mut worst_before, mut worst_after) = (0, 0);
        for file in &comparison.files {
            count(file.before.map_or(0, |it| module(&it.metrics)), module(&file.after.metrics));
            for (now, former) in file.after.metrics.functions.iter().zip(&file.functions) {
                let (before, after) = (former.map_or(0, |it| value(it.metrics)), value(now));
                count(before, after);
                (worst_before, worst_after) = (before.max(worst_before), after.max(worst_after));
            }
        }
        for record in &comparison.gone_files {
            count(module(&record.metrics), 0);
        }
        for former in &comparison.gone {
            count(value(former.metrics), 0);
            worst_before = value(former.metrics).max(worst_before);
        }
        Some(Movement { moved: lost.min(won), worst_before, worst_after, ..movement })
    }

    /// What became of it.
    #[must_use]
    pub fn fortune(&self) -> Fortune {
        match self.after.cmp(&self.before) {
            std::cmp::Ordering::Less => Fortune::Left,
            std::cmp::Ordering::Greater => Fortune::Grew,
            std::cmp::Ordering::Equal if self.moved > 0 => Fortune::Moved,
            std::cmp::Ordering::Equal => Fortune::Stayed,
        }
    }
}

impl Fortune {
    /// Its word in reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Fortune::Left => "left",
            Fortune::Moved => "moved",
            Fortune::Grew => "grew",
            Fortune::Stayed => "stayed",
        }
    }
}
