//! The files that a patch is about: in the form of `apply_patch`, or of a unified diff.

/// Their paths as they stand there, those that are gone and the new names of others included.
pub(super) fn files(patch: &str) -> Vec<String> {
    patch
        .lines()
        .filter_map(named)
        .filter(|name| !name.is_empty() && *name != "/dev/null")
        .map(str::to_owned)
        .collect()
}

fn named(line: &str) -> Option<&str> {
    const MARKS: [&str; 4] = ["*** Update File: ", "*** Add File: ", "*** Delete File: ", "*** Move to: "];
    if let Some(name) = MARKS.iter().find_map(|mark| line.strip_prefix(mark)) {
        return Some(name.trim());
    }
    let name = line.strip_prefix("+++ ").or_else(|| line.strip_prefix("--- "))?;
    // git may put a time behind the name
    let name = name.split('\t').next().unwrap_or_default().trim();
    Some(name.strip_prefix("a/").or_else(|| name.strip_prefix("b/")).unwrap_or(name))
}
