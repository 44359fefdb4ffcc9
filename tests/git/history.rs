//! What a trend says of a history is what somebody would measure who checked out each commit, in every kind of repository.

use crate::repository::{METRICS, Scratch, function, verdict};
use serde_json::Value;
use std::path::Path;
use std::process::Output;

/// Writes, adds and commits at a time, and gives the hash.
fn commit_at(scratch: &Scratch, time: &str, files: &[(&str, &str)]) -> String {
    for (name, text) in files {
        scratch.write(name, text);
    }
    scratch.git(&["add", "-A"]);
    let mut git = scratch.command("git", "");
    git.args(["commit", "-q", "--allow-empty", "-m", &format!("at {time}")]);
    git.env("GIT_AUTHOR_DATE", time).env("GIT_COMMITTER_DATE", time);
    assert!(git.status().unwrap().success());
    scratch.git(&["rev-parse", "HEAD"]).trim().to_owned()
}

fn trend_in(scratch: &Scratch, directory: &Path, arguments: &[&str]) -> Output {
    let mut metrics = scratch.command(METRICS, "");
    metrics.current_dir(directory).args(["trend", "--no-cache", "--format=json"]).args(arguments);
    metrics.output().unwrap()
}

/// The rows of a trend about which there is nothing to say besides.
fn rows(scratch: &Scratch, arguments: &[&str]) -> Vec<Value> {
    let output = trend_in(scratch, &scratch.path(""), arguments);
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    document(&output)["rows"].as_array_mut().map(std::mem::take).unwrap()
}

fn document(output: &Output) -> Value {
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn column<'a>(rows: &'a [Value], key: &str) -> Vec<&'a str> {
    rows.iter().map(|row| row[key].as_str().unwrap()).collect()
}

fn numbers(rows: &[Value], key: &str) -> Vec<u64> {
    rows.iter().map(|row| row[key].as_u64().unwrap()).collect()
}

/// A history of two lines with edits, a rename, a removal, a script, a directory that nobody walks, and a merge.
fn varied() -> Scratch {
    let scratch = Scratch::new();
    commit_at(&scratch, "2024-01-01T10:00:00Z", &[("a.py", &function("a", 2)), ("README.md", "x\n")]);
    let more = [("pkg/b.py", function("b", 12)), ("node_modules/c.js", "function c() {}\n".to_owned())];
    commit_at(&scratch, "2024-01-02T10:00:00Z", &more.each_ref().map(|(name, text)| (*name, text.as_str())));
    Scratch::script(&scratch.path("tool"), "exit");
    scratch.write("tool", "#!/usr/bin/env python3\nif a:\n    b()\n");
    scratch.write("notes", "#!/usr/bin/env python3\nif a:\n    b()\n");
    commit_at(&scratch, "2024-01-10T10:00:00Z", &[]);
    scratch.git(&["checkout", "-qb", "side"]);
    commit_at(&scratch, "2024-01-20T10:00:00Z", &[("pkg/d.js", "const d = (x) => x ? 1 : 2;\n")]);
    scratch.git(&["checkout", "-q", "main"]);
    scratch.git(&["mv", "a.py", "pkg/moved.py"]);
    commit_at(&scratch, "2024-02-05T10:00:00Z", &[("broken.py", "def f(:\n")]);
    let mut merge = scratch.command("git", "");
    merge.args(["merge", "-q", "-m", "merge", "side"]).env("GIT_COMMITTER_DATE", "2024-02-10T10:00:00Z");
    assert!(merge.status().unwrap().success());
    scratch.git(&["rm", "-q", "pkg/b.py"]);
    commit_at(&scratch, "2024-03-01T10:00:00Z", &[("pkg/moved.py", &function("a", 5))]);
    scratch.git(&["tag", "v1", "HEAD~2"]);
    scratch.git(&["tag", "-a", "-m", "two", "v2", "side"]);
    scratch
}

