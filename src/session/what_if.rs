//! The question what if: what would a text do to the numbers of a file, before anybody writes it?

use super::SessionError;
use super::check::{CheckRequest, Checked};
use super::measured::{Former, Measured};
use super::session::Session;
use crate::discover::{Candidate, as_reported, read_from};
use crate::model::Record;
use std::io::Read;
use std::path::Path;

impl Session {
    /// Measures a file as it is and as a text would make it, and judges what that would do. The file need not be there.
    ///
    /// [`Session::difference`] has the functions that would change, [`Session::movements`] says whether complexity would
    /// leave or only move. No more of the text is read than a file may have.
    ///
    /// # Errors
    /// If one of the two cannot be measured, or the baseline or a configuration is wrong.
    pub fn what_if(&mut self, path: &Path, text: impl Read) -> Result<Checked, SessionError> {
        self.work.begin();
        self.keep_all();
        let path = as_reported(path);
        let most = self.settings_of(&path)?.max_file_size.value;
        let text = read_from(text, &path, most).map_err(SessionError::NotMeasured)?;
        let before = if self.is_there(&path) { Some(self.record_of(&self.file_at(&path)?)?) } else { None };
        let edited = self.file_with(&path, text)?;
        let mut outcome = crate::model::Outcome::default();
        outcome.records.push(self.record_of(&edited)?);
        let (former, asked) = (Some(Former::of_file(&path, before)), std::iter::once(path).collect());
        self.measured = Measured { outcome, asked, files: vec![edited], former, ..Measured::default() };
        self.judge_file(&self.measured, &CheckRequest::default())
    }

    fn is_there(&self, path: &Path) -> bool {
        self.texts.contains_key(&self.configured.absolute(path)) || path.symlink_metadata().is_ok()
    }

    /// A file as it would be with another text.
    pub(super) fn file_with(&mut self, path: &Path, text: Vec<u8>) -> Result<Candidate, SessionError> {
        let absolute = self.configured.absolute(path);
        let given = self.texts.insert(absolute.clone(), text.into());
        let file = self.file_at(path);
        match given {
            Some(given) => self.texts.insert(absolute, given),
            None => self.texts.remove(&absolute),
        };
        file
    }

    fn record_of(&self, file: &Candidate) -> Result<Record, SessionError> {
        let mut outcome = self.measure_files(std::slice::from_ref(file))?;
        match (outcome.records.pop(), outcome.skipped.pop()) {
            (Some(record), _) => Ok(record),
            (None, Some(skipped)) => Err(SessionError::NotMeasured(skipped)),
            (None, None) => Err(SessionError::Request(format!("{}: it is gone", file.path.display()))),
        }
    }
}
