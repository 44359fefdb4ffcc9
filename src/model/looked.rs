//! What a walk looked at: said where it found nothing, so that nobody takes that for clean.

use super::{counted, printable};
use std::fmt;
use std::path::PathBuf;

/// What a walk looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Looked {
    /// Where it began.
    pub paths: Vec<PathBuf>,
    /// How many directories it listed.
    pub directories: u64,
    /// How many files and directories patterns hid from it.
    pub hidden: usize,
}

/// More paths than a line has room for.
const SHOWN: usize = 3;

impl fmt::Display for Looked {
    /// That no file was found, and where.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = |path: &PathBuf| printable(&path.to_string_lossy()).into_owned();
        let shown: Vec<String> = self.paths.iter().take(SHOWN).map(path).collect();
        if self.paths.is_empty() {
            return out.write_str("no file in a known language");
        }
        write!(out, "no file in a known language under {}", shown.join(", "))?;
        if self.paths.len() > SHOWN {
            write!(out, " and {} more", self.paths.len() - SHOWN)?;
        }
        let directories = usize::try_from(self.directories).unwrap_or(usize::MAX);
        write!(out, " ({} looked at", counted(directories, "directory", "directories"))?;
        if self.hidden > 0 {
            write!(out, ", {} excluded by patterns", self.hidden)?;
        }
        out.write_str(")")
    }
}