/// What `analyze` says of a checkout of a commit, in the words of a trend.
fn checked_out(scratch: &Scratch, commit: &str) -> Value {
    let place = scratch.beside(&format!("at-{commit}"));
    scratch.git(&["worktree", "add", "-q", "--detach", place.to_str().unwrap(), commit]);
    let mut metrics = scratch.command(METRICS, "");
    metrics.current_dir(&place).args(["analyze", "--no-cache", "--format=json"]);
    let report = document(&metrics.output().unwrap());
    let functions: Vec<&Value> = report["files"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|it| it["functions"].as_array().unwrap())
        .collect();
    let values = |key: &str| functions.iter().filter_map(|it| it[key].as_u64()).collect::<Vec<_>>();
    let summary = &report["summary"];
    serde_json::json!({
        "files": summary["files"], "functions": summary["functions"], "classes": summary["classes"],
        "loc": summary["loc"], "partial": summary["partial"], "skipped": summary["skipped"],
        "cyclomatic": values("cyclomatic").iter().sum::<u64>(),
        "cyclomatic_max": values("cyclomatic").iter().max().copied().unwrap_or(0),
        "cognitive": values("cognitive").iter().sum::<u64>(),
        "sloc": summary["sloc"],
        "maintainability": summary["maintainability"]["worst"],
    })
}

fn told(row: &Value) -> Value {
    let of = |metric: &str, key: &str| row["metrics"][metric][key].clone();
    let mut told = serde_json::json!({
        "cyclomatic": of("cyclomatic", "total"), "cyclomatic_max": of("cyclomatic", "max"),
        "cognitive": of("cognitive", "total"), "sloc": of("raw.sloc", "total"),
        "maintainability": of("maintainability", "min"),
    });
    for key in ["files", "functions", "classes", "loc", "partial", "skipped"] {
        told[key] = row[key].clone();
    }
    // JSON knows two kinds of numbers that are one.
    if told["maintainability"].as_f64() == Some(100.0) {
        told["maintainability"] = 100.0.into();
    }
    told
}

#[test]
fn each_row_is_what_a_checkout_of_its_commit_has() {
    let scratch = varied();
    for arguments in [[].as_slice(), &["--all"]] {
        for row in rows(&scratch, arguments) {
            let commit = row["commit"].as_str().unwrap();
            let here = checked_out(&scratch, commit);
            assert_eq!(told(&row), here, "{arguments:?} {commit}");
            scratch.git(&["worktree", "remove", scratch.beside(&format!("at-{commit}")).to_str().unwrap()]);
        }
    }
}

#[test]
fn a_window_has_first_parents_or_all_or_the_last_of_each_span() {
    let scratch = varied();
    let first = rows(&scratch, &[]);
    assert_eq!(first.len(), 6);
    assert_eq!(column(&first, "date")[0], "2024-01-01T10:00:00Z");
    let all = rows(&scratch, &["--all"]);
    assert_eq!((all.len(), column(&all, "date")[3]), (7, "2024-01-20T10:00:00Z"));
    let months = rows(&scratch, &["--every", "month"]);
    assert_eq!(numbers(&months, "commits"), [3, 2, 1]);
    assert_eq!(column(&months, "date")[0], "2024-01-10T10:00:00Z");
    assert_eq!(numbers(&rows(&scratch, &["--every=week"]), "commits"), [2, 1, 2, 1]);
    let tags = rows(&scratch, &["--every=tag"]);
    assert_eq!(tags.iter().map(|row| row["tags"][0].as_str().unwrap()).collect::<Vec<_>>(), ["v2", "v1"]);
    for since in ["2024-02-01", "v1~1", "2024-01-31T12:00:00+01:00"] {
        assert_eq!(rows(&scratch, &["--since", since])[0]["date"], "2024-02-05T10:00:00Z", "{since}");
    }
    let part = rows(&scratch, &["pkg"]);
    assert_eq!(numbers(&part, "files"), [0, 1, 1, 2, 3, 2]);
    let messages = |arguments: &[&str]| verdict(&trend_in(&scratch, &scratch.path(""), arguments));
    let refused = |message: &str| (Some(2), format!("error: {message}\n"));
    assert_eq!(messages(&["--since", "1.day"]), refused("there is no commit since 1.day"));
    let neither = "no-such: neither a date such as 2024-03-01, nor a time ago such as 1.year, nor a revision";
    assert_eq!(messages(&["--since", "no-such"]), refused(neither));
    let unknown = "no-such.py: no such file or directory, and git does not know it";
    assert_eq!(messages(&["no-such.py"]), refused(unknown));
}

