//! Which file of a report is which file of a run, though both name it from where they stood.

use super::{Coverage, FileCoverage, normalized};
use std::collections::{BTreeMap, BTreeSet};

/// What a report says of a file of the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Match<'a> {
    /// It knows the file.
    Known(&'a FileCoverage),
    /// It does not speak of the file.
    Unknown,
    /// Two files of the report, or two of the run, could be meant: the first path that is as good as another.
    Ambiguous(&'a str),
}

/// A file of the run, with `/` between the parts of its paths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasuredPath {
    /// From the root of the file system.
    pub absolute: String,
    /// From the root of its repository.
    pub in_repository: String,
}

/// The files of reports, joined to those of a run.
#[derive(Debug)]
pub struct CoverageOf<'a> {
    by_file: BTreeMap<&'a str, Match<'a>>,
}

impl<'a> CoverageOf<'a> {
    /// Joins reports to the files of a run.
    ///
    /// A path of a report that is not absolute begins at `root`, if somebody says what that is. Where the paths are not
    /// the same, one that ends with the other, as seen from the root of the repository and in whole names, is the same
    /// file, unless there are two such files on either side: a report may come from another machine.
    #[must_use]
    pub fn new(coverage: &'a Coverage, root: Option<&str>, files: &'a [MeasuredPath]) -> CoverageOf<'a> {
        let mut by_name: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for path in coverage.files.keys() {
            by_name.entry(name(path)).or_default().push(path);
        }
        let candidates = |file: &MeasuredPath| -> Vec<&'a str> {
            let reported = by_name.get(name(&file.absolute)).map_or(&[][..], Vec::as_slice);
            if let Some(same) = reported.iter().find(|path| is_exact(path, &file.absolute, root)) {
                return vec![same];
            }
            reported.iter().copied().filter(|path| ends_alike(path, &file.in_repository)).collect()
        };
        let found: BTreeMap<&'a str, Vec<&'a str>> =
            files.iter().map(|file| (file.absolute.as_str(), candidates(file))).collect();
        let mut claimed: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (&file, paths) in found.iter().filter(|(_, paths)| paths.len() == 1) {
            claimed.entry(paths[0]).or_default().insert(file);
        }
        let exact: BTreeSet<(&str, &str)> = found
            .iter()
            .flat_map(|(&file, paths)| paths.iter().map(move |&path| (path, file)))
            .filter(|(path, file)| is_exact(path, file, root))
            .collect();
        // a path that is some file is no other one
        let is_taken = |path: &str, file: &str| {
            exact.range((path, "")..).next().is_some_and(|&(known, by)| known == path && by != file)
        };
        let decide = |file: &'a str, paths: &[&'a str]| match paths {
            [] => Match::Unknown,
            [path] if is_taken(path, file) => Match::Unknown,
            [path] if claimed[path].len() == 1 || is_exact(path, file, root) => {
                Match::Known(&coverage.files[*path])
            }
            [path, ..] => Match::Ambiguous(path),
        };
        CoverageOf { by_file: found.iter().map(|(&file, paths)| (file, decide(file, paths))).collect() }
    }

    /// What the reports say of a file of the run, by its absolute path.
    #[must_use]
    pub fn file(&self, path: &str) -> Match<'a> {
        self.by_file.get(path).copied().unwrap_or(Match::Unknown)
    }
}

fn is_exact(path: &str, file: &str, root: Option<&str>) -> bool {
    path == file || root.is_some_and(|root| placed(root, path) == file)
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// A path below the root, unless it is absolute.
fn placed(root: &str, path: &str) -> String {
    let is_absolute = path.starts_with('/') || path.as_bytes().get(1) == Some(&b':');
    if is_absolute { path.to_owned() } else { normalized(&format!("{root}/{path}")) }
}

/// Whether one path ends with the other, in whole names.
fn ends_alike(one: &str, other: &str) -> bool {
    let (long, short) = if one.len() >= other.len() { (one, other) } else { (other, one) };
    let short = short.trim_start_matches('/');
    long.strip_suffix(short).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
}
