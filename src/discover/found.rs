//! What was found: files to measure, in an order that does not depend on threads, and what was passed over.

use super::{Hidden, Links, Reading, Source, Terms, read, read_stamped};
use crate::language::LanguageSpec;
use crate::model::{FileStamp, Skipped};
use std::cmp::Ordering;
use std::path::{Path, PathBuf};

/// A regular file to measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The file as reached from the argument given, without a leading `./`.
    pub path: PathBuf,
    /// Its language.
    pub language: &'static LanguageSpec,
    /// Its size in bytes when it was met.
    pub size: u64,
    /// Its state when it was met, where the system tells enough to see every edit by it.
    pub stamp: Option<FileStamp>,
    /// Whether it was given by name rather than met in a walk.
    pub named: bool,
    /// Where its bytes are.
    pub source: Source,
    /// What is done with it, if that is not the same for all files of the run.
    pub terms: Option<Terms>,
}

impl Candidate {
    /// Whether its last component may be a symbolic link: only in a path that somebody gave.
    #[must_use]
    pub fn links(&self) -> Links {
        if self.named { Links::Follow } else { Links::Refuse }
    }

    /// Reads at most `cap` bytes; `None` when a file met in a walk has vanished since.
    ///
    /// # Errors
    ///
    /// As [`read`], for a file and for a blob alike.
    pub fn read(&self, cap: u64) -> Result<Option<Vec<u8>>, Skipped> {
        match &self.source {
            Source::File => read(&self.path, self.links(), cap),
            Source::Blob(blob) => blob.read(&self.path, cap).map(Some),
            Source::Text(text) => read::of_text(text, &self.path, cap).map(Some),
        }
    }

    /// Reads like [`Candidate::read`], and says in which state the file was, which a blob has none of.
    ///
    /// # Errors
    ///
    /// As [`read`].
    pub(crate) fn read_stamped(&self, cap: u64) -> Result<Option<Reading>, Skipped> {
        match &self.source {
            Source::File => read_stamped(&self.path, self.links(), cap),
            Source::Blob(blob) => {
                blob.read(&self.path, cap).map(|bytes| Some(Reading { bytes, stamp: None }))
            }
            Source::Text(text) => {
                read::of_text(text, &self.path, cap).map(|bytes| Some(Reading { bytes, stamp: None }))
            }
        }
    }
}

/// What was found, each list sorted by the bytes of the path and free of duplicates, the candidates whatever the
/// spelling of their paths.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Discovery {
    /// The files to measure.
    pub candidates: Vec<Candidate>,
    /// Files and directories that the operating system would not show.
    pub skipped: Vec<Skipped>,
    /// Files that were named and whose language cannot be told.
    pub unrecognised: Vec<PathBuf>,
    /// What a walk passed over by a pattern or, if that was asked for, by any rule.
    pub hidden: Vec<Hidden>,
    /// The directories that were listed.
    pub directories: Vec<PathBuf>,
}

impl Discovery {
    pub(super) fn append(&mut self, mut other: Discovery) {
        self.candidates.append(&mut other.candidates);
        self.skipped.append(&mut other.skipped);
        self.unrecognised.append(&mut other.unrecognised);
        self.hidden.append(&mut other.hidden);
        self.directories.append(&mut other.directories);
    }

    /// Puts everything into the one order that does not depend on threads; of equal paths the named one stays.
    pub(super) fn finish(&mut self) {
        self.candidates.sort_unstable_by(|a, b| by_path(a, b).then(b.named.cmp(&a.named)));
        self.candidates.dedup_by(|later, kept| bytes(&later.path) == bytes(&kept.path));
        self.skipped.sort_by(|a, b| bytes(&a.path).cmp(bytes(&b.path)));
        self.skipped.dedup_by(|later, kept| later.path == kept.path);
        self.directories.sort_unstable_by(|a, b| bytes(a).cmp(bytes(b)));
        self.unrecognised.sort_unstable_by(|a, b| bytes(a).cmp(bytes(b)));
        self.unrecognised.dedup();
        self.hidden.sort_by(|a, b| bytes(&a.path).cmp(bytes(&b.path)));
        self.hidden.dedup_by(|later, kept| later.path == kept.path);
        let is_found =
            |path: &Path| self.candidates.binary_search_by(|it| bytes(&it.path).cmp(bytes(path))).is_ok();
        self.hidden.retain(|it| !is_found(&it.path));
    }
}

pub(super) fn by_path(a: &Candidate, b: &Candidate) -> Ordering {
    bytes(&a.path).cmp(bytes(&b.path))
}

fn bytes(path: &Path) -> &[u8] {
    path.as_os_str().as_encoded_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::LANGUAGES;

    #[test]
    fn of_equal_paths_the_named_one_stays() {
        let candidate = |path: &str, named| Candidate {
            path: path.into(),
            language: &LANGUAGES[0],
            size: 1,
            stamp: None,
            named,
            source: Source::File,
            terms: None,
        };
        let candidates = vec![
            candidate("b/c", false),
            candidate("b", false),
            candidate("b.py", false),
            candidate("b", true),
            candidate("b", false),
        ];
        let mut found = Discovery { candidates, ..Discovery::default() };
        found.finish();
        let rows: Vec<_> = found.candidates.iter().map(|c| (c.path.to_str().unwrap(), c.named)).collect();
        assert_eq!(rows, [("b", true), ("b.py", false), ("b/c", false)], "`.` sorts before `/` by bytes");
    }
}
