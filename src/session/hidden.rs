//! From what a walk passed over to the rules that hid it, as exemptions: one for each rule, and not for each file.

use crate::discover::{Hidden, HiddenBy, Links, read};
use crate::model::{Exemption, ExemptionKind};
use std::collections::BTreeMap;
use std::path::Path;

/// A larger ignore file is not read again for the number of a line.
const LARGEST: u64 = 4 << 20;

/// Where version control keeps its own files, which nobody wrote.
const STORES: [&str; 4] = [".git", ".hg", ".svn", ".jj"];

/// As many entries of a directory are looked at; what is larger may hold anything.
const MOST_ENTRIES: usize = 20_000;

/// The rules that hid something, but for the patterns of configurations, which are listed whatever they hide. A rule
/// that is built in is listed if it hid source.
pub(super) fn hidden(all: &[Hidden], is_source: &dyn Fn(&Path) -> bool) -> Vec<Exemption> {
    let mut by_rule: BTreeMap<(ExemptionKind, String, String), Vec<&Hidden>> = BTreeMap::new();
    let is_store = |it: &Hidden| STORES.iter().any(|name| it.path.ends_with(name));
    for it in all.iter().filter(|it| !is_store(it)) {
        let key = key(it).filter(|(kind, ..)| *kind != ExemptionKind::BuiltIn || holds(it, is_source));
        if let Some(key) = key {
            by_rule.entry(key).or_default().push(it);
        }
    }
    by_rule.into_iter().map(|((kind, path, rule), hidden)| exemption(kind, path, &rule, &hidden)).collect()
}

/// Whether something is source, or a directory with source in it.
fn holds(it: &Hidden, is_source: &dyn Fn(&Path) -> bool) -> bool {
    if !it.is_directory {
        return is_source(&it.path);
    }
    let (mut open, mut left) = (vec![it.path.clone()], MOST_ENTRIES);
    while let Some(directory) = open.pop() {
        // What cannot be read may hold anything.
        let Ok(entries) = std::fs::read_dir(&directory) else { return true };
        for entry in entries.flatten() {
            let path = entry.path();
            left -= 1;
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => open.push(path),
                Ok(kind) if kind.is_file() && is_source(&path) => return true,
                _ => {}
            }
            if left == 0 {
                return true;
            }
        }
    }
    false
}

/// The kind of a rule, where it stands, and what it says.
fn key(it: &Hidden) -> Option<(ExemptionKind, String, String)> {
    Some(match &it.rule {
        HiddenBy::Pattern => return None,
        HiddenBy::IgnoreFile { file, line } => {
            (ExemptionKind::Ignored, file.to_string_lossy().into_owned(), line.clone())
        }
        HiddenBy::Name(name) => (ExemptionKind::BuiltIn, String::new(), format!("directories named {name}")),
        HiddenBy::Checkout => {
            (ExemptionKind::BuiltIn, String::new(), "submodules and linked worktrees".to_owned())
        }
        HiddenBy::Dot => (ExemptionKind::BuiltIn, String::new(), "names that begin with a dot".to_owned()),
    })
}

fn exemption(kind: ExemptionKind, path: String, rule: &str, hidden: &[&Hidden]) -> Exemption {
    let first = hidden.first().map(|it| it.path.to_string_lossy().into_owned()).unwrap_or_default();
    let is_file = kind == ExemptionKind::Ignored;
    Exemption {
        kind,
        line: line(Path::new(&path), rule).filter(|_| is_file),
        path: if is_file { path } else { first },
        what: format!("{rule} ({})", counted(hidden)),
        reason: if is_file { String::new() } else { "built in".to_owned() },
        expires: None,
        added: None,
    }
}

/// The number of a line; of equal ones the last decides.
pub(super) fn line(file: &Path, text: &str) -> Option<u32> {
    let bytes = read(file, Links::Follow, LARGEST).ok().flatten()?;
    let content = String::from_utf8_lossy(&bytes);
    let lines: Vec<&str> = content.trim_start_matches('\u{feff}').lines().collect();
    let index = lines.iter().rposition(|line| line.trim_end() == text)?;
    u32::try_from(index + 1).ok()
}

fn counted(hidden: &[&Hidden]) -> String {
    let directories = hidden.iter().filter(|it| it.is_directory).count();
    let parts = [(directories, "directory", "directories"), (hidden.len() - directories, "file", "files")];
    let part = |&(count, one, many): &(usize, &str, &str)| match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        _ => Some(format!("{count} {many}")),
    };
    parts.iter().filter_map(part).collect::<Vec<_>>().join(", ")
}
