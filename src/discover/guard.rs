//! Looks at ignore files before the walker opens them: it opens whatever has the name and reads it to the end, which
//! never comes for a FIFO or a link to `/dev/zero`.

use super::{Links, as_reported, os, read};
use crate::model::{SkipReason, Skipped};
use std::collections::BTreeSet;
use std::fs::Metadata;
use std::path::{Path, PathBuf};

/// The name of this program's own ignore file.
pub(super) const OWN_IGNORE_FILE: &str = ".metricsignore";

const READ_BY_THE_WALKER: [&str; 3] = [".gitignore", ".ignore", OWN_IGNORE_FILE];

/// Larger than any ignore file that a person or a generator writes; the walker keeps all of it in memory.
const LARGEST: u64 = 4 << 20;

/// The row for an ignore file that must not be opened, so that its directory must not be entered.
///
/// Four look-ups a directory are a third of a whole walk. Asking through a handle of the directory saved a twentieth.
pub(super) fn trap_in(directory: &Path) -> Option<Skipped> {
    READ_BY_THE_WALKER
        .iter()
        .find_map(|name| trap_at(&directory.join(name)))
        .or_else(|| trap_in_git(&directory.join(".git")))
}

fn trap_at(path: &Path) -> Option<Skipped> {
    trap_of(path, &path.metadata().ok()?)
}

fn trap_of(path: &Path, state: &Metadata) -> Option<Skipped> {
    let detail = complaint(state)?;
    Some(Skipped { path: as_reported(path), reason: SkipReason::Unreadable, detail })
}

fn complaint(state: &Metadata) -> Option<String> {
    let kind = state.file_type();
    if kind.is_file() && state.len() > LARGEST {
        return Some(format!("{} bytes, too large for an ignore file", state.len()));
    }
    // Opening a directory is harmless: reading from it fails at once.
    let harmless = kind.is_file() || kind.is_dir();
    (!harmless).then(|| format!("{}, not an ignore file; its directory is not entered", os::kind(kind)))
}

/// `.git` leads to `info/exclude`: directly, or as the file of a worktree by way of two others.
fn trap_in_git(git: &Path) -> Option<Skipped> {
    let state = git.metadata().ok()?;
    if state.is_dir() {
        return trap_at(&git.join("info/exclude"));
    }
    if !state.is_file() {
        return None;
    }
    // As the walker does it: a relative directory is looked for below the current one.
    trap_of(git, &state).or_else(|| {
        let own = PathBuf::from(first_line(git)?.strip_prefix("gitdir: ")?);
        let pointer = own.join("commondir");
        trap_at(&pointer).or_else(|| trap_at(&own.join(first_line(&pointer)?).join("info/exclude")))
    })
}

fn first_line(path: &Path) -> Option<String> {
    let bytes = read(path, Links::Follow, LARGEST).ok()??;
    String::from_utf8(bytes).ok()?.lines().next().map(ToOwned::to_owned)
}

/// Remembers the directories that were looked at, for roots that share their parents.
#[derive(Default)]
pub(super) struct Guard {
    harmless: BTreeSet<PathBuf>,
}

impl Guard {
    /// Looks at a directory and at all above it, whose ignore files count as well.
    pub(super) fn trap_above(&mut self, directory: &Path) -> Option<Skipped> {
        // By its letters first, so that a row below the current directory has a path that looks like the others. A
        // directory that cannot be resolved cannot be walked either, and the walk will say so.
        let resolved = Path::new(".").join(directory).canonicalize().unwrap_or_default();
        self.trap_among(directory).or_else(|| self.trap_among(&resolved))
    }

    fn trap_among(&mut self, directory: &Path) -> Option<Skipped> {
        for ancestor in directory.ancestors() {
            if self.harmless.contains(ancestor) {
                break;
            }
            if let Some(trap) = trap_in(ancestor) {
                return Some(trap);
            }
            self.harmless.insert(ancestor.to_path_buf());
        }
        None
    }
}
