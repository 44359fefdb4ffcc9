//! Which functions and files each commit touched, told of what they are in the end, whatever they were called and
//! wherever they stood before. Histories that join are followed on all their lines.

use super::identity::{FileNow, are_same, formers, has_changed, has_changed_outside};
use crate::model::{FileChange, FileMetrics, FileVersion, FunctionMetrics};
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};
use std::rc::Rc;

/// A commit of a history, each of which comes after its parents.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Step<'a> {
    /// Its parents by their places in the history, `None` for one that is not in it.
    pub parents: &'a [Option<usize>],
    /// What differs from its first parent, the renamed files in one.
    pub changes: &'a [FileChange],
    /// Whether what it touched counts.
    pub counts: bool,
}

/// What a commit touched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touch {
    /// The place of the commit in the history.
    pub commit: usize,
    /// The files, by their numbers.
    pub files: Vec<u32>,
    /// The functions, by theirs.
    pub functions: Vec<u32>,
}

/// A file at the end of a history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Survivor {
    /// Its path and its content.
    pub version: FileVersion,
    /// Its number.
    pub file: u32,
    /// Those of its functions, in the order of the record.
    pub functions: Vec<u32>,
}

/// What a history came to.
#[derive(Clone, Debug, Default)]
pub struct Chronicle {
    /// What each commit touched, without those that touched nothing.
    pub touches: Vec<Touch>,
    /// The files that it touched and that are there in the end, in no order.
    pub survivors: Vec<Survivor>,
}

/// Gives what was measured in a content; nothing if it could not be measured.
pub type Measures<'a> = &'a dyn Fn(u32) -> Option<Rc<FileMetrics>>;

/// Follows a history to its last commit.
#[must_use]
pub(crate) fn chronicle(steps: &[Step<'_>], measures: Measures<'_>) -> Chronicle {
    let mut writer = Writer::new(measures);
    let mut waiting = vec![0_usize; steps.len()];
    steps.iter().flat_map(|step| step.parents).flatten().for_each(|&parent| waiting[parent] += 1);
    let mut states: HashMap<usize, State> = HashMap::new();
    let mut last = State::new();
    for (at, step) in steps.iter().enumerate() {
        let first = step.parents.first().copied().flatten();
        let mut state = match first {
            Some(parent) if waiting[parent] == 1 => states.remove(&parent).unwrap_or_default(),
            Some(parent) => states.get(&parent).cloned().unwrap_or_default(),
            None => State::new(),
        };
        let others: Vec<&State> =
            step.parents.iter().skip(1).flatten().filter_map(|parent| states.get(parent)).collect();
        let touch = writer.apply(at, step, &mut state, &others);
        writer.touches.extend(touch.filter(|it| step.counts && !it.files.is_empty()));
        for &parent in step.parents.iter().flatten() {
            waiting[parent] -= 1;
            if waiting[parent] == 0 {
                states.remove(&parent);
            }
        }
        if at + 1 == steps.len() {
            last = state;
        } else {
            states.insert(at, state);
        }
    }
    writer.finish(last)
}

/// The files that were touched, by their paths.
type State = HashMap<u32, Rc<Known>>;

/// A file and who its functions are.
#[derive(Debug)]
struct Known {
    content: u32,
    file: u32,
    functions: Vec<u32>,
}

struct Writer<'a> {
    measures: Measures<'a>,
    /// Who each number turned out to be.
    same: Vec<u32>,
    /// What was there before the history began, the same on all lines.
    earlier: HashMap<FileVersion, Rc<Known>>,
    /// Who said what under which name in which file: what comes back is who it was.
    ever: HashMap<u64, u32>,
    /// Which file was the last one to have a path.
    ever_files: HashMap<u32, u32>,
    hasher: RandomState,
    touches: Vec<Touch>,
}

/// A file on one side of a change, with its numbers.
struct Side {
    version: FileVersion,
    metrics: Rc<FileMetrics>,
}

/// A file as it was, and who its functions were.
type Before = (Side, Rc<Known>);

/// A file as it is, and which of those before it was.
type Now = (Side, Option<usize>);

