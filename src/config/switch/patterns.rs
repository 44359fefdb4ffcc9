//! Paths and globs of other tools as patterns of a `.gitignore`, which know no braces.

/// More alternatives than anybody writes.
const MOST: usize = 64;

/// A path on a command line: that file, or everything below that directory; `None` for all of it.
pub(super) fn of_path(path: &str) -> Option<String> {
    let path = path.trim_start_matches("./").trim_end_matches('/');
    if path.is_empty() || path == "." {
        return None;
    }
    let is_file = path.rsplit('/').next().is_some_and(|name| name.contains('.') || name.contains('*'));
    Some(if is_file { format!("/{path}") } else { format!("/{path}/") })
}

/// The patterns of several paths; none if one of them is everything.
pub(super) fn of_paths<'a>(paths: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let patterns: Option<Vec<String>> = paths.into_iter().map(of_path).collect();
    patterns.unwrap_or_default()
}

/// A glob with its braces written out; `None` for one that excepts, or with more alternatives than anybody writes.
pub(super) fn of_glob(glob: &str) -> Option<Vec<String>> {
    if glob.starts_with('!') || glob.contains(['(', '$']) {
        return None;
    }
    let mut globs = vec![glob.trim_start_matches("./").to_owned()];
    while let Some(at) = globs.iter().position(|glob| braces(glob).is_some()) {
        let glob = globs.remove(at);
        let (start, end) = braces(&glob)?;
        let alternatives = glob[start + 1..end].split(',');
        let written = alternatives.map(|it| format!("{}{it}{}", &glob[..start], &glob[end + 1..]));
        globs.splice(at..at, written.collect::<Vec<_>>());
        if globs.len() > MOST {
            return None;
        }
    }
    Some(globs)
}

/// The same patterns where one without a slash is about the top directory alone, as in flat `ESLint` and Biome 2.
pub(super) fn rooted(patterns: Vec<String>) -> Vec<String> {
    let root = |it: String| if it.contains('/') || it == "**" { it } else { format!("/{it}") };
    patterns.into_iter().map(root).collect()
}

/// Where the first innermost pair of braces is.
fn braces(glob: &str) -> Option<(usize, usize)> {
    let end = glob.find('}')?;
    Some((glob[..end].rfind('{')?, end))
}

/// Whether every file that one of the second has is one of the first for certain; no patterns are all files.
pub(super) fn cover(first: &[String], second: &[String]) -> bool {
    let is_literal = |it: &str| !it.contains(['*', '?', '[', '\\', '!']);
    let covers = |one: &String, other: &String| {
        one == other
            || one == "**"
            || (one.starts_with('/')
                && one.ends_with('/')
                && is_literal(one)
                && other.starts_with(one.as_str()))
    };
    let is_covered = |other: &String| first.iter().any(|one| covers(one, other));
    first.is_empty() || (!second.is_empty() && second.iter().all(is_covered))
}

/// Whether a file may be one of both; false only where that is certain.
pub(super) fn may_meet(first: &[String], second: &[String]) -> bool {
    first.iter().any(|one| second.iter().any(|other| !is_apart(one, other)))
}

/// Whether two patterns begin with different directories.
fn is_apart(one: &str, other: &str) -> bool {
    let (Some(one), Some(other)) = (beginning(one), beginning(other)) else { return false };
    one.zip(other).any(|(one, other)| one != other)
}

/// The directories that a pattern begins with, as far as they are plain; `None` if it is about any directory.
fn beginning(pattern: &str) -> Option<impl Iterator<Item = &str>> {
    let is_rooted = pattern.trim_end_matches('/').contains('/');
    let plain = |part: &&str| !part.contains(['*', '?', '[', '\\', '!']);
    is_rooted.then(|| pattern.trim_matches('/').split('/').take_while(plain))
}

/// What a tool passes over, as Python's linters write it: a name without a slash in any directory, anything else from the top,
/// and a `*` for any number of directories.
pub(super) fn of_exclude(pattern: &str) -> Option<Vec<String>> {
    let pattern = pattern.trim();
    if !pattern.contains('/') {
        return of_glob(pattern);
    }
    let globs = of_glob(pattern.trim_end_matches('/'))?;
    let rooted = |glob: String| {
        let mut parts: Vec<&str> = glob.trim_start_matches('/').split('/').collect();
        let last = parts.pop().unwrap_or_default();
        let mut whole = String::new();
        for part in parts {
            whole += "/";
            whole += if part == "*" { "*/**" } else { part };
        }
        let name = if last.len() > 1 && last.starts_with('*') && last != "**" { "/**/" } else { "/" };
        whole + name + last
    };
    // One that begins at the root of the file system is about another machine.
    (!pattern.starts_with('/')).then(|| globs.into_iter().map(rooted).collect())
}

/// The same patterns from the top directory.
pub(super) fn from_top(patterns: Vec<String>) -> Vec<String> {
    let top = |it: String| if it.starts_with('/') || it.starts_with("**") { it } else { format!("/{it}") };
    patterns.into_iter().map(top).collect()
}
