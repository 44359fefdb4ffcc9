//! The cache of one run. Its database lives in a thread of its own, which reads beside the walk and writes beside the
//! measuring; the run keeps going whatever happens to it.

use super::digest;
use super::key::{ContentKey, KeySpace};
use super::known::{Base, KnownFile};
use super::record::{seal, unseal};
use super::runs::Began;
use super::setup::CacheSetup;
use super::stat::{FileState, FileSystem, is_settled};
use super::store::{Reach, StoredRow};
use super::system::{file_system, host};
use super::thread::{Command, Database, Finished, First, Opened};
use crate::model::{Digest, FileMetrics, FileStamp, RecallCounts};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread::JoinHandle;

/// To wake the thread for every row took a fiftieth of a run that fills the cache.
const ROWS_IN_A_PARCEL: usize = 64;

/// The key of no content.
const NO_KEY: ContentKey = ContentKey([0; 32]);

/// A cache that is being opened and loaded.
#[derive(Debug)]
pub struct Starting {
    settings: CacheSetup,
    first: First,
    began: Began,
    base: Base,
    sender: Sender<Command>,
    opened: Receiver<Opened>,
    thread: JoinHandle<Finished>,
}

impl Starting {
    /// Begins to open the cache and to load what is known of the paths, files and directories alike.
    ///
    /// # Errors
    /// If there is no current directory or no thread to be had.
    pub fn new(settings: CacheSetup, paths: &[PathBuf]) -> std::io::Result<Starting> {
        Starting::with(settings, paths, First::Records)
    }

    /// The same, loading first what is wanted first.
    ///
    /// # Errors
    /// As [`Starting::new`].
    pub fn with(settings: CacheSetup, paths: &[PathBuf], first: First) -> std::io::Result<Starting> {
        let began = Began::now();
        let base = Base::new(&std::env::current_dir()?);
        let scopes: Vec<Reach> = paths.iter().map(|path| base.scope(path)).collect();
        let (sender, commands) = channel();
        let (done, opened) = sync_channel(1);
        let setup = settings.clone();
        let thread = std::thread::Builder::new()
            .name("cache".to_owned())
            .spawn(move || Database::serve(setup, (&scopes, first), &done, &commands))?;
        Ok(Starting { settings, first, began, base, sender, opened, thread })
    }

    /// Waits until everything is loaded, or it is clear that there is no cache.
    #[must_use]
    pub fn wait(self) -> Cache {
        let opened = self.opened.recv().unwrap_or_default();
        Cache {
            settings: self.settings,
            first: self.first,
            began: self.began,
            base: self.base,
            host: host(),
            sender: self.sender,
            parcel: Mutex::default(),
            thread: self.thread,
            opened,
            used: Mutex::default(),
            systems: Mutex::default(),
            tally: Tally::default(),
        }
    }
}

/// The cache of a run, shared by its workers, none of which ever waits for another process.
#[derive(Debug)]
pub struct Cache {
    settings: CacheSetup,
    first: First,
    began: Began,
    base: Base,
    host: Option<[u8; 8]>,
    sender: Sender<Command>,
    /// Rows that are still to be sent.
    parcel: Mutex<Vec<StoredRow>>,
    thread: JoinHandle<Finished>,
    opened: Opened,
    /// Paths whose day of use is not today's.
    used: Mutex<Vec<Vec<u8>>>,
    systems: Mutex<Vec<(u64, FileSystem)>>,
    tally: Tally,
}

/// How a file came to its numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    /// Recognised by the stamp, not read.
    Stat,
    /// Read and recognised by the content, not parsed.
    Content,
    /// A known path with a new content.
    Stale,
    /// Never seen in this way of measuring.
    Missed,
    /// Not done the last time, and tried again by design.
    Retried,
}

#[derive(Debug, Default)]
struct Tally([AtomicU64; 5]);

impl Tally {
    fn add(&self, source: Source) {
        self.0[source as usize].fetch_add(1, Ordering::Relaxed);
    }

    fn counts(&self) -> RecallCounts {
        let count = |source: Source| self.0[source as usize].load(Ordering::Relaxed);
        RecallCounts {
            by_stat: count(Source::Stat),
            by_content: count(Source::Content),
            stale: count(Source::Stale),
            missed: count(Source::Missed),
            retried: count(Source::Retried),
        }
    }
}

/// A content that was read for the run, and how.
#[derive(Clone, Copy, Debug)]
pub struct Content {
    /// Its key.
    pub key: ContentKey,
    /// When reading began, by the clock of the settings.
    pub started: i64,
    /// The stamp of the opened file, if it was the same before and after.
    pub stamp: Option<FileStamp>,
    /// Whether a rule may pass over the file.
    pub skippable: bool,
}

