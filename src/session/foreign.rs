//! What other tools gate on in a directory: their files are read here, and understood by the configuration.

use crate::config::{FOREIGN_FILES, FOREIGN_WORKFLOWS, ForeignLimits};
use crate::regular;
use std::io::ErrorKind;
use std::path::Path;

/// More than any configuration has.
const LARGEST: u64 = 1 << 20;

/// More workflows than a repository has.
const MOST: usize = 100;

/// Reads the configurations of other tools that stand in a directory, and the commands of its CI. What of it is not understood,
/// or cannot be read, is noted.
#[must_use]
pub fn foreign_limits(directory: &Path) -> ForeignLimits {
    let mut names: Vec<String> = FOREIGN_FILES.iter().map(|&name| name.to_owned()).collect();
    let workflows = directory.join(FOREIGN_WORKFLOWS).read_dir().into_iter().flatten().flatten();
    let mut listed: Vec<String> =
        workflows.take(MOST).filter_map(|entry| entry.file_name().into_string().ok()).collect();
    listed.retain(|name| Path::new(name).extension().is_some_and(|it| it == "yml" || it == "yaml"));
    listed.sort();
    names.extend(listed.into_iter().map(|name| format!("{FOREIGN_WORKFLOWS}/{name}")));
    let mut texts = Vec::new();
    let mut unreadable = Vec::new();
    for name in &names {
        match regular::read_text(&directory.join(name), LARGEST) {
            Ok(text) => texts.push((name.as_str(), text)),
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => unreadable.push((name, error.to_string())),
        }
    }
    let mut found = ForeignLimits::read(texts.iter().map(|(name, text)| (*name, text.as_str())));
    for (name, why) in &unreadable {
        found.note_unreadable(name, why);
    }
    found
}
