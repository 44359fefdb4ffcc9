//! What a configuration says of the cache happens, and what it says of limits does not touch it.

use crate::project::{Project, nested};
use serde_json::Value;
use std::thread::sleep;
use std::time::Duration;

/// How the files of a check were recognised.
fn counts(project: &Project, arguments: &[&str]) -> Value {
    let ran = project.check(&[&["--stats-file", "stats.json"], arguments].concat());
    assert!(ran.status < 2, "{ran:?}");
    let stats: Value = serde_json::from_str(&project.read("stats.json")).expect("JSON");
    stats["cache"].clone()
}

#[test]
fn changing_only_limits_reads_and_parses_no_source_file() {
    let project = Project::new(&[("a.py", &nested("f", 3)), ("b.py", &nested("g", 4))]);
    // Younger files are not trusted by their stamp alone.
    sleep(Duration::from_millis(2500));
    assert_eq!(counts(&project, &["a.py", "b.py"])["missed"], 2);
    project.write(".metrics.yaml", "limits: {cyclomatic: 20, cognitive: 30}");
    let second = counts(&project, &["a.py", "b.py", "--limit", "nesting=9"]);
    assert_eq!(
        (&second["by_stat"], &second["by_content"], &second["missed"]),
        (&2.into(), &0.into(), &0.into())
    );
    let broken = counts(&project, &["a.py", "b.py", "--limit", "cyclomatic=1", "--report", "concise"]);
    assert_eq!(broken["by_stat"], 2);
}

#[test]
fn a_cache_is_where_the_configuration_says_or_nowhere() {
    let project = Project::with_config("cache: {directory: .cache/m}");
    assert_eq!(counts(&project, &[])["missed"], 1);
    let database = project.path(".cache/m/cache-v1.db");
    assert!(database.exists(), "{:?}", project.files());
    project.write(".metrics.yaml", "cache: {enabled: false}");
    assert!(counts(&project, &[]).is_null());
}

#[test]
fn records_are_compressed_on_request() {
    let many: String = (0..200).map(|n| nested(&format!("f{n}"), 3)).collect();
    let size = |compression: &str| {
        let config = format!("cache: {{directory: c, compression: {compression}}}");
        let project = Project::new(&[("a.py", &many), (".metrics.yaml", &config)]);
        counts(&project, &[]);
        let files = std::fs::read_dir(project.path("c")).expect("a directory");
        files.map(|file| file.expect("a file").metadata().expect("its size").len()).sum::<u64>()
    };
    assert!(size("gzip") < size("none"));
}
