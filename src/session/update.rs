//! What changed since the last question: only that is looked at again, and everything else is known.

use super::measured::Measured;
use super::session::Session;
use super::{SessionError, languages};
use crate::config::{FILE_NAMES, LANDMARKS, Preset};
use crate::discover::{
    Candidate, DiscoverError, Discovery, Filter, Hidden, HiddenBy, IGNORE_FILES, Request, Source,
    as_reported, discover, passes_over,
};
use crate::model::{Limit, Metric, Outcome, Record, Skipped};
use std::collections::{BTreeSet, HashSet};
use std::fs::Metadata;
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

/// What was measured again.
#[derive(Debug, Default)]
pub(super) struct Again {
    pub(super) updated: Updated,
    /// What was known of it before.
    pub(super) before: Vec<Record>,
    /// What is known of it now.
    pub(super) after: Outcome,
}

/// Where git keeps patterns of one clone.
const EXCLUDE: &str = ".git/info/exclude";

impl Session {
    /// Takes note of what changed, and looks at nothing else.
    ///
    /// A path counts however it is spelled. If a configuration or an ignore file changed, everything is forgotten but
    /// the texts, and the next question looks at all of it again.
    ///
    /// # Errors
    /// If a configuration is wrong, or a signal came.
    pub fn update(&mut self, edits: impl IntoIterator<Item = Edit>) -> Result<Updated, SessionError> {
        match self.take_note(edits) {
            Some(touched) => Ok(self.look_again(&touched)?.updated),
            None => self.rescan(),
        }
    }

    /// Forgets everything but the texts, so that the next question looks at all of it again: after events were lost, or
    /// where much may have changed.
    ///
    /// # Errors
    /// If a configuration is wrong; the one before then goes on to count.
    pub fn rescan(&mut self) -> Result<Updated, SessionError> {
        (self.measured, self.set_aside, self.knows_all) = (Measured::default(), None, false);
        self.reconfigure()?;
        Ok(Updated { everything: true, ..Updated::default() })
    }

    /// The absolute paths that were touched; `None` if one of them says what counts for others.
    pub(super) fn take_note(&mut self, edits: impl IntoIterator<Item = Edit>) -> Option<BTreeSet<PathBuf>> {
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
        (!forgets).then_some(touched)
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
            || path.ends_with(EXCLUDE)
            || self.configured.met().iter().any(|settings| is_part(&settings.files))
            || is_governed(path)
    }

    /// Measures again what stands at some paths. After an error all is forgotten, so that nothing old is taken for new.
    pub(super) fn look_again(&mut self, touched: &BTreeSet<PathBuf>) -> Result<Again, SessionError> {
        self.work.begin();
        let Some(mut all) = self.take_all() else { return Ok(Again::default()) };
        let again = self.look_again_in(&mut all, touched)?;
        self.set_aside = Some(all);
        Ok(again)
    }

    fn look_again_in(
        &mut self,
        all: &mut Measured,
        touched: &BTreeSet<PathBuf>,
    ) -> Result<Again, SessionError> {
        let places: Vec<PathBuf> = touched.iter().filter_map(|path| self.reported(path)).collect();
        let mut found = Discovery::default();
        for place in &places {
            let Discovery { candidates, skipped, hidden, .. } = self.found_at(place)?;
            found.candidates.extend(candidates);
            found.skipped.extend(skipped);
            found.hidden.extend(hidden);
        }
        // A directory and a file in it may have been touched alike.
        found.candidates.sort_by(|a, b| a.path.as_os_str().cmp(b.path.as_os_str()));
        found.candidates.dedup_by(|a, b| a.path == b.path);
        found.skipped.sort_by(|a, b| a.path.as_os_str().cmp(b.path.as_os_str()));
        found.skipped.dedup_by(|a, b| a.path == b.path);
        let files = found.candidates;
        self.configured.settle(files.iter().map(|file| &*file.path))?;
        let fresh = self.measure_again(&files)?;
        let mut again = Again { after: fresh.clone(), ..Again::default() };
        again.updated.measured = fresh.records.iter().map(|record| record.path.clone()).collect();
        let known: HashSet<&PathBuf> = again.updated.measured.iter().collect();
        for place in &places {
            let before = take_below(&mut all.outcome, place);
            let gone = before.iter().map(|record| &record.path).filter(|path| !known.contains(path));
            again.updated.gone.extend(gone.cloned());
            again.before.extend(before);
        }
        all.outcome.absorb(fresh);
        all.outcome.skipped.extend(found.skipped);
        all.outcome.sort();
        all.hidden.retain(|it| !places.iter().any(|place| it.path.starts_with(place)));
        all.hidden.extend(found.hidden);
        keep_outermost(&mut all.hidden);
        Ok(again)
    }

