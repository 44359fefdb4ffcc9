//! Where other tools report a function: the places at which their comments excuse it.
//!
//! `ESLint`'s `complexity` reports the beginning of a member or field whose value the function is, with its decorators, or
//! else the `=>` or the beginning of the function; `SonarJS` the `=>`, the key or the name; ruff the name. complexipy looks
//! at the lines from `def` to the colon, at those on which decorators begin, and at a comment directly above.

use super::position::LineStarts;
use super::unit::Unit;
use crate::model::{Mark, Marks, Role};
use std::collections::BTreeMap;
use std::ops::{Range, RangeInclusive};

/// Pieces of rows that one comment excuses: more stand on one line of a hostile file alone.
const MOST_RUNS: usize = 64;

/// Functions that may stand in another order than their places, as those in the parameters of an arrow function do.
const MOST_DISORDER: usize = 64;

/// Functions of the record that are excused together: the first one and their number.
pub(super) type Run = (u32, u32);

/// Which of the numbers of a function a tool reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Cognitive complexity.
    Cognitive,
    /// Any other.
    Cyclomatic,
}

/// The places of all functions.
pub(super) struct Reported {
    cyclomatic: Places,
    cognitive: Places,
    /// Lines on which a comment of complexipy excuses.
    header: BTreeMap<u32, Vec<u32>>,
    /// Lines directly above, for comments that have them for themselves.
    above: BTreeMap<u32, Vec<u32>>,
}

/// Offsets with the functions that are reported there, in the order of the offsets, and the functions of each line.
#[derive(Default)]
struct Places {
    offsets: Vec<(u32, u32)>,
    lines: BTreeMap<u32, Vec<u32>>,
}

impl Reported {
    pub(super) fn new(marks: &Marks, units: &[Unit], lines: &LineStarts) -> Reported {
        let mut reported = Reported {
            cyclomatic: Places::default(),
            cognitive: Places::default(),
            header: BTreeMap::new(),
            above: BTreeMap::new(),
        };
        let line = |mark: &Mark| lines.position(mark.start).0;
        let decorators = decorators(marks);
        let mut decorated: Option<usize> = None;
        let mut met = 0;
        for (unit, index) in units.iter().filter(|unit| unit.is_function()).zip(0u32..) {
            let (cyclomatic, cognitive) = places(marks, unit, &decorators);
            reported.cyclomatic.add(cyclomatic, index, lines);
            reported.cognitive.add(cognitive, index, lines);
            let own = &marks.list[unit.mark];
            decorated = (met..unit.mark).rev().find(|&at| marks.list[at].is(Role::Decorated)).or(decorated);
            met = unit.mark.max(met);
            let around = decorated
                .filter(|&at| marks.list[at].depth == own.depth && unit.mark < marks.list[at].after as usize);
            if let Some(end) = below(marks, unit).find(|mark| mark.is(Role::HeaderEnd)) {
                (line(own)..=line(end)).for_each(|line| reported.header.entry(line).or_default().push(index));
                for at in around.into_iter().flat_map(|at| marks.below(at)).take_while(|&at| at < unit.mark) {
                    if !marks.list[at].is(Role::Comment) {
                        reported.header.entry(line(&marks.list[at])).or_default().push(index);
                    }
                }
                let first = line(around.map_or(own, |at| &marks.list[at]));
                reported.above.entry(first.saturating_sub(1)).or_default().push(index);
            }
        }
        reported.cyclomatic.offsets.sort_unstable();
        reported.cognitive.offsets.sort_unstable();
        reported
    }

    /// The functions that are reported on some lines.
    pub(super) fn on(&self, lines: RangeInclusive<u32>, kind: Kind) -> Vec<Run> {
        runs(self.of(kind).lines.range(lines).flat_map(|(_, functions)| functions))
    }

    /// The functions that are reported in a stretch of the text.
    pub(super) fn within(&self, stretch: Range<u32>, kind: Kind) -> Vec<Run> {
        let offsets = &self.of(kind).offsets;
        let from = offsets.partition_point(|(offset, _)| *offset < stretch.start);
        let to = offsets.partition_point(|(offset, _)| *offset < stretch.end).max(from);
        let inside = &offsets[from..to];
        let functions = |list: &[(u32, u32)]| list.iter().map(|(_, function)| *function).collect::<Vec<_>>();
        let near = inside.len().min(MOST_DISORDER);
        let first = functions(&inside[..near]).into_iter().min();
        let last = functions(&inside[inside.len() - near..]).into_iter().max();
        let (Some(first), Some(last)) = (first, last) else { return Vec::new() };
        let count = last - first + 1;
        let is_whole = usize::try_from(count).is_ok_and(|count| count == inside.len());
        if is_whole || inside.len() > MOST_RUNS * MOST_DISORDER {
            return vec![(first, count)];
        }
        let mut all = functions(inside);
        all.sort_unstable();
        runs(&all)
    }

