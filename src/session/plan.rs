//! What a selection and its settings come to: what is looked for, and what may be spent on it.

use super::caching::Directory;
use super::territories::terms;
use super::{Selection, SessionError, languages};
use crate::config::{Jobs, LANDMARKS, Settings};
use crate::course::{Stop, workers_that_fit};
use crate::discover::{Candidate, Discovery, Request, Source, Terms};
use crate::model::Skipped;
use crate::pipeline::{Means, default_jobs};
use crate::text::CPU_BUDGET;
use std::path::PathBuf;

/// What a selection and its settings come to.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) request: Request,
    pub(super) limits: Means,
    pub(super) cache: Option<Directory>,
}

/// How many threads measure: fewer than asked for where the address space has room for fewer.
pub(super) fn jobs(settings: &Settings) -> usize {
    workers_that_fit(match settings.jobs.value {
        Jobs::Auto => default_jobs(),
        Jobs::Count(jobs) => jobs,
    })
}

impl Plan {
    pub(super) fn new(selection: &Selection, settings: &Settings, stop: &Stop) -> Plan {
        let jobs = jobs(settings);
        let Terms { max_file_size, generated } = terms(settings, selection.force_exclude);
        let request = Request {
            paths: selection.walked(),
            hidden: selection.hidden,
            force_exclude: selection.force_exclude,
            landmarks: LANDMARKS,
            threads: jobs,
            stop: stop.clone(),
            ..Request::default()
        };
        let limits = Means { jobs, max_file_size, cpu_budget: CPU_BUDGET, generated };
        Plan { request, limits, cache: Directory::new(&settings.cache) }
    }

    /// A text under the name that it was given with.
    pub(super) fn text(
        &self,
        name: PathBuf,
        text: Result<Vec<u8>, Skipped>,
        settings: &Settings,
    ) -> Result<Result<Candidate, Skipped>, SessionError> {
        let Some(language) = languages::of_text(&name, text.as_deref().ok(), settings) else {
            return Err(SessionError::Request(format!("{}: in no known language", name.display())));
        };
        let terms = Some(terms(settings, self.request.force_exclude));
        Ok(text.map(|text| Candidate {
            path: name,
            language,
            size: text.len() as u64,
            stamp: None,
            named: true,
            source: Source::Text(text.into()),
            terms,
        }))
    }

    /// Whether `force_exclude` may have passed over all that was named: a hook or an editor names files one by one,
    /// and what is excluded is none of its business.
    pub(super) fn may_be_excluded(&self, found: &Discovery) -> bool {
        self.request.force_exclude
            && found.unrecognised.is_empty()
            && self.request.paths.iter().all(|path| path.is_file())
    }
}
