//! Questions about one file: as an editor or an agent asks them while it works, with texts that are on no disk yet.

use super::check::{CheckRequest, Checked};
use super::measured::{Former, Measured};
use super::ratchet::Ratchet;
use super::session::Session;
use super::{SessionError, languages};
use crate::discover::git::WorkTree;
use crate::discover::{Candidate, Links, Source, as_reported, read};
use crate::model::{FileMetrics, Record};
use std::path::Path;

/// What one file is, and what is beyond its limit.
#[derive(Debug)]
pub struct Inspected {
    /// What was measured; `None` if that was not possible, which is then a finding.
    pub metrics: Option<FileMetrics>,
    /// The verdict.
    pub checked: Checked,
}

impl Session {
    /// Judges one file as it is: the text that was given for it, or else the file on disk.
    ///
    /// With a commit (such as `HEAD`) only what was made worse since is to blame, as in the check of a change: the rest
    /// of the findings is inherited. The file is measured, and once for each version the commit has of it, and
    /// nothing else is looked at. The extent of the request does not count.
    ///
    /// # Errors
    /// If the file cannot be found or its language is not known, git does not know the commit, or the baseline or a
    /// configuration is wrong.
    pub fn check_file(
        &mut self,
        path: &Path,
        commit: Option<&str>,
        request: &CheckRequest,
    ) -> Result<Checked, SessionError> {
        self.inspect(path, commit, request).map(|it| it.checked)
    }

    /// The same, with what was measured.
    ///
    /// # Errors
    /// As [`Session::check_file`].
    pub fn inspect(
        &mut self,
        path: &Path,
        commit: Option<&str>,
        request: &CheckRequest,
    ) -> Result<Inspected, SessionError> {
        self.work.begin();
        let (mut measured, checked) = self.judged_file(path, commit, request)?;
        Ok(Inspected { metrics: measured.outcome.records.pop().map(|record| record.metrics), checked })
    }

    /// The same, with what was measured for it.
    pub(super) fn judged_file(
        &mut self,
        path: &Path,
        commit: Option<&str>,
        request: &CheckRequest,
    ) -> Result<(Measured, Checked), SessionError> {
        let file = self.file_at(path)?;
        let outcome = self.measure_files(std::slice::from_ref(&file))?;
        let former = commit.map(|commit| self.former_of(&file, commit)).transpose()?;
        let asked = std::iter::once(file.path.clone()).collect();
        let measured = Measured { outcome, asked, files: vec![file], former, ..Measured::default() };
        let checked = self.judge_file(&measured, request)?;
        Ok((measured, checked))
    }

    pub(super) fn judge_file(
        &self,
        measured: &Measured,
        request: &CheckRequest,
    ) -> Result<Checked, SessionError> {
        let ratchet = if request.no_baseline { None } else { Ratchet::read(&self.configured)? };
        let mut checked = self.judge(measured, request, ratchet.as_ref(), false)?;
        checked.verdict.unjudged_budgets = self.budgets_not_judged();
        Ok(checked)
    }

    /// A file to measure, whether or not a walk would meet it.
    pub(super) fn file_at(&self, path: &Path) -> Result<Candidate, SessionError> {
        let place = as_reported(path);
        if let Some(file) = self.file_of_text(&place) {
            return Ok(file);
        }
        let filter = self.configured.filter(place.parent().unwrap_or(Path::new("")));
        let Some(language) = languages::of_named(&place, &filter) else {
            return Err(SessionError::Request(format!("{}: in no known language", place.display())));
        };
        let size = place.metadata()?.len();
        let (source, terms) = (Source::File, filter.terms);
        Ok(Candidate { path: place, language, size, stamp: None, named: true, source, terms })
    }

    /// The other side of one file; what git has stored is measured once.
    fn former_of(&mut self, file: &Candidate, commit: &str) -> Result<Former, SessionError> {
        let before = self.file_before(file, commit)?;
        self.former_from(&file.path, before)
    }

    /// A file as a commit has it, to be measured; `None` if the commit does not have it.
    pub(super) fn file_before(
        &self,
        file: &Candidate,
        commit: &str,
    ) -> Result<Option<Candidate>, SessionError> {
        let absolute = self.configured.absolute(&file.path);
        let above = absolute.parent().unwrap_or(&absolute);
        let blob = WorkTree::around(above)?.former(commit, &absolute)?;
        Ok(blob.map(|blob| Candidate {
            size: blob.size(),
            source: Source::Blob(blob),
            stamp: None,
            ..file.clone()
        }))
    }

    /// The other side of a file, from what it was.
    pub(super) fn former_from(
        &mut self,
        path: &Path,
        before: Option<Candidate>,
    ) -> Result<Former, SessionError> {
        let before = before.map(|before| self.measured_before(&before)).transpose()?.flatten();
        Ok(Former::of_file(path, before))
    }

    fn measured_before(&mut self, file: &Candidate) -> Result<Option<Record>, SessionError> {
        match self.former.get(&file.path) {
            Some((source, record)) if *source == file.source => Ok(Some(record.clone())),
            _ => {
                let record = self.measure_files(std::slice::from_ref(file))?.records.pop();
                if let Some(record) = &record {
                    self.former.insert(file.path.clone(), (file.source.clone(), record.clone()));
                }
                Ok(record)
            }
        }
    }

    /// Whether there is such a file, or was one in the last commit: a name with a mistake is neither.
    #[must_use]
    pub(crate) fn has_or_had(&self, path: &Path) -> bool {
        let absolute = self.configured.absolute(path);
        let had = || {
            let above = absolute.ancestors().skip(1).find(|above| above.is_dir())?;
            WorkTree::around(above).ok()?.former("HEAD", &absolute).ok()?
        };
        absolute.symlink_metadata().is_ok() || had().is_some()
    }

    /// The bytes of a file: the text that was given for it, or else what is on disk.
    pub(super) fn bytes_of(&self, path: &Path) -> Result<Vec<u8>, SessionError> {
        if let Some(text) = self.texts.get(&self.configured.absolute(path)) {
            return Ok(text.to_vec());
        }
        let most = self.configured.of_file(path)?.max_file_size.value;
        let read = read(path, Links::Follow, most).map_err(SessionError::NotMeasured)?;
        Ok(read.unwrap_or_default())
    }
}