impl<'a> Writer<'a> {
    fn new(measures: Measures<'a>) -> Writer<'a> {
        Writer {
            measures,
            same: Vec::new(),
            earlier: HashMap::new(),
            ever: HashMap::new(),
            ever_files: HashMap::new(),
            hasher: RandomState::new(),
            touches: Vec::new(),
        }
    }

    /// Brings a state from the first parent of a commit to the commit; gives what it touched, unless it is a merge.
    fn apply(&mut self, at: usize, step: &Step<'_>, state: &mut State, others: &[&State]) -> Option<Touch> {
        let is_merge = step.parents.len() > 1;
        let mut touch = Touch { commit: at, ..Touch::default() };
        let (mut before, mut now) = (Vec::new(), Vec::new());
        for change in step.changes {
            let was = change.before.map(|version| self.leave(version, state));
            let from = change.after.filter(|_| is_merge).and_then(|after| brought(after, others));
            if let Some((known, other)) = from {
                self.unite(was.as_deref(), &known, other);
                state.extend(change.after.map(|after| (after.path, known)));
                continue;
            }
            let origin = was.and_then(|known| {
                let side = self.side(change.before?)?;
                before.push((side, known));
                Some(before.len() - 1)
            });
            now.extend(change.after.and_then(|after| self.side(after)).map(|side| (side, origin)));
        }
        self.follow(before, now, state, &mut touch);
        (!is_merge).then_some(touch)
    }

    /// Takes a file out of a state; one that nobody touched yet was there before the history began.
    fn leave(&mut self, version: FileVersion, state: &mut State) -> Rc<Known> {
        match state.remove(&version.path) {
            Some(known) if known.content == version.content => known,
            _ => self.earlier(version),
        }
    }

    fn earlier(&mut self, version: FileVersion) -> Rc<Known> {
        if let Some(known) = self.earlier.get(&version) {
            return Rc::clone(known);
        }
        let metrics = (self.measures)(version.content);
        let file = self.file_at(version.path);
        let list = metrics.iter().flat_map(|it| &it.functions);
        let functions = list.map(|function| self.returned(version.path, function)).collect();
        let known = Rc::new(Known { content: version.content, file, functions });
        self.earlier.insert(version, Rc::clone(&known));
        known
    }

    fn newcomer(&mut self) -> u32 {
        let number = u32::try_from(self.same.len()).unwrap_or(u32::MAX);
        self.same.push(number);
        number
    }

    /// A new file, unless one had this path before.
    fn file_at(&mut self, path: u32) -> u32 {
        if let Some(&known) = self.ever_files.get(&path) {
            return known;
        }
        let file = self.newcomer();
        self.ever_files.insert(path, file);
        file
    }

    /// A file that may have another path now.
    fn moved(&mut self, was: u32, is: u32, file: u32) -> u32 {
        if was != is {
            self.ever_files.remove(&was);
        }
        self.ever_files.insert(is, file);
        file
    }

    /// A new function, unless one said the same before, under the same name in the same file.
    fn returned(&mut self, path: u32, function: &FunctionMetrics) -> u32 {
        let key = self.key(path, function);
        if let Some(&known) = self.ever.get(&key) {
            return known;
        }
        let number = self.newcomer();
        self.ever.insert(key, number);
        number
    }

    fn key(&self, path: u32, function: &FunctionMetrics) -> u64 {
        self.hasher.hash_one((path, function.qualified_name.as_str(), function.body_hash))
    }

    fn side(&self, version: FileVersion) -> Option<Side> {
        (self.measures)(version.content).map(|metrics| Side { version, metrics })
    }

    /// Enters the files of a commit into its state, each function as who it was.
    fn follow(&mut self, before: Vec<Before>, now: Vec<Now>, state: &mut State, touch: &mut Touch) {
        let mut before: Vec<Option<Before>> = before.into_iter().map(Some).collect();
        let is_same = |now: &Now| {
            let was = now.1.and_then(|at| before[at].as_ref());
            was.is_some_and(|(was, _)| are_same(&was.metrics, &now.0.metrics))
        };
        let (same, others): (Vec<Now>, Vec<Now>) = now.into_iter().partition(is_same);
        for (side, origin) in same {
            let Some((was, known)) = origin.and_then(|at| before[at].take()) else { continue };
            if has_changed_outside(&was.metrics, &side.metrics) {
                touch.files.push(known.file);
            }
            let FileVersion { path, content } = side.version;
            let file = self.moved(was.version.path, path, known.file);
            state.insert(path, Rc::new(Known { content, file, functions: known.functions.clone() }));
        }
        // What is left has other numbers now.
        let mut places = vec![None; before.len()];
        let mut left: Vec<Before> = Vec::new();
        for (place, was) in places.iter_mut().zip(before) {
            *place = was.is_some().then_some(left.len());
            left.extend(was);
        }
        let others: Vec<Now> =
            others.into_iter().map(|(side, origin)| (side, origin.and_then(|at| places[at]))).collect();
        if !(left.is_empty() && others.is_empty()) {
            self.pair(&left, &others, state, touch);
        }
    }

    fn pair(&mut self, before: &[Before], now: &[Now], state: &mut State, touch: &mut Touch) {
        let old: Vec<&FileMetrics> = before.iter().map(|(side, _)| &*side.metrics).collect();
        let new: Vec<FileNow<'_>> =
            now.iter().map(|(side, origin)| FileNow { metrics: &side.metrics, origin: *origin }).collect();
        let formers = formers(&old, &new);
        let found: HashSet<(usize, usize)> = formers.iter().flatten().flatten().copied().collect();
        let stays: HashSet<usize> = now.iter().filter_map(|(_, origin)| *origin).collect();
        for (at, (_, known)) in before.iter().enumerate() {
            let gone = known.functions.iter().enumerate().filter(|(place, _)| !found.contains(&(at, *place)));
            touch.functions.extend(gone.map(|(_, number)| *number));
            if !stays.contains(&at) {
                touch.files.push(known.file);
            }
        }
        for ((side, origin), formers) in now.iter().zip(formers) {
            let known = self.entered(side, *origin, &formers, before, touch);
            state.insert(side.version.path, Rc::new(known));
        }
    }

    fn entered(
        &mut self,
        side: &Side,
        origin: Option<usize>,
        formers: &[Option<(usize, usize)>],
        before: &[Before],
        touch: &mut Touch,
    ) -> Known {
        let origin = origin.map(|at| &before[at]);
        let path = side.version.path;
        let file = match origin {
            Some((was, known)) => self.moved(was.version.path, path, known.file),
            None => self.file_at(path),
        };
        let mut is_touched = origin.is_none_or(|(was, _)| {
            was.metrics.functions.len() != formers.len() || has_changed_outside(&was.metrics, &side.metrics)
        });
        let mut functions = Vec::with_capacity(formers.len());
        for (function, former) in side.metrics.functions.iter().zip(formers) {
            let was = former.and_then(|(file, at)| {
                let (was, known) = before.get(file)?;
                Some((was.metrics.functions.get(at)?, *known.functions.get(at)?))
            });
            let (number, is_changed) = match was {
                Some((was, number)) => {
                    is_touched |= was.qualified_name != function.qualified_name;
                    (number, has_changed(was, function))
                }
                None => (self.returned(path, function), true),
            };
            let key = self.key(path, function);
            self.ever.insert(key, number);
            if is_changed {
                touch.functions.push(number);
            }
            is_touched |= is_changed;
            functions.push(number);
        }
        if is_touched {
            touch.files.push(file);
        }
        Known { content: side.version.content, file, functions }
    }

    /// A file that two lines made is one, unless the other line has ours somewhere else.
    fn unite(&mut self, ours: Option<&Known>, theirs: &Known, other: &State) {
        let Some(ours) = ours.filter(|ours| ours.file != theirs.file) else { return };
        if other.values().all(|known| known.file != ours.file) {
            let (one, other) = (self.who(ours.file), self.who(theirs.file));
            self.same[one as usize] = other;
        }
    }

    fn who(&self, mut number: u32) -> u32 {
        while self.same[number as usize] != number {
            number = self.same[number as usize];
        }
        number
    }

    fn finish(mut self, last: State) -> Chronicle {
        let mut touches = std::mem::take(&mut self.touches);
        for touch in &mut touches {
            for list in [&mut touch.files, &mut touch.functions] {
                for number in list.iter_mut() {
                    *number = self.who(*number);
                }
                list.sort_unstable();
                list.dedup();
            }
        }
        let survivor = |(path, known): (u32, Rc<Known>)| Survivor {
            version: FileVersion { path, content: known.content },
            file: self.who(known.file),
            functions: known.functions.iter().map(|number| self.who(*number)).collect(),
        };
        Chronicle { touches, survivors: last.into_iter().map(survivor).collect() }
    }
}

/// What a merge brought from another line: the file as it is there, and the line.
fn brought<'s>(after: FileVersion, others: &[&'s State]) -> Option<(Rc<Known>, &'s State)> {
    let is_it = |known: &&Rc<Known>| known.content == after.content;
    others.iter().find_map(|&state| Some((Rc::clone(state.get(&after.path).filter(is_it)?), state)))
}