#[test]
fn the_settings_of_the_work_tree_count_and_nothing_in_it_is_measured() {
    let scratch = varied();
    let before = rows(&scratch, &[]);
    scratch.write("pkg/moved.py", "if dirty:\n    pass\n");
    scratch.write("new.py", "x = 1\n");
    assert_eq!(rows(&scratch, &[]), before);
    scratch.write(".metrics.yaml", "limits: {cyclomatic: 3}\nexclude: [/tool, /notes]\n");
    let after = rows(&scratch, &[]);
    assert_eq!(numbers(&after, "files"), [1, 2, 2, 3, 4, 3]);
    let beyond = |rows: &[Value]| -> Vec<u64> {
        rows.iter().map(|row| row["metrics"]["cyclomatic"]["beyond_limit"].as_u64().unwrap()).collect()
    };
    assert_eq!((beyond(&before), beyond(&after)), (vec![0, 1, 1, 1, 1, 0], vec![0, 1, 1, 1, 1, 1]));
}

#[test]
fn a_bare_repository_has_the_same_history_and_the_settings_of_its_last_commit() {
    let scratch = varied();
    scratch.commit(&[(".metrics.yaml", "exclude: [/tool, /notes]\n")]);
    let here = rows(&scratch, &[]);
    let bare = scratch.beside("bare.git");
    scratch.git(&["clone", "-q", "--bare", ".", bare.to_str().unwrap()]);
    let output = trend_in(&scratch, &bare, &[]);
    assert_eq!(document(&output)["rows"], Value::Array(here));
    let part = document(&trend_in(&scratch, &bare, &["pkg", "--every=month"]));
    assert_eq!(part["rows"][0]["files"], 1);
    let empty = scratch.beside("empty.git");
    scratch.git(&["init", "-q", "--bare", empty.to_str().unwrap()]);
    let message = "error: there is no commit yet\n".to_owned();
    assert_eq!(verdict(&trend_in(&scratch, &empty, &[])), (Some(2), message));
}

#[test]
fn a_shallow_clone_says_how_far_it_sees() {
    let scratch = varied();
    let url = format!("file://{}", scratch.path("").display());
    let clone = scratch.beside("clone");
    scratch.git(&["clone", "-q", "--depth=2", &url, clone.to_str().unwrap()]);
    let output = trend_in(&scratch, &clone, &[]);
    let all = rows(&scratch, &[]);
    let first = all[4]["commit"].as_str().unwrap();
    let note = format!(
        "note: the clone is shallow: its history begins with {} of 2024-02-10; `git fetch --unshallow` gets the rest\n",
        &first[..8]
    );
    assert_eq!(String::from_utf8_lossy(&output.stderr), note);
    let seen = document(&output);
    assert_eq!(seen["begins"]["commit"], first);
    let told = |row: &Value| (told(row), row["commit"].clone());
    let seen: Vec<_> = seen["rows"].as_array().unwrap().iter().map(told).collect();
    assert_eq!(seen, all[4..].iter().map(told).collect::<Vec<_>>());
    let within = trend_in(&scratch, &clone, &["--since", "2024-02-20"]);
    assert_eq!(String::from_utf8_lossy(&within.stderr), "", "nothing of the window is missing");
}

