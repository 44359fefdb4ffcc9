//! What a walk finds where nothing is configured.

use code_metrics::discover::{Candidate, Request, discover};
use code_metrics::language::by_path;
use std::path::Path;
use std::sync::Arc;

/// The files below a directory whose suffixes tell their languages.
pub(crate) fn found(directory: &Path) -> Vec<Candidate> {
    let request = Request { paths: vec![directory.to_path_buf()], ..Request::default() };
    let filter = Arc::default();
    let found = discover(&request, &|_| Arc::clone(&filter), &|path, _| by_path(path));
    found.expect("a directory").candidates
}
