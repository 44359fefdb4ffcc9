//! The roots that an editor has open, a session for each, and what changes on disk below them.

use crate::model::Finding;
use crate::session::{
    Aim, CheckRequest, Edit, Excuse, Explained, Inspected, Place, Selection, Session, SessionError,
};
use crate::watch::{Events, FileChanges, WatchScope};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The commit that what stands in an editor is compared with.
const COMMIT: &str = "HEAD";

/// The roots that an editor has open.
#[derive(Debug, Default)]
pub(super) struct Workspace {
    roots: BTreeMap<PathBuf, Root>,
    /// What tells of changes on disk, where the system does.
    events: Option<Events>,
}

/// A root and what is known of it.
#[derive(Debug, Default)]
struct Root {
    /// Whether the editor named it; else it is the directory of a file that is below none.
    is_named: bool,
    session: Option<Session>,
    scope: WatchScope,
}

impl Workspace {
    /// Listens to what changes on disk.
    pub(super) fn listen(&mut self, events: Option<Events>) {
        self.events = events;
    }

    pub(super) fn open(&mut self, folder: PathBuf) {
        self.roots.entry(folder).or_default().is_named = true;
    }

    pub(super) fn close(&mut self, folder: &Path) {
        self.roots.remove(folder);
    }

    /// The root that a file is looked at in: the nearest one above it.
    pub(super) fn root_of(&self, file: &Path) -> PathBuf {
        let named = |above: &&Path| self.roots.get(*above).is_some_and(|root| root.is_named);
        let above = file.ancestors().skip(1).find(named).or(file.parent());
        above.unwrap_or(file).to_owned()
    }

    /// Says what a file is as a text, and what is beyond its limits; `None` if it is none of the program's business.
    ///
    /// # Errors
    /// If a configuration or the baseline is wrong.
    pub(super) fn inspect(&mut self, file: &Path, text: &str) -> Result<Option<Inspected>, SessionError> {
        let session = self.session(file)?;
        session.update([Edit::Text(file.to_owned(), Arc::from(text.as_bytes()))])?;
        if !session.looks_at(file) || !session.knows(file) {
            return Ok(None);
        }
        let request = CheckRequest::default();
        match session.inspect(file, Some(COMMIT), &request) {
            // Without a repository or a commit there is nothing to compare with.
            Err(SessionError::Git(_)) => session.inspect(file, None, &request).map(Some),
            inspected => inspected.map(Some),
        }
    }

    /// Lets the file on disk count again.
    pub(super) fn forget(&mut self, file: &Path) {
        let root = self.root_of(file);
        if let Some(session) = self.roots.get_mut(&root).and_then(|root| root.session.as_mut()) {
            // The session knows nothing of all files, so that nothing is looked at.
            let _ = session.update([Edit::Disk(file.to_owned())]);
        }
    }

    pub(super) fn explain(&mut self, file: &Path) -> Result<Explained, SessionError> {
        let place = Place { path: file.to_owned(), aim: Aim::Functions };
        self.session(file)?.explain(&place)
    }

    /// The comment that would excuse a finding.
    pub(super) fn excuse(&mut self, finding: &Finding, reason: &str) -> Result<Option<Excuse>, SessionError> {
        self.session(&finding.path)?.excuse(finding, reason)
    }

    /// The session that a file belongs to, opened if need be.
    fn session(&mut self, file: &Path) -> Result<&mut Session, SessionError> {
        let place = self.root_of(file);
        let root = self.roots.entry(place.clone()).or_default();
        if let Some(events) = &mut self.events {
            // Of a configuration that comes to stand there the editor need not tell. What cannot be watched is found out
            // when the editor tells.
            for above in file.ancestors().skip(1).take_while(|above| above.starts_with(&place)) {
                let _ = events.watch(above);
            }
        }
        if root.session.is_none() {
            let session = Session::open(Selection::of(vec![place]))?;
            root.scope = WatchScope::of(&session);
            if let Some(events) = &mut self.events {
                let _ = root.scope.cover(events);
            }
            root.session = Some(session);
        }
        root.session.as_mut().ok_or_else(|| SessionError::Request("no session".to_owned()))
    }

    /// Takes note of what changed on disk, as far as the system told.
    pub(super) fn heard(&mut self, open: &BTreeSet<PathBuf>) -> BTreeMap<PathBuf, Result<(), SessionError>> {
        let changes = self.events.as_mut().map(Events::take).unwrap_or_default();
        self.changed(&changes, open)
    }

    /// Takes note of what changed on disk; gives the roots whose files have to be looked at again, or why a root cannot
    /// be. Files that are open in the editor are as the editor has them.
    pub(super) fn changed(
        &mut self,
        changes: &FileChanges,
        open: &BTreeSet<PathBuf>,
    ) -> BTreeMap<PathBuf, Result<(), SessionError>> {
        let mut affected = BTreeMap::new();
        for (place, root) in &mut self.roots {
            if let Some(outcome) = root.changed(changes, open) {
                if let (Some(session), Some(events)) = (&root.session, &mut self.events) {
                    root.scope = WatchScope::of(session);
                    let _ = root.scope.cover(events);
                }
                affected.insert(place.clone(), outcome);
            }
        }
        affected
    }
}

impl Root {
    fn changed(
        &mut self,
        changes: &FileChanges,
        open: &BTreeSet<PathBuf>,
    ) -> Option<Result<(), SessionError>> {
        let Some(session) = &mut self.session else {
            // What kept it from being opened may be mended.
            return (changes.lost || !changes.paths.is_empty()).then_some(Ok(()));
        };
        if changes.lost {
            return Some(session.rescan().map(drop));
        }
        let paths = changes.paths.iter().filter_map(|path| self.scope.concerned(path));
        let paths: Vec<PathBuf> = paths.filter(|path| !open.contains(path)).collect();
        let is_other = paths.iter().any(|path| self.scope.is_rulebook(path) || self.scope.is_commit(path));
        match session.update(paths.into_iter().map(Edit::Disk)) {
            Ok(updated) => (updated.everything || is_other).then_some(Ok(())),
            Err(error) => Some(Err(error)),
        }
    }
}
