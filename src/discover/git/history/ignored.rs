//! Commits that say nothing of who changed what: those that the project tells blame to ignore.

use super::History;
use crate::discover::git::GitError;
use crate::discover::git::settings::expanded;
use crate::discover::{Links, path_of_bytes, read};
use std::collections::HashSet;
use std::path::Path;

/// The name that hosts know.
const USUAL: &str = ".git-blame-ignore-revs";

/// No list that anybody wrote is larger.
const LARGEST: u64 = 4 << 20;

impl History {
    /// The hashes in `.git-blame-ignore-revs` and in the files that `blame.ignoreRevsFile` names.
    ///
    /// # Errors
    ///
    /// A damaged repository.
    pub(crate) fn ignored_revisions(&self) -> Result<HashSet<String>, GitError> {
        let mut texts = Vec::new();
        let usual = self.root.join(USUAL);
        if self.is_bare && self.is_revision("HEAD") {
            texts.extend(self.snapshot("HEAD")?.read(&usual, LARGEST)?);
        } else {
            texts.extend(text(&usual));
        }
        for file in self.settings.all("blame.ignorerevsfile").flatten().filter(|file| !file.is_empty()) {
            let is_home = file.starts_with(b"~");
            let path = if is_home { Some(expanded(file)) } else { path_of_bytes(file).ok() };
            texts.extend(path.and_then(|path| text(&self.root.join(path))));
        }
        let lines = texts.iter().flat_map(|text| text.split(|&byte| byte == b'\n'));
        let hash = |line: &[u8]| {
            let word =
                line.split(|byte| byte.is_ascii_whitespace() || *byte == b'#').find(|it| !it.is_empty());
            let is_comment = line.trim_ascii_start().starts_with(b"#");
            let word = String::from_utf8_lossy(word.filter(|_| !is_comment)?).to_ascii_lowercase();
            Some(word)
        };
        Ok(lines.filter_map(hash).collect())
    }
}

fn text(path: &Path) -> Option<Vec<u8>> {
    read(path, Links::Refuse, LARGEST).ok().flatten()
}
