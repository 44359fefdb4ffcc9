//! A change is to blame for what it touched, where only one side is known.

use crate::repository::{Scratch, function};

#[test]
fn a_limit_on_crap_is_for_the_functions_that_a_change_touched() {
    let scratch = Scratch::new();
    let before = [function("kept", 6), function("mended", 6)].concat();
    scratch.commit(&[("a.py", &before)]);
    let after = [function("kept", 6), function("mended", 5), function("new", 4)].concat();
    scratch.write("a.py", &after);
    let lines = (1..31).map(|line| format!("DA:{line},0")).collect::<Vec<_>>().join("\n") + "\n";
    scratch.write("lcov.info", &format!("SF:a.py\n{lines}end_of_record\n"));
    let limits = ["--limit", "crap=10", "--coverage", "lcov.info", "--report", "json"];
    let report = |arguments: &[&str]| -> Vec<String> {
        let output = scratch.metrics(&[&["check"][..], arguments, &limits].concat());
        assert_eq!(output.status.code(), Some(1));
        let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let row = |it: &serde_json::Value| format!("{} {} {}", it["name"], it["value"], it["standing"]);
        document["findings"].as_array().unwrap().iter().map(row).map(|row| row.replace('"', "")).collect()
    };
    assert_eq!(report(&["--since", "main"]), ["mended 30 touched", "new 20 introduced"]);
    assert_eq!(report(&[]), ["kept 42 null", "mended 30 null", "new 20 null"]);
}
