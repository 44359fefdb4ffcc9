//! Exit statuses, and where what is said goes.

use crate::project::{Project, nested};

#[test]
fn a_broken_limit_is_1_and_none_is_0() {
    let project = Project::new(&[("a.py", &nested("f", 3))]);
    assert_eq!(project.check(&[]).status, 0);
    let broken = project.check(&["--limit", "cyclomatic=3"]);
    assert_eq!((broken.status, broken.err.as_str()), (1, ""));
    assert_eq!(project.check(&["--limit", "cyclomatic=3", "--exit-zero"]).status, 0);
    project.write(".metrics.yaml", "limits: {cyclomatic: {warn: 3}}");
    let warned = project.check(&[]);
    assert_eq!(warned.status, 0, "a warning breaks nothing");
    let end =
        "1 warning in 1 file, 1 function\nhelp: `metrics explain a.py:1` shows which lines add up to it\n";
    assert!(warned.out.ends_with(end), "{}", warned.out);
}

#[test]
fn a_file_that_could_not_be_measured_is_2_with_the_findings_printed() {
    let project = Project::new(&[("a.py", &nested("f", 3)), ("b.py", "x = '\0'\n")]);
    let limits = ["--limit", "cyclomatic=3", "--report", "concise"];
    let ran = project.check(&limits);
    assert_eq!(ran.status, 2);
    assert!(ran.out.contains("a.py:1:1: error[cyclomatic]"), "{}", ran.out);
    assert!(
        ran.err.starts_with("error: b.py: could not be measured: binary: a NUL byte")
            && ran.err.contains("help: `--allow-skipped`"),
        "{}",
        ran.err
    );
    assert_eq!(project.check(&[&limits[..], &["--allow-skipped"]].concat()).status, 1);
    assert_eq!(project.check(&["--allow-skipped"]).status, 0);
    assert_eq!(project.check(&["--exit-zero"]).status, 2, "what was not done is no finding");
}

#[test]
fn nothing_to_measure_is_2_unless_allowed() {
    let project = Project::new(&[("a.txt", "")]);
    let ran = project.check(&[]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.starts_with("error: nothing to measure"), "{}", ran.err);
    let ran = project.check(&["--allow-empty", "--report", "gitlab"]);
    assert_eq!((ran.status, ran.out.as_str()), (0, "[]\n"));
    assert_eq!(
        project.check(&["nowhere.py", "--allow-empty"]).status,
        2,
        "a path that does not exist is a mistake"
    );
}

#[test]
fn a_directory_that_was_named_for_nothing_is_told_and_strict_makes_it_2() {
    let project = Project::new(&[
        ("a.py", "x = 1\n"),
        ("empty/a.txt", ""),
        ("hidden/build/a.py", &nested("f", 30)),
        ("excluded/a.py", &nested("f", 30)),
        ("full/deep/a.py", "x = 1\n"),
    ]);
    project.write(".metrics.yaml", "exclude: [\"/excluded/*.py\"]\n");
    let named = ["a.py", "empty", "hidden", "excluded", "full"];
    let ran = project.check(&named);
    let told = "warning: empty: no file to measure in it\nwarning: hidden: no file to measure in it\n";
    assert_eq!((ran.status, ran.err.as_str()), (0, told));
    let ran = project.check(&[&named[..], &["--strict", "--report", "concise"]].concat());
    assert_eq!(ran.status, 2);
    let finding = |name: &str| {
        format!("{name}:1:1: error[not-measured]: could not be measured: no file to measure in it\n")
    };
    assert!(ran.out.starts_with(&(finding("empty") + &finding("hidden"))), "{}", ran.out);
    for accepts in ["--allow-empty", "--allow-skipped"] {
        assert_eq!(project.check(&[&named[..], &["--strict", accepts]].concat()).status, 0, "{accepts}");
    }
    for empty in ["./empty", "empty/", "full/../empty"] {
        let ran = project.check(&["a.py", empty]);
        assert!(ran.err.ends_with("empty: no file to measure in it\n"), "{empty}: {}", ran.err);
    }
}

