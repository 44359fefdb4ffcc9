//! `metrics cache`: what it says, what it removes, and that it finds a wrong number.

use crate::support::{Finished, PROGRAM, Project};
use code_metrics::cache::{CachePlace, Compression, ContentKey, FileState, Reach, Store, seal, unseal};
use std::process::Command;

fn cache(project: &Project, arguments: &[&str]) -> Finished {
    let mut command = Command::new(PROGRAM);
    command.arg("cache").args(arguments).env("METRICS_CACHE_DIR", project.cache());
    command.output().unwrap().into()
}

#[test]
fn stats_tell_what_is_there_and_what_recent_runs_had_of_it() {
    let project = Project::new(10);
    let empty = cache(&project, &["stats"]);
    assert!(empty.report.contains("files        0 contents of 0 paths, never used"), "{}", empty.report);
    assert!(!project.cache().exists(), "asking makes nothing");
    project.run();
    project.write("new.py", "x = 1\n");
    project.run();
    let text = cache(&project, &["stats"]).report;
    assert!(text.contains("files        11 contents of 11 paths, last used today"), "{text}");
    assert!(text.contains("  python     11 contents, 0.0"), "{text}");
    let json: serde_json::Value =
        serde_json::from_str(&cache(&project, &["stats", "--format", "json"]).report).unwrap();
    assert_eq!(json["directory"], project.cache().to_str().unwrap());
    assert_eq!(json["languages"][0]["entries"], 11);
    let runs = json["runs"].as_array().unwrap();
    assert_eq!((&runs[1]["missed"], &runs[1]["efficiency"]), (&10.into(), &0.0.into()));
    assert_eq!(runs[0]["by_stat"].as_u64().unwrap() + runs[0]["by_content"].as_u64().unwrap(), 10);
}

#[test]
fn six_runs_are_six_rows_and_warm_ones_know_everything() {
    let project = Project::new(10);
    project.write("latin.py", "# -*- coding: no-such-codec -*-\nx = 1\n");
    project.settle();
    let before = std::time::SystemTime::now();
    (0..6).for_each(|_| _ = project.run());
    let most = before.elapsed().unwrap().as_secs_f64();
    let json: serde_json::Value =
        serde_json::from_str(&cache(&project, &["stats", "--format", "json"]).report).unwrap();
    let runs = json["runs"].as_array().unwrap();
    let parts: Vec<f64> = runs.iter().map(|run| run["efficiency"].as_f64().unwrap()).collect();
    assert_eq!(parts, [1.0, 1.0, 1.0, 1.0, 1.0, 0.0]);
    assert!(
        runs[..5].iter().all(|run| run["retried"] == 1),
        "it could not be done, and is no miss: {runs:?}"
    );
    let seconds: Vec<f64> = runs.iter().map(|run| run["seconds"].as_f64().unwrap()).collect();
    assert!(seconds.iter().all(|it| *it > 0.0) && seconds.iter().sum::<f64>() <= most, "{seconds:?}");
    assert_eq!(json["recent"]["runs"], 6);
    let table = cache(&project, &["stats", "--runs"]).report;
    assert_eq!(table.lines().count(), 8, "a head, six runs, an average: {table}");
    assert!(table.lines().last().unwrap().starts_with("last 6 runs  82.0 % known"), "{table}");
    let text = cache(&project, &["stats"]).report;
    assert!(text.contains("last 6 runs  82.0 % known") && text.lines().count() == 12, "{text}");
}

#[test]
fn prune_of_zero_days_takes_everything() {
    let project = Project::new(10);
    project.run();
    let pruned = cache(&project, &["prune", "--days", "0"]).report;
    assert!(pruned.starts_with("removed 10 contents and 10 paths; 0.0"), "{pruned}");
    assert!(cache(&project, &["stats"]).report.contains("files        0 contents of 0 paths"));
}

#[test]
fn another_process_is_waited_for_as_long_as_is_said() {
    let project = Project::new(5);
    project.run();
    let held = Store::open(&CachePlace::of_tree(&project.cache())).unwrap();
    let waited = |arguments: &[&str]| {
        let start = std::time::Instant::now();
        let run = cache(&project, arguments);
        assert!(run.code == Some(2) && run.messages.contains("another process holds it"), "{}", run.messages);
        start.elapsed().as_millis()
    };
    // a process that keeps all others out is waited for four times as long as one that writes
    let long = waited(&["clear", "--wait", "700"]);
    assert!(long >= 2800, "{long} ms");
    let short = (0..5).map(|_| waited(&["clear", "--wait", "0"])).min().unwrap();
    assert!(short < 1000, "{short} ms");
    drop(held);
    assert_eq!(cache(&project, &["clear", "--wait", "60001"]).code, Some(2));
    assert_eq!(cache(&project, &["clear"]).report, "removed\n");
}

