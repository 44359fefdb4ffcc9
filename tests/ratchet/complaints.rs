//! What people complained of in other tools, each complaint a test.

use crate::tree::{Tree, function};
use serde_json::Value;

const NOTHING: (i32, Vec<String>) = (0, Vec::new());

/// The one line of a check that must fail.
fn only(tree: &Tree, more: &[&str]) -> String {
    let (code, lines) = tree.check(more);
    assert_eq!((code, lines.len()), (1, 1), "{lines:?}");
    lines.into_iter().next().unwrap_or_default()
}

#[test]
fn a_legacy_code_base_cannot_adopt_the_gate() {
    let tree = Tree::legacy();
    assert_eq!(tree.check(&[]), NOTHING);
    assert_eq!(tree.check(&["--no-baseline"]).1.len(), 5);
    tree.edit("b.py", "    return a\n", "    if a:\n        z()\n    return a\n");
    let line = only(&tree, &[]);
    assert!(line.starts_with("b.py:1:1: error[cyclomatic]: function `three`: cyclomatic 17"), "{line}");
    assert!(line.contains("(worse: 16 → 17)"), "{line}");
    assert_eq!(tree.check(&["--baseline", ".metrics-baseline"]).0, 1);
    let named = tree.run(&["check", "--baseline", "nowhere.json"]);
    assert_eq!((named.code, named.err.contains("nowhere.json")), (2, true), "{}", named.err);
}

#[test]
fn a_partial_run_truncates_the_baseline() {
    let tree = Tree::legacy();
    let before = tree.read(".metrics-baseline");
    assert_eq!(tree.check(&["a.py"]), NOTHING);
    assert_eq!(tree.read(".metrics-baseline"), before, "a check never writes");
    for arguments in [["baseline", "update", "a.py"], ["baseline", "prune", "pkg"]] {
        assert_eq!(tree.run(&arguments).code, 0);
        assert_eq!(tree.read(".metrics-baseline"), before, "{arguments:?}");
    }
    // what is gone from the file looked at may stand in one that was not
    tree.write("a.py", &function("fine", 3, "x"));
    let told = tree.run(&["baseline", "update", "a.py"]).err;
    assert!(told.contains("nothing was dropped"), "{told}");
    assert_eq!(tree.read(".metrics-baseline"), before);
    assert!(tree.run(&["baseline", "update"]).err.contains("2 dropped"));
    assert_eq!(tree.read(".metrics-baseline").lines().count(), 3 + 3);
}

#[test]
fn a_syntax_error_pays_off_the_debt_behind_it() {
    let tree = Tree::legacy();
    let (source, baseline) = (tree.read("b.py"), tree.read(".metrics-baseline"));
    tree.write("b.py", "x = (((\n");
    assert_eq!(tree.check(&["--strict-baseline"]), NOTHING);
    for command in ["update", "prune"] {
        assert_eq!(tree.run(&["baseline", command]).code, 0);
        assert_eq!(tree.read(".metrics-baseline"), baseline, "{command}");
    }
    tree.write("b.py", &source);
    assert_eq!(tree.check(&["--strict-baseline"]), NOTHING);
}

