//! Files with and without a cache: recognised by the stamp, else by the content, else measured and stored. Without one
//! nothing is recognised, and the way is the same.

use super::limits::Means;
use super::wanted::Wanted;
use crate::cache::{Cache, Content, KeySpace, Recalled};
use crate::course::Course;
use crate::discover::{Candidate, Reading, Source};
use crate::language::{LANGUAGES, LanguageSpec, fingerprint, generated};
use crate::model::{Explanation, FileMetrics, Marks, Outcome, QuietFile, Record, Skipped};
use crate::text::{explanation, record};
use std::path::Path;

/// Files are read together until they have this many bytes, so that one question to the cache serves them all.
pub(super) const ENOUGH_BYTES: u64 = 1 << 20;
pub(super) const ENOUGH_FILES: usize = 128;

/// What was measured in earlier runs, which may be nothing.
pub(super) struct Memory<'a> {
    cache: Option<&'a Cache>,
    limits: &'a Means,
    course: &'a Course,
    wanted: Wanted<'a>,
    /// In the order of the languages.
    spaces: Vec<KeySpace>,
    /// Whether texts are worth keeping: those that somebody is typing are not.
    keeps_texts: bool,
}

/// A file that was read.
pub(super) struct Read<'a> {
    file: &'a Candidate,
    bytes: Vec<u8>,
    /// What the cache may know it by.
    known: Option<Known<'a>>,
}

impl Read<'_> {
    /// How many bytes it has.
    pub(super) fn size(&self) -> usize {
        self.bytes.len()
    }
}

/// What a cache may know a file by.
struct Known<'a> {
    cache: &'a Cache,
    space: &'a KeySpace,
    content: Content,
}

/// Says why the scores of a text are what they are.
///
/// # Errors
/// If it could not be done, with the reason.
pub(crate) fn explain_text(
    path: &Path,
    text: Vec<u8>,
    language: &'static LanguageSpec,
    limits: &Means,
    course: &Course,
) -> Result<Explanation, Skipped> {
    explanation(path, text, language, (limits.cpu_budget, course))
}

/// Measures a file as it is, without a cache, and says why its scores are what they are; `None` if it is gone.
///
/// # Errors
/// If it could not be done or a rule passes over the file, with the reason.
pub(crate) fn explain_file(
    file: &Candidate,
    limits: &Means,
    course: &Course,
) -> Result<Option<Explanation>, Skipped> {
    let mut outcome = Outcome::default();
    match Memory::new(None, limits, course).read(file, &mut outcome) {
        Some(read) => {
            explanation(&file.path, read.bytes, file.language, (limits.cpu_budget, course)).map(Some)
        }
        None => outcome.skipped.pop().map_or(Ok(None), Err),
    }
}

impl<'a> Memory<'a> {
    pub(super) fn new(cache: Option<&'a Cache>, limits: &'a Means, course: &'a Course) -> Memory<'a> {
        let spaces = if cache.is_some() { LANGUAGES.iter().map(key_space).collect() } else { Vec::new() };
        Memory { cache, limits, course, wanted: Wanted::default(), spaces, keeps_texts: false }
    }

    /// The same, where not all records are wanted or kept.
    pub(super) fn of_what_is(self, wanted: Wanted<'a>) -> Memory<'a> {
        Memory { wanted, ..self }
    }

    /// One that recalls texts and keeps them, too.
    pub(super) fn of_texts(cache: Option<&'a Cache>, limits: &'a Means, course: &'a Course) -> Memory<'a> {
        Memory { keeps_texts: true, ..Memory::new(cache, limits, course) }
    }

    /// Recalls or measures files of a batch.
    pub(super) fn recall<'f>(
        &'f self,
        files: impl Iterator<Item = &'f Candidate>,
        marks: &mut Marks,
        outcome: &mut Outcome,
    ) {
        let enough_files = if self.cache.is_some() { ENOUGH_FILES } else { 1 };
        let (mut waiting, mut bytes) = (Vec::new(), 0);
        for file in self.without_reading(files, outcome) {
            waiting.push(file);
            bytes += file.size;
            if bytes >= ENOUGH_BYTES || waiting.len() >= enough_files {
                self.read_and_recall(&waiting, marks, outcome);
                waiting.clear();
                bytes = 0;
            }
        }
        self.read_and_recall(&waiting, marks, outcome);
    }

    /// Recalls those files of a batch that need not be read; gives the others.
    fn without_reading<'f>(
        &self,
        files: impl Iterator<Item = &'f Candidate>,
        outcome: &mut Outcome,
    ) -> Vec<&'f Candidate> {
        let (mut stored, mut unknown) = (Vec::new(), Vec::new());
        for file in files {
            match self.by_stat(file) {
                Some(Recalled::Stored) => stored.push(file),
                Some(recalled) => self.recalled(file, recalled, outcome),
                None => unknown.push(file),
            }
        }
        unknown.extend(self.by_state(stored, outcome));
        unknown
    }

