//! The revision whose configurations and baseline count, if it is not the work tree: a change cannot loosen what judges
//! it.

use super::SessionError;
use crate::config::Files;
use crate::discover::git::{Range, Snapshot, WorkTree};
use std::path::Path;

/// Files as a commit has them.
#[derive(Debug)]
struct AtRevision(Snapshot);

impl Files for AtRevision {
    fn read(&self, path: &Path, most: u64) -> Result<Option<Vec<u8>>, String> {
        self.0.read(path, most).map_err(|error| error.to_string())
    }
}

/// The files of a revision; `auto` is what a merge request is to be merged into, and the last commit elsewhere.
pub(super) fn files(name: &str) -> Result<std::sync::Arc<dyn Files>, SessionError> {
    let name = match name {
        "auto" => Range::of_environment().map_or_else(|_| "HEAD".to_owned(), |range| range.since),
        name => name.to_owned(),
    };
    Ok(std::sync::Arc::new(AtRevision(WorkTree::open()?.snapshot(&name)?)))
}
