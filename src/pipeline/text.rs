//! Texts that were given instead of files, one at a time.

use super::batch::LARGE;
use super::limits::Means;
use super::recall::Memory;
use crate::cache::Cache;
use crate::course::Course;
use crate::discover::{Candidate, Source};
use crate::language::LanguageSpec;
use crate::model::{Marks, Outcome, Record, SkipReason, Skipped};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// Measures texts as a run measures files, for several threads.
pub struct Texts<'a> {
    memory: Memory<'a>,
    /// Whoever holds it measures a large text, of which there is one at a time.
    large: Mutex<()>,
}

impl<'a> Texts<'a> {
    /// With what may be spent; the cache recalls texts that it knows and keeps the others.
    #[must_use]
    pub fn new(limits: &'a Means, course: &'a Course, cache: Option<&'a Cache>) -> Texts<'a> {
        Texts { memory: Memory::of_texts(cache, limits, course), large: Mutex::new(()) }
    }

    /// Measures a text under the name that was given with it; the marks are room to work in.
    ///
    /// # Errors
    /// If it could not be done, with the reason.
    pub fn measure(
        &self,
        path: &Path,
        text: Vec<u8>,
        language: &'static LanguageSpec,
        marks: &mut Marks,
    ) -> Result<Record, Skipped> {
        let (path, size) = (path.to_path_buf(), text.len() as u64);
        let alone = (size > LARGE).then(|| self.large.lock().unwrap_or_else(PoisonError::into_inner));
        let source = Source::Text(text.into());
        let file = Candidate { path, language, size, stamp: None, named: true, source, terms: None };
        let mut outcome = Outcome::default();
        self.memory.recall(std::iter::once(&file), marks, &mut outcome);
        drop(alone);
        let stopped =
            || Skipped { path: file.path.clone(), reason: SkipReason::Timeout, detail: "stopped".to_owned() };
        outcome.records.pop().ok_or_else(|| outcome.skipped.pop().unwrap_or_else(stopped))
    }
}

/// Measures a text that was given instead of a file, under the name that was given with it.
///
/// # Errors
/// If it could not be done, with the reason.
pub fn measure_text(
    path: &Path,
    text: Vec<u8>,
    language: &'static LanguageSpec,
    limits: &Means,
    course: &Course,
) -> Result<Record, Skipped> {
    Texts::new(limits, course, None).measure(path, text, language, &mut Marks::default())
}