/// Whether the record of a file with this digest can matter.
pub(crate) type Matters<'a> = dyn Fn(&Path, &Digest) -> bool + Sync + 'a;

/// What is known of a file that need not be read.
#[derive(Debug)]
pub enum Recalled {
    /// Its record.
    Record(Box<FileMetrics>),
    /// That its record cannot matter.
    Quiet(Digest),
    /// That there is a record, which `Cache::by_state` finds.
    Stored,
}

impl Cache {
    /// What is known of a file with this stamp, if it need not be read; `skips` if a rule may pass over it. Without
    /// `matters` every record does.
    #[must_use]
    pub fn by_stat(
        &self,
        path: &Path,
        stamp: &FileStamp,
        (space, skips): (&KeySpace, bool),
        matters: Option<&Matters<'_>>,
    ) -> Option<Recalled> {
        if !self.settings.trust_stamps {
            return None;
        }
        let absolute = self.base.absolute(path);
        let known = self.opened.known.get(&absolute)?;
        if !known.state.proves(stamp, self.host?, space.id())
            || self.system(path, stamp) == FileSystem::Remote
        {
            return None;
        }
        if skips && known.state.skippable {
            return None;
        }
        let quiet = matters.and_then(|matters| {
            let digest = digest::decode(known.digest, self.settings.languages)?;
            (!matters(path, &digest)).then_some(Recalled::Quiet(digest))
        });
        let recalled = match (quiet, self.first) {
            (Some(quiet), _) => quiet,
            (None, First::Digests) => return Some(Recalled::Stored),
            (None, First::Records) => Recalled::Record(Box::new(self.open(&known.state.key, known.record?)?)),
        };
        self.note_use(known.last_seen, absolute);
        self.tally.add(Source::Stat);
        Some(recalled)
    }

