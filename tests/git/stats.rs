//! What a run over changes or standard input says of itself: what was asked for, each phase once.

use crate::repository::{Scratch, function};
use serde_json::Value;
use std::fs;
use std::io::Write;
use std::process::{Output, Stdio};

fn stats(scratch: &Scratch, output: &Output) -> Value {
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&fs::read(scratch.beside("stats")).unwrap()).unwrap()
}

fn phases(stats: &Value) -> Vec<&str> {
    let phases = stats["phases"].as_array().unwrap();
    phases.iter().map(|phase| phase["name"].as_str().unwrap()).collect()
}

#[test]
fn of_a_change_the_wanted_side_counts_and_each_phase_is_one_row() {
    let scratch = Scratch::new();
    scratch.commit(&[("a.py", &function("a", 2)), ("moved.py", &function("moved", 2))]);
    let text = function("a", 3);
    scratch.write("a.py", &text);
    scratch.git(&["mv", "moved.py", "there.py"]);
    for arguments in [&["check", "--since", "HEAD", "a.py"][..], &["diff", "HEAD", "a.py"]] {
        let output = scratch.metrics(&[arguments, &["--stats-file", "../stats"]].concat());
        let stats = stats(&scratch, &output);
        assert_eq!((&stats["files"], &stats["measured"]), (&1.into(), &1.into()), "{arguments:?}");
        assert_eq!(stats["bytes"], text.len(), "{arguments:?}");
        assert_eq!(phases(&stats)[..4], ["git", "discover", "load", "measure"], "{arguments:?}");
        assert_eq!(phases(&stats).iter().filter(|name| **name == "measure").count(), 1, "{arguments:?}");
    }
}

#[test]
fn what_is_given_and_what_cannot_be_read_count_as_looked_into() {
    let scratch = Scratch::new();
    let arguments = ["analyze", "-", "--stdin-filename=a.py", "--stats-file=../stats"];
    let mut command = scratch.command(crate::repository::METRICS, "");
    let mut child = command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"x = 1\n").unwrap();
    let given = stats(&scratch, &child.wait_with_output().unwrap());
    assert_eq!((&given["files"], &given["bytes"], &given["measured"]), (&1.into(), &6.into(), &1.into()));
    scratch.write("large.py", &"x = 1\n".repeat(1000));
    scratch.write("small.py", "x = 1\n");
    for cache in ["--no-cache", "--cache-dir=../cache"] {
        let output = scratch.metrics(&["analyze", cache, "--max-file-size=1kB", "--stats-file=../stats"]);
        let stats = stats(&scratch, &output);
        assert_eq!((&stats["files"], &stats["skipped"]), (&2.into(), &1.into()), "{cache}");
    }
}
