//! Which file of a report is which file of a run, though both name it from where they stood.

use super::{PackedCoverage, ReportedFile, normalized};
use hashbrown::HashMap;
use hashbrown::hash_map::Entry;
use std::borrow::Cow;
use std::cell::OnceCell;

/// What a report says of a file of the run, the files of the report by their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Placed {
    /// It knows the file.
    Known(usize),
    /// It does not speak of the file.
    Unknown,
    /// Two files of the report, or two of the run, could be meant: the first one that is as good as another.
    Ambiguous(usize),
}

/// A file of the run, with `/` between the parts of its path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MeasuredPath {
    /// From the root of the file system.
    pub absolute: String,
    /// Where in it the path from the root of its repository begins.
    pub inside: usize,
}

impl MeasuredPath {
    /// From the root of its repository.
    #[must_use]
    pub(crate) fn in_repository(&self) -> &str {
        &self.absolute[self.inside..]
    }
}

/// Joins reports to the files of a run; the answers stand in the order of the files.
///
/// A path of a report that is not absolute begins at what `root` says of it, if anybody knows. Where the paths are not the
/// same, one that ends with the other, as seen from the root of the repository and in whole names, is the same file,
/// unless there are two such files on either side: a report may come from another machine.
#[must_use]
pub(crate) fn place<'r>(
    coverage: &PackedCoverage,
    root: impl Fn(ReportedFile<'_>) -> Option<&'r str>,
    files: &[MeasuredPath],
) -> Vec<Placed> {
    let reported = Reported::new(coverage, root);
    // the first of the paths that could be meant, whether there are more, and whether it is the very same path
    let found: Vec<Option<(usize, bool, bool)>> = files.iter().map(|file| reported.candidate(file)).collect();
    let mut claims = vec![0_usize; coverage.len()];
    let mut is_exact = vec![false; coverage.len()];
    for &(path, is_one_of_many, is_it) in found.iter().flatten() {
        claims[path] += usize::from(!is_one_of_many);
        is_exact[path] |= is_it;
    }
    let decide = |found: &Option<(usize, bool, bool)>| match *found {
        None => Placed::Unknown,
        Some((path, _, true)) => Placed::Known(path),
        // a path that is some file is no other one
        Some((path, false, false)) if is_exact[path] => Placed::Unknown,
        Some((path, false, false)) if claims[path] == 1 => Placed::Known(path),
        Some((path, ..)) => Placed::Ambiguous(path),
    };
    found.iter().map(decide).collect()
}

/// The paths of reports, to be asked which of them a file may be.
struct Reported<'a> {
    /// In their order.
    paths: Vec<&'a str>,
    /// Each below its root, if anybody knows that.
    exact: HashMap<Cow<'a, str>, usize>,
    /// The others, once a file is none of these.
    alike: OnceCell<Alike<'a>>,
    /// By their last name, once a file has none but that.
    by_name: OnceCell<Lists<'a>>,
}

/// Paths by how they end.
struct Alike<'a> {
    /// By their last two names.
    by_end: Lists<'a>,
    /// Those that are a name alone, by it.
    names: Lists<'a>,
}

/// For each name the numbers of the paths that have it, in their order, without a list of its own for each.
#[derive(Default)]
struct Lists<'a> {
    /// The first and the last of each.
    ends: HashMap<&'a str, (usize, usize)>,
    /// Which one follows on each.
    next: HashMap<usize, usize>,
}

impl<'a> Lists<'a> {
    fn add(&mut self, name: &'a str, number: usize) {
        match self.ends.entry(name) {
            Entry::Vacant(place) => _ = place.insert((number, number)),
            Entry::Occupied(mut place) => {
                let last = &mut place.get_mut().1;
                self.next.insert(*last, number);
                *last = number;
            }
        }
    }

    fn of(&self, name: &str) -> impl Iterator<Item = usize> + '_ {
        let first = self.ends.get(name).map(|ends| ends.0);
        std::iter::successors(first, |number| self.next.get(number).copied())
    }
}

impl<'a> Reported<'a> {
    fn new<'r>(
        coverage: &'a PackedCoverage,
        root: impl Fn(ReportedFile<'_>) -> Option<&'r str>,
    ) -> Reported<'a> {
        let paths: Vec<&str> = coverage.files().map(|file| file.path()).collect();
        let mut exact = HashMap::with_capacity(paths.len());
        for (file, &path) in coverage.files().zip(&paths) {
            if is_absolute(path) {
                exact.entry(Cow::Borrowed(path)).or_insert(file.number);
            } else if let Some(root) = root(file) {
                exact.entry(Cow::Owned(normalized(&format!("{root}/{path}")))).or_insert(file.number);
            }
        }
        Reported { paths, exact, alike: OnceCell::new(), by_name: OnceCell::new() }
    }

    fn alike(&self) -> &Alike<'a> {
        self.alike.get_or_init(|| {
            let room = || Lists { ends: HashMap::with_capacity(self.paths.len()), next: HashMap::default() };
            let mut alike = Alike { by_end: room(), names: Lists::default() };
            for (number, &path) in self.paths.iter().enumerate() {
                match end(path) {
                    Some(end) => alike.by_end.add(end, number),
                    None => alike.names.add(name(path), number),
                }
            }
            alike
        })
    }

    /// The path that is a file, or the first that may be it, with whether there are more, and whether it is the same.
    fn candidate(&self, file: &MeasuredPath) -> Option<(usize, bool, bool)> {
        if let Some(&same) = self.exact.get(file.absolute.as_str()) {
            return Some((same, false, true));
        }
        let inside = file.in_repository();
        if let Some(end) = end(inside) {
            let alike = self.alike();
            return self.first(alike.names.of(name(inside)).chain(alike.by_end.of(end)), inside);
        }
        let by_name = self.by_name.get_or_init(|| {
            let mut all = Lists::default();
            self.paths.iter().enumerate().for_each(|(number, &path)| all.add(name(path), number));
            all
        });
        self.first(by_name.of(name(inside)), inside)
    }

    /// The first of some paths that end like a file's, and whether there are more.
    fn first(&self, all: impl Iterator<Item = usize>, inside: &str) -> Option<(usize, bool, bool)> {
        let mut alike = all.filter(|&number| ends_alike(self.paths[number], inside));
        let first = alike.next()?;
        let (first, count) = alike.fold((first, 1), |(first, count), it| (first.min(it), count + 1));
        Some((first, count > 1, false))
    }
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The last two names of a path; `None` if it has one alone.
fn end(path: &str) -> Option<&str> {
    let path = path.trim_start_matches('/');
    let last = path.rfind('/')?;
    let start = path[..last].rfind('/').map_or(0, |at| at + 1);
    Some(&path[start..])
}

/// Whether a path of a report says by itself where it is.
pub(crate) fn is_absolute(path: &str) -> bool {
    path.starts_with('/') || path.as_bytes().get(1) == Some(&b':')
}

/// Whether one path ends with the other, in whole names.
fn ends_alike(one: &str, other: &str) -> bool {
    let (long, short) = if one.len() >= other.len() { (one, other) } else { (other, one) };
    let short = short.trim_start_matches('/');
    long.strip_suffix(short).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
}
