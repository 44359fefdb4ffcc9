//! Which comments excuse which functions, classes and files.
//!
//! A comment speaks of what begins on its line or, if it has its line for itself, below it and further comments.

use super::below::{Below, stretch};
use super::directive::{Directive, Reach, directives};
use super::headers::{Excused, Headers};
use super::position::LineStarts;
use super::units::Unit;
use crate::model::{Marks, Role, Scope, Suppression};
use std::collections::{BTreeSet, HashMap};

/// Every comment that excuses something, in document order.
pub(super) fn suppressions(
    marks: &Marks,
    units: &[Unit],
    text: &[u8],
    lines: &LineStarts,
) -> Vec<Suppression> {
    let spoken = spoken(marks, text, lines);
    if spoken.is_empty() {
        return Vec::new();
    }
    let headers = Headers::new(marks, units, lines);
    let below = Below::new(marks, text, lines);
    let (around, ends) = (around(&spoken, units), ends(&spoken));
    let line = |one: &Spoken| match one.directive.reach {
        Reach::Line => one.line,
        Reach::NextLine => one.last_line + 1,
        _ => below.line(one.line),
    };
    let beside = headers.beside(&spoken.iter().map(line).collect::<BTreeSet<_>>());
    let excused = |index: usize, one: &Spoken| match one.directive.reach {
        Reach::File => Excused { scope: Some(Scope::File), ..Excused::default() },
        Reach::Around => Excused::function(around[index]),
        Reach::From => headers.functions(one.line, ends[index]),
        Reach::Line | Reach::NextLine | Reach::Beside | Reach::Until => beside[&line(one)],
    };
    let begins = |(_, one): &(usize, &Spoken)| one.directive.reach != Reach::Until;
    let found = spoken.iter().enumerate().filter(begins);
    found.map(|(index, one)| one.suppression(excused(index, one))).collect()
}

/// A directive and where it stands.
struct Spoken {
    directive: Directive,
    /// Index of the mark of its comment.
    mark: usize,
    line: u32,
    last_line: u32,
}

impl Spoken {
    fn suppression(&self, Excused { scope, first, count }: Excused) -> Suppression {
        let Directive { form, metrics, reason, .. } = self.directive.clone();
        Suppression { line: self.line, form, metrics, reason, scope, first, count }
    }
}

fn spoken(marks: &Marks, text: &[u8], lines: &LineStarts) -> Vec<Spoken> {
    let comments = marks.list.iter().enumerate().filter(|(_, mark)| mark.is(Role::Comment));
    let all = comments.flat_map(|(at, mark)| {
        directives(mark.text(text)).map(move |directive| (at, stretch(mark, lines), directive))
    });
    all.map(|(mark, (line, last_line), directive)| Spoken { directive, mark, line, last_line }).collect()
}

/// The innermost function around each directive.
fn around(spoken: &[Spoken], units: &[Unit]) -> Vec<Option<u32>> {
    let mut open: Vec<(usize, u32)> = Vec::new();
    let mut rest = units.iter().filter(|unit| unit.is_function()).zip(0u32..).peekable();
    let around = |one: &Spoken| {
        while let Some((unit, index)) = rest.next_if(|(unit, _)| unit.body.start <= one.mark) {
            while open.pop_if(|(end, _)| *end <= unit.body.start).is_some() {}
            open.push((unit.body.end, index));
        }
        while open.pop_if(|(end, _)| *end <= one.mark).is_some() {}
        open.last().map(|(_, index)| *index)
    };
    spoken.iter().map(around).collect()
}

/// The line on which what each directive began is ended again, by one for all metrics or one for each of its own.
fn ends(spoken: &[Spoken]) -> Vec<u32> {
    let mut all = u32::MAX;
    let mut of: HashMap<&str, u32> = HashMap::new();
    let mut ends = vec![u32::MAX; spoken.len()];
    for (index, one) in spoken.iter().enumerate().rev() {
        let metrics = &one.directive.metrics;
        if one.directive.reach != Reach::Until {
            let end = |id: &String| all.min(of.get(id.as_str()).copied().unwrap_or(u32::MAX));
            ends[index] = metrics.iter().map(end).max().unwrap_or(all);
        } else if metrics.is_empty() {
            all = one.line;
        } else {
            of.extend(metrics.iter().map(|id| (id.as_str(), one.line)));
        }
    }
    ends
}
