//! One row for each file, in however many spellings its path was given.

use super::found::{Candidate, by_path};
use std::collections::{HashMap, HashSet};

/// Leaves one of the candidates that are one file: a named one before one that was met, a relative path before an
/// absolute one.
///
/// Only files that share their inode are asked for their canonical path, which tells a spelling from a hard link.
pub(super) fn keep_one_of_each_file(candidates: &mut Vec<Candidate>) {
    let inode = |file: &Candidate| file.stamp.map(|stamp| (stamp.device, stamp.inode));
    let mut paths: HashMap<_, usize> = HashMap::with_capacity(candidates.len());
    for inode in candidates.iter().filter_map(inode) {
        *paths.entry(inode).or_default() += 1;
    }
    if paths.values().all(|&paths| paths == 1) {
        return;
    }
    candidates.sort_by_key(|file| (!file.named, file.path.is_absolute()));
    let mut seen = HashSet::new();
    candidates.retain(|file| {
        let is_shared = inode(file).is_some_and(|inode| paths[&inode] > 1);
        !is_shared || file.path.canonicalize().map_or(true, |path| seen.insert(path))
    });
    candidates.sort_by(by_path);
}
