//! Sorts what was named into directories to walk and files to measure, by type alone.

use super::forced::Forced;
use super::rules::Search;
use super::{Candidate, Detect, DiscoverError, Discovery, Hidden, HiddenBy, Source, as_reported, os};
use crate::model::{SkipReason, Skipped};
use std::fs::Metadata;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// What was named: files that are found already, and directories to walk.
pub(super) struct Named {
    pub(super) found: Discovery,
    pub(super) directories: Vec<PathBuf>,
}

pub(super) fn sort(search: &Search<'_>, detect: Detect<'_>) -> Result<Named, DiscoverError> {
    let mut named = Named { found: Discovery::default(), directories: Vec::new() };
    let mut forced = search.request.force_exclude.then(|| Forced::new(search));
    for path in &search.request.paths {
        match look_at(path)? {
            Ok(state) if state.is_dir() => named.directories.push(as_reported(path)),
            Ok(state) => match forced.as_mut().map(|forced| forced.hide(path)) {
                Some(Err(trap)) => named.found.skipped.push(trap),
                Some(Ok(Some(rule))) => named.found.pass_over(path, rule, search, detect),
                _ => named.found.add(path, &state, search, detect),
            },
            Err(error) => named.found.skipped.push(unreadable(path, &error)),
        }
    }
    named.directories.sort_unstable();
    named.directories.dedup();
    Ok(named)
}

impl Discovery {
    /// Notes what hides a named file, which would else have been measured.
    fn pass_over(&mut self, path: &Path, rule: HiddenBy, search: &Search<'_>, detect: Detect<'_>) {
        if detect(path, &search.filter_of(path)).is_some() {
            self.hidden.push(Hidden {
                path: as_reported(path),
                is_directory: false,
                rule,
                was_asked_for: true,
            });
        }
    }

    fn add(&mut self, path: &Path, state: &Metadata, search: &Search<'_>, detect: Detect<'_>) {
        let (reported, filter) = (as_reported(path), search.filter_of(path));
        match detect(path, &filter) {
            Some(language) => {
                let (size, stamp, source) = (state.len(), os::stamp(state), Source::File);
                let (path, terms) = (reported, filter.terms);
                let candidate = Candidate { path, language, size, stamp, named: true, source, terms };
                self.candidates.push(candidate);
            }
            None => self.unrecognised.push(reported),
        }
    }
}

/// The type and size of a named path: the outer error is the caller's mistake, the inner one the system's refusal.
fn look_at(path: &Path) -> Result<io::Result<Metadata>, DiscoverError> {
    let own = match path.symlink_metadata() {
        Ok(own) => own,
        Err(error) if is_missing(&error) => return Err(DiscoverError::Missing { path: path.to_path_buf() }),
        Err(error) => return Ok(Err(error)),
    };
    let state = if own.is_symlink() { target(path)? } else { own };
    if state.is_file() || state.is_dir() {
        return Ok(Ok(state));
    }
    Err(DiscoverError::Special { path: path.to_path_buf(), kind: os::kind(state.file_type()) })
}

/// What a named link leads to, which must be a regular file: through a directory link a walk could leave its root.
fn target(path: &Path) -> Result<Metadata, DiscoverError> {
    match path.metadata() {
        Ok(state) if state.is_dir() => Err(DiscoverError::LinkToDirectory { path: path.to_path_buf() }),
        Ok(state) => Ok(state),
        Err(source) => Err(DiscoverError::BrokenLink { path: path.to_path_buf(), source }),
    }
}

fn is_missing(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

fn unreadable(path: &Path, error: &io::Error) -> Skipped {
    Skipped { path: as_reported(path), reason: SkipReason::Unreadable, detail: error.to_string() }
}
