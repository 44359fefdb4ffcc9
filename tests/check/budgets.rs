//! Budgets and groups from the command line: what is refused, what is shown, and rows of groups.

use crate::project::{Project, nested};

#[test]
fn what_a_budget_cannot_be_is_refused_at_its_place() {
    let refused = |budget: &str| {
        let project = Project::with_config(&format!("budgets:\n  - {{{budget}}}\n"));
        let ran = project.check(&[]);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{budget}");
        assert!(ran.err.starts_with("error: .metrics.yaml:2:"), "{}", ran.err);
        ran.err.lines().next().unwrap_or_default().split_once(": ").map_or("", |it| it.1).to_owned()
    };
    for (budget, what) in [
        ("metric: raw.sloc, max: 1, reason: x", "a budget needs one of `paths`, `owner` and `package`"),
        (
            "paths: [a], owner: b, metric: raw.sloc, max: 1, reason: x",
            "a budget needs one of `paths`, `owner` and `package`",
        ),
        ("paths: [a], metric: raw.sloc, reason: x", "a budget needs one of `max` and `may_grow`"),
        (
            "paths: [a], metric: raw.sloc, max: 1, may_grow: 1, reason: x",
            "a budget needs one of `max` and `may_grow`",
        ),
        ("paths: [a], metric: raw.sloc, max: -1, reason: x", "expected a number from 0, found -1"),
        ("paths: [a], metric: raw.sloc, max: 1, reason: ' '", "a budget needs a reason"),
        (
            "paths: [a], metric: over_limit, max: 1, reason: x",
            "`over_limit`: `of` names the metric whose limits are meant",
        ),
        (
            "paths: [a], metric: raw.sloc, of: cyclomatic, max: 1, reason: x",
            "`of` belongs to `over_limit` and `excess`",
        ),
        (
            "paths: [a], metric: excess, of: raw.sloc, max: 1, reason: x",
            "`raw.sloc`: functions do not have it",
        ),
        ("paths: [a], metric: nesting, max: 1, reason: x", "`nesting`: several files have no value together"),
        ("paths: [a], metric: maintainability, max: 1, reason: x", "`maintainability`: more is better"),
        ("paths: [a], metric: nonsense, max: 1, reason: x", "unknown metric `nonsense`"),
    ] {
        let said = refused(budget);
        assert!(said.contains(what), "{budget}: {said}");
    }
}

#[test]
fn a_budget_is_shown_judged_and_expires() {
    let project = Project::with_config(
        "budgets:\n  - paths: ['*.py']\n    metric: excess\n    of: cyclomatic\n    max: 0\n    reason: it is enough\n    expires: 2020-01-01\n\
         limits: {cyclomatic: 3}\n",
    );
    let shown = project.run(&["config", "show", "--effective"]).out;
    let line = "  - {paths: [\"*.py\"], metric: excess, of: cyclomatic, max: 0, reason: \"it is enough\", expires: 2020-01-01}";
    assert!(shown.contains(line), "{shown}");
    let ran = project.check(&["--report", "concise"]);
    assert_eq!(ran.status, 1);
    let budget = "budget of paths *.py: excess of cyclomatic 1 is 1 over its max of 0, most by a.py:1 f 1 (it is enough)";
    assert!(ran.out.contains(budget), "{}", ran.out);
    assert!(ran.out.contains("expired after 2020-01-01"), "{}", ran.out);
    for format in ["sarif", "gitlab", "junit", "checkstyle", "markdown", "github", "json"] {
        assert!(project.check(&["--report", format]).out.contains("budget of paths"), "{format}");
    }
}

#[test]
fn rows_of_groups_sum_up_what_is_in_them() {
    let project = Project::new(&[
        ("package.json", "{\"name\": \"root\", \"workspaces\": [\"packages/*\"]}"),
        ("packages/a/package.json", "{\"name\": \"@x/a\"}"),
        ("packages/a/deep/f.py", &nested("f", 3)),
        ("packages/a/fixtures/package.json", "{\"name\": \"no-member\"}"),
        ("packages/a/fixtures/g.py", &nested("g", 1)),
        ("packages/b/package.json", "{}"),
        ("packages/b/h.py", &nested("h", 2)),
        ("tools/i.py", &nested("i", 1)),
        (".github/CODEOWNERS", "* @all\n/packages/ @a @b # both\n/tools/\n"),
        ("CODEOWNERS", "* @nobody\n"),
    ]);
    let rows = |arguments: &[&str]| -> Vec<String> {
        let report = ["analyze", "--format", "csv", "--metrics", "cyclomatic.total", "--sort", "path"];
        let ran = project.run(&[&report, arguments].concat());
        assert_eq!(ran.status, 0, "{ran:?}");
        ran.out.lines().skip(1).map(str::to_owned).collect()
    };
    assert_eq!(rows(&["--by", "package"]), ["@x/a,2,6", "packages/b,1,3", "root,1,2"]);
    assert_eq!(rows(&["--by", "owner"]), ["(no owner),1,2", "@a,3,9", "@b,3,9"]);
    assert_eq!(rows(&["--by", "directory", "--depth", "1"]), [".,4,11", "packages,3,9", "tools,1,2"]);
    let deep = rows(&["--by", "directory", "--depth", "2"]);
    assert_eq!(deep, [".,4,11", "packages,3,9", "packages/a,2,6", "packages/b,1,3", "tools,1,2"]);
    assert_eq!(rows(&["--by", "directory"]).len(), 4, "without a depth, what is directly in each");
    let ran = project.run(&["analyze", "--depth", "1"]);
    assert_eq!((ran.status, ran.err.as_str()), (2, "error: --depth: goes with `--by directory`\n"));
    let largest = vec![b'#'; 3 << 20];
    project.write(".github/CODEOWNERS", &String::from_utf8(largest).expect("letters"));
    assert_eq!(rows(&["--by", "owner"]), ["(no owner),4,11"], "one that is too large is not loaded");
}

#[test]
fn only_directories_have_a_depth() {
    let project = Project::new(&[("a.py", &nested("f", 1))]);
    for command in ["check", "analyze", "diff"] {
        for by in ["owner", "package"] {
            let ran = project.run(&[command, "--by", by, "--depth", "3"]);
            assert!(
                ran.status == 2 && ran.err.contains("--depth: goes with `--by directory`"),
                "{}",
                ran.err
            );
        }
    }
    assert_eq!(project.check(&["--by", "directory", "--depth", "3"]).status, 0);
}
