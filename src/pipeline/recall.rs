//! Files with a cache: recognised by the stamp, else by the content, else measured and stored.

use super::file::record;
use super::work::{File, Limits};
use crate::cache::{Cache, Content, KeySpace};
use crate::discover::Reading;
use crate::language::{LANGUAGES, LanguageSpec, fingerprint, generated};
use crate::model::{Marks, Outcome, Record, Skipped};
use crate::watch::Watch;

/// Files are read together until they have this many bytes, so that one question to the cache serves them all.
const ENOUGH_BYTES: u64 = 1 << 20;
const ENOUGH_FILES: usize = 128;

/// What was measured in earlier runs.
pub(super) struct Memory<'a> {
    cache: &'a Cache,
    limits: &'a Limits,
    watch: &'a Watch,
    /// In the order of the languages.
    spaces: Vec<KeySpace>,
}

/// A file that was read.
struct Read<'a> {
    file: &'a File,
    space: &'a KeySpace,
    bytes: Vec<u8>,
    content: Content,
}

impl<'a> Memory<'a> {
    pub(super) fn new(cache: &'a Cache, limits: &'a Limits, watch: &'a Watch) -> Memory<'a> {
        let spaces = LANGUAGES.iter().map(key_space).collect();
        Memory { cache, limits, watch, spaces }
    }

    /// Recalls or measures files of a batch.
    pub(super) fn recall<'f>(
        &'f self,
        files: impl Iterator<Item = &'f File>,
        marks: &mut Marks,
        outcome: &mut Outcome,
    ) {
        let (mut waiting, mut bytes) = (Vec::new(), 0);
        for file in files {
            if let Some(record) = self.by_stat(file) {
                outcome.records.push(record);
                self.watch.finish(file.size);
                continue;
            }
            waiting.push(file);
            bytes += file.size;
            if bytes >= ENOUGH_BYTES || waiting.len() >= ENOUGH_FILES {
                self.read_and_recall(&waiting, marks, outcome);
                waiting.clear();
                bytes = 0;
            }
        }
        self.read_and_recall(&waiting, marks, outcome);
    }

    fn by_stat(&self, file: &File) -> Option<Record> {
        let terms = self.limits.terms(file);
        let stamp = file.stamp.as_ref().filter(|stamp| stamp.size <= terms.max_file_size)?;
        let (space, skips) = (self.space(file.language), terms.generated.skips(file.named));
        let metrics = self.cache.by_stat(&file.path, stamp, space, skips)?;
        Some(Record { path: file.path.clone(), metrics })
    }

    fn read_and_recall(&self, files: &[&File], marks: &mut Marks, outcome: &mut Outcome) {
        if self.watch.stopped() {
            return;
        }
        let read: Vec<Read<'_>> =
            files.iter().filter_map(|file| self.read_or_finish(file, outcome)).collect();
        let asked: Vec<_> = read.iter().map(|read| (&*read.file.path, &read.content)).collect();
        let found = self.cache.by_content(&asked);
        for (read, metrics) in read.into_iter().zip(found) {
            let (path, size) = (&read.file.path, read.file.size);
            if let Some(metrics) = metrics {
                self.cache.recognised(path, &read.content, read.space);
                outcome.records.push(Record { path: path.clone(), metrics });
            } else if !self.watch.stopped() {
                self.measure(read, marks, outcome);
            }
            self.watch.finish(size);
        }
    }

    fn read_or_finish<'f>(&'f self, file: &'f File, outcome: &mut Outcome) -> Option<Read<'f>> {
        let read = self.read(file, outcome);
        if read.is_none() {
            self.watch.finish(file.size);
        }
        read
    }

    /// Nothing for a file that vanished, or a row for one that could not be read.
    fn read<'f>(&'f self, file: &'f File, outcome: &mut Outcome) -> Option<Read<'f>> {
        let (started, terms) = (self.cache.now(), self.limits.terms(file));
        let reading = match file.read_stamped(terms.max_file_size) {
            Ok(reading) => reading,
            Err(skipped) => {
                outcome.skipped.push(skipped);
                None
            }
        };
        let Reading { bytes, stamp } = reading?;
        let rule = generated(&file.path, &bytes);
        let skippable = rule.is_some();
        if let Some((reason, detail)) = rule.filter(|_| terms.generated.skips(file.named)) {
            outcome.skipped.push(Skipped { path: file.path.clone(), reason, detail });
            return None;
        }
        let space = self.space(file.language);
        let content = Content { key: space.key(&bytes), started, stamp, skippable };
        Some(Read { file, space, bytes, content })
    }

    fn measure(&self, read: Read<'_>, marks: &mut Marks, outcome: &mut Outcome) {
        let Read { file, space, bytes, content } = read;
        let is_large = bytes.len() as u64 > super::batch::LARGE;
        match record(&file.path, bytes, file.language, (self.limits, self.watch), marks) {
            Ok(record) => {
                self.cache.measured(&file.path, &content, space, &record.metrics);
                outcome.records.push(record);
            }
            // A file that a signal cut short says nothing about the file.
            Err(_) if self.watch.stopped() => {}
            Err(skipped) => {
                self.cache.failed(&file.path, &content, space);
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

/// Hash of the code that measures, so that a build of other code under the same version shares nothing.
const BUILD: &str = env!("METRICS_BUILD");
