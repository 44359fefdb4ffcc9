//! Which files are measured: it looks at directories and types, and opens no file but the ignore files and the scripts
//! that have no suffix.
//!
//! What is found by walking obeys the ignore files, the excluded names and the patterns. What is named beats them
//! all, and must exist. A problem below a directory is a row in `skipped` and never stops the run.

mod error;
mod filter;
mod forced;
pub mod git;
mod hidden;
mod ignores;
mod listing;
mod named;
mod os;
mod paths_from;
mod read;
mod rules;
mod script;
mod source;
mod spelling;
mod walk;

pub use error::DiscoverError;
pub use filter::{EXCLUDED_DIRECTORIES, Filter, Govern, Terms};
pub use hidden::{Hidden, HiddenBy};
pub use ignores::{EarlierIgnores, IGNORE_FILES};
pub(crate) use os::path as path_of_bytes;
pub use paths_from::{Separator, paths_from};
pub use read::{Links, Reading, read, read_from, read_stamped, stamp_of};
pub use script::first_line_of_named;
pub use source::Source;

use crate::course::Stop;
use crate::language::LanguageSpec;
use crate::model::{FileStamp, Skipped};
use rules::Search;
use std::cmp::Ordering;
use std::path::{Path, PathBuf};

/// Tells the language of a regular file by the filter of its directory, `None` for a file that is not to be measured.
///
/// It is called from several threads, and never for a FIFO, a socket, a device or a symbolic link met on the way.
pub type Detect<'a> = &'a (dyn Fn(&Path, &Filter) -> Option<&'static LanguageSpec> + Sync);

/// What becomes of generated and minified files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Generated {
    /// They are measured.
    Measure,
    /// They are skipped, unless somebody named them.
    SkipUnlessNamed,
    /// They are skipped.
    Skip,
}

impl Generated {
    /// Whether such a file is skipped.
    #[must_use]
    pub fn skips(self, named: bool) -> bool {
        match self {
            Generated::Measure => false,
            Generated::SkipUnlessNamed => !named,
            Generated::Skip => true,
        }
    }
}

/// What to look for.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The arguments and the lines of `--paths-from` alike: a directory is walked, a file is named.
    pub paths: Vec<PathBuf>,
    /// Whether names that start with a dot are walked.
    pub hidden: bool,
    /// Whether a named file obeys all of the above as if a walk from the root of its repository had met it, but for the
    /// ignore files that are meant for git.
    pub force_exclude: bool,
    /// Names of files and directories that make a walk ask who governs where it finds them.
    pub landmarks: &'static [&'static str],
    /// Whether to tell everything that is passed over, and not only what patterns hide.
    pub note_hidden: bool,
    /// Number of walking threads; 0 is one for each processor.
    pub threads: usize,
    /// Ends a walk before it is complete.
    pub stop: Stop,
}

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
    pub fn read_stamped(&self, cap: u64) -> Result<Option<Reading>, Skipped> {
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
#[derive(Clone, Debug, PartialEq, Eq)]
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

/// Finds the files to measure, by the filter that governs each directory.
///
/// # Errors
///
/// A named path that does not exist or can never be measured (a FIFO, a socket, a device, a link to a directory). All
/// of it is found without opening the path.
pub fn discover(
    request: &Request,
    govern: Govern<'_>,
    detect: Detect<'_>,
) -> Result<Discovery, DiscoverError> {
    let search = Search::new(request, govern);
    let named = named::sort(&search, detect)?;
    let walked = walk::walk(&named.directories, &search, detect);
    let mut found = named.found;
    found.append(walked);
    found.finish();
    if request.paths.len() > 1 {
        spelling::keep_one_of_each_file(&mut found.candidates);
    }
    Ok(found)
}

/// What would hide a file if it were named, of the rules that `force_exclude` makes hold for named files.
///
/// # Errors
///
/// The row for an ignore file on the way that must not be opened.
pub fn hides(request: &Request, govern: Govern<'_>, path: &Path) -> Result<Option<HiddenBy>, Skipped> {
    forced::Forced::new(&Search::new(request, govern)).hide(path)
}

/// The rule by which a walk of a directory would pass over a file or a directory in it or below, both as they stand in
/// reports.
///
/// # Errors
///
/// As [`hides`].
pub fn passes_over(
    request: &Request,
    govern: Govern<'_>,
    root: &Path,
    place: &Path,
    is_directory: bool,
) -> Result<Option<HiddenBy>, Skipped> {
    forced::Forced::new(&Search::new(request, govern)).pass(root, place, is_directory)
}

impl Default for Discovery {
    fn default() -> Discovery {
        Discovery::empty()
    }
}

impl Discovery {
    fn empty() -> Discovery {
        Discovery {
            candidates: Vec::new(),
            skipped: Vec::new(),
            unrecognised: Vec::new(),
            hidden: Vec::new(),
            directories: Vec::new(),
        }
    }

    fn append(&mut self, mut other: Discovery) {
        self.candidates.append(&mut other.candidates);
        self.skipped.append(&mut other.skipped);
        self.unrecognised.append(&mut other.unrecognised);
        self.hidden.append(&mut other.hidden);
        self.directories.append(&mut other.directories);
    }

    /// Puts everything into the one order that does not depend on threads; of equal paths the named one stays.
    fn finish(&mut self) {
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

fn by_path(a: &Candidate, b: &Candidate) -> Ordering {
    bytes(&a.path).cmp(bytes(&b.path))
}

fn bytes(path: &Path) -> &[u8] {
    path.as_os_str().as_encoded_bytes()
}

/// A path as it stands in reports: `./src/` is `src`, `a//b/./c` is `a/b/c`; `..` and links stay as written.
#[must_use]
pub fn as_reported(path: &Path) -> PathBuf {
    let clean: PathBuf = path.components().collect();
    match clean.strip_prefix(".") {
        Ok(rest) if !rest.as_os_str().is_empty() => rest.to_path_buf(),
        _ => clean,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_reported_as_it_was_reached() {
        let cases = [
            ("/a/b", "/a/b"),
            ("src", "src"),
            ("src/", "src"),
            ("./src", "src"),
            ("./", "."),
            (".", "."),
            ("a//b/./c", "a/b/c"),
            ("../x/../y", "../x/../y"),
            ("./..", ".."),
            (".hidden", ".hidden"),
        ];
        for (given, reported) in cases {
            assert_eq!(as_reported(Path::new(given)).as_os_str(), reported, "{given}");
        }
    }

    #[test]
    fn of_equal_paths_the_named_one_stays() {
        let candidate = |path: &str, named| Candidate {
            path: path.into(),
            language: &crate::language::LANGUAGES[0],
            size: 1,
            stamp: None,
            named,
            source: Source::File,
            terms: None,
        };
        let mut found = Discovery::empty();
        found.candidates = vec![
            candidate("b/c", false),
            candidate("b", false),
            candidate("b.py", false),
            candidate("b", true),
            candidate("b", false),
        ];
        found.finish();
        let rows: Vec<_> = found.candidates.iter().map(|c| (c.path.to_str().unwrap(), c.named)).collect();
        assert_eq!(rows, [("b", true), ("b.py", false), ("b/c", false)], "`.` sorts before `/` by bytes");
    }
}
