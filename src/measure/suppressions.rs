//! Which comments excuse which functions, classes and files.
//!
//! A comment speaks of what begins on its line or, if it has its line for itself, below it and further comments.

use super::directive::{Directive, Reach, directives};
use super::position::LineStarts;
use super::units::Unit;
use crate::model::{Mark, Marks, Role, Scope, Suppression};
use std::collections::HashMap;

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
    let excused = |index: usize, one: &Spoken| match one.directive.reach {
        Reach::File => Excused { scope: Some(Scope::File), ..Excused::default() },
        Reach::Around => Excused::function(around[index]),
        Reach::From => headers.functions(one.line, ends[index]),
        Reach::Line => headers.beside(one.line),
        Reach::NextLine => headers.beside(one.last_line + 1),
        Reach::Beside | Reach::Until => headers.beside(below.line(one.line)),
    };
    let begins = |(_, one): &(usize, &Spoken)| one.directive.reach != Reach::Until;
    let found = spoken.iter().enumerate().filter(begins);
    found.map(|(index, one)| one.suppression(&excused(index, one))).collect()
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
    fn suppression(&self, excused: &Excused) -> Suppression {
        let Directive { form, metrics, reason, .. } = self.directive.clone();
        let Excused { scope, first, count } = *excused;
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

/// First and last line.
fn stretch(mark: &Mark, lines: &LineStarts) -> (u32, u32) {
    (lines.position(mark.start).0, lines.position(mark.end.max(mark.start + 1) - 1).0)
}

/// What a comment excuses: rows of the record.
#[derive(Clone, Copy, Debug, Default)]
struct Excused {
    scope: Option<Scope>,
    first: u32,
    count: u32,
}

impl Excused {
    fn function(index: Option<u32>) -> Excused {
        index.map_or(Excused::default(), |first| Excused { scope: Some(Scope::Function), first, count: 1 })
    }
}

/// The lines on which comments stand beside a function or class.
struct Header {
    scope: Scope,
    /// Which of the record's functions or classes it is.
    index: u32,
    /// Line of its first decorator, or of itself.
    first: u32,
    /// Last line before its body, where that is known.
    last: u32,
    /// The greatest last line up to here.
    reach: u32,
}

/// All of them, by first line.
struct Headers(Vec<Header>);

impl Headers {
    fn new(marks: &Marks, units: &[Unit], lines: &LineStarts) -> Headers {
        let line = |mark: usize| lines.position(marks.list[mark].start).0;
        let (mut met, mut decorated, mut reach) = (0, None, 0);
        let mut counts = [0, 0];
        let header = |unit: &Unit| {
            let is_decorated = |at: &usize| marks.list[*at].is(Role::Decorated);
            decorated = (met..unit.mark).rev().find(is_decorated).or(decorated);
            met = unit.mark.max(met);
            let own = decorated.filter(|&at| marks.list[at].depth == marks.list[unit.mark].depth);
            let own = own.filter(|&at| unit.mark < marks.list[at].after as usize);
            let (first, start) = (line(own.unwrap_or(unit.mark)), line(unit.mark));
            let body = marks.below(unit.mark).find(|&at| marks.list[at].is(Role::Statement));
            let last = body.map_or(start, |at| line(at).saturating_sub(1).max(start));
            reach = last.max(reach);
            let scope = if unit.is_function() { Scope::Function } else { Scope::Class };
            let count = &mut counts[usize::from(unit.is_function())];
            *count += 1;
            Header { scope, index: *count - 1, first, last, reach }
        };
        Headers(units.iter().map(header).collect())
    }

    /// What begins nearest above a line that is still before its body.
    fn beside(&self, line: u32) -> Excused {
        let above = &self.0[..self.0.partition_point(|header| header.first <= line)];
        let near = above.iter().rev().take_while(|header| header.reach >= line);
        let mut beside = near.filter(|header| header.last >= line);
        let Some(nearest) = beside.next() else { return Excused::default() };
        let is_sibling = |it: &&Header| it.scope == nearest.scope && it.first == nearest.first;
        let first = beside.take_while(is_sibling).last().unwrap_or(nearest).index;
        Excused { scope: Some(nearest.scope), first, count: nearest.index - first + 1 }
    }

    /// The functions that begin in a stretch of lines.
    fn functions(&self, from: u32, to: u32) -> Excused {
        let starts = self.0.partition_point(|header| header.first < from);
        let ends = self.0.partition_point(|header| header.first < to).max(starts);
        let mut inside = self.0[starts..ends].iter().filter(|header| header.scope == Scope::Function);
        let Some(first) = inside.next() else { return Excused::default() };
        let last = inside.next_back().unwrap_or(first);
        Excused { scope: Some(Scope::Function), first: first.index, count: last.index - first.index + 1 }
    }
}

/// For each comment or decorator that has its lines for itself, by its first line: the first line below that is neither.
struct Below(Vec<(u32, u32)>);

impl Below {
    fn new(marks: &Marks, text: &[u8], lines: &LineStarts) -> Below {
        let is_first = |mark: &Mark| {
            let start = mark.start - lines.position(mark.start).1;
            text[start as usize..mark.start as usize].iter().all(u8::is_ascii_whitespace)
        };
        let is_last = |mark: &Mark| {
            let rest = text[mark.end as usize..].split(|&byte| byte == b'\n').next().unwrap_or_default();
            let rest = rest.trim_ascii_start();
            rest.is_empty() || rest.starts_with(b"//") || rest.starts_with(b"/*")
        };
        let is_alone = |mark: &&Mark| {
            is_first(mark) && (mark.is(Role::Comment) || mark.is(Role::Decorator) && is_last(mark))
        };
        let mut alone: Vec<(u32, u32)> = marks
            .list
            .iter()
            .filter(is_alone)
            .map(|mark| stretch(mark, lines))
            .map(|(first, last)| (first, last + 1))
            .collect();
        alone.dedup_by_key(|stretch| stretch.0);
        for at in (1..alone.len()).rev() {
            if alone[at].0 == alone[at - 1].1 {
                alone[at - 1].1 = alone[at].1;
            }
        }
        Below(alone)
    }

    /// The line that a comment which begins on a line speaks of.
    fn line(&self, line: u32) -> u32 {
        self.0.binary_search_by_key(&line, |alone| alone.0).map_or(line, |at| self.0[at].1)
    }
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
