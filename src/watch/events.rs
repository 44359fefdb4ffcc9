//! What the system says of files: which paths changed since somebody last asked, and whether something was missed.

use super::WatchError;
use notify::event::{AccessKind, AccessMode, CreateKind, ModifyKind, RemoveKind};
use notify::{Config, ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher, WatcherKind};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// So many paths at once are as good as not known.
const MOST: usize = 50_000;

/// What changed since somebody last asked.
#[derive(Debug, Default)]
pub(crate) struct FileChanges {
    /// The paths of files and directories: new, other than they were, or gone.
    pub paths: BTreeSet<PathBuf>,
    /// Those of them that came or went, and may be directories.
    pub moved: BTreeSet<PathBuf>,
    /// Number of events.
    pub events: usize,
    /// Whether events were lost, so that nobody knows what changed.
    pub lost: bool,
    /// Whether the system watches no more directories.
    pub is_full: bool,
}

/// Watches directories.
#[derive(Debug)]
pub(crate) struct Events {
    watcher: RecommendedWatcher,
    noted: Arc<Mutex<FileChanges>>,
    /// The directories that are watched, and on a system where that is one by one nothing below them.
    watched: BTreeSet<PathBuf>,
}

impl Events {
    /// Watches nothing yet; `wake` is called when there is something to ask for, from another thread.
    ///
    /// # Errors
    /// If the system cannot watch files.
    pub(crate) fn start(wake: impl Fn() + Send + 'static) -> Result<Events, WatchError> {
        let noted = Arc::new(Mutex::new(FileChanges::default()));
        let sink = Arc::clone(&noted);
        let heed = move |event: notify::Result<Event>| {
            let mut noted = lock(&sink);
            let was_quiet = noted.events == 0;
            noted.note(event);
            if was_quiet && noted.events > 0 {
                wake();
            }
        };
        let config = Config::default().with_follow_symlinks(false);
        let watcher = RecommendedWatcher::new(heed, config).map_err(WatchError::Watching)?;
        Ok(Events { watcher, noted, watched: BTreeSet::new() })
    }

    /// Watches what stands directly in a directory, as well as what stands below if the system knows no less. Whether
    /// it was not watched before is the answer; one that is not there is not watched.
    ///
    /// # Errors
    /// If the system refuses, because it watches too many already.
    pub(crate) fn watch(&mut self, directory: &Path) -> Result<bool, WatchError> {
        let one_by_one = RecommendedWatcher::kind() == WatcherKind::Inotify;
        let is_covered = |it: &Path| self.watched.contains(it);
        let is_known = if one_by_one { is_covered(directory) } else { directory.ancestors().any(is_covered) };
        if is_known || !directory.is_dir() {
            return Ok(false);
        }
        let mode = if one_by_one { RecursiveMode::NonRecursive } else { RecursiveMode::Recursive };
        match self.watcher.watch(directory, mode) {
            Ok(()) => Ok(self.watched.insert(directory.to_owned())),
            Err(error) if is_gone(&error) => Ok(false),
            Err(error) => Err(WatchError::of(error)),
        }
    }

    /// What changed since the last time. A directory that came or went is not watched any more.
    pub(crate) fn take(&mut self) -> FileChanges {
        let changes = std::mem::take(&mut *lock(&self.noted));
        for path in &changes.moved {
            if self.watched.contains(path) {
                self.watched.retain(|it| !it.starts_with(path));
            }
        }
        changes
    }

    /// Takes no directory for watched any more: some may have come and gone unseen.
    pub(crate) fn distrust(&mut self) {
        self.watched.clear();
    }
}

fn lock(noted: &Mutex<FileChanges>) -> MutexGuard<'_, FileChanges> {
    noted.lock().unwrap_or_else(PoisonError::into_inner)
}

fn is_gone(error: &notify::Error) -> bool {
    match &error.kind {
        ErrorKind::PathNotFound => true,
        ErrorKind::Io(io) => io.kind() == std::io::ErrorKind::NotFound,
        _ => false,
    }
}

impl FileChanges {
    /// Adds what changed later.
    pub(crate) fn append(&mut self, other: FileChanges) {
        self.paths.extend(other.paths);
        self.moved.extend(other.moved);
        self.events += other.events;
        self.lost |= other.lost;
        self.is_full |= other.is_full;
        self.bound();
    }

    fn note(&mut self, event: notify::Result<Event>) {
        match event {
            Ok(event) if event.need_rescan() => self.lost = true,
            Ok(event) if is_read(event.kind) => return,
            Ok(event) => {
                if is_move(event.kind) {
                    self.moved.extend(event.paths.iter().cloned());
                }
                self.paths.extend(event.paths);
            }
            Err(error) => {
                self.is_full |= matches!(error.kind, ErrorKind::MaxFilesWatch);
                self.lost = true;
            }
        }
        self.events += 1;
        self.bound();
    }

    fn bound(&mut self) {
        if self.paths.len() > MOST {
            self.lost = true;
        }
        if self.lost {
            self.paths.clear();
            self.moved.clear();
        }
    }
}

/// Whether nothing changed: somebody has read.
fn is_read(kind: EventKind) -> bool {
    matches!(kind, EventKind::Access(access) if access != AccessKind::Close(AccessMode::Write))
}

/// Whether a name came or went, which may be that of a directory.
fn is_move(kind: EventKind) -> bool {
    match kind {
        EventKind::Create(kind) => kind != CreateKind::File,
        EventKind::Remove(kind) => kind != RemoveKind::File,
        EventKind::Modify(ModifyKind::Name(_)) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::Flag;

    #[expect(clippy::unnecessary_wraps, reason = "as a watcher gives it")]
    fn event(kind: EventKind, path: &str) -> notify::Result<Event> {
        Ok(Event::new(kind).add_path(path.into()))
    }

    const CHANGE: EventKind = EventKind::Modify(ModifyKind::Any);

    #[test]
    fn what_changed_is_noted_and_what_was_read_is_not() {
        let mut changes = FileChanges::default();
        changes.note(event(EventKind::Access(AccessKind::Open(AccessMode::Any)), "/a"));
        changes.note(event(EventKind::Access(AccessKind::Close(AccessMode::Read)), "/a"));
        assert_eq!(changes.events, 0);
        changes.note(event(CHANGE, "/b"));
        changes.note(event(EventKind::Access(AccessKind::Close(AccessMode::Write)), "/b"));
        changes.note(event(EventKind::Create(CreateKind::Folder), "/c"));
        assert_eq!((changes.events, changes.paths.len()), (3, 2));
        assert_eq!(changes.moved.iter().collect::<Vec<_>>(), [Path::new("/c")]);
    }

    #[test]
    fn lost_events_leave_no_path_that_one_could_count_on() {
        let overflow = Ok(Event::new(EventKind::Other).set_flag(Flag::Rescan));
        let mut changes = FileChanges::default();
        changes.note(event(CHANGE, "/a"));
        changes.note(overflow);
        changes.note(event(CHANGE, "/b"));
        assert!(changes.lost && changes.paths.is_empty() && !changes.is_full);
        let mut many = FileChanges::default();
        (0..=MOST).for_each(|at| many.note(event(CHANGE, &format!("/{at}"))));
        assert!(many.lost && many.paths.is_empty());
        let mut full = FileChanges::default();
        full.note(Err(notify::Error::new(ErrorKind::MaxFilesWatch)));
        assert!(full.lost && full.is_full);
        let mut first = FileChanges::default();
        first.append(full);
        assert!(first.lost && first.is_full && first.events == 1);
    }
}
