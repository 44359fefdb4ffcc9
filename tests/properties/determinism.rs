//! The report depends on the files alone: not on the number of threads, nor on the order in which they are given.

use assert_cmd::Command;
use code_metrics::language::by_path;
use std::hash::{Hash, Hasher};
use std::path::Path;

const COPIES: usize = 5;

/// Copies of all samples, enough of them to be worth several threads, and their names.
fn tree(directory: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir("testdata/python").expect("samples") {
        let path = entry.expect("an entry").path();
        for copy in 0..COPIES {
            let folder = format!("package{}/part{}", copy % 3, copy);
            std::fs::create_dir_all(directory.join(&folder)).expect("a new directory");
            let name = format!("{folder}/{}", path.file_name().unwrap_or_default().to_string_lossy());
            std::fs::copy(&path, directory.join(&name)).expect("a copy");
            names.extend(by_path(&path).is_some().then_some(name));
        }
    }
    names.sort();
    names
}

fn report(directory: &Path, arguments: &[&str], paths: &[String]) -> Vec<u8> {
    let mut command = Command::cargo_bin("metrics").expect("the binary");
    command.current_dir(directory).args(["analyze", "--no-cache", "--no-config"]).args(arguments);
    let run = match paths {
        [] => command.arg(".").assert(),
        _ => command.args(["--paths-from", "-"]).write_stdin(paths.join("\n")).assert(),
    };
    run.success().get_output().stdout.clone()
}

#[test]
fn the_report_is_the_same_for_any_number_of_threads_and_any_order() {
    let directory = tempfile::tempdir().unwrap();
    let mut names = tree(directory.path());
    for format in ["json", "ndjson", "table", "csv", "markdown"] {
        let expected = report(directory.path(), &["--format", format, "--top", "all", "--jobs", "1"], &[]);
        assert!(expected.len() > 20_000, "a report of {} bytes", expected.len());
        for (round, jobs) in ["1", "2", "8", "8"].into_iter().enumerate() {
            let arguments = ["--format", format, "--top", "all", "--jobs", jobs];
            assert!(
                report(directory.path(), &arguments, &[]) == expected,
                "{format}, {jobs} threads, walked"
            );
            names.sort_by_key(|name| shuffle_key(name, round));
            let shuffled = report(directory.path(), &arguments, &names);
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