    /// Measures a few files beside the cache, and many with it.
    fn measure_again(&mut self, files: &[Candidate]) -> Result<Outcome, SessionError> {
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

    /// What a walk would find at a path, which may be a directory or nothing.
    fn found_at(&mut self, place: &Path) -> Result<Discovery, SessionError> {
        let is_named = self.is_named(place);
        let mut found = if is_named { self.discover_at(place, true)? } else { self.walked_at(place)? };
        self.note_entered(std::mem::take(&mut found.directories));
        for file in &mut found.candidates {
            file.named = is_named;
        }
        let is_text = self.texts.contains_key(&self.configured.absolute(place));
        if is_text && found.hidden.is_empty() {
            found.candidates.retain(|file| file.path != place);
            found.candidates.extend(self.file_of_text(place));
        }
        self.overlay(&mut found.candidates);
        Ok(found)
    }

    /// The same for what nobody named.
    fn walked_at(&self, place: &Path) -> Result<Discovery, SessionError> {
        let state = place.symlink_metadata();
        let is_directory = state.as_ref().is_ok_and(Metadata::is_dir);
        let is_link = state.as_ref().is_ok_and(Metadata::is_symlink);
        match self.passes_over(place, is_directory) {
            _ if is_link => Ok(Discovery::default()),
            Ok(None) => self.discover_at(place, false),
            Ok(Some(rule)) => {
                let is_source =
                    || languages::of_file(place, &self.configured.filter(above(place)), &HashSet::new());
                let is_told =
                    rule == HiddenBy::Pattern && state.is_ok() && (is_directory || is_source().is_some());
                let hidden = Hidden { path: place.to_owned(), is_directory, rule, was_asked_for: false };
                Ok(Discovery {
                    hidden: is_told.then_some(hidden).into_iter().collect(),
                    ..Discovery::default()
                })
            }
            Err(trap) => Ok(Discovery { skipped: vec![trap], ..Discovery::default() }),
        }
    }

    fn discover_at(&self, place: &Path, is_named: bool) -> Result<Discovery, SessionError> {
        let govern = |directory: &Path| self.configured.filter(directory);
        let request = Request { paths: vec![place.to_owned()], ..self.plan.request.clone() };
        let named: HashSet<&Path> = is_named.then_some(place).into_iter().collect();
        let detect = |path: &Path, filter: &Filter| languages::of_file(path, filter, &named);
        match discover(&request, &govern, &detect) {
            Ok(found) => Ok(found),
            Err(error) if !is_named || matches!(error, DiscoverError::Missing { .. }) => {
                Ok(Discovery::default())
            }
            Err(error) => Err(error.into()),
        }
    }

    /// The rule by which a walk would pass over a path as it stands in reports.
    pub(super) fn passes_over(&self, place: &Path, is_directory: bool) -> Result<Option<HiddenBy>, Skipped> {
        let govern = |directory: &Path| self.configured.filter(directory);
        passes_over(&self.plan.request, &govern, &self.root_of(place), place, is_directory)
    }

    /// Lets the texts that were given count instead of files.
    pub(super) fn overlay(&self, files: &mut [Candidate]) {
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
    pub(super) fn add_texts(&self, files: &mut Vec<Candidate>) {
        for path in self.texts.keys() {
            let Some(place) = self.reported(path) else { continue };
            if !files.iter().any(|file| file.path == place) && !path.exists() {
                files.extend(self.file_of_text(&place));
            }
        }
    }

    /// A text that was given, as a file to measure; `None` if there is none, or its language is not known.
    pub(super) fn file_of_text(&self, place: &Path) -> Option<Candidate> {
        let text = self.texts.get(&self.configured.absolute(place))?;
        let filter = self.configured.filter(place.parent().unwrap_or(Path::new("")));
        let source = Source::Text(Arc::clone(text));
        let language = languages::of_side(place, &source, &filter)?;
        let (path, named, size) = (place.to_owned(), self.is_named(place), text.len() as u64);
        Some(Candidate { path, language, size, stamp: None, named, source, terms: filter.terms })
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
    pub(super) fn reported(&self, path: &Path) -> Option<PathBuf> {
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

/// Leaves out what stands below something else.
fn keep_outermost(hidden: &mut Vec<Hidden>) {
    let all: HashSet<PathBuf> = hidden.iter().map(|it| it.path.clone()).collect();
    hidden.retain(|it| !it.path.ancestors().skip(1).any(|above| all.contains(above)));
    hidden.sort_by(|a, b| a.path.as_os_str().cmp(b.path.as_os_str()));
}

fn above(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new(""))
}

/// Whether a directory, which may have come as a whole, brings along what says what counts in it.
fn is_governed(directory: &Path) -> bool {
    let names = LANDMARKS.iter().chain(&IGNORE_FILES);
    directory.is_dir() && names.into_iter().any(|name| directory.join(name).symlink_metadata().is_ok())
}

/// Takes out what is known of a path and of what stands below it; gives the records.
fn take_below(outcome: &mut Outcome, place: &Path) -> Vec<Record> {
    let is_all = place == Path::new(".");
    let is_below = |path: &Path| is_all || path.starts_with(place);
    let exact = outcome.records.binary_search_by(|it| it.path.as_os_str().cmp(place.as_os_str()));
    outcome.skipped.retain(|it| !is_below(&it.path));
    match exact {
        Ok(at) => vec![outcome.records.remove(at)],
        Err(_) => outcome.records.extract_if(.., |it| is_below(&it.path)).collect(),
    }
}
