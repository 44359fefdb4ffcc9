//! What changed since the last question: only that is looked at again, and everything else is known.

use super::measured::{File, Measured};
use super::session::Session;
use super::{SessionError, languages};
use crate::config::{FILE_NAMES, Preset};
use crate::discover::{
    DiscoverError, Filter, IGNORE_FILES, Request, Source, as_reported, discover_governed, passes_over,
};
use crate::model::{Limit, Metric, Outcome, Record};
use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Something that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// What is on disk at this path, a file or a directory: new, other than it was, or gone. A text that was given for
    /// it counts no more.
    Disk(PathBuf),
    /// This text counts instead of the file at this path, which need not be there.
    Text(PathBuf, Arc<[u8]>),
}

/// What an update came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Updated {
    /// Files that were measured again, or for the first time.
    pub measured: Vec<PathBuf>,
    /// Files that are no part of the selection any more.
    pub gone: Vec<PathBuf>,
    /// Whether everything has to be looked at again: a configuration or an ignore file changed.
    pub everything: bool,
}

impl Session {
    /// Takes note of what changed, and looks at nothing else.
    ///
    /// A path counts however it is spelled. If a configuration or an ignore file changed, everything is forgotten but
    /// the texts, and the next question looks at all of it again.
    ///
    /// # Errors
    /// If a configuration is wrong, or a signal came.
    pub fn update(&mut self, edits: impl IntoIterator<Item = Edit>) -> Result<Updated, SessionError> {
        let mut touched = BTreeSet::new();
        let mut forgets = false;
        for edit in edits {
            let (path, text) = match edit {
                Edit::Disk(path) => (path, None),
                Edit::Text(path, text) => (path, Some(text)),
            };
            let path = self.configured.absolute(&path);
            forgets |= text.is_none() && self.governs(&path);
            match text {
                Some(text) => self.texts.insert(path.clone(), text),
                None => self.texts.remove(&path),
            };
            touched.insert(path);
        }
        if forgets {
            self.forget()?;
            return Ok(Updated { everything: true, ..Updated::default() });
        }
        self.look_again(&touched)
    }

