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
    let database = project.path(".cache/m/cache-v2.db");
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

#[test]
fn a_cache_keeps_what_its_bounds_allow() {
    let many = |salt: u32| (0..500).map(|n| nested(&format!("f{salt}_{n}"), 3)).collect::<String>();
    let held = |config: &str| {
        let config = format!("limits: {{cyclomatic: off}}\ncache: {{directory: c, {config}}}");
        let project = Project::new(&[(".metrics.yaml", &config)]);
        (0..60).for_each(|file| project.write(&format!("{file}.py"), &many(file)));
        counts(&project, &["--limit", "cognitive=off"]);
        let stats = project.run(&["cache", "stats", "--format", "json", "--cache-dir", "c"]).out;
        let stats: Value = serde_json::from_str(&stats).expect("JSON");
        stats["entries"].as_u64().expect("a number")
    };
    assert_eq!(held("max_size_mb: 100"), 60);
    let few = held("max_size_mb: 1");
    assert!(few < 60, "{few} entries in a megabyte");
}

#[test]
fn a_cache_forgets_what_was_not_used_for_as_many_days_as_configured() {
    let project = Project::new(&[("a.py", "x = 1\n"), ("b.py", "y = 1\n")]);
    let with = |days: u32| {
        project.write(".metrics.yaml", &format!("cache: {{directory: c, max_age_days: {days}}}"));
    };
    with(30);
    counts(&project, &["a.py", "b.py"]);
    let database = rusqlite::Connection::open(project.path("c/cache-v2.db")).expect("a database");
    for table in ["measures", "file_state"] {
        database.execute(&format!("UPDATE {table} SET last_seen = last_seen - 10"), []).expect("an update");
    }
    drop(database);
    let known = |file: &str| counts(&project, &[file])["missed"] == 0;
    // a run that has something to store looks after the rest
    project.write("c.py", "z = 1\n");
    assert!(!known("c.py") && known("a.py"), "thirty days are not over");
    with(3);
    project.write("d.py", "z = 2\n");
    assert!(!known("d.py") && !known("b.py"), "three days are over");
}
