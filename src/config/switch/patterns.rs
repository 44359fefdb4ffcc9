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
