//! From commits to files: what changed between two of them, of the files whose language is known and under the rules of
//! a walk. A path and a content are looked at once, however many commits have them.

use super::History;
use super::commits::Commit;
use super::trees::{Differing, Trees};
use crate::discover::filter::Govern;
use crate::discover::forced::Forced;
use crate::discover::git::places::Places;
use crate::discover::git::renames;
use crate::discover::git::{Blob, DetectSide, GitError};
use crate::discover::rules::Search;
use crate::discover::script::may_be_script;
use crate::discover::{Candidate, Request, Source, Terms, os};
use crate::language::{LanguageSpec, generated};
use crate::model::{FileChange, FileVersion};
use git2::{Oid, Repository};
use std::cell::LazyCell;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

/// Which files of a history are looked at.
#[derive(Clone, Copy)]
pub struct Survey<'a> {
    /// Files and directories, as they were typed; none stand for all.
    pub paths: &'a [PathBuf],
    /// Whether all others are looked at, too: they tell what was moved.
    pub whole: bool,
    /// What else was asked for.
    pub request: &'a Request,
    /// Says what holds in a directory, which need not be on disk.
    pub govern: Govern<'a>,
    /// Tells the language of a file.
    pub detect: DetectSide<'a>,
}

/// A content that some file has in some commit.
#[derive(Clone, Debug)]
pub struct FileContent {
    /// Number of the first path that has it.
    pub path: u32,
    /// Its bytes.
    pub blob: Blob,
    /// Its language.
    pub language: &'static LanguageSpec,
    /// Whether the file was asked for by its own name.
    pub named: bool,
    /// What is done with it, if that is not the same for all files.
    pub terms: Option<Terms>,
}

/// What some commits did to files.
#[derive(Debug)]
pub struct FileHistory {
    /// The paths, as one would type them in the current directory.
    pub paths: Vec<PathBuf>,
    /// Which of them were asked for.
    pub wanted: Vec<bool>,
    /// The contents.
    pub contents: Vec<FileContent>,
    /// For each commit what it did, in the order of the paths.
    pub changes: Vec<Vec<FileChange>>,
}

/// What two versions of all files are compared: two trees, of which the first may be empty.
type Compared = (Option<Oid>, Oid);

impl History {
    /// What differs in each commit from the one before it in the list; in the first one every file is new.
    ///
    /// # Errors
    ///
    /// A path outside the repository, one that is neither on disk nor in any of the commits, and an object that is not
    /// here.
    pub fn along(&self, commits: &[Commit], survey: &Survey<'_>) -> Result<FileHistory, GitError> {
        let mut before = None;
        let pairs = commits.iter().map(|commit| (before.replace(commit.tree), commit.tree)).collect();
        self.survey(pairs, survey, false)
    }

    /// What each commit did to what its first parent has, a file that was renamed being one, and behind that every file of
    /// the last commit as a new one.
    ///
    /// # Errors
    ///
    /// As [`History::along`].
    pub fn each(&self, commits: &[Commit], survey: &Survey<'_>) -> Result<FileHistory, GitError> {
        let mut pairs = self.with_parents(commits).map_err(|error| self.told(error))?;
        pairs.extend(commits.last().map(|commit| (None, commit.tree)));
        self.survey(pairs, survey, true)
    }

    fn with_parents(&self, commits: &[Commit]) -> Result<Vec<Compared>, GitError> {
        let repository = self.store.lock();
        let known: HashMap<Oid, Oid> = commits.iter().map(|commit| (commit.id, commit.tree)).collect();
        let tree = |parent: Oid| -> Result<Oid, GitError> {
            match known.get(&parent) {
                Some(&tree) => Ok(tree),
                None => Ok(self.replacements.commit(repository.find_commit(parent)?, &repository)?.tree_id()),
            }
        };
        let pair = |commit: &Commit| -> Result<Compared, GitError> {
            let parent = commit.parents.first().filter(|_| !commit.is_cut_off());
            Ok((parent.map(|&parent| tree(parent)).transpose()?, commit.tree))
        };
        commits.iter().map(pair).collect()
    }

    fn survey(
        &self,
        pairs: Vec<Compared>,
        survey: &Survey<'_>,
        renames: bool,
    ) -> Result<FileHistory, GitError> {
        let places = Places::new(&self.root, &self.here, survey.paths)?;
        let search = Search::new(survey.request, survey.govern);
        let mut surveyor = Surveyor {
            history: self,
            forced: Forced::below(&search, &self.root),
            search: &search,
            detect: survey.detect,
            places: &places,
            whole: survey.whole,
            paths: Paths::default(),
            contents: Vec::new(),
            known: HashMap::new(),
        };
        let changes = surveyor.all(pairs, renames).map_err(|error| self.told(error))?;
        let Surveyor { paths, contents, .. } = surveyor;
        self.must_be_known(&places, &paths)?;
        let wanted = paths.list.iter().map(|path| places.wants(&path.place)).collect();
        let paths = paths.list.iter().map(|path| places.show(&path.place)).collect();
        Ok(FileHistory { paths, wanted, contents, changes })
    }