    fn recalled(&self, file: &Candidate, recalled: Recalled, outcome: &mut Outcome) {
        let path = file.path.clone();
        match recalled {
            Recalled::Record(metrics) => self.keep(Record { path, metrics: *metrics }, outcome),
            Recalled::Quiet(digest) => {
                let functions = digest.functions as usize;
                outcome.quiet.push(QuietFile { path, language: digest.language, functions });
            }
            Recalled::Stored => {}
        }
        self.course.finish(file.size);
    }

    /// Keeps a record, or what is found in it.
    fn keep(&self, record: Record, outcome: &mut Outcome) {
        let Some(found) = self.wanted.judge.and_then(|judge| judge(&record)) else {
            outcome.records.push(record);
            return;
        };
        let Record { path, metrics } = record;
        outcome.quiet.push(QuietFile {
            path,
            language: metrics.language,
            functions: metrics.functions.len(),
        });
        outcome.found.extend(found);
    }

    /// Takes the records of files from the cache; gives those that it has none of any more.
    fn by_state<'f>(&self, files: Vec<&'f Candidate>, outcome: &mut Outcome) -> Vec<&'f Candidate> {
        let paths: Vec<&Path> = files.iter().map(|file| &*file.path).collect();
        let Some(cache) = self.cache.filter(|_| !paths.is_empty()) else { return files };
        let found = cache.by_state(&paths);
        let mut gone = Vec::new();
        for (file, metrics) in files.into_iter().zip(found) {
            match metrics {
                Some(metrics) => self.recalled(file, Recalled::Record(Box::new(metrics)), outcome),
                None => gone.push(file),
            }
        }
        gone
    }

    fn by_stat(&self, file: &Candidate) -> Option<Recalled> {
        let (cache, terms) = (self.cache?, self.limits.terms(file));
        let stamp = file.stamp.as_ref().filter(|stamp| stamp.size <= terms.max_file_size)?;
        let (space, skips) = (self.space(file.language), terms.generated.skips(file.named));
        cache.by_stat(&file.path, stamp, (space, skips), self.wanted.matters)
    }

    fn read_and_recall(&self, files: &[&Candidate], marks: &mut Marks, outcome: &mut Outcome) {
        for read in self.read_and_recognise(files, outcome) {
            self.measure(read, marks, outcome);
        }
    }

    /// Recalls files of one batch as far as that goes; gives those that are to be measured, the largest first.
    pub(super) fn recognise<'f>(&'f self, files: &'f [Candidate], outcome: &mut Outcome) -> Vec<Read<'f>> {
        let unknown = self.without_reading(files.iter(), outcome);
        let mut unknown = self.read_and_recognise(&unknown, outcome);
        unknown.sort_by_key(|read| std::cmp::Reverse(read.size()));
        unknown
    }

    /// Reads files, and gives those whose contents the cache does not know.
    fn read_and_recognise<'f>(&'f self, files: &[&'f Candidate], outcome: &mut Outcome) -> Vec<Read<'f>> {
        if self.course.stopped() {
            return Vec::new();
        }
        let read: Vec<Read<'f>> =
            files.iter().filter_map(|file| self.read_or_finish(file, outcome)).collect();
        let mut found = self.by_content(&read).into_iter();
        let mut unknown = Vec::new();
        for read in read {
            let metrics = read.known.as_ref().and_then(|known| Some((known, found.next()??)));
            let Some((known, metrics)) = metrics else {
                unknown.push(read);
                continue;
            };
            let path = &read.file.path;
            known.cache.recognised(path, &known.content, known.space, &metrics);
            self.keep(Record { path: path.clone(), metrics }, outcome);
            self.course.finish(read.file.size);
        }
        unknown
    }

    /// What the cache knows of those that it may know.
    fn by_content(&self, read: &[Read<'_>]) -> Vec<Option<FileMetrics>> {
        let Some(cache) = self.cache else { return Vec::new() };
        let asked = read.iter().filter_map(|read| Some((&*read.file.path, &read.known.as_ref()?.content)));
        cache.by_content(&asked.collect::<Vec<_>>())
    }

    fn read_or_finish<'f>(&'f self, file: &'f Candidate, outcome: &mut Outcome) -> Option<Read<'f>> {
        let read = self.read(file, outcome);
        if read.is_none() {
            self.course.finish(file.size);
        }
        read
    }

    /// Nothing for a file that vanished, or a row for one that could not be read or is passed over by a rule.
    fn read<'f>(&'f self, file: &'f Candidate, outcome: &mut Outcome) -> Option<Read<'f>> {
        let cache = self.cache.filter(|_| self.keeps_texts || !matches!(file.source, Source::Text(_)));
        let (started, terms) = (cache.map_or(0, Cache::now), self.limits.terms(file));
        let reading = match cache {
            Some(_) => file.read_stamped(terms.max_file_size),
            None => file.read(terms.max_file_size).map(|it| it.map(|bytes| Reading { bytes, stamp: None })),
        };
        let Reading { bytes, stamp } = reading.unwrap_or_else(|skipped| {
            outcome.skipped.push(skipped);
            None
        })?;
        self.course.count_read();
        let skips = terms.generated.skips(file.named);
        let rule = if skips || cache.is_some() { generated(&file.path, &bytes) } else { None };
        let skippable = rule.is_some();
        if let Some((reason, detail)) = rule.filter(|_| skips) {
            outcome.skipped.push(Skipped { path: file.path.clone(), reason, detail });
            return None;
        }
        let known = cache.map(|cache| {
            let space = self.space(file.language);
            Known { cache, space, content: Content { key: space.key(&bytes), started, stamp, skippable } }
        });
        Some(Read { file, bytes, known })
    }

    /// Measures a file that was read.
    pub(super) fn measure(&self, read: Read<'_>, marks: &mut Marks, outcome: &mut Outcome) {
        let size = read.file.size;
        if !self.course.stopped() {
            self.measure_and_keep(read, marks, outcome);
        }
        self.course.finish(size);
    }

    fn measure_and_keep(&self, read: Read<'_>, marks: &mut Marks, outcome: &mut Outcome) {
        let Read { file, bytes, known } = read;
        let is_large = bytes.len() as u64 > super::batch::LARGE;
        match record(&file.path, bytes, file.language, (self.limits.cpu_budget, self.course), marks) {
            Ok(record) => {
                if let Some(Known { cache, space, content }) = &known {
                    cache.measured(&file.path, content, space, &record.metrics);
                }
                self.keep(record, outcome);
            }
            // A file that a signal cut short says nothing about the file.
            Err(_) if self.course.stopped() => {}
            Err(skipped) => {
                if let Some(Known { cache, space, content }) = &known {
                    cache.failed(&file.path, content, space);
                }
                outcome.skipped.push(skipped);
            }
        }
        if is_large {
            *marks = Marks::default();
        }
    }

    fn space(&self, language: &'static LanguageSpec) -> &KeySpace {
        let row = LANGUAGES.iter().position(|other| std::ptr::eq(other, language));
        &self.spaces[row.expect("every language is a row of the table")]
    }
}

/// Whatever changes a number changes the keys: the tool, its queries, its grammars, the row of the language.
///
/// A name is not enough: two rows may share one, and read the same bytes in different ways.
#[must_use]
pub fn key_space(language: &LanguageSpec) -> KeySpace {
    let row = [&[language.name], language.extensions].concat().join(".");
    KeySpace::new([fingerprint(), BUILD].concat().as_bytes(), &row)
}

/// The same for what is derived of other files than sources, named by what it is.
#[must_use]
pub(crate) fn derived_space(what: &str) -> KeySpace {
    KeySpace::new([fingerprint(), BUILD].concat().as_bytes(), what)
}

/// Hash of the code that measures, so that a build of other code under the same version shares nothing.
const BUILD: &str = env!("METRICS_BUILD");