#[test]
fn a_file_dot_git_that_leads_nowhere_hides_nothing() {
    let project = Project::new(&[("a.py", "x = 1\n"), ("src/a.py", &nested("f", 30)), ("src/.git", "")]);
    assert_eq!(project.check(&[]).status, 1);
    project.write("src/.git", "gitdir: ../.git/modules/src\n");
    assert_eq!(project.check(&[]).status, 0);
}

#[test]
fn a_partial_file_warns_and_strict_makes_it_2() {
    let project = Project::new(&[("a.py", "def f(:\n")]);
    let ran = project.check(&[]);
    assert_eq!(ran.status, 0);
    assert!(ran.err.starts_with("warning: 1 file with parse errors"), "{}", ran.err);
    let ran = project.check(&["--strict"]);
    assert_eq!(ran.status, 2);
    assert!(
        ran.err.ends_with(
            "error: a.py:1:7: 1 parse error, a token is missing: what is in it is not all known\n"
        ),
        "{}",
        ran.err
    );
}

#[test]
fn no_report_calls_a_run_clean_that_could_not_look() {
    let project = Project::new(&[("a.py", "x = 1\n"), ("b.py", "x = '\0'\n")]);
    for (format, told) in [
        ("text", "error[not-measured]: could not be measured: binary: a NUL byte at offset 5"),
        ("concise", "b.py:1:1: error[not-measured]: could not be measured: binary: a NUL byte at offset 5"),
        ("json", r#""verdict":"incomplete""#),
        ("sarif", r#""executionSuccessful":false"#),
        ("github", "::error file=b.py,line=1,endLine=1,title=metrics%3A not-measured::could not"),
        ("gitlab", r#""check_name":"not-measured""#),
        ("junit", r#"type="not-measured""#),
        ("checkstyle", r#"source="metrics.not-measured""#),
        ("markdown", "| error | <code>b.py:1</code> | could not be measured"),
    ] {
        let ran = project.check(&["--report", format]);
        assert!(ran.status == 2 && ran.out.contains(told), "{format}: {}", ran.out);
        let accepted = project.check(&["--report", format, "--allow-skipped"]);
        assert!(accepted.status == 0 && accepted.out != ran.out, "{format}: {}", accepted.out);
        assert!(accepted.err.starts_with("skipped: b.py: binary"), "{format}: {}", accepted.err);
    }
    project.write("d.py", "def f(:\n");
    let both = project.check(&["--allow-skipped", "--strict", "-q"]);
    assert_eq!((both.status, both.err.lines().count()), (2, 1), "{}", both.err);
    assert!(both.err.starts_with("error: d.py:1:7: 1 parse error"), "{}", both.err);
    std::fs::remove_file(project.path("d.py")).expect("a file");
    let quiet = project.check(&["--report", "sarif=o.sarif", "-q"]);
    assert!(
        quiet.status == 2 && quiet.err.starts_with("error: b.py: could not be measured"),
        "{}",
        quiet.err
    );
    let quiet = project.check(&["--report", "sarif=o.sarif", "-q", "a.py"]);
    assert_eq!((quiet.status, quiet.err.as_str()), (0, ""));
}

#[test]
fn fail_fast_reports_one_error() {
    let project = Project::new(&[("a.py", &nested("f", 3)), ("b.py", &nested("g", 9))]);
    assert_eq!(project.findings(&["--limit", "cyclomatic=3"]).len(), 2 + 1, "and one cognitive");
    let first = project.findings(&["--limit", "cyclomatic=3", "--fail-fast"]);
    assert_eq!(first, ["a.py cyclomatic error 4 3 --limit"]);
    project.write(".metrics-baseline", "{\"version\": 1, \"entries\": [\n]}\n");
    assert_eq!(project.findings(&["--limit", "cyclomatic=3", "--fail-fast"]), first, "nor the worst one");
    project.write("0.py", "x = '\0'\n");
    for more in [&[][..], &["--no-baseline"]] {
        let ran = project.check(&[&["--limit", "cyclomatic=3", "--fail-fast"], more].concat());
        assert_eq!(ran.status, 2, "the job is not done: {}", ran.out);
        assert!(
            ran.out.contains("0.py") && ran.out.contains("a.py") && !ran.out.contains("b.py"),
            "{}",
            ran.out
        );
    }
}

#[test]
fn the_worst_finding_comes_first() {
    let project =
        Project::new(&[("a.py", &nested("f", 4)), ("b.py", &nested("g", 12)), ("c.py", &nested("h", 8))]);
    let paths: Vec<_> = project.findings(&["--limit", "cyclomatic=3", "--limit", "cognitive=off"]);
    assert_eq!(paths.iter().map(|row| &row[..1]).collect::<String>(), "bca");
}

#[test]
fn a_wrong_option_is_2_before_anything_is_measured() {
    let project = Project::new(&[("a.py", &nested("f", 3))]);
    for (arguments, message) in [
        (&["--limit", "cyclomtic=3"][..], "unknown metric `cyclomtic`; did you mean `cyclomatic`?"),
        (&["--limit", "cyclomatic"], "expected ID=N"),
        (&["--limit", "cyclomatic=-3"], "not negative"),
        (&["--limit", "cyclomatic=inf"], "not negative"),
        (&["--report", "sarf"], "did you mean `sarif`?"),
        (&["--report", "sarif="], "a path is missing"),
        (&["--report", "json", "--report", "text"], "only one report can go to standard output beside json"),
        (&["--preset", "strct"], "did you mean `strict`?"),
        (&["--config", "nowhere.yaml"], "nowhere.yaml: No such file"),
    ] {
        let ran = project.check(arguments);
        assert_eq!(ran.status, 2, "{arguments:?}");
        assert!(ran.err.contains(message) && ran.out.is_empty(), "{arguments:?}: {ran:?}");
    }
}

#[test]
fn a_report_that_cannot_be_written_is_2() {
    let project = Project::new(&[("a.py", &nested("f", 3))]);
    let ran = project.check(&["--report", "sarif=no/such/dir.sarif", "--report", "concise"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("no/such/dir.sarif") && ran.out.contains("no findings"), "{ran:?}");
}

#[test]
fn completions_and_manual_pages_name_every_command() {
    let project = Project::new(&[]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = project.run(&["completions", shell]);
        assert!(script.status == 0 && script.out.contains("allow-skipped"), "{shell}");
    }
    assert!(project.run(&["man"]).out.contains(".TH metrics 1"));
    std::fs::create_dir(project.path("man")).expect("a new directory");
    assert_eq!(project.run(&["man", "man"]).status, 0);
    assert!(project.read("man/metrics-check.1").contains("allow\\-skipped"));
}

#[test]
fn a_baseline_under_its_former_name_counts_until_there_is_one_under_the_new_name() {
    let project = Project::with_config("limits: {cyclomatic: 3}");
    assert_eq!(project.run(&["baseline", "create"]).status, 0);
    std::fs::rename(project.path(".metrics-baseline"), project.path(".metrics-baseline.json"))
        .expect("a file");
    assert_eq!(project.check(&[]).status, 0);
    let refused = project.run(&["baseline", "create"]);
    assert!(refused.err.contains(".metrics-baseline.json: there is a baseline already"), "{refused:?}");
    assert_eq!(project.run(&["baseline", "update"]).status, 0);
    assert!(!project.path(".metrics-baseline").exists(), "it stays where it is");
    project.write(".metrics-baseline", "{\"version\": 2, \"entries\": []}\n");
    assert_eq!(project.check(&[]).status, 1);
}