    /// Sets other limits, and measures nothing again.
    ///
    /// # Errors
    /// If a configuration is wrong.
    pub fn relimit(
        &mut self,
        preset: Option<&'static Preset>,
        limits: Vec<(&'static Metric, Limit)>,
    ) -> Result<(), SessionError> {
        (self.selection.preset, self.selection.limits) = (preset, limits);
        self.reconfigure()
    }

    /// Whether a file says what counts for others.
    fn governs(&self, path: &Path) -> bool {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let is_part = |files: &[PathBuf]| files.iter().any(|file| self.configured.absolute(file) == path);
        FILE_NAMES.contains(&name)
            || IGNORE_FILES.contains(&name)
            || self.configured.met().iter().any(|settings| is_part(&settings.files))
    }

    fn forget(&mut self) -> Result<(), SessionError> {
        (self.measured, self.set_aside, self.knows_all) = (Measured::default(), None, false);
        self.reconfigure()
    }

    fn look_again(&mut self, touched: &BTreeSet<PathBuf>) -> Result<Updated, SessionError> {
        let Some(mut all) = self.take_all() else { return Ok(Updated::default()) };
        let places: Vec<PathBuf> = touched.iter().filter_map(|path| self.reported(path)).collect();
        let mut files = Vec::new();
        for place in &places {
            files.extend(self.found_at(place)?);
        }
        self.configured.settle(files.iter().map(|file| &*file.path))?;
        let fresh = self.measure_again(&files);
        let mut updated = Updated::default();
        if let Ok(fresh) = &fresh {
            updated.measured = fresh.records.iter().map(|record| record.path.clone()).collect();
        }
        let known: HashSet<&PathBuf> = updated.measured.iter().collect();
        for place in &places {
            let gone = take_below(&mut all.outcome, place);
            updated.gone.extend(gone.into_iter().filter(|path| !known.contains(path)));
        }
        if let Ok(fresh) = fresh {
            all.outcome.absorb(fresh);
            all.outcome.sort();
        }
        self.set_aside = Some(all);
        self.work.go_on()?;
        Ok(updated)
    }

    /// Measures a few files beside the cache, and many with it.
    fn measure_again(&mut self, files: &[File]) -> Result<Outcome, SessionError> {
        const MANY: usize = 64;
        if files.len() < MANY || self.work.caching.is_wanted() {
            return self.measure_files(files);
        }
        let paths: Vec<PathBuf> = files.iter().map(|file| file.path.clone()).collect();
        self.open_cache(&paths);
        let measured = self.measure_files(files);
        // A cache that others cannot rebuild for as long as an editor runs would be in their way.
        self.work.caching.finish();
        measured
    }

    /// The files to measure at a path, which may be a directory or nothing.
    fn found_at(&self, place: &Path) -> Result<Vec<File>, SessionError> {
        let root = self.root_of(place);
        let is_named = self.is_named(place);
        let govern = |directory: &Path| self.configured.filter(directory);
        let request = &self.plan.request;
        let is_there = || self.texts.contains_key(&self.configured.absolute(place));
        let state = place.symlink_metadata();
        let is_directory = state.as_ref().is_ok_and(std::fs::Metadata::is_dir);
        if !is_named && state.is_ok_and(|state| state.is_symlink()) {
            return Ok(Vec::new());
        }
        // A directory is passed over if a file in it is.
        let file = if is_directory { place.join("x") } else { place.to_owned() };
        if !is_named && passes_over(request, &govern, &root, &file).unwrap_or(true) {
            return Ok(Vec::new());
        }
        let request = Request { paths: vec![place.to_owned()], ..request.clone() };
        let named: HashSet<&Path> = is_named.then_some(place).into_iter().collect();
        let detect = |path: &Path, filter: &Filter| languages::of_file(path, filter, &named);
        let mut files = match discover_governed(&request, &govern, &detect) {
            Ok(found) => {
                self.work.course.count_listed(found.listed);
                found.candidates
            }
            Err(error) if !is_named || matches!(error, DiscoverError::Missing { .. }) => Vec::new(),
            Err(error) => return Err(error.into()),
        };
        for file in &mut files {
            file.named = is_named;
        }
        if is_there() {
            files.retain(|file| file.path != place);
            files.extend(self.file_of_text(place));
        }
        self.overlay(&mut files);
        Ok(files)
    }

    /// Lets the texts that were given count instead of files.
    pub(super) fn overlay(&self, files: &mut [File]) {
        if self.texts.is_empty() {
            return;
        }
        for file in files.iter_mut().filter(|file| file.source == Source::File) {
            if let Some(text) = self.texts.get(&self.configured.absolute(&file.path)) {
                (file.size, file.stamp) = (text.len() as u64, None);
                file.source = Source::Text(Arc::clone(text));
            }
        }
    }

    /// The texts of files that a walk does not meet, because they are on no disk yet.
    pub(super) fn add_texts(&self, files: &mut Vec<File>) {
        for path in self.texts.keys() {
            let Some(place) = self.reported(path) else { continue };
            if !files.iter().any(|file| file.path == place) && !path.exists() {
                files.extend(self.file_of_text(&place));
            }
        }
    }

    /// A text that was given, as a file to measure; `None` if there is none, or its language is not known.
    pub(super) fn file_of_text(&self, place: &Path) -> Option<File> {
        let text = self.texts.get(&self.configured.absolute(place))?;
        let filter = self.configured.filter(place.parent().unwrap_or(Path::new("")));
        let source = Source::Text(Arc::clone(text));
        let language = languages::of_side(place, &source, &filter)?;
        let (path, named, size) = (place.to_owned(), self.is_named(place), text.len() as u64);
        Some(File { path, language, size, stamp: None, named, source, terms: filter.terms })
    }

    fn is_named(&self, place: &Path) -> bool {
        self.plan.request.paths.iter().any(|path| as_reported(path) == place && !path.is_dir())
    }

    /// The root of the selection that a file stands below.
    fn root_of(&self, place: &Path) -> PathBuf {
        let place = self.configured.absolute(place);
        let roots = self.plan.request.paths.iter().map(|path| as_reported(path));
        let mut roots = roots.filter(|root| place.starts_with(self.configured.absolute(root)));
        roots.next().unwrap_or_default()
    }

    /// An absolute path as it stands in reports; `None` if it is no part of the selection.
    fn reported(&self, path: &Path) -> Option<PathBuf> {
        let roots = self.plan.request.paths.iter().map(|root| as_reported(root));
        let mut places = roots.filter_map(|root| {
            let below = path.strip_prefix(self.configured.absolute(&root)).ok()?.to_owned();
            Some(match (root == Path::new("."), below.as_os_str().is_empty()) {
                (_, true) => root,
                (true, false) => below,
                (false, false) => root.join(below),
            })
        });
        places.next()
    }
}

/// Takes out what is known of a path and of what stands below it; gives the paths of the records.
fn take_below(outcome: &mut Outcome, place: &Path) -> Vec<PathBuf> {
    let is_all = place == Path::new(".");
    let is_below = |path: &Path| is_all || path.starts_with(place);
    let exact = outcome.records.binary_search_by(|it| it.path.as_os_str().cmp(place.as_os_str()));
    let gone: Vec<Record> = match exact {
        Ok(at) => vec![outcome.records.remove(at)],
        Err(_) => outcome.records.extract_if(.., |it| is_below(&it.path)).collect(),
    };
    outcome.skipped.retain(|it| !is_below(&it.path));
    gone.into_iter().map(|record| record.path).collect()
}