#[test]
fn a_partial_clone_says_how_to_fetch_what_is_missing() {
    let scratch = varied();
    scratch.git(&["config", "uploadpack.allowFilter", "true"]);
    let url = format!("file://{}", scratch.path("").display());
    for filter in ["blob:none", "tree:0"] {
        let clone = scratch.beside(&filter.replace(':', "-"));
        scratch.git(&[
            "clone",
            "-q",
            "--no-checkout",
            &format!("--filter={filter}"),
            &url,
            clone.to_str().unwrap(),
        ]);
        let (status, message) = verdict(&trend_in(&scratch, &clone, &[]));
        let help = message.split('`').nth(1).unwrap().to_owned();
        assert!(status == Some(2) && message.contains("git has it not here\nhelp: fetch what is missing: `"));
        let mut fetch = scratch.command("sh", "");
        let fetched = fetch.current_dir(&clone).args(["-c", &help]).output().unwrap();
        assert!(fetched.status.success(), "{help}: {}", String::from_utf8_lossy(&fetched.stderr));
        assert_eq!(
            document(&trend_in(&scratch, &clone, &[]))["rows"],
            Value::Array(rows(&scratch, &[])),
            "{filter}"
        );
    }
}

#[test]
fn each_content_is_measured_once_and_then_known_without_being_read() {
    let scratch = varied();
    let cache = scratch.beside("cache");
    let ask = |more: &[&str]| {
        let mut metrics = scratch.command(METRICS, "");
        metrics
            .args(["trend", "--timings", "--format=json", "--cache-dir", cache.to_str().unwrap()])
            .args(more);
        let output = metrics.output().unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        let counts = stderr.lines().find(|line| line.starts_with("cache:")).unwrap().to_owned();
        (counts, output.stdout)
    };
    let (counts, cold) = ask(&[]);
    assert!(counts.starts_with("cache: 0 by stat, 0 by content, 0 stale, 6 missed"), "{counts}");
    let (counts, warm) = ask(&[]);
    assert!(counts.starts_with("cache: 0 by stat, 6 by content, 0 stale, 0 missed"), "{counts}");
    assert_eq!(cold, warm);
    scratch.git(&["gc", "-q"]);
    assert!(ask(&["--all"]).0.contains(" 6 by content, 0 stale, 0 missed"));
}

#[test]
fn a_table_for_programs_has_the_values_of_the_document() {
    let scratch = varied();
    let document = rows(&scratch, &[]);
    let mut metrics = scratch.command(METRICS, "");
    metrics.args(["trend", "--no-cache", "--format=csv"]);
    let table = metrics.output().unwrap();
    let mut table = csv::Reader::from_reader(&*table.stdout);
    let heads = table.headers().unwrap().clone();
    let lines: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    assert_eq!(lines.len(), document.len());
    for (line, row) in lines.iter().zip(&document) {
        for (head, cell) in heads.iter().zip(line) {
            let value = match head.rsplit_once('.') {
                Some((metric, key)) => &row["metrics"][metric][key],
                None => &row[head],
            };
            let same = match value {
                Value::Number(number) => cell.parse::<f64>().ok() == number.as_f64(),
                Value::String(text) => cell == text,
                Value::Array(all) => all.iter().all(|it| cell.contains(it.as_str().unwrap_or_default())),
                _ => cell.is_empty() || cell == "0",
            };
            assert!(same, "{head}: {cell} and {value}");
        }
    }
}

