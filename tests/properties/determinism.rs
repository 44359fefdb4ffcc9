//! The report depends on the files alone: not on the number of threads, nor on the order in which they
//! are given, nor on what is remembered of them.

use assert_cmd::Command;
use code_metrics::language::by_path;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

const COPIES: usize = 4;

/// Copies of all samples, enough of them to be worth several threads, and their names.
fn tree(directory: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for (copy, path) in (0..COPIES).flat_map(|copy| samples().into_iter().map(move |path| (copy, path))) {
        let folder = format!("package{}/part{copy}", copy % 3);
        std::fs::create_dir_all(directory.join(&folder)).expect("a new directory");
        let name = format!("{folder}/{}", path.file_name().unwrap_or_default().to_string_lossy());
        std::fs::copy(&path, directory.join(&name)).expect("a copy");
        names.push(name);
    }
    names.sort();
    names
}

pub(crate) fn samples() -> Vec<PathBuf> {
    let entries =
        |path: &Path| std::fs::read_dir(path).expect("samples").map(|entry| entry.expect("an entry").path());
    let directories = entries(Path::new("testdata")).filter(|path| path.is_dir());
    directories.flat_map(|path| entries(&path)).filter(|path| by_path(path).is_some()).collect()
}

/// A report with a cache of its own, which the first one fills.
fn report(directory: &Path, cache: &Path, arguments: &[&str], paths: &[String]) -> Vec<u8> {
    crate::surroundings::clear();
    let mut command = Command::cargo_bin("metrics").expect("the binary");
    command
        .current_dir(directory)
        .env("METRICS_CACHE_DIR", cache)
        .args(["analyze", "--no-config"])
        .args(arguments);
    let run = match paths {
        [] => command.arg(".").assert(),
        _ => command.args(["--paths-from", "-"]).write_stdin(paths.join("\n")).assert(),
    };
    run.success().get_output().stdout.clone()
}

#[test]
fn the_report_is_the_same_for_any_number_of_threads_any_order_and_any_cache() {
    let directory = tempfile::tempdir().unwrap();
    let mut names = tree(directory.path());
    let cache = tempfile::tempdir().unwrap();
    let report =
        |arguments: &[&str], paths: &[String]| report(directory.path(), cache.path(), arguments, paths);
    for format in ["json", "ndjson", "table", "csv", "markdown"] {
        let expected = report(&["--format", format, "--top", "all", "--jobs", "1", "--no-cache"], &[]);
        assert!(expected.len() > 20_000, "a report of {} bytes", expected.len());
        for (round, jobs) in ["1", "2", "8"].into_iter().enumerate() {
            let arguments = ["--format", format, "--top", "all", "--jobs", jobs];
            assert!(report(&arguments, &[]) == expected, "{format}, {jobs} threads, walked");
            names.sort_by_key(|name| shuffle_key(name, round));
            let shuffled = report(&arguments, &names);
            assert!(shuffled == expected, "{format}, {jobs} threads, listed in another order");
        }
    }
}

/// The same on every machine: a test that fails must fail again.
fn shuffle_key(name: &str, round: usize) -> u64 {
    let mut hasher = std::hash::DefaultHasher::new();
    (round, name).hash(&mut hasher);
    hasher.finish()
}
