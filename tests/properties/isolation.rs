//! One file's fate is no other file's: not after a cancelled parse, not after a panic.

use crate::measuring::directory_with;
use code_metrics::model::SkipReason;
use std::path::Path;
use std::time::Duration;

/// So many times what the ordinary text takes: no parse of it takes as long, and any of the hostile one takes longer.
const BUDGET: u32 = 6;

/// Twice as many files, of one size so that they are measured by turns.
fn alternations() -> usize {
    if std::env::var_os("METRICS_TEST_FULL").is_some() { 1000 } else { 100 }
}

#[test]
fn a_file_after_a_cancelled_one_is_measured_as_if_alone() {
    let function = "def f(a, b):\n    return a if a and b else a + b\n";
    alternate("py", &":=not ".repeat(400), &function.repeat(10), "#");
}

#[test]
fn a_script_after_a_cancelled_one_is_measured_as_if_alone() {
    let function = "function f(a, b) {\n    return a && b ? a : a + b\n}\n";
    for (suffix, hostile) in [("js", "-|"), ("ts", "}await "), ("tsx", "}await ")] {
        alternate(suffix, &hostile.repeat(4096 / hostile.len()), &function.repeat(10), "/");
    }
}

fn alternate(suffix: &str, hostile: &str, function: &str, comment: &str) {
    let rest = hostile.len() - function.len();
    let ordinary = format!("{function}{}", comment.repeat(rest));
    let alone = tempfile::tempdir().expect("a place for temporary files");
    std::fs::write(alone.path().join("a").with_extension(suffix), &ordinary).expect("a new file");
    let measured = || directory_with(alone.path(), Duration::from_mins(1)).records.remove(0).metrics;
    // The first one compiles the queries.
    let (alone, begun) = (measured(), cpu_time());
    assert_eq!(measured(), alone);
    let budget = BUDGET * cpu_time().saturating_sub(begun);
    let directory = tempfile::tempdir().expect("a place for temporary files");
    for index in 0..alternations() {
        std::fs::write(directory.path().join(format!("{index:03}-a.{suffix}")), hostile).expect("a new file");
        std::fs::write(directory.path().join(format!("{index:03}-b.{suffix}")), &ordinary)
            .expect("a new file");
    }
    let outcome = directory_with(directory.path(), budget);
    assert!(outcome.skipped.iter().all(|row| row.reason == SkipReason::Timeout));
    let ends_in_b = |path: &Path| path.to_string_lossy().contains("-b.");
    let hostile = outcome.skipped.iter().filter(|row| !ends_in_b(&row.path)).count();
    assert_eq!(hostile, alternations(), "within {budget:?}");
    assert!(outcome.records.iter().all(|row| ends_in_b(&row.path) && row.metrics == alone));
    // On a machine under load one of a thousand may cost six times as much.
    let measured = outcome.records.len();
    assert!(measured + outcome.skipped.len() == 2 * alternations() && measured >= alternations() * 99 / 100);
}

/// CPU time of this thread, which does all the work.
fn cpu_time() -> Duration {
    let spent = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::try_from(spent).expect("time goes forward")
}

#[cfg(debug_assertions)]
#[test]
fn a_panic_in_one_of_a_thousand_files_loses_that_one() {
    let directory = tempfile::tempdir().unwrap();
    for index in 0..1000 {
        let text = format!("def f(a):\n    return a + {index}\n").repeat(4);
        std::fs::write(directory.path().join(format!("{index:03}.py")), text).unwrap();
    }
    crate::surroundings::clear();
    let run = assert_cmd::Command::cargo_bin("metrics")
        .unwrap()
        .args(["analyze", "--no-cache", "--no-config", "--format", "json", "--jobs", "2", "."])
        .current_dir(directory.path())
        .env("METRICS_TEST_PANIC", "618.py")
        .assert()
        .success();
    let report: serde_json::Value = serde_json::from_slice(&run.get_output().stdout).unwrap();
    assert_eq!(report["files"].as_array().map(Vec::len), Some(999));
    let skipped = &report["skipped"];
    assert_eq!(skipped.as_array().map(Vec::len), Some(1));
    assert_eq!((skipped[0]["path"].as_str(), skipped[0]["reason"].as_str()), (Some("618.py"), Some("panic")));
    let errors = String::from_utf8_lossy(&run.get_output().stderr).into_owned();
    assert!(errors.contains("618.py") && !errors.contains("stack backtrace"), "{errors}");
}