    /// The functions that a comment of complexipy excuses.
    pub(super) fn by_complexipy(&self, line: u32, is_alone: bool) -> Vec<Run> {
        let beside = self.header.get(&line);
        let found = beside.or_else(|| self.above.get(&line).filter(|_| is_alone));
        found.map_or_else(Vec::new, runs)
    }

    fn of(&self, kind: Kind) -> &Places {
        match kind {
            Kind::Cognitive => &self.cognitive,
            Kind::Cyclomatic => &self.cyclomatic,
        }
    }
}

impl Places {
    fn add(&mut self, offset: u32, function: u32, lines: &LineStarts) {
        self.offsets.push((offset, function));
        self.lines.entry(lines.position(offset).0).or_default().push(function);
    }
}

fn below<'m>(marks: &'m Marks, unit: &Unit) -> impl Iterator<Item = &'m Mark> {
    marks.below(unit.mark).map(|at| &marks.list[at])
}

/// What stands behind decorators of a member, with the place of the first of them: the member begins there.
fn decorators(marks: &Marks) -> BTreeMap<usize, u32> {
    let mut first = BTreeMap::new();
    for (at, mark) in marks.list.iter().enumerate().filter(|(_, mark)| mark.is(Role::Decorator)) {
        let start = first.remove(&at).unwrap_or(mark.start);
        let behind = marks.list[mark.after as usize..].iter().take_while(|it| it.is(Role::Comment)).count();
        first.insert(mark.after as usize + behind, start);
    }
    first
}

/// Where cyclomatic and cognitive complexity are reported.
fn places(marks: &Marks, unit: &Unit, decorators: &BTreeMap<usize, u32>) -> (u32, u32) {
    let own = &marks.list[unit.mark];
    if !unit.is_callable() {
        return (own.start, own.start);
    }
    let name = below(marks, unit).find(|mark| mark.is(Role::Name)).map(|mark| mark.start);
    let begins = |at: usize| decorators.get(&at).copied().unwrap_or(marks.list[at].start);
    if own.is(Role::Method) {
        return (begins(unit.mark), name.unwrap_or(own.start));
    }
    let point = below(marks, unit).find(|mark| mark.is(Role::Reported)).map(|mark| mark.start);
    let start = |at: usize| marks.list[at].start;
    let key = unit.member.filter(|member| member.is_member && !own.is(Role::Arrow));
    let key = key.and_then(|member| member.name).map(start);
    let cyclomatic = unit.member.map(|member| begins(member.mark)).or(point).unwrap_or(own.start);
    (cyclomatic, key.or(point).or(name).unwrap_or(own.start))
}

/// Functions in order as stretches of the record.
fn runs<'a>(functions: impl IntoIterator<Item = &'a u32>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for &function in functions {
        if let Some((_, count)) = runs.last_mut().filter(|(first, count)| *first + *count == function) {
            *count += 1;
        } else if runs.len() < MOST_RUNS {
            runs.push((function, 1));
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The runs of functions that are reported at 10 to 20, by offsets and functions.
    fn within(offsets: Vec<(u32, u32)>) -> Vec<Run> {
        let reported = Reported {
            cyclomatic: Places { offsets, ..Places::default() },
            cognitive: Places::default(),
            header: BTreeMap::new(),
            above: BTreeMap::new(),
        };
        assert_eq!(reported.within(10..20, Kind::Cognitive), []);
        reported.within(10..20, Kind::Cyclomatic)
    }

    #[test]
    fn a_stretch_has_what_begins_in_it() {
        assert_eq!(within(vec![]), []);
        assert_eq!(within(vec![(9, 3), (20, 4)]), []);
        assert_eq!(within(vec![(9, 3), (10, 4), (19, 5), (20, 6)]), [(4, 2)]);
        assert_eq!(
            within(vec![(11, 2), (12, 4), (13, 3)]),
            [(2, 3)],
            "another order than that of the places"
        );
        assert_eq!(within(vec![(11, 2), (12, 6), (13, 3)]), [(2, 2), (6, 1)], "others begin elsewhere");
    }

    #[test]
    fn no_more_runs_are_told_apart_than_anybody_writes() {
        let odd = |count: u32| (0..count).map(|at| 2 * at + 1).collect::<Vec<_>>();
        assert_eq!(runs(&odd(64)).len(), 64);
        assert_eq!(runs(&odd(65)), runs(&odd(64)));
        let all = |count: u32| within(odd(count).into_iter().map(|function| (10, function)).collect());
        assert_eq!(all(4096).len(), 64);
        assert_eq!(all(4097), [(1, 2 * 4096 + 1)], "from the first to the last one");
    }
}
