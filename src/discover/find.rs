//! Finds the files to measure, and says what would hide one.

use super::forced::Forced;
use super::rules::Search;
use super::{Detect, DiscoverError, Discovery, Govern, HiddenBy, Request, named, spelling, walk};
use crate::model::Skipped;
use std::path::Path;

/// Finds the files to measure, by the filter that governs each directory.
///
/// # Errors
///
/// A named path that does not exist or can never be measured (a FIFO, a socket, a device, a link to a directory). All
/// of it is found without opening the path.
pub fn discover(
    request: &Request,
    govern: Govern<'_>,
    detect: Detect<'_>,
) -> Result<Discovery, DiscoverError> {
    let search = Search::new(request, govern);
    let named = named::sort(&search, detect)?;
    let walked = walk::walk(&named.directories, &search, detect);
    let mut found = named.found;
    found.append(walked);
    found.finish();
    if request.paths.len() > 1 {
        spelling::keep_one_of_each_file(&mut found.candidates);
    }
    Ok(found)
}

/// What would hide a file if it were named, of the rules that `force_exclude` makes hold for named files.
///
/// # Errors
///
/// The row for an ignore file on the way that must not be opened.
pub(crate) fn hides(request: &Request, govern: Govern<'_>, path: &Path) -> Result<Option<HiddenBy>, Skipped> {
    Forced::new(&Search::new(request, govern)).hide(path)
}

/// The rule by which a walk of a directory would pass over a file or a directory in it or below, both as they stand in
/// reports.
///
/// # Errors
///
/// As [`hides`].
pub(crate) fn passes_over(
    request: &Request,
    govern: Govern<'_>,
    root: &Path,
    place: &Path,
    is_directory: bool,
) -> Result<Option<HiddenBy>, Skipped> {
    Forced::new(&Search::new(request, govern)).pass(root, place, is_directory)
}