#[test]
fn authors_are_called_as_the_mailmap_says() {
    let scratch = Scratch::new();
    scratch.write(".mailmap", "Ada Lovelace <a@b.c>\n");
    commit_at(&scratch, "2024-01-01T10:00:00Z", &[("a.py", &function("a", 2))]);
    assert_eq!(column(&rows(&scratch, &[]), "author"), ["Ada Lovelace"]);
}
#[test]
fn a_function_is_followed_through_edits_names_and_files() {
    let scratch = Scratch::new();
    let helper = "def helper(a):\n    return a + 1\n";
    commit_at(&scratch, "2024-01-01T10:00:00Z", &[("a.py", &(function("walk", 3) + helper))]);
    commit_at(
        &scratch,
        "2024-01-02T10:00:00Z",
        &[("a.py", &(function("walk", 5) + helper)), ("b.py", "x = 1\n")],
    );
    commit_at(&scratch, "2024-01-03T10:00:00Z", &[("a.py", &(function("stroll", 5) + helper))]);
    commit_at(&scratch, "2024-01-04T10:00:00Z", &[("a.py", &(helper.to_owned() + &function("stroll", 5)))]);
    commit_at(
        &scratch,
        "2024-01-05T10:00:00Z",
        &[("a.py", helper), ("b.py", &(function("stroll", 5) + "x = 1\n"))],
    );
    scratch.git(&["mv", "b.py", "c.py"]);
    let class = format!("class A:\n    {}", function("stroll", 6).trim_end().replace('\n', "\n    "));
    commit_at(&scratch, "2024-01-06T10:00:00Z", &[("c.py", &(function("stroll", 6) + "x = 1\n"))]);
    commit_at(&scratch, "2024-01-07T10:00:00Z", &[("c.py", &(class + "\nx = 1\n"))]);
    let told = |arguments: &[&str]| -> Vec<String> {
        let life = document(&trend_in(&scratch, &scratch.path(""), arguments));
        let row = |row: &Value| {
            let was =
                row.get("was").map_or(String::new(), |was| format!(" was {}::{}", was["path"], was["name"]));
            let text = format!(
                "{:.10} {} {}::{} {}{was}",
                row["date"].as_str().unwrap(),
                row["event"],
                row["path"],
                row["name"],
                row["metrics"]["cyclomatic"]
            );
            text.replace('"', "")
        };
        life["life"].as_array().unwrap().iter().map(row).collect()
    };
    let all = [
        "2024-01-01 added a.py::walk 3",
        "2024-01-02 changed a.py::walk 5",
        "2024-01-03 renamed a.py::stroll 5 was a.py::walk",
        "2024-01-05 moved b.py::stroll 5 was a.py::stroll",
        "2024-01-06 changed c.py::stroll 6 was b.py::stroll",
        "2024-01-07 renamed c.py::A.stroll 6 was c.py::stroll",
    ];
    assert_eq!(told(&["c.py::A.stroll"]), all);
    assert_eq!(told(&["c.py::stroll", "--since", "2024-01-04"]), all[3..]);
    let refused = |arguments: &[&str]| verdict(&trend_in(&scratch, &scratch.path(""), arguments)).1;
    let no_function = "error: c.py: the last commit has no function `run` in it\n";
    assert_eq!(refused(&["c.py::run"]), no_function);
    assert_eq!(refused(&["a.py::stroll"]), no_function.replace("c.py", "a.py").replace("run", "stroll"));
    let one = "error: a function is followed along first parents, one at a time: name one PATH::NAME, without `--all` and `--every`\n";
    assert_eq!(refused(&["c.py::A.stroll", "--every=month"]), one);
    assert_eq!(refused(&["c.py::A.stroll", "a.py"]), one);
    let mut metrics = scratch.command(METRICS, "");
    let table = metrics.args(["trend", "--no-cache", "c.py::A.stroll"]).output().unwrap();
    let table = String::from_utf8(table.stdout).unwrap();
    assert!(table.contains("moved from a.py to b.py") && table.contains("▁▆▆▆██"), "{table}");
}

#[test]
fn a_history_is_a_page_with_a_chart_for_each_series() {
    let scratch = Scratch::new();
    for complexity in [2, 5, 3] {
        scratch.commit(&[("a.py", &function("<b>", complexity).replace("<b>", "f"))]);
    }
    for (arguments, mark) in [
        (&["trend"][..], "<polyline points=\"60.0,"),
        (&["trend", "a.py::f"], "<polyline points=\"60.0,210.0 345.0,12.0"),
        (&["hotspots"], "<circle class=\"l"),
    ] {
        let output = scratch.metrics(&[arguments, &["--no-cache", "--format", "html"]].concat());
        let page = String::from_utf8(output.stdout).unwrap();
        assert_eq!(
            output.status.code(),
            Some(0),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        assert!(
            page.contains("content=\"default-src 'none'") && page.contains(mark),
            "{arguments:?}: {page}"
        );
        assert!(page.contains("<h2>In numbers</h2>") && !page.contains("<script>"), "{arguments:?}");
    }
}
