//! Which comments excuse which functions, classes and files.
//!
//! A comment speaks of what begins on its line or, if it has its line for itself, below it and further comments. One of
//! another tool excuses where that tool reports; if it reports two metrics in two places, it makes two suppressions.

use super::below::{Below, stretch};
use super::directive::{Directive, Reach, directives};
use super::headers::{Excused, Headers};
use super::position::LineStarts;
use super::reported::{Kind, Reported, Run};
use super::unfinished::is_unfinished;
use super::unit::Unit;
use crate::model::{Mark, Marks, Role, Scope, Suppression, SuppressionForm};
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
    let comments = Comments {
        headers: Headers::new(marks, units, lines),
        reported: Reported::new(marks, units, lines),
        below: Below::new(marks, text, lines),
        marks,
        text,
    };
    let (around, ends) = (around(&spoken, units), ends(&spoken, marks));
    let all = spoken.iter().flat_map(|one| [Some(comments.line(one)), comments.next_line(one)]);
    let beside = comments.headers.beside(&all.flatten().collect::<BTreeSet<_>>());
    let excused = |index: usize, one: &Spoken| match one.directive.reach {
        Reach::File => Excused { scope: Some(Scope::File), ..Excused::default() },
        Reach::Around => Excused::function(around[index]),
        _ => {
            let here = beside[&comments.line(one)];
            let next = comments.next_line(one).filter(|_| here.scope.is_none());
            next.map_or(here, |line| beside[&line])
        }
    };
    let begins = |(_, one): &(usize, &Spoken)| one.directive.reach != Reach::Until;
    let found = spoken.iter().enumerate().filter(begins);
    let all = found.flat_map(|(index, one)| match comments.foreign(one, ends[index]) {
        Some(list) => list,
        None => vec![one.suppression(excused(index, one))],
    });
    all.collect()
}

/// What is needed to tell what comments excuse.
struct Comments<'a> {
    headers: Headers,
    reported: Reported,
    below: Below,
    marks: &'a Marks,
    text: &'a [u8],
}

impl Comments<'_> {
    /// The line that a comment of this program speaks of.
    fn line(&self, one: &Spoken) -> u32 {
        self.below.line(one.line)
    }

    /// The line below a comment at the end of one that goes on there, as `f = // why` does.
    fn next_line(&self, one: &Spoken) -> Option<u32> {
        let Mark { start, end, .. } = self.marks.list[one.mark];
        let (start, end) = (start as usize, end as usize);
        let behind = self.text[end..].iter().take(LONGEST_CONTINUED).find(|byte| !is_blank(**byte));
        if behind.is_some_and(|byte| *byte != b'\n') {
            return None;
        }
        let near = &self.text[start.saturating_sub(LONGEST_CONTINUED)..start];
        is_unfinished(near, start - near.len(), &self.marks.list).then_some(one.last_line + 1)
    }

    /// What a comment of another tool excuses, where that depends on the places at which the tool reports.
    fn foreign(&self, one: &Spoken, end: u32) -> Option<Vec<Suppression>> {
        let mark = &self.marks.list[one.mark];
        let is_noqa = one.directive.form == SuppressionForm::Noqa;
        let continued = if is_noqa { self.continued(mark) } else { 0 };
        let runs = |kind: Kind| match one.directive.reach {
            Reach::Line => Some(self.reported.on(one.line - continued..=one.line, kind)),
            Reach::NextLine => Some(self.reported.on(one.last_line + 1..=one.last_line + 1, kind)),
            Reach::From => Some(self.reported.within(mark.start..end, kind)),
            Reach::Beside if one.directive.form == SuppressionForm::Complexipy => {
                Some(self.reported.by_complexipy(one.line, self.is_alone(mark)))
            }
            _ => None,
        };
        Some(one.in_runs(&runs(Kind::Cyclomatic)?, &runs(Kind::Cognitive)?))
    }

    /// Whether nothing stands before a mark on its line.
    fn is_alone(&self, mark: &Mark) -> bool {
        let before = self.text[..mark.start as usize].iter().rev();
        before
            .copied()
            .find(|byte| *byte == b'\n' || !byte.is_ascii_whitespace())
            .is_none_or(|byte| byte == b'\n')
    }

    /// How many lines above a mark the line begins that goes on to here.
    fn continued(&self, mark: &Mark) -> u32 {
        let lines = self.text[..mark.start as usize].rsplit(|byte| *byte == b'\n').skip(1);
        let count = lines.take(MOST_CONTINUED).take_while(|line| goes_on(line)).count();
        u32::try_from(count).unwrap_or(0)
    }
}