    /// A name that was mistyped must not look like one without a history.
    fn must_be_known(&self, places: &Places, paths: &Paths) -> Result<(), GitError> {
        let known = LazyCell::new(|| -> HashSet<&Path> {
            paths.list.iter().flat_map(|path| path.place.ancestors()).collect()
        });
        let is_there = |place: &Path| !self.is_bare && self.root.join(place).symlink_metadata().is_ok();
        match places.given().find(|(_, place)| !is_there(place) && !known.contains(place)) {
            Some((shown, _)) => Err(GitError::UnknownPath(shown.to_path_buf())),
            None => Ok(()),
        }
    }

    /// The bytes of a content must be here.
    ///
    /// # Errors
    ///
    /// [`GitError::Missing`] if they are not.
    pub(crate) fn size_of(&self, content: &FileContent, path: &Path) -> Result<u64, GitError> {
        match content.blob.stored_size() {
            Err(GitError::Missing { .. }) => {
                let what = format!("{} (blob {})", path.display(), content.blob.id());
                Err(self.told(GitError::Missing { what, fetch: None }))
            }
            size => Ok(size.unwrap_or(0)),
        }
    }
}

/// Every path that was met, by its bytes as seen from the root.
#[derive(Default)]
struct Paths {
    list: Vec<Known>,
    by_bytes: HashMap<Box<[u8]>, u32>,
}

struct Known {
    place: PathBuf,
    kind: Kind,
}

/// What a path tells of the files that have it.
#[derive(Clone, Copy)]
enum Kind {
    /// They are not looked at.
    Never,
    /// They are in a language.
    In(Told),
    /// Only the first line tells the language.
    Script(bool, Option<Terms>),
}

/// How files are measured that have a path, where the path tells it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Told {
    language: &'static LanguageSpec,
    named: bool,
    /// Whether the name says so, whatever the file holds.
    is_minified: bool,
    terms: Option<Terms>,
}

/// What makes a content one: its hash, and how it is measured.
type ContentOf = (Oid, Option<Told>);

struct Surveyor<'a> {
    history: &'a History,
    forced: Forced<'a>,
    search: &'a Search<'a>,
    detect: DetectSide<'a>,
    places: &'a Places,
    whole: bool,
    paths: Paths,
    contents: Vec<FileContent>,
    /// The numbers of contents, by what makes them one.
    known: HashMap<ContentOf, Option<u32>>,
}

