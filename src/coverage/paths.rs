//! Which file of a report is which file of a run, though both name it from where they stood.

use super::{PackedCoverage, normalized};
use hashbrown::HashMap;

/// What a report says of a file of the run, the files of the report by their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placed {
    /// It knows the file.
    Known(usize),
    /// It does not speak of the file.
    Unknown,
    /// Two files of the report, or two of the run, could be meant: the first one that is as good as another.
    Ambiguous(usize),
}

/// A file of the run, with `/` between the parts of its path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasuredPath {
    /// From the root of the file system.
    pub absolute: String,
    /// Where in it the path from the root of its repository begins.
    pub inside: usize,
}

impl MeasuredPath {
    /// From the root of its repository.
    #[must_use]
    pub fn in_repository(&self) -> &str {
        &self.absolute[self.inside..]
    }
}

/// Joins reports to the files of a run; the answers stand in the order of the files.
///
/// A path of a report that is not absolute begins at `root`, if somebody says what that is. Where the paths are not the
/// same, one that ends with the other, as seen from the root of the repository and in whole names, is the same file,
/// unless there are two such files on either side: a report may come from another machine.
#[must_use]
pub fn place(coverage: &PackedCoverage, root: Option<&str>, files: &[MeasuredPath]) -> Vec<Placed> {
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
    /// Each below the root, if somebody says what that is.
    exact: HashMap<String, usize>,
    /// By their last two names.
    by_end: HashMap<&'a str, Vec<usize>>,
    /// By their last name.
    by_name: HashMap<&'a str, Vec<usize>>,
    /// Those that are a name alone, by it.
    names: HashMap<&'a str, Vec<usize>>,
}

impl<'a> Reported<'a> {
    fn new(coverage: &'a PackedCoverage, root: Option<&str>) -> Reported<'a> {
        let paths: Vec<&str> = coverage.files().map(|file| file.path()).collect();
        let mut exact = HashMap::with_capacity(paths.len());
        let mut by_end: HashMap<&str, Vec<usize>> = HashMap::with_capacity(paths.len());
        let (mut by_name, mut names) =
            (HashMap::<&str, Vec<usize>>::new(), HashMap::<&str, Vec<usize>>::new());
        for (number, &path) in paths.iter().enumerate() {
            if let Some(root) = root {
                exact.entry(placed(root, path)).or_insert(number);
            } else if is_absolute(path) {
                exact.entry(path.to_owned()).or_insert(number);
            }
            by_name.entry(name(path)).or_default().push(number);
            match end(path) {
                Some(end) => by_end.entry(end).or_default().push(number),
                None => names.entry(name(path)).or_default().push(number),
            }
        }
        Reported { paths, exact, by_end, by_name, names }
    }

    /// The path that is a file, or the first that may be it, with whether there are more, and whether it is the same.
    fn candidate(&self, file: &MeasuredPath) -> Option<(usize, bool, bool)> {
        if let Some(&same) = self.exact.get(&file.absolute) {
            return Some((same, false, true));
        }
        let inside = file.in_repository();
        let (alone, others) = match end(inside) {
            Some(end) => (self.names.get(name(inside)), self.by_end.get(end)),
            None => (None, self.by_name.get(name(inside))),
        };
        let alike = alone.into_iter().chain(others).flatten().copied();
        let mut alike = alike.filter(|&it| ends_alike(self.paths[it], inside));
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

fn is_absolute(path: &str) -> bool {
    path.starts_with('/') || path.as_bytes().get(1) == Some(&b':')
}

/// A path below the root, unless it is absolute.
fn placed(root: &str, path: &str) -> String {
    if is_absolute(path) { path.to_owned() } else { normalized(&format!("{root}/{path}")) }
}

/// Whether one path ends with the other, in whole names.
fn ends_alike(one: &str, other: &str) -> bool {
    let (long, short) = if one.len() >= other.len() { (one, other) } else { (other, one) };
    let short = short.trim_start_matches('/');
    long.strip_suffix(short).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
}
