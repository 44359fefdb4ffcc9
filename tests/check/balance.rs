//! What git or the caller named and was not judged is told: in a line, by name with `-v`, and in every report.

use crate::project::{Project, Ran, nested, times};
use serde_json::Value;
use std::fs;
use std::process::Command;

const LFS: &str = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n";
const GENERATED: &str = "# @generated\nx = 1\n";

fn git(project: &Project, arguments: &[&str]) -> String {
    let mut git = Command::new("git");
    git.current_dir(project.path("")).args(["-c", "user.name=A", "-c", "user.email=a@b.c"]).args(arguments);
    git.env("HOME", project.path("no-home")).env("GIT_CONFIG_NOSYSTEM", "1");
    let output = git.output().expect("git starts");
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// A repository with files, all of them staged.
fn staged(files: &[(&str, &str)]) -> Project {
    let project = Project::new(files);
    git(&project, &["init", "-q", "."]);
    git(&project, &["add", "-f", "."]);
    project
}

fn last(ran: &Ran) -> &str {
    ran.out.lines().last().unwrap_or_default()
}

fn balance(ran: &Ran) -> Value {
    let document: Value = serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{ran:?}"));
    document["balance"].clone()
}

#[test]
fn a_staged_file_that_is_excluded_or_generated_is_told() {
    let project = staged(&[
        ("a.py", "x = 1\n"),
        ("gen/b.py", "x = 1\n"),
        ("c.py", GENERATED),
        ("notes.txt", "none\n"),
        (".metrics.yaml", "exclude:\n  - vendor/\n  - gen/\n"),
    ]);
    let ran = project.check(&["--staged", "-v"]);
    let told = "2 of 3 staged files not judged: 1 excluded by .metrics.yaml:3, 1 generated";
    assert_eq!(last(&ran), format!("no findings in 1 file, 0 functions; {told}"));
    assert!(ran.err.contains("not judged: gen/b.py: excluded by .metrics.yaml:3\n"), "{ran:?}");
    assert!(ran.err.contains("skipped: c.py: generated"), "{ran:?}");
    assert!(ran.err.contains("not judged: notes.txt: in no known language\n"), "{ran:?}");
    assert!(!project.check(&["--staged"]).err.contains("notes.txt"), "outside of the balance");
    assert_eq!(project.check(&["--staged", "--strict"]).status, 0, "both are meant");
    let whole = project.check(&["--staged", "--whole-files"]);
    assert!(whole.out.contains(told), "{whole:?}");
}

#[test]
fn every_report_carries_the_balance() {
    let project = staged(&[("a.py", "x = 1\n"), ("b.py", "x = 1\n"), (".metrics.yaml", "exclude: [b.py]\n")]);
    let told = "1 of 2 staged files not judged: 1 excluded by .metrics.yaml:1";
    for format in ["text", "concise", "sarif", "markdown"] {
        let ran = project.check(&["--staged", "--report", format]);
        assert!(ran.status == 0 && ran.out.contains(told), "{format}: {ran:?}");
    }
    let github = project.check(&["--staged", "--report", "github"]);
    assert!(github.out.contains(&format!("::notice title=metrics::{told}")), "{github:?}");
    let json = balance(&project.check(&["--staged", "--report", "json"]));
    let why = "excluded by .metrics.yaml:1";
    let row = serde_json::json!({"path": "b.py", "why": why, "meant": true});
    let whole = serde_json::json!({"asked_for": "staged", "files": 2, "judged": 1, "not_judged": [row]});
    assert_eq!(json, whole);
    let sarif = project.check(&["--staged", "--report", "sarif"]).out;
    let sarif: Value = serde_json::from_str(&sarif).expect("JSON");
    let notes = sarif["runs"][0]["invocations"][0]["toolExecutionNotifications"].to_string();
    assert!(notes.contains(&format!("not judged: b.py: {why}")), "{notes}");
    let mut command = project.command(&["check", "--staged", "--report", "github"]);
    command.env("GITHUB_STEP_SUMMARY", project.path("page.md"));
    assert!(command.output().expect("the program starts").status.success());
    assert!(project.read("page.md").contains(told), "{}", project.read("page.md"));
}

#[test]
fn a_named_file_that_is_passed_over_is_told_with_its_rule() {
    let project = Project::new(&[
        ("a.py", "x = 1\n"),
        ("b.py", GENERATED),
        ("c.py", "x = 1\n"),
        ("d.py", "x = 1\n"),
        (".metricsignore", "# ours\n\nc.py\n"),
    ]);
    let named = ["a.py", "b.py", "c.py", "d.py", "--force-exclude", "--exclude", "d.py"];
    let ran = project.check(&named);
    let told =
        "3 of 4 named files not judged: 1 excluded by --exclude, 1 generated, 1 ignored by .metricsignore:3";
    assert_eq!(last(&ran), format!("no findings in 1 file, 0 functions; {told}"));
    assert_eq!(project.check(&[&named[..], &["--strict"]].concat()).status, 0);
    let walked = project.check(&[]);
    assert!(!walked.out.contains("not judged"), "nobody named what a walk meets: {walked:?}");
}

#[test]
fn a_file_that_is_named_in_two_spellings_is_one() {
    let project = staged(&[("s/a.py", "x = 1\n"), ("b.py", "x = 1\n"), (".metrics.yaml", "exclude: [s/]\n")]);
    let ran = project.check(&["--force-exclude", "s/a.py", "./s/../s/a.py", "b.py", "./b.py"]);
    let told =
        "no findings in 1 file, 0 functions; 1 of 2 named files not judged: 1 excluded by .metrics.yaml:1";
    assert_eq!(last(&ran), told);
}

#[test]
fn what_nobody_meant_to_hide_is_2_under_strict() {
    let project = staged(&[("a.py", "x = 1\n"), ("node_modules/b.js", "f()\n")]);
    let ran = project.check(&["--staged"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    let told = "1 of 2 staged files not judged: 1 in a directory named node_modules";
    assert!(last(&ran).ends_with(told), "{ran:?}");
    let strict = project.check(&["--staged", "--strict"]);
    assert_eq!(strict.status, 2, "{strict:?}");
    assert!(strict.err.contains("node_modules/b.js: could not be measured: in a directory"), "{strict:?}");
    for file in [".metricsignore", ".ignore", ".metrics.yaml"] {
        let line = if file == ".metrics.yaml" { "exclude: [node_modules/]\n" } else { "node_modules/\n" };
        project.write(file, line);
        assert_eq!(project.check(&["--staged", "--strict"]).status, 0, "{file} means it");
        fs::remove_file(project.path(file)).expect("a file");
    }
}

#[test]
fn an_lfs_pointer_is_told_and_never_0_unless_that_is_allowed() {
    let project = staged(&[("a.py", "x = 1\n"), ("b.py", LFS)]);
    let told = "1 of 2 staged files not judged: 1 lfs pointer";
    let ran = project.check(&["--staged"]);
    assert!(ran.status == 2 && last(&ran).ends_with(told), "{ran:?}");
    let allowed = project.check(&["--staged", "--allow-skipped"]);
    assert!(allowed.status == 0 && last(&allowed).ends_with(told), "{allowed:?}");
}

#[test]
fn a_file_that_is_deleted_after_it_was_staged_is_judged_as_it_would_be_committed() {
    let project = staged(&[("a.py", &nested("f", 30)), ("b.py", "x = 1\n")]);
    fs::remove_file(project.path("a.py")).expect("a file");
    let ran = project.check(&["--staged", "--report", "json"]);
    assert_eq!((ran.status, &balance(&ran)["judged"]), (1, &Value::from(2)));
    git(&project, &["rm", "-q", "--cached", "a.py"]);
    let ran = project.check(&["--staged", "--report", "json"]);
    assert_eq!((ran.status, &balance(&ran)["files"]), (0, &Value::from(1)), "git names it no more");
}

#[test]
fn a_check_by_hand_that_had_nothing_to_judge_says_so_and_a_hook_is_quiet() {
    let project = staged(&[("notes.txt", "none\n")]);
    let ran = project.check(&["--staged"]);
    assert_eq!((ran.status, ran.out.as_str()), (0, "nothing to judge: no staged file in a known language\n"));
    let mut hook = project.command(&["check", "--staged"]);
    let quiet = hook.env("PRE_COMMIT", "1").output().expect("the program starts");
    assert_eq!((quiet.status.code(), quiet.stdout, quiet.stderr), (Some(0), Vec::new(), Vec::new()));
    project.write("a.py", "x = 1\n");
    project.write(".metrics.yaml", "exclude: [a.py]\n");
    git(&project, &["add", "."]);
    let mut hook = project.command(&["check", "--staged"]);
    let told = hook.env("PRE_COMMIT", "1").output().expect("the program starts");
    let told = String::from_utf8_lossy(&told.stdout).into_owned();
    let why = "1 of 1 staged file not judged: 1 excluded by .metrics.yaml:1";
    assert_eq!(told, format!("nothing to judge; {why}\n"));
}

#[test]
fn no_findings_is_never_said_of_a_file_that_was_only_partly_understood() {
    let project = Project::new(&[("a.ts", "function f(a) {\n  return a;\n}\nlet x = = 1;\n")]);
    let alone = project.check(&[]);
    let summary = last(&alone).to_owned();
    assert!(summary.starts_with("no findings; 1 file only partly understood (a.ts:4:"), "{summary}");
    project.write("b.ts", "f();\n");
    let both = project.check(&[]);
    let begin = "no findings in 1 file; 1 file only partly understood (a.ts:4:";
    assert!(last(&both).starts_with(begin), "{both:?}");
}

/// Numbers that only look random, the same in every run.
struct Dice(u64);

impl Dice {
    fn one_of(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % sides
    }

    fn pick<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.one_of(all.len())]
    }
}

/// A repository with a commit and something staged after it, of which some is hidden or cannot be measured.
fn random(dice: &mut Dice) -> Project {
    let project = staged(&[("keep.py", "x = 1\n")]);
    let patterns = ["a.py", "b.*", "src/", "/lib/", "*.js", "!a.py", "nowhere.py"];
    let beyond = nested("f", 11);
    let texts = ["x = 1\n", GENERATED, LFS, "\0", "def f(:\n", "", &beyond];
    for round in 0..2 {
        for _ in 0..=dice.one_of(8) {
            let place = ["", "src/", "lib/", "node_modules/", ".dot/", "src/build/"];
            let name = dice.pick(&["a.py", "b.py", "c.js", "d.txt", "e.min.js"]);
            let text = format!("{}# {}\n", dice.pick(&texts), dice.one_of(100));
            project.write(&format!("{}{name}", dice.pick(&place)), &text);
        }
        let (exclude, ignore) = (dice.pick(&patterns), dice.pick(&patterns));
        project.write(".metrics.yaml", &format!("exclude: ['{exclude}']\n"));
        project.write(".metricsignore", &format!("{ignore}\n"));
        git(&project, &["add", "-f", "."]);
        if round == 0 {
            git(&project, &["commit", "-qm", "a commit"]);
        }
    }
    project
}

#[test]
fn judged_and_not_judged_are_what_was_asked_for() {
    let mut dice = Dice(7);
    for round in 0..times(400, 15) {
        let project = random(&mut dice);
        let names = git(&project, &["diff", "--cached", "--name-only", "--diff-filter=d"]);
        let is_source = |name: &&str| matches!(name.rsplit_once('.'), Some((_, "py" | "js")));
        let names: Vec<&str> = names.lines().filter(is_source).collect();
        let by_name = [&["--force-exclude"], &names[..]].concat();
        let text = |name: &&&str| fs::read(project.path(name)).expect("what is staged is there, too");
        let is_none = |text: Vec<u8>| [GENERATED, LFS].iter().any(|it| text.starts_with(it.as_bytes()));
        let unfit: Vec<&str> = names.iter().filter(|it| is_none(text(it))).copied().collect();
        for asked in [&["--staged"][..], &["--since", "HEAD"], &["--staged", "--whole-files"], &by_name] {
            if asked.len() > 1 || !names.is_empty() {
                let missing = holds(&project, asked, names.len(), round);
                // by their texts, whatever the program says
                let lost = unfit.iter().find(|name| !missing.iter().any(|it| it == **name));
                assert_eq!(lost, None, "round {round}, {asked:?}: nobody can judge it: {missing:?}");
            }
        }
    }
}

/// Nothing is lost, everything is told, and `--strict` lets only pass what is meant. Gives what was not judged.
fn holds(project: &Project, asked: &[&str], files: usize, round: u64) -> Vec<String> {
    let with = |more: &[&str]| project.check(&[asked, &["--no-cache"], more].concat());
    let (strict, allowed) = (with(&["--strict", "--report", "json"]), with(&["--allow-skipped"]));
    let it = balance(&strict);
    let missing = it["not_judged"].as_array().unwrap_or_else(|| panic!("round {round}: {strict:?}"));
    let judged = it["judged"].as_u64().and_then(|it| usize::try_from(it).ok()).expect("a number");
    assert_eq!(judged + missing.len(), files, "round {round}, {asked:?}: {it}");
    assert_eq!(it["files"], files, "round {round}, {asked:?}: {it}");
    let is_told = allowed.out.contains(&format!("{} of {files} ", missing.len()));
    assert_eq!(is_told, !missing.is_empty(), "round {round}, {asked:?}: {it} {allowed:?}");
    let fast = with(&["--allow-skipped", "--fail-fast", "--report", "json"]);
    let left = balance(&fast);
    let not_judged = left["not_judged"].as_array().map(Vec::len);
    let sum = left["judged"].as_u64().zip(not_judged).map(|(judged, missing)| judged + missing as u64);
    assert_eq!(sum, Some(files as u64), "round {round}, {asked:?}: {left}");
    assert_eq!(fast.status, allowed.status, "round {round}, {asked:?}: {fast:?} {allowed:?}");
    let is_meant = missing.iter().all(|row| row["meant"] == true);
    assert!(is_meant || strict.status == 2, "round {round}, {asked:?}: {it}");
    let path = |row: &Value| row["path"].as_str().map(str::to_owned);
    missing.iter().filter_map(path).collect()
}
