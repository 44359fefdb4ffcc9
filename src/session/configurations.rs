//! Questions about configurations that need more than the configurations: which there are, and what one would find.

use super::SessionError;
use crate::config::{Configurations, Environment, FILE_NAMES, Preset, Sources};
use crate::discover::{Request, as_reported, discover};
use crate::judge::{Judged, judge};
use crate::model::{Finding, Outcome, Severity};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The configuration files that count for a directory, and those below it.
///
/// # Errors
/// If the directory is not there.
pub fn configuration_files(current: &Path) -> Result<Vec<PathBuf>, SessionError> {
    let (filter, request) =
        (Arc::default(), Request { paths: vec![PathBuf::from(".")], hidden: true, ..Request::default() });
    let found = discover(&request, &|_| Arc::clone(&filter), &|_, _| None)?;
    let places = found.directories.iter().flat_map(|it| FILE_NAMES.map(|name| as_reported(&it.join(name))));
    let below = places.filter(|place| place.symlink_metadata().is_ok_and(|state| state.is_file()));
    let environment = Environment::read();
    let sources = Sources { current: current.to_owned(), environment, ..Sources::default() };
    // An error in one of them is found again, and told, when it is checked.
    let above = Configurations::new(sources).and_then(|mut it| it.of_directory(Path::new("")));
    let above = above.map_or_else(|_| Vec::new(), |settings| settings.files.clone());
    let mut files: Vec<_> = above.into_iter().chain(below).collect();
    files.sort_unstable();
    files.dedup();
    Ok(files)
}

/// How many errors a preset alone would find in what was measured.
///
/// # Errors
/// If the user's own configuration is wrong.
pub fn found_by(preset: &'static Preset, outcome: &Outcome) -> Result<usize, SessionError> {
    let mut configurations =
        Configurations::new(Sources { none: true, preset: Some(preset), ..Sources::default() })?;
    let settings = configurations.of_directory(Path::new(""))?;
    let found = outcome.records.iter().flat_map(|record| {
        let (absolute, in_repository) = (record.path.as_path(), record.path.as_path());
        judge(Judged {
            record,
            absolute,
            in_repository,
            policy: &settings.policy,
            compared: &[],
            compat: settings.compat.value,
        })
    });
    let is_broken = |finding: &Finding| finding.severity == Severity::Error && finding.suppression.is_none();
    Ok(found.filter(is_broken).count())
}
