//! A hook hands over every text file there is: the work for a name must not grow with their number.

use crate::repository::{METRICS, Scratch};
use std::fmt::Write;
use std::fs;

const NAMES: usize = 40_000;

/// To compare each name with each other one takes an optimised program 30 s.
const CPU_SECONDS: &str = "20";

/// Runs `metrics`, which ends by a signal if it computes for too long; waiting costs it nothing.
fn run(scratch: &Scratch, arguments: &str) -> (Option<i32>, String) {
    let script = format!("ulimit -t {CPU_SECONDS}; exec '{METRICS}' {arguments}");
    let output = scratch.command("sh", "").args(["-c", &script]).output().unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn forty_thousand_names_are_no_more_work_each_than_one() {
    let scratch = Scratch::new();
    scratch.commit(&[("a.py", "x = 1\n"), ("n/0.txt", "no source\n")]);
    let mut names = "a.py\nn/0.txt\n".to_owned();
    for name in 1..NAMES {
        fs::hard_link(scratch.path("n/0.txt"), scratch.path(&format!("n/{name}.txt"))).unwrap();
        writeln!(names, "n/{name}.txt").unwrap();
    }
    fs::write(scratch.beside("names"), names).unwrap();
    let unknown = format!("warning: {NAMES} files in no known language: `-v` names them\n");
    assert_eq!(run(&scratch, "analyze --no-cache --paths-from ../names"), (Some(0), unknown));
    scratch.write("a.py", "x = 2\n");
    scratch.git(&["add", "-A"]);
    assert_eq!(run(&scratch, "check --no-cache --staged $(cat ../names)"), (Some(0), String::new()));
}