#[cfg(unix)]
#[test]
fn a_baseline_that_never_ends_stops_the_check() {
    let tree = Tree::legacy();
    let path = tree.path(".metrics-baseline");
    std::fs::remove_file(&path).unwrap();
    std::os::unix::fs::symlink("/dev/zero", &path).unwrap();
    let ran = tree.run(&["check"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains(".metrics-baseline: character device, not a regular file"), "{}", ran.err);
    std::fs::remove_file(&path).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
    assert_eq!(tree.run(&["check"]).code, 2);
}

#[test]
fn the_hook_ignores_the_baseline() {
    let tree = Tree::legacy();
    assert!(tree.git(&["add", "-A"]) && tree.git(&["commit", "-qm", "old debt"]));
    tree.edit("b.py", "def small(a):\n", "def small(a):\n    a = a or 1\n");
    assert!(tree.git(&["add", "-A"]));
    assert_eq!(tree.check(&["--staged"]), NOTHING, "any edit beside old debt");
    assert_eq!(tree.check(&["--staged", "--whole-files"]), NOTHING, "the baseline knows the rest");
    tree.edit("b.py", "z(3)", "z(3) or a");
    assert!(tree.git(&["add", "-A"]));
    assert!(only(&tree, &["--staged"]).contains("`three`"));
}

#[test]
fn line_numbers_in_the_baseline_conflict_on_every_branch() {
    let tree = Tree::legacy();
    let lines = tree.read(".metrics-baseline");
    tree.write(".gitattributes", ".metrics-baseline merge=union\n");
    let moved_down = format!("import os\n\n\n{}", tree.read("a.py"));
    tree.write("a.py", &moved_down);
    assert_eq!(tree.run(&["baseline", "update"]).code, 0);
    assert_eq!(tree.read(".metrics-baseline"), lines, "lines above an offender change nothing");
    assert!(tree.git(&["add", "-A"]) && tree.git(&["commit", "-qm", "base"]));
    for (branch, file) in [("left", "l.py"), ("right", "r.py")] {
        assert!(tree.git(&["checkout", "-qb", branch, "main"]));
        tree.write(file, &function(branch, 13, branch));
        assert_eq!(tree.run(&["baseline", "update", "--accept-worse"]).code, 0);
        assert!(tree.git(&["add", "-A"]) && tree.git(&["commit", "-qm", branch]));
    }
    assert!(tree.git(&["merge", "-q", "--no-edit", "left"]), "the branches merge");
    assert_eq!(tree.check(&["--strict-baseline"]), NOTHING);
    assert!(tree.run(&["baseline", "show"]).out.contains("7 entries"));
}

#[test]
fn an_unfinished_merge_of_the_baseline_is_one_clear_error() {
    let tree = Tree::legacy();
    tree.edit(".metrics-baseline", "{\"path\":\"b.py\"", "<<<<<<< HEAD\n{\"path\":\"b.py\"");
    let ran = tree.run(&["check"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains(".metrics-baseline:4: a merge conflict"), "{}", ran.err);
}

#[test]
fn counts_hide_a_swap() {
    let tree = Tree::legacy();
    let swapped = [function("one", 9, "x"), function("fine", 12, "new"), function("two", 14, "y")].concat();
    tree.write("a.py", &swapped);
    let line = only(&tree, &[]);
    assert!(line.contains("`fine`") && line.contains("(introduced)"), "{line}");
}

#[test]
fn a_moved_function_or_a_renamed_file_is_judged_as_new() {
    let tree = Tree::legacy();
    let (one, rest) =
        (function("one", 12, "x"), [function("two", 14, "y"), function("fine", 3, "x")].concat());
    tree.write("a.py", &rest);
    tree.write(
        "elsewhere.py",
        &format!("class C:\n    {}\n\n    def small(self): pass\n", one.trim_end().replace('\n', "\n    ")),
    );
    assert_eq!(tree.check(&[]), NOTHING, "moved into a class of another file, the others in another order");
    tree.rename("b.py", "renamed.py");
    tree.rename("pkg", "package");
    assert_eq!(tree.check(&[]), NOTHING, "renamed");
    tree.edit("package/c.py", "p(3)", "p(3) or a");
    assert!(only(&tree, &[]).contains("`four`: cyclomatic 12"), "renamed, and one of them got worse");
    assert!(tree.run(&["baseline", "update"]).err.contains("moved"));
}

#[test]
fn inherited_and_introduced_look_the_same() {
    let tree = Tree::legacy();
    tree.write("new.py", &function("fresh", 11, "n"));
    let report: Value = serde_json::from_str(&tree.run(&["check", "--report", "json"]).out).unwrap();
    assert_eq!(report["summary"]["verdict"], "fail");
    assert_eq!(report["summary"]["inherited"], 5);
    let introduced = |list: &str| {
        let rows = report[list].as_array().cloned().unwrap_or_default();
        rows.iter().map(|row| row["introduced"].as_bool()).collect::<Vec<_>>()
    };
    assert_eq!((introduced("findings"), introduced("inherited")), (vec![Some(true)], vec![Some(false); 5]));
    let sarif: Value = serde_json::from_str(&tree.run(&["check", "--report", "sarif"]).out).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let states: Vec<_> = results.iter().map(|it| it["baselineState"].as_str().unwrap_or_default()).collect();
    assert_eq!(states, ["new", "unchanged", "unchanged", "unchanged", "unchanged", "unchanged"]);
    assert!(results[0].get("suppressions").is_none());
    assert_eq!(results[1]["suppressions"][0]["kind"], "external");
}

#[test]
fn the_one_new_line_drowns_among_old_ones() {
    let tree = Tree::legacy();
    tree.write("zz.py", &function("fresh", 11, "n"));
    let ran = tree.run(&["check", "--report", "concise"]);
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(lines.len(), 2, "{}", ran.out);
    assert!(lines[0].starts_with("zz.py:1:1: error"), "{}", ran.out);
    assert!(lines[1].contains("1 error") && lines[1].contains("5 inherited"), "{}", ran.out);
    let (_, all) = tree.check(&["--show-inherited"]);
    assert_eq!(all.len(), 6);
    assert!(all[0].starts_with("zz.py") && all[1].contains("(inherited)"));
}

#[test]
fn a_limit_is_on_or_off_and_nobody_says_why() {
    let tree = Tree::new();
    tree.write("tests/t.py", &function("table", 14, "x"));
    tree.write("a.py", &function("table", 14, "x"));
    let config = "overrides:\n  - paths: [tests/**]\n    functions: [\"table\"]\n    limits: {cyclomatic: 15}\n    \
        reason: tables of cases\n    expires: 2999-12-31\n";
    tree.write(".metrics.yaml", config);
    assert!(only(&tree, &[]).starts_with("a.py:1:1: error[cyclomatic]"));
    let listed = tree.run(&["exemptions"]).out;
    assert!(listed.contains("override: cyclomatic max 15, until 2999-12-31 -- tables of cases"), "{listed}");
    tree.write(".metrics.yaml", &config.replace("2999", "2001"));
    assert_eq!(tree.check(&[]).1.len(), 2, "and then it is over");
    assert!(
        tree.run(&["exemptions"]).out.lines().next().is_some_and(|line| line.contains("expired-override"))
    );
}

#[test]
fn nothing_can_be_excused_in_the_source() {
    let tree = Tree::new();
    let excused = |comment: &str| format!("{comment}\n{}", function("table", 14, "x"));
    tree.write("a.py", &excused("# metrics: ignore[cyclomatic] -- a table"));
    assert_eq!(tree.check(&[]), NOTHING);
    assert_eq!(tree.run(&["baseline", "create"]).code, 0);
    assert_eq!(tree.read(".metrics-baseline").lines().count(), 3, "what is excused needs no entry");
    assert_eq!(tree.check(&["--limit", "cognitive=3"]).0, 1, "another metric is not excused");
    let sarif: Value = serde_json::from_str(&tree.run(&["check", "--report", "sarif"]).out).unwrap();
    let suppression = &sarif["runs"][0]["results"][0]["suppressions"][0];
    assert_eq!(
        (&suppression["kind"], &suppression["justification"]),
        (&"inSource".into(), &"a table".into())
    );
    tree.write("a.py", &function("table", 14, "x").replacen(":\n", ":  # noqa: C901\n", 1));
    assert_eq!(tree.check(&[]).0, 1, "other tools' comments do not count");
    tree.write(".metrics.yaml", "compat: true\n");
    assert_eq!(tree.check(&[]), NOTHING, "unless asked for");
}

#[test]
fn nobody_tells_which_suppressions_are_stale() {
    let tree = Tree::new();
    let text = "# metrics: ignore[cyclomatic] -- was long\n".to_owned()
        + &function("short", 2, "x")
        + "# metrics: ignore[cyclomatic, cognitive]\n"
        + &function("long", 12, "x")
        + "# metrics: ignore[cyclomatik]\nx = 1\n# metrics: ignore this\n";
    tree.write("a.py", &text);
    let (code, lines) = tree.check(&[]);
    let told = |line: u32, what: &str| {
        let place = format!("a.py:{line}:1: warning[unused-suppression]: ");
        assert!(
            lines.iter().any(|it| it.starts_with(&place) && it.contains(what)),
            "{line} {what}: {lines:?}"
        );
    };
    told(1, "every limit is kept without it");
    told(8, "need not excuse cognitive");
    told(35, "no metric `cyclomatik`");
    told(37, "write `metrics: ignore[ID, …] -- reason`");
    assert_eq!((code, lines.len()), (0, 4));
}

#[test]
fn an_update_counts_what_says_something_else_now() {
    let tree = Tree::legacy();
    tree.edit("b.py", "z(3)", "z(33)");
    assert!(tree.run(&["baseline", "update"]).err.contains("5 entries: 1 renewed"));
    let renewed = tree.read(".metrics-baseline");
    assert!(tree.run(&["baseline", "update"]).err.contains("nothing to change"));
    assert_eq!(tree.read(".metrics-baseline"), renewed);
}

#[test]
fn a_part_of_the_repository_never_replaces_the_baseline() {
    let tree = Tree::legacy();
    let before = tree.read(".metrics-baseline");
    let refused = tree.run(&["baseline", "create", "--force", "a.py"]);
    assert_eq!(
        (refused.code, refused.err.contains("only a part of the repository")),
        (2, true),
        "{}",
        refused.err
    );
    assert_eq!(tree.read(".metrics-baseline"), before);
    assert_eq!(tree.run(&["baseline", "create", "--force"]).code, 0);
}

#[test]
fn the_baseline_is_that_of_the_repository_looked_at() {
    let tree = Tree::legacy();
    let root = tree.path("");
    let ran = tree.run_in(std::path::Path::new("/"), &["check", root.to_str().unwrap()]);
    assert_eq!((ran.code, ran.out.contains("5 inherited")), (0, true), "{}{}", ran.out, ran.err);
}

#[test]
fn a_comment_that_excuses_nothing_is_no_exemption() {
    let tree = Tree::new();
    tree.write("a.py", &format!("# metrics: ignore[cyclomatic] why\n{}", function("table", 14, "x")));
    assert_eq!(tree.run(&["exemptions"]).out, "0 exemptions\n");
}

#[test]
fn entries_that_no_longer_apply_fail_a_strict_check() {
    let tree = Tree::legacy();
    tree.edit("b.py", &function("three", 16, "z"), &function("three", 3, "z"));
    assert_eq!(tree.check(&[]), NOTHING);
    let line = only(&tree, &["--strict-baseline"]);
    assert!(line.contains("nothing is left of cyclomatic of function `three` in b.py"), "{line}");
    assert!(tree.run(&["baseline", "prune"]).err.contains("1 dropped"));
    assert_eq!(tree.check(&["--strict-baseline"]), NOTHING);
}

#[test]
fn an_update_only_lowers_unless_told_otherwise() {
    let tree = Tree::legacy();
    tree.edit("b.py", "z(3)", "z(3) or a");
    tree.edit("a.py", "    if a == 11:\n        x(11)\n", "");
    let told = tree.run(&["baseline", "update"]).err;
    assert!(told.contains("1 lowered") || told.contains("1 dropped"), "{told}");
    assert!(only(&tree, &[]).contains("`three`"), "still worse");
    assert_eq!(tree.run(&["baseline", "create"]).code, 2, "there is one already");
    assert_eq!(tree.run(&["baseline", "update", "--accept-worse"]).code, 0);
    assert_eq!(tree.check(&["--strict-baseline"]), NOTHING);
}

#[test]
fn everything_exempt_is_in_one_list() {
    let tree = Tree::legacy();
    tree.write("gen.py", "# @generated\nx = 1\n");
    tree.write("d.py", &format!("# metrics: ignore[cyclomatic] -- a table\n{}", function("table", 14, "x")));
    tree.write(".metrics.yaml", "exclude: [vendored/]\n");
    let report: Value = serde_json::from_str(&tree.run(&["exemptions", "--format", "json"]).out).unwrap();
    let rows = report["exemptions"].as_array().unwrap();
    let kinds: Vec<_> = rows.iter().map(|row| row["kind"].as_str().unwrap_or_default()).collect();
    let first = ["suppression", "baseline", "baseline", "baseline", "baseline", "baseline", "exclude"];
    assert_eq!(kinds[..7], first);
    assert_eq!((&rows[0]["line"], &rows[0]["reason"]), (&1.into(), &"a table".into()));
}