/// Whether a line ends with `\`, or in a string over several lines that begins on it.
fn goes_on(line: &[u8]) -> bool {
    let is_open = |quotes: &[u8]| memchr::memmem::find_iter(line, quotes).count() % 2 == 1;
    line.len() <= LONGEST_CONTINUED
        && (line.trim_ascii_end().ends_with(b"\\") || is_open(b"\"\"\"") || is_open(b"'''"))
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r')
}

/// Lines that one may be continued over.
const MOST_CONTINUED: usize = 20;

/// Longest line that is looked at for it: a line may hold ten thousand comments.
const LONGEST_CONTINUED: usize = 500;

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
        Suppression { line: self.line, cell: None, form, metrics, reason, scope, first, count }
    }

    /// One suppression for each run of functions; two lists of them where cognitive complexity is reported elsewhere.
    fn in_runs(&self, cyclomatic: &[Run], cognitive: &[Run]) -> Vec<Suppression> {
        let excused = |runs: &[Run]| -> Vec<Excused> {
            let scope = Some(Scope::Function);
            runs.iter().map(|&(first, count)| Excused { scope, first, count }).collect()
        };
        let metrics = &self.directive.metrics;
        let has = |is_cognitive: bool| metrics.iter().any(|id| (id == COGNITIVE) == is_cognitive);
        let mut found: Vec<Suppression> = Vec::new();
        if cyclomatic == cognitive || !has(true) && !metrics.is_empty() {
            found.extend(excused(cyclomatic).into_iter().map(|excused| self.suppression(excused)));
        } else {
            let others = if metrics.is_empty() { &OTHERS[..] } else { &[] };
            let others = others.iter().map(|id| (*id).to_owned());
            let others: Vec<String> =
                metrics.iter().filter(|id| *id != COGNITIVE).cloned().chain(others).collect();
            for (runs, metrics) in [(cyclomatic, others), (cognitive, vec![COGNITIVE.to_owned()])] {
                let of = |excused| Suppression { metrics: metrics.clone(), ..self.suppression(excused) };
                found.extend(excused(runs).into_iter().filter(|_| !metrics.is_empty()).map(of));
            }
        }
        if found.is_empty() {
            found.push(self.suppression(Excused::default()));
        }
        found
    }
}

const COGNITIVE: &str = "cognitive";

/// What a comment for all rules is about besides: the metrics that linters report at the place of `complexity`.
const OTHERS: [&str; 5] = ["cyclomatic", "cyclomatic_modified", "parameters", "nesting", "loc"];

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

/// The offset at which what each directive began is ended again, by one for all metrics or one for each of its own.
fn ends(spoken: &[Spoken], marks: &Marks) -> Vec<u32> {
    let mut all = u32::MAX;
    let mut of: HashMap<&str, u32> = HashMap::new();
    let mut ends = vec![u32::MAX; spoken.len()];
    for (index, one) in spoken.iter().enumerate().rev() {
        let metrics = &one.directive.metrics;
        if one.directive.reach != Reach::Until {
            let end = |id: &String| all.min(of.get(id.as_str()).copied().unwrap_or(u32::MAX));
            ends[index] = metrics.iter().map(end).max().unwrap_or(all);
        } else if metrics.is_empty() {
            all = marks.list[one.mark].start;
        } else {
            of.extend(metrics.iter().map(|id| (id.as_str(), marks.list[one.mark].start)));
        }
    }
    ends
}