impl Surveyor<'_> {
    fn all(&mut self, pairs: Vec<Compared>, renames: bool) -> Result<Vec<Vec<FileChange>>, GitError> {
        let leaves = {
            let repository = self.history.store.lock();
            self.leaves(&repository, pairs)?
        };
        leaves.into_iter().map(|list| self.changes(list, renames)).collect()
    }

    /// The paths that may matter and what they have, for each pair of trees; git is asked for nothing else.
    fn leaves(&mut self, repository: &Repository, pairs: Vec<Compared>) -> Result<Vec<Vec<Moved>>, GitError> {
        let (places, whole) = (self.places, self.whole);
        let enters = move |path: &[u8]| {
            let directory = path.strip_suffix(b"/").unwrap_or(path);
            whole || os::path(directory).is_ok_and(|directory| places.may_hold(&directory))
        };
        let mut trees = Trees::new(repository, Box::new(enters))?;
        let mut all = Vec::with_capacity(pairs.len());
        for (before, after) in pairs {
            let mut list = Vec::new();
            trees.compare(before, Some(after), &mut |differing| {
                let Differing { path, before, after } = differing;
                if let Some(path) = self.number_of(path)? {
                    list.push(Moved { path, before, after });
                }
                Ok(())
            })?;
            all.push(list);
        }
        Ok(all)
    }

    /// The number of a path, if files that have it are looked at.
    fn number_of(&mut self, bytes: &[u8]) -> Result<Option<u32>, GitError> {
        let path = if let Some(&known) = self.paths.by_bytes.get(bytes) {
            known
        } else {
            let place = os::path(bytes)
                .map_err(|error| GitError::Other(format!("{}: {error}", String::from_utf8_lossy(bytes))))?;
            let (kind, next) = (self.kind_of(&place), number(self.paths.list.len())?);
            self.paths.list.push(Known { place, kind });
            self.paths.by_bytes.insert(bytes.into(), next);
            next
        };
        let kind = self.paths.list[path as usize].kind;
        Ok(Some(path).filter(|_| !matches!(kind, Kind::Never)))
    }

    fn kind_of(&mut self, place: &Path) -> Kind {
        if !self.whole && !self.places.wants(place) {
            return Kind::Never;
        }
        let (named, path) = (self.places.names(place), self.history.root.join(place));
        let filter = self.search.filter_of(&path);
        // A file that only its first line tells is asked about once its content is known.
        let nothing = Source::Text(std::sync::Arc::from([]));
        let kind = match (self.detect)(&path, &nothing, &filter) {
            Some(language) => {
                let is_minified = generated(&path, b"").is_some();
                Kind::In(Told { language, named, is_minified, terms: filter.terms })
            }
            None if may_be_script(&path) => Kind::Script(named, filter.terms),
            None => return Kind::Never,
        };
        let is_exempt = named && !self.search.request.force_exclude;
        // An ignore file that must not be opened says nothing of the files of the past.
        let mut is_hidden = || self.forced.hide(&path).ok().flatten().is_some();
        if !is_exempt && is_hidden() { Kind::Never } else { kind }
    }

    fn changes(&mut self, list: Vec<Moved>, renames: bool) -> Result<Vec<FileChange>, GitError> {
        let mut changes = Vec::with_capacity(list.len());
        for Moved { path, before, after } in list {
            let before = self.version(path, before)?;
            let after = self.version(path, after)?;
            if before != after {
                changes.push(FileChange { before, after });
            }
        }
        let is = |change: &FileChange| (change.before.is_some(), change.after.is_some());
        let has = |sides| changes.iter().any(|change| is(change) == sides);
        if renames && has((true, false)) && has((false, true)) {
            self.join(&mut changes);
        }
        Ok(changes)
    }

    fn version(&mut self, path: u32, id: Option<Oid>) -> Result<Option<FileVersion>, GitError> {
        let Some(id) = id else { return Ok(None) };
        let (key, named, terms) = match self.paths.list[path as usize].kind {
            Kind::Never => return Ok(None),
            Kind::In(told) => (Some(told), told.named, told.terms),
            Kind::Script(named, terms) => (None, named, terms),
        };
        if let Some(&known) = self.known.get(&(id, key)) {
            return Ok(known.map(|content| FileVersion { path, content }));
        }
        let blob = Blob::new(id, &self.history.store);
        let told = match key {
            Some(told) => Some(told.language),
            None => self.language_of_script(path, &blob)?,
        };
        let mut content = None;
        if let Some(language) = told {
            content = Some(number(self.contents.len())?);
            self.contents.push(FileContent { path, blob, language, named, terms });
        }
        self.known.insert((id, key), content);
        Ok(content.map(|content| FileVersion { path, content }))
    }

    fn language_of_script(&self, path: u32, blob: &Blob) -> Result<Option<&'static LanguageSpec>, GitError> {
        let path = self.history.root.join(&self.paths.list[path as usize].place);
        if let Err(GitError::Missing { .. }) = blob.stored_size() {
            let what = format!("{} (blob {})", path.display(), blob.id());
            return Err(GitError::Missing { what, fetch: None });
        }
        Ok((self.detect)(&path, &Source::Blob(blob.clone()), &self.search.filter_of(&path)))
    }

    /// Makes one change of a file that is gone and of one that is new where these are the same file.
    fn join(&self, changes: &mut Vec<FileChange>) {
        let places = |is: fn(&FileChange) -> bool| -> Vec<usize> {
            changes.iter().enumerate().filter(|(_, change)| is(change)).map(|(place, _)| place).collect()
        };
        let gone = places(|it| it.before.is_some() && it.after.is_none());
        let new = places(|it| it.before.is_none() && it.after.is_some());
        let files = |places: &[usize], side: fn(&FileChange) -> Option<FileVersion>| -> Vec<Candidate> {
            places.iter().filter_map(|&place| side(&changes[place])).map(|it| self.file(it)).collect()
        };
        let former = renames::former(
            &files(&gone, |it| it.before).iter().collect::<Vec<_>>(),
            &files(&new, |it| it.after).iter().collect::<Vec<_>>(),
        );
        for (at, former) in former.into_iter().enumerate() {
            if let Some(former) = former {
                changes[new[at]].before = changes[gone[former]].before.take();
            }
        }
        changes.retain(|it| it.before.is_some() || it.after.is_some());
    }

    fn file(&self, version: FileVersion) -> Candidate {
        let content = &self.contents[version.content as usize];
        Candidate {
            path: self.paths.list[version.path as usize].place.clone(),
            language: content.language,
            size: 0,
            stamp: None,
            named: false,
            source: Source::Blob(content.blob.clone()),
            terms: None,
        }
    }
}

/// The number of the next of so many things.
fn number(count: usize) -> Result<u32, GitError> {
    u32::try_from(count)
        .map_err(|_| GitError::Other("more files and contents than can be counted".to_owned()))
}

/// A file whose path may matter, and that differs.
struct Moved {
    path: u32,
    before: Option<Oid>,
    after: Option<Oid>,
}