#[test]
fn prune_and_clear_say_what_they_removed() {
    let project = Project::new(10);
    project.run();
    assert!(cache(&project, &["prune"]).report.starts_with("removed 0 contents and 0 paths; "));
    assert!(
        cache(&project, &["prune", "--max-size", "1kB"])
            .report
            .starts_with("removed 10 contents and 10 paths; ")
    );
    project.run();
    assert_eq!(cache(&project, &["clear"]).report, "removed\n");
    assert_eq!(cache(&project, &["clear"]).report, "there was nothing to remove\n");
    let directory = cache(&project, &["dir"]).report;
    assert_eq!(directory.trim_end(), project.cache().to_str().unwrap());
}

#[test]
fn the_configuration_says_where_the_cache_is_and_how_long_it_keeps() {
    let project = Project::new(3);
    project.write(".metrics.yaml", "cache: {directory: kept/here, max_age_days: 3}\n");
    let command = |arguments: &[&str]| -> Finished {
        let mut command = Command::new(PROGRAM);
        command
            .args(arguments)
            .current_dir(project.source())
            .env_remove("METRICS_CACHE_DIR")
            .env_remove("CI");
        command.output().unwrap().into()
    };
    assert_eq!(command(&["analyze", "-q"]).code, Some(0));
    let shown = command(&["cache", "dir"]).report;
    assert_eq!(shown.trim_end(), project.source().join("kept/here").to_str().unwrap());
    assert!(command(&["cache", "stats"]).report.contains("3 contents of 3 paths"));
    assert_eq!(command(&["cache", "clear"]).report, "removed\n");
}

#[test]
fn a_clear_during_a_run_waits_or_says_so_and_harms_nobody() {
    let project = Project::new(5);
    project.run();
    let held = Store::open(&CachePlace::of_tree(&project.cache())).unwrap();
    let run = cache(&project, &["clear"]);
    assert_eq!((run.code, run.report.as_str()), (Some(2), ""));
    assert!(run.messages.contains("another process holds it"), "{}", run.messages);
    drop(held);
    assert_eq!(project.run().counts().missed, 0);
}

#[test]
fn verify_finds_a_wrong_number_under_a_right_seal() {
    let project = Project::new(10);
    assert_eq!(cache(&project, &["verify"]).report, "there is nothing to verify\n");
    project.run();
    std::fs::remove_file(project.source().join("d1/f1.py")).unwrap();
    let sound = cache(&project, &["verify"]);
    assert_eq!(
        (sound.code, sound.report.as_str()),
        (Some(0), "compared 9 files, 0 differ; 1 rows passed over\n")
    );
    falsify(&project, "f3.py");
    let run = cache(&project, &["verify"]);
    assert_eq!(
        (run.code, run.report.as_str()),
        (Some(1), "compared 9 files, 1 differ; 1 rows passed over\n")
    );
    assert!(run.messages.contains("d3/f3.py: the cache has other numbers"), "{}", run.messages);
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut closed = Command::new(PROGRAM);
    closed.args(["cache", "verify"]).env("METRICS_CACHE_DIR", project.cache());
    closed.stdout(writer.try_clone().unwrap()).stderr(writer);
    assert_eq!(closed.status().unwrap().code(), Some(1), "whoever listens");
}

/// Changes a number in a record and seals it again, as no accident would.
fn falsify(project: &Project, name: &str) {
    let store = Store::open(&CachePlace::of_tree(&project.cache())).unwrap().0;
    let mut forged: Option<(ContentKey, Vec<u8>)> = None;
    store
        .load(&Reach::Everything, |found| {
            if !found.path.ends_with(name.as_bytes()) {
                return;
            }
            let key = FileState::decode(found.path, found.state).unwrap().0.key;
            let mut metrics = unseal(&key, found.record.unwrap(), &["python"]).unwrap();
            metrics.raw.loc += 1;
            forged = Some((key, seal(&key, &metrics, Compression::None)));
        })
        .unwrap();
    let (key, record) = forged.unwrap();
    let connection = rusqlite::Connection::open(project.database()).unwrap();
    let changed = connection
        .execute("UPDATE measures SET record = ?2 WHERE key = ?1", rusqlite::params![key.0, record]);
    assert_eq!(changed.unwrap(), 1);
}

#[test]
fn a_damaged_cache_is_named_with_what_to_do() {
    let project = Project::new(3);
    project.run();
    std::fs::write(project.database(), "garbage ".repeat(1000)).unwrap();
    for action in ["stats", "prune", "verify"] {
        let run = cache(&project, &[action]);
        assert_eq!(run.code, Some(2), "{action}");
        let begin = format!("error: {}: damaged: ", project.cache().display());
        assert!(run.messages.starts_with(&begin), "{action}: {}", run.messages);
        assert!(run.messages.contains("help: a run that uses it starts it anew"), "{action}");
    }
    assert_eq!(cache(&project, &["clear"]).report, "removed\n");
}