    /// The records of files of which it was said that they are [`Recalled::Stored`], those that are still there.
    #[must_use]
    pub(crate) fn by_state(&self, paths: &[&Path]) -> Vec<Option<FileMetrics>> {
        let absolute: Vec<Vec<u8>> = paths.iter().map(|path| self.base.absolute(path)).collect();
        let known: Vec<_> = absolute.iter().map(|path| self.opened.known.get(path)).collect();
        let keys = known.iter().map(|known| known.map_or(NO_KEY, |known| known.state.key)).collect();
        let mut found = self.find(keys);
        found.resize_with(paths.len(), || None);
        let record = |path, known: Option<KnownFile<'_>>, sealed: Option<Vec<u8>>| {
            let known = known?;
            let metrics = self.open(&known.state.key, &sealed?)?;
            self.note_use(known.last_seen, path);
            self.tally.add(Source::Stat);
            Some(metrics)
        };
        let files = absolute.into_iter().zip(known).zip(found);
        files.map(|((path, known), sealed)| record(path, known, sealed)).collect()
    }

    /// The measures of each content that has some, from the rows of the paths or from anywhere in the cache.
    #[must_use]
    pub fn by_content(&self, asked: &[(&Path, &Content)]) -> Vec<Option<FileMetrics>> {
        let mut found: Vec<Option<FileMetrics>> =
            asked.iter().map(|(path, content)| self.by_path(path, &content.key)).collect();
        let missing: Vec<usize> = (0..asked.len()).filter(|&at| found[at].is_none()).collect();
        let keys = missing.iter().map(|&at| asked[at].1.key).collect();
        for (at, record) in missing.into_iter().zip(self.find(keys)) {
            found[at] = record.and_then(|record| self.open(&asked[at].1.key, &record));
        }
        found
    }

    /// The measures of a path that has kept its content, or has got it back.
    fn by_path(&self, path: &Path, key: &ContentKey) -> Option<FileMetrics> {
        let known = self.opened.known.get(&self.base.absolute(path))?;
        if known.state.key == *key { self.open(key, known.record?) } else { None }
    }

    fn open(&self, key: &ContentKey, sealed: &[u8]) -> Option<FileMetrics> {
        unseal(key, sealed, self.settings.languages)
    }

    fn find(&self, keys: Vec<ContentKey>) -> Vec<Option<Vec<u8>>> {
        if keys.is_empty() || self.opened.is_empty || !self.opened.is_open {
            return Vec::new();
        }
        let (reply, answer) = sync_channel(1);
        match self.sender.send(Command::Find(keys, reply)) {
            Ok(()) => answer.recv().unwrap_or_default(),
            Err(_) => Vec::new(),
        }
    }

    /// Notes that a content was recognised.
    pub fn recognised(&self, path: &Path, content: &Content, space: &KeySpace, metrics: &FileMetrics) {
        self.tally.add(Source::Content);
        self.send(path, content, space, Some(metrics), None);
    }

    /// Stores what was measured in a content.
    pub fn measured(&self, path: &Path, content: &Content, space: &KeySpace, metrics: &FileMetrics) {
        self.tally.add(self.source(path, content, space));
        if !self.opened.is_open {
            return;
        }
        let sealed = seal(&content.key, metrics, self.settings.compression);
        self.send(path, content, space, Some(metrics), Some((content.key, metrics.language, sealed)));
    }

    /// Notes that a content could not be measured, so that the next attempt is told from a miss.
    pub fn failed(&self, path: &Path, content: &Content, space: &KeySpace) {
        self.tally.add(self.source(path, content, space));
        self.send(path, content, space, None, None);
    }

    /// Why a file that was not recognised had to be measured.
    fn source(&self, path: &Path, content: &Content, space: &KeySpace) -> Source {
        match self.opened.known.get(&self.base.absolute(path)) {
            Some(known) if known.state.space != space.id() => Source::Missed,
            Some(known) if known.state.key != content.key => Source::Stale,
            Some(known) if !known.state.measured => Source::Retried,
            _ => Source::Missed,
        }
    }

    /// Sends what is new to the database; nothing if all of it is known. Without measures it could not be measured.
    fn send(
        &self,
        path: &Path,
        content: &Content,
        space: &KeySpace,
        metrics: Option<&FileMetrics>,
        record: Option<(ContentKey, &'static str, Vec<u8>)>,
    ) {
        if !self.opened.is_open {
            return;
        }
        let absolute = self.base.absolute(path);
        let known = self.opened.known.get(&absolute);
        let state = content.stamp.map(|stamp| self.state(path, stamp, content, space, metrics.is_some()));
        if record.is_none() && (state.is_none() || known.map(|known| known.state) == state) {
            if let Some(known) = known {
                self.note_use(known.last_seen, absolute);
            }
            return;
        }
        let digest = metrics.map(|metrics| digest::encode(&Digest::of(metrics))).unwrap_or_default();
        let row = StoredRow { state: state.map(|state| (absolute, state, digest)), record };
        let parcel = {
            let mut parcel = self.parcel.lock().unwrap_or_else(PoisonError::into_inner);
            parcel.push(row);
            if parcel.len() < ROWS_IN_A_PARCEL {
                return;
            }
            std::mem::take(&mut *parcel)
        };
        // without the thread there is no cache, and nothing to say about it
        let _ = self.sender.send(Command::Store(parcel));
    }

    fn state(
        &self,
        path: &Path,
        stamp: FileStamp,
        content: &Content,
        space: &KeySpace,
        measured: bool,
    ) -> FileState {
        let trusted = self.host.is_some() && is_settled(&stamp, content.started, self.system(path, &stamp));
        let host = self.host.unwrap_or_default();
        let Content { key, skippable, .. } = *content;
        FileState { stamp, trusted, measured, skippable, host, space: space.id(), key }
    }

    /// The time by the clock of the settings.
    #[must_use]
    pub fn now(&self) -> i64 {
        (self.settings.clock)()
    }

    /// The file system of a file, asked once a device.
    fn system(&self, path: &Path, stamp: &FileStamp) -> FileSystem {
        let mut systems = self.systems.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, system)) = systems.iter().find(|(device, _)| *device == stamp.device) {
            return *system;
        }
        let system = file_system(path);
        systems.push((stamp.device, system));
        system
    }

    fn note_use(&self, last_seen: i64, path: Vec<u8>) {
        if last_seen < self.opened.today {
            self.used.lock().unwrap_or_else(PoisonError::into_inner).push(path);
        }
    }

    /// How the files of the run came to their numbers, so far.
    #[must_use]
    pub fn counts(&self) -> RecallCounts {
        self.tally.counts()
    }

    /// Writes what is left to write, notes the run, and closes the cache; gives what a person should know about it, in
    /// one line.
    #[must_use]
    pub fn finish(self) -> Option<String> {
        self.end(true)
    }

    /// The same for an opening beside that of the run, which is not noted.
    #[must_use]
    pub(crate) fn finish_beside(self) -> Option<String> {
        self.end(false)
    }

    fn end(self, is_run: bool) -> Option<String> {
        let counts = self.tally.counts();
        let used = self.used.into_inner().unwrap_or_else(PoisonError::into_inner);
        let rest = self.parcel.into_inner().unwrap_or_else(PoisonError::into_inner);
        let _ = self.sender.send(Command::Store(rest));
        let _ = self.sender.send(Command::Finish { used, counts, began: is_run.then_some(self.began) });
        drop(self.sender);
        self.thread
            .join()
            .map_or_else(|_| Some("cache: failed inside this program".to_owned()), |end| end.warning)
    }
}
