//! What the work tree lets pass that the last commit does not: by its configurations, its ignore files and its baseline.

use super::balance::MEANT;
use super::configured::{Configured, shown};
use super::loosened::keys;
use super::ratchet::Ratchet;
use super::revision::AtRevision;
use super::session::Session;
use super::{ConfigFrom, Selection, SessionError};
use crate::baseline::grown;
use crate::discover::{Links, Request, hides_more, read};
use crate::judge::{is_as_strict, looser_in_file, looser_limits};
use crate::model::{Figure, printable};
use std::cell::LazyCell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The commit that edits are compared with.
pub(super) const COMMIT: &str = "HEAD";

/// A larger ignore file hides nothing.
const LARGEST: u64 = 4 << 20;

/// Whether a file says what is passed over, and is not git's: git ignores nothing that it tracks.
pub(super) fn is_ignore_file(path: &Path) -> bool {
    MEANT.iter().any(|name| path.ends_with(name))
}

impl Session {
    /// What configurations that govern some directories, or the baseline, let pass that they do not in the last commit.
    /// What cannot be read there governed nothing.
    pub(super) fn loosened_in(&self, directories: &BTreeSet<PathBuf>) -> Result<Vec<String>, SessionError> {
        let config = ConfigFrom::Revision(COMMIT.to_owned());
        let Ok(then) = Configured::new(&Selection { config, ..self.selection.clone() }) else {
            return Ok(Vec::new());
        };
        let all = LazyCell::new(|| self.all_files());
        let files = || all.as_slice();
        let mut lines = looser(&self.configured, &then, directories, &files)?;
        for name in &then.settings.profiles {
            let under = |config: ConfigFrom| {
                Configured::new(&Selection { config, profile: Some(name.clone()), ..self.selection.clone() })
            };
            match (under(self.selection.config.clone()), under(ConfigFrom::Revision(COMMIT.to_owned()))) {
                (Ok(now), Ok(then)) => lines.extend(looser(&now, &then, directories, &files)?),
                (Err(_), Ok(_)) => _ = lines.insert(format!("the profile `{name}` is gone")),
                (_, Err(_)) => {}
            }
        }
        lines.extend(self.baseline_growth(&then)?);
        Ok(lines.into_iter().collect())
    }

    /// What ignore files hide that they do not in the last commit.
    pub(super) fn newly_ignored<'a>(
        &self,
        files: impl Iterator<Item = &'a Path>,
    ) -> Result<Vec<String>, SessionError> {
        let mut lines = Vec::new();
        for file in files {
            let elsewhere = self.configured.is_elsewhere().then_some(&*self.configured.root);
            let Ok(then) = AtRevision::new(COMMIT, elsewhere) else { break };
            if !self.configured.of_file(file)?.use_gitignore.value {
                continue;
            }
            let absolute = self.configured.absolute(file);
            let then = then.content(&absolute, LARGEST).ok().flatten().unwrap_or_default();
            let now = read(&absolute, Links::Follow, LARGEST).ok().flatten().unwrap_or_default();
            let place = shown(&absolute, &self.configured.current);
            lines.extend(hides_more(&then, &now).iter().map(|it| format!("{place}: {}", printable(it))));
        }
        Ok(lines)
    }

    /// The files of the repository that a walk meets, by their absolute paths, with their languages.
    fn all_files(&self) -> Vec<(PathBuf, &'static str)> {
        let request = Request { paths: vec![self.configured.root.clone()], ..self.plan.request.clone() };
        let found = self.discover_in(&request).map(|found| found.candidates).unwrap_or_default();
        found.into_iter().map(|file| (self.configured.absolute(&file.path), file.language.name)).collect()
    }

    fn baseline_growth(&self, then: &Configured) -> Result<Option<String>, SessionError> {
        let Some(now) = Ratchet::read(&self.configured)? else { return Ok(None) };
        let then = Ratchet::read(then).ok().flatten().map(|it| it.entries).unwrap_or_default();
        let grown = grown(&then, &now.entries);
        let Some(first) = grown.first() else { return Ok(None) };
        let more = if grown.len() > 1 { format!(" and {} more", grown.len() - 1) } else { String::new() };
        let (place, value) = (first.told_path(), Figure(first.value));
        let name = if first.name.is_empty() { place } else { format!("{place}::{}", first.name) };
        let path = shown(&now.path, &self.configured.current);
        Ok(Some(format!("{path}: the baseline takes in {} {value} of {name}{more}", first.metric)))
    }
}

/// What configurations that govern some directories let pass and earlier ones did not. Where their limits are others, it
/// is looked at what these come to for each file: a later one counts more than those before it.
fn looser<'a>(
    now: &Configured,
    then: &Configured,
    directories: &BTreeSet<PathBuf>,
    files: &dyn Fn() -> &'a [(PathBuf, &'static str)],
) -> Result<BTreeSet<String>, SessionError> {
    let (mut lines, mut is_same) = (BTreeSet::new(), true);
    for directory in directories {
        let file = directory.join("x");
        let (now, Ok(then)) = (now.of_file(&file)?, then.of_file(&file)) else { continue };
        lines.extend(looser_limits(&then.policy, &now.policy));
        lines.extend(keys(&now, &then));
        is_same &= is_as_strict(&then.policy, &now.policy);
    }
    if is_same {
        return Ok(lines);
    }
    let (known, mut told) = (lines.clone(), BTreeSet::new());
    for (path, language) in files() {
        let (of_now, Ok(of_then)) = (now.of_file(path)?, then.of_file(path)) else { continue };
        for line in looser_in_file(&of_then.policy, &of_now.policy, path, language) {
            if !known.iter().any(|it| it.starts_with(&line)) && told.insert(line.clone()) {
                lines.insert(format!("{line} for {}", shown(path, &now.current)));
            }
        }
    }
    Ok(lines)
}
