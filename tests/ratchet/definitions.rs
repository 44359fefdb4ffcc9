//! A program whose definitions moved: what it moved is told from what the code moved. The other program is a baseline,
//! or records, with another version in them.

use crate::tree::{Tree, function};
use serde_json::Value;

/// A baseline of a program by whose definition `one` had a smaller number, and everything else the same.
fn of_another_program(tree: &Tree) {
    let baseline = tree.read(".metrics-baseline");
    let other =
        baseline.replace("\"definition\":1", "\"definition\":7").replace("\"value\":12.0", "\"value\":11.0");
    let other = other.replacen("\"definitions\": {", "\"definitions\": {\"cyclomatic\":7,", 1);
    assert_ne!(baseline, other);
    tree.write(".metrics-baseline", &other);
}

#[test]
fn a_check_blames_no_code_for_a_definition() {
    let tree = Tree::legacy();
    of_another_program(&tree);
    let ran = tree.run(&["check"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    let note = "note: the baseline has `cyclomatic` by version 7 of its definition, this is version 1; 1 value moved \
                because of it and not because of the code; `metrics upgrade-report` lists them\n";
    assert_eq!(ran.err, note);
    assert_eq!(tree.run(&["check", "--quiet"]).err, "");
    let json: Value = serde_json::from_str(&tree.run(&["check", "--report", "json"]).out).expect("JSON");
    assert_eq!(
        json["redefined"],
        serde_json::json!([{"metric": "cyclomatic", "baseline": 7, "current": 1, "values": 1, "doubtful": 0}])
    );
}

#[test]
fn what_changed_beside_the_definition_is_judged_and_told_to_be_in_doubt() {
    let tree = Tree::legacy();
    of_another_program(&tree);
    tree.edit("b.py", "    return a\n", "    if a:\n        z()\n    return a\n");
    tree.write("new.py", &function("new", 13, "n"));
    let ran = tree.run(&["check", "--report", "concise"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("`three`: cyclomatic 17") && ran.out.contains("(touched)"), "{}", ran.out);
    assert!(ran.out.contains("`new`: cyclomatic 13"), "{}", ran.out);
    assert!(ran.err.contains("1 value moved because of it"), "{}", ran.err);
    assert!(ran.err.contains("2 findings may be due to it or to the code"), "{}", ran.err);
}

#[test]
fn an_update_takes_the_new_numbers_and_definitions_over() {
    let tree = Tree::legacy();
    let ours = tree.read(".metrics-baseline");
    of_another_program(&tree);
    let ran = tree.run(&["baseline", "update"]);
    assert!(ran.err.contains("5 entries"), "{}", ran.err);
    assert_eq!(tree.read(".metrics-baseline"), ours);
    assert_eq!(tree.run(&["check"]).err, "");
}

#[test]
fn a_report_on_an_old_baseline_says_why_each_number_moved() {
    let tree = Tree::legacy();
    of_another_program(&tree);
    tree.write("old", &tree.read(".metrics-baseline"));
    assert!(tree.run(&["baseline", "update"]).code == 0);
    tree.edit("a.py", "    if a == 1:\n        y(1)\n", "");
    let ran = tree.run(&["upgrade-report", "old"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let expected = "a.py:1 `one`: cyclomatic 11 → 12: by its definition (version 7 → 1)\n\
                    a.py:35 `two`: cyclomatic 14 → 13: by its definition or by the code (version 7 → 1)\n\
                    definition of cyclomatic: version 7 then, 1 now\n\
                    2 numbers moved: 1 by its definition, 1 by its definition or by the code; 5 found again, 0 not\n";
    assert_eq!(ran.out, expected);
}

#[test]
fn a_report_on_old_records_has_every_function() {
    let tree = Tree::legacy();
    let records = tree.run(&["analyze", "--format", "ndjson"]).out;
    tree.write("same.ndjson", &records);
    let same = tree.run(&["upgrade-report", "same.ndjson"]);
    assert!(same.out.starts_with("0 numbers moved; "), "{}{}", same.out, same.err);
    let other = records.replace("\"definitions\":{", "\"definitions\":{\"cyclomatic\":3,");
    let other =
        other.replace("\"cyclomatic\":2,", "\"cyclomatic\":1,").replace("\"nesting\":1", "\"nesting\":2");
    tree.write("old.ndjson", &other);
    tree.edit("pkg/c.py", "def tiny(a):\n", "def tiny(a):\n    if a:\n        return 0\n");
    let ran = tree.run(&["upgrade-report", "old.ndjson", "--format", "json"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let report: Value = serde_json::from_str(&ran.out).expect("JSON");
    let because = |name: &str, metric: &str| {
        let rows = report["numbers"].as_array().expect("rows").iter();
        let mut rows = rows.filter(|row| row["name"] == name && row["metric"] == metric);
        rows.next().map(|row| row["because"].as_str().expect("a word").to_owned())
    };
    assert_eq!(because("small", "cyclomatic").as_deref(), Some("definition"));
    assert_eq!(because("tiny", "cyclomatic").as_deref(), Some("either"));
    assert_eq!(because("tiny", "cognitive").as_deref(), Some("code"));
    assert_eq!(because("small", "nesting").as_deref(), Some("unexplained"));
    assert_eq!(because("fine", "cyclomatic"), None);
    assert_eq!(report["definitions"], serde_json::json!({"cyclomatic": [3, 1]}));
}

#[test]
fn what_is_neither_is_one_line() {
    let tree = Tree::legacy();
    let record = tree.run(&["analyze", "--format", "ndjson", "a.py"]).out;
    tree.write("text", "hello\n");
    tree.write("half", &record[..record.len() / 2]);
    tree.write("version", &record.replace("\"schema_version\":2", "\"schema_version\":1"));
    tree.write("baseline", "{\"version\": 2, \"entries\": [\n{},\nnull\n]}\n");
    for (name, line, what) in [
        ("text", 1, "neither a baseline nor records"),
        ("half", 1, "neither a baseline nor records"),
        ("version", 1, "schema_version 1"),
        ("baseline", 2, "missing field"),
    ] {
        let ran = tree.run(&["upgrade-report", name]);
        let told = format!("error: {name}:{line}: ");
        assert_eq!(ran.code, 2, "{name}");
        assert!(ran.err.starts_with(&told) && ran.err.contains(what), "{}", ran.err);
        assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
    }
    assert_eq!(tree.run(&["upgrade-report", "nowhere"]).code, 2);
}
