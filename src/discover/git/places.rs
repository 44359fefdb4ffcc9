//! Paths of the repository as they look from the current directory, and those that were asked for.

use super::GitError;
use crate::discover::as_reported;
use crate::paths::absolute;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The root of a work tree, where in it the current directory is, and what was asked for.
#[derive(Debug)]
pub(super) struct Places {
    /// The current directory as seen from the root.
    current: PathBuf,
    wanted: Vec<Wanted>,
    /// Where in the list each place is, the first time: a hook may name every file there is.
    first: HashMap<PathBuf, usize>,
    /// The places and all directories above them, once somebody asks.
    above: OnceLock<HashSet<PathBuf>>,
}

/// A path that was given.
#[derive(Debug)]
struct Wanted {
    /// As seen from the root; empty for the root itself.
    place: PathBuf,
    shown: PathBuf,
}

impl Places {
    /// `root` and `here` are canonical; no paths stand for the whole work tree.
    pub(super) fn new(root: &Path, here: &Path, paths: &[PathBuf]) -> Result<Places, GitError> {
        let elsewhere =
            |path: &Path| GitError::Elsewhere { work_tree: root.to_path_buf(), path: path.to_path_buf() };
        let current = here.strip_prefix(root).map_err(|_| elsewhere(here))?.to_path_buf();
        let locate = |path: &PathBuf| {
            let place = inside(root, &absolute(path, here)).ok_or_else(|| elsewhere(path))?;
            Ok(Wanted { place, shown: as_reported(path) })
        };
        let wanted = paths.iter().map(locate).collect::<Result<Vec<_>, GitError>>()?;
        let mut first = HashMap::with_capacity(wanted.len());
        for (at, wanted) in wanted.iter().enumerate() {
            first.entry(wanted.place.clone()).or_insert(at);
        }
        Ok(Places { current, wanted, first, above: OnceLock::new() })
    }

    /// Whether a file is one that was asked for, or below one.
    pub(super) fn wants(&self, path: &Path) -> bool {
        self.wanted.is_empty() || self.holder(path).is_some()
    }

    /// Whether a directory is, holds, or is in what was asked for.
    pub(super) fn may_hold(&self, directory: &Path) -> bool {
        let above = || -> HashSet<PathBuf> {
            let all = self.wanted.iter().flat_map(|wanted| wanted.place.ancestors());
            all.collect::<HashSet<&Path>>().into_iter().map(Path::to_path_buf).collect()
        };
        self.wants(directory) || self.above.get_or_init(above).contains(directory)
    }

    /// Whether a file was given by its own name.
    pub(super) fn names(&self, path: &Path) -> bool {
        self.first.contains_key(path)
    }

    /// What was given, with its place as seen from the root.
    pub(super) fn given(&self) -> impl Iterator<Item = (&Path, &Path)> {
        self.wanted.iter().map(|wanted| (wanted.shown.as_path(), wanted.place.as_path()))
    }

    /// The path as reached from the argument that holds it, or else from the current directory.
    pub(super) fn show(&self, path: &Path) -> PathBuf {
        let below = |wanted: &Wanted| Some((wanted.shown.clone(), path.strip_prefix(&wanted.place).ok()?));
        match self.holder(path).and_then(below) {
            Some((shown, rest)) if rest.as_os_str().is_empty() => shown,
            Some((shown, rest)) => as_reported(&shown.join(rest)),
            None => relative(path, &self.current),
        }
    }

    /// The first that was given of those that are a path or hold it.
    fn holder(&self, path: &Path) -> Option<&Wanted> {
        let first = path.ancestors().filter_map(|place| self.first.get(place)).min()?;
        self.wanted.get(*first)
    }
}

/// Where in the root an absolute path is: by its letters, or else by what its links lead to.
fn inside(root: &Path, path: &Path) -> Option<PathBuf> {
    if let Ok(place) = path.strip_prefix(root) {
        return Some(place.to_path_buf());
    }
    path.ancestors().find_map(|above| {
        let rest = path.strip_prefix(above).ok()?;
        Some(above.canonicalize().ok()?.join(rest).strip_prefix(root).ok()?.components().collect())
    })
}

/// A path as seen from a directory; both are seen from the same root.
fn relative(path: &Path, directory: &Path) -> PathBuf {
    let common = path.components().zip(directory.components()).take_while(|(a, b)| a == b).count();
    let up = directory.components().skip(common).map(|_| std::path::Component::ParentDir);
    up.chain(path.components().skip(common)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(here: &str, paths: &[&str]) -> Places {
        let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
        Places::new(Path::new("/repo"), Path::new(here), &paths).unwrap()
    }

    #[test]
    fn a_path_is_shown_as_one_would_type_it() {
        let show = |here, path| places(here, &[]).show(Path::new(path)).display().to_string();
        assert_eq!(show("/repo", "src/a.py"), "src/a.py");
        assert_eq!(show("/repo/src", "src/a.py"), "a.py");
        assert_eq!(show("/repo/src/deep", "src/a.py"), "../a.py");
        assert_eq!(show("/repo/test", "src/a.py"), "../src/a.py");
    }

    #[test]
    fn a_path_is_shown_as_reached_from_the_argument() {
        let show = |paths: &[&str]| places("/repo/src", paths).show(Path::new("src/x/a.py"));
        for (given, shown) in [
            ("x", "x/a.py"),
            ("./x/", "x/a.py"),
            (".", "x/a.py"),
            ("..", "../src/x/a.py"),
            ("x/a.py", "x/a.py"),
        ] {
            assert_eq!(show(&[given]), Path::new(shown), "{given}");
        }
        assert_eq!(show(&["/repo/src"]), Path::new("/repo/src/x/a.py"));
        assert_eq!(show(&["y", "./x/a.py", "/repo", "x/a.py"]), Path::new("x/a.py"), "the first one counts");
        assert_eq!(show(&["/repo", "x/a.py"]), Path::new("/repo/src/x/a.py"));
    }

    #[test]
    fn only_whole_names_are_asked_for() {
        let places = places("/repo", &["src/a"]);
        assert!(places.wants(Path::new("src/a/b.py")) && places.wants(Path::new("src/a")));
        assert!(!places.wants(Path::new("src/ab.py")) && !places.names(Path::new("src/a/b.py")));
    }

    #[test]
    fn outside_the_work_tree_there_is_nothing_to_ask_for() {
        let error = Places::new(Path::new("/repo"), Path::new("/repo"), &["../x.py".into()]).unwrap_err();
        assert!(matches!(error, GitError::Elsewhere { .. }), "{error}");
        assert!(Places::new(Path::new("/etc"), Path::new("/repo"), &[]).is_err());
    }
}
