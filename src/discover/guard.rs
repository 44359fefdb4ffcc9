//! Looks at ignore files before the walker opens them: it opens whatever has the name and reads it to the end, which
//! never comes for a FIFO or a link to `/dev/zero`.

use super::{as_reported, os};
use crate::model::{SkipReason, Skipped};
use std::collections::BTreeSet;
use std::fs::Metadata;
use std::path::{Path, PathBuf};

/// The name of this program's own ignore file.
pub(super) const OWN_IGNORE_FILE: &str = ".metricsignore";

/// `.git` is a file in worktrees and submodules, and then the walker reads it as well.
const READ_BY_THE_WALKER: [&str; 4] = [".gitignore", ".ignore", OWN_IGNORE_FILE, ".git"];

/// Larger than any ignore file that a person or a generator writes; the walker keeps all of it in memory.
const LARGEST: u64 = 4 << 20;

/// The row for an ignore file that must not be opened, so that its directory must not be entered.
pub(super) fn trap_in(directory: &Path) -> Option<Skipped> {
    let mut path = as_reported(&directory.join(READ_BY_THE_WALKER[0]));
    READ_BY_THE_WALKER.iter().find_map(|name| {
        path.set_file_name(name);
        let detail = complaint(&path.metadata().ok()?)?;
        Some(Skipped { path: path.clone(), reason: SkipReason::Unreadable, detail })
    })
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
