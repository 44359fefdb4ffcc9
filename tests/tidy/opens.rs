//! Every file is opened where types and sizes are looked at, `src/regular.rs`, or stands in a list here with the reason.

use super::check;

/// What opens or reads a file, if only to look.
const OPENS: [&str; 6] = [
    "File::open(",
    "File::options(",
    "OpenOptions::new(",
    "fs::read(",
    "fs::read_to_string(",
    "Index::open(",
];

/// Files that open something themselves, and why that neither blocks nor goes on for ever.
const ALLOWED: [(&str, &str); 10] = [
    ("src/regular.rs", "it is the place"),
    ("src/discover/git/open.rs", "the index that `must_be_index` has looked at"),
    ("src/cache/location.rs", "a new file of its own directory"),
    ("src/cache/damage.rs", "the lock, for reading and writing, at which nothing waits"),
    ("src/cache/runs.rs", "a list that `check_file` has looked at"),
    ("src/cache/system/linux.rs", "what the system says of itself"),
    ("src/bench/usage.rs", "what the system says of this process"),
    ("src/report/sqlite/mod.rs", "a database that was just made"),
    ("src/report/destination.rs", "appends to the file of a job, which a variable names"),
    ("src/report/stream.rs", "writes to a pipe, as long as its report is wanted"),
];

#[test]
fn every_open_goes_through_the_one_that_checks_types_and_stops_at_a_limit() {
    check(|source| {
        if source.path.ends_with("tests.rs") || ALLOWED.iter().any(|(path, _)| *path == source.path) {
            return Vec::new();
        }
        let code = source.code_lines().take_while(|(_, code)| !code.contains("#[cfg(test)]"));
        let opens = code.filter(|(_, code)| OPENS.iter().any(|open| code.contains(open)));
        opens
            .map(|(line, _)| source.complain(line, "open it with `regular`, or say why not in ALLOWED"))
            .collect()
    });
}

#[test]
fn who_may_open_files_does() {
    let sources = super::source::sources("src");
    for (path, _) in &ALLOWED {
        let source = sources.iter().find(|source| source.path == *path).expect(path);
        assert!(OPENS.iter().any(|open| source.lines_with(open).next().is_some()), "{path} opens nothing");
    }
}
