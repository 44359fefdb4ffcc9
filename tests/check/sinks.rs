//! Text from a repository reaches no terminal and no log as anything but text, by no command and in no format. The
//! formats are those that the program itself offers, so that a new one is tried without being added here.

use crate::project::{Project, Ran, nested, ran};
use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::ffi::OsStrExt;
use std::process::Stdio;

/// Names that drive terminals, forge log commands, mark up or calculate.
pub(crate) fn names() -> Vec<Vec<u8>> {
    let parts: [&[u8]; 29] = [
        b"\x1b[31mred",
        b"\x1b]0;title\x07",
        b"\x9b31m",
        "\u{9b}31m".as_bytes(),
        b"a\nb",
        b"::error::forged",
        b" ::error::forged",
        b"a\n::error::forged",
        b"a\r::error::forged",
        b"::add-mask::x",
        b"##[error]x",
        b"x##[error]x",
        b"##vso[task.complete]x",
        b"##teamcity[message text='x']",
        b"%0A::error::x",
        b"<script>alert(1)<",
        b"\" onload=x y=\"",
        b"'-x-'",
        b"=1+1",
        b"+1",
        b"-1",
        b"@SUM(A1)",
        b"|`*_[x](y)",
        "\u{202e}yp".as_bytes(),
        "\u{2066}\u{200f}\u{61c}".as_bytes(),
        "\u{85}\u{2028}\x7f".as_bytes(),
        b"a%,b:c",
        b"\xff\xfe",
        b"]]><x>",
    ];
    let with = |before: &[u8], part: &[u8], after: &[u8]| [before, part, after].concat();
    parts.iter().flat_map(|part| [with(b"", part, b".py"), with(b"d ", part, b"\r.py")]).collect()
}

/// A text that a string of JavaScript and a comment can hold on one line.
fn words() -> Vec<String> {
    let text =
        |name: Vec<u8>| String::from_utf8(name).ok().filter(|it| !it.contains(['\n', '\r', '\u{2028}']));
    names().into_iter().filter_map(text).map(|it| it.replace('\\', "").replace('"', "'")).collect()
}

/// A text in double quotes, as YAML takes it.
fn quoted(text: &str) -> String {
    let spelled = |c: char| {
        if c.is_ascii() && !c.is_control() { c.to_string() } else { format!("\\u{:04x}", u32::from(c)) }
    };
    format!("\"{}\"", text.chars().map(spelled).collect::<String>())
}

/// A repository in which every name, reason, comment and pattern means ill.
pub(crate) fn project() -> Project {
    let project = Project::new(&[]);
    fs::remove_dir(project.path(".git")).expect("a directory");
    let (mut methods, mut excluded, mut overrides) = (Vec::new(), Vec::new(), Vec::new());
    for (number, word) in words().iter().enumerate() {
        let branches = "if (a) { b(); } ".repeat(12);
        let comment = format!("metrics: ignore[cognitive, x{word}] -- {word}");
        let quoted = quoted(&format!("{number}{word}"));
        methods.push(format!("  // {comment}\n  \"{word}\"(a) {{\n    {branches}\n  }},\n"));
        // a bracket that is one
        let pattern = quoted.replace('[', "[[]");
        excluded.push(format!("  - {pattern}\n"));
        let condition = format!("  - paths: [{pattern}, big.js]\n    limits: {{nesting: 1}}\n");
        overrides.push(format!("{condition}    reason: {quoted}\n"));
        if number % 2 == 0 {
            overrides.push("    expires: 2001-01-01\n".to_owned());
        }
    }
    let (methods, excluded, overrides) = (methods.concat(), excluded.concat(), overrides.concat());
    let (mut budgets, mut covered) = (Vec::new(), String::new());
    for word in words() {
        let quoted = quoted(&word);
        let measure = "metric: excess, of: nesting";
        budgets.push(format!("  - {{package: {quoted}, {measure}, max: 0, reason: {quoted}}}\n"));
        let pattern = quoted.replacen('"', "\"x", 1).replace('[', "[[]");
        budgets.push(format!("  - {{paths: [{pattern}, big.js], {measure}, max: 0, reason: {quoted}}}\n"));
        // of two files, so that nobody knows which
        covered.extend([format!(
            "SF:x/{word}.py\nDA:1,1\nend_of_record\nSF:y/{word}.py\nDA:99,1\nend_of_record\n"
        )]);
    }
    let budgets = budgets.concat();
    project.write("lcov.info", &covered);
    let package = words().concat();
    project.write("package.json", &serde_json::json!({ "name": package }).to_string());
    project.write("big.js", &format!("export default {{\n{methods}}};\n"));
    project.write("broken.js", "function f( {\n");
    let comments = "##[error]x\n#::error::x\n# \u{202e}\n";
    project.write(
        ".metrics.yaml",
        &format!("{comments}limits: {{cyclomatic: 3}}\nbudgets:\n{budgets}exclude:\n{excluded}overrides:\n{overrides}"),
    );
    for name in names() {
        fs::write(project.path("").join(OsStr::from_bytes(&name)), nested("f", 12)).expect("a new file");
        let name = [b"skipped ", name.as_slice()].concat();
        fs::write(project.path("").join(OsStr::from_bytes(&name)), "x = '\0'").expect("a new file");
    }
    let author = ["-c", "user.name=\u{202e}::error::x\u{9b}", "-c", "user.email=a@b.c"];
    for arguments in
        [["init", "-q"].as_slice(), &["add", "-A"], &["commit", "-qm", "=1+1 \u{202e}##[error]x\u{9b}"]]
    {
        let mut git = std::process::Command::new("git");
        git.current_dir(project.path("")).args(author).args(arguments).env("HOME", project.path("no-home"));
        assert!(git.status().expect("git starts").success());
    }
    project
}

/// The formats of each command that has some, as the completions of a shell know them.
pub(crate) fn formats(project: &Project) -> Vec<(String, String)> {
    let page = project.run(&["completions", "bash"]).out;
    let mut command = String::new();
    let mut found = Vec::new();
    let mut lines = page.lines().map(str::trim);
    while let Some(line) = lines.next() {
        if let Some(path) = line.strip_prefix("metrics__subcmd__").and_then(|it| it.strip_suffix(')')) {
            // what stands for a hyphen in a name stands between names as well
            command = path.replace("__subcmd__", " ").replace("what if", "what-if");
            command =
                command.replace("upgrade report", "upgrade-report").replace("compare tools", "compare-tools");
        }
        if line == "--format)" {
            let values = lines.next().and_then(|line| line.split('"').nth(1)).expect("the formats");
            found.extend(values.split(' ').map(|format| (command.clone(), format.to_owned())));
        }
    }
    found
}

/// A tool that has no number for anything, in a version that explains it.
fn fake_tool(project: &Project) {
    let says = "#!/bin/sh\n[ \"$1\" = --version ] && echo ruff 0.9.9 && exit\necho '[]'\n";
    project.write("fake/ruff", says);
    let path = project.path("fake/ruff");
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("its owner");
}

/// What else a command needs to say something.
fn arguments(command: &str) -> Vec<Vec<&'static str>> {
    match command {
        "analyze" => {
            let rows = ["function", "class", "file", "directory", "package", "owner"];
            let mut all: Vec<Vec<&str>> = rows.map(|by| vec!["--by", by, "--top", "all"]).into();
            all.push(vec!["--coverage", "lcov.info", "-v"]);
            all
        }
        "diff" => vec![
            vec!["HEAD~0"],
            vec!["HEAD", "--top", "all"],
            vec!["HEAD", "--by", "package"],
            vec!["HEAD", "--by", "directory"],
        ],
        "explain" => vec![vec!["big.js"], vec!["d ::error::forged\r.py"]],
        "what-if" => vec![vec!["d ::error::forged\r.py", "big.js"], vec!["broken.js", "big.js"]],
        "hotspots" => vec![vec!["--by", "file"], vec!["--top", "all"], vec!["--coupling"]],
        "trend" => vec![vec![], vec!["--all"], vec!["d ::error::forged\r.py::f"]],
        "upgrade-report" => vec![vec!["old.ndjson"]],
        "compare-tools" => vec![vec!["--tool", "ruff", "--tool-path", "fake", "--top", "all"]],
        "exemptions" | "list" | "cache stats" => vec![vec![]],
        other => panic!("`metrics {other}` has formats, and this test does not know how to call it"),
    }
}

fn is_unfit(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{61c}' | '\u{feff}')
}

/// Holds what a command said against what may not be in it.
pub(crate) fn is_harmless(ran: &Ran, what: &str, is_ours: impl Fn(&str) -> bool) {
    for text in [&ran.out, &ran.err] {
        for line in text.lines() {
            assert!(!line.contains(is_unfit), "{what}: {line:?}");
            assert!(!line.trim_start().starts_with("::") || is_ours(line), "{what}: {line:?}");
            for mark in ["##[", "##vso[", "##teamcity["] {
                assert!(!line.contains(mark) || is_ours(line), "{what}: {line:?}");
            }
        }
        assert!(!text.contains(is_unfit), "{what}");
    }
}

/// Tries a command that does not end by itself: all is told, and then what a save of each file did.
fn watched(project: &Project, format: &str) {
    let mut command = project.command(&["watch", "--format", format]);
    let mut child =
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
    let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    let mut out = String::new();
    let mut tell = |end: &str| {
        for line in lines.by_ref().map(|line| line.expect("UTF-8")) {
            out.extend([line.as_str(), "\n"]);
            if line.contains(end) {
                return;
            }
        }
    };
    tell(if format == "text" { "(watching)" } else { "\"event\":\"all\"" });
    for name in names() {
        fs::write(project.path("").join(OsStr::from_bytes(&name)), nested("f", 13)).expect("a file");
    }
    tell(if format == "text" { " files, " } else { "\"event\":\"state\"" });
    child.kill().expect("it runs");
    child.wait().expect("it ended");
    assert!(out.lines().count() > 2, "{out}");
    is_harmless(&Ran { status: 0, out, err: String::new() }, &format!("watch {format}"), |_| false);
}

/// A cell that a spreadsheet would calculate.
fn has_formula(page: &str) -> bool {
    let mut reader = csv::Reader::from_reader(page.as_bytes());
    let is_formula =
        |cell: &str| cell.parse::<f64>().is_err() && cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    reader.records().any(|row| row.expect("a row").iter().any(is_formula))
}

#[test]
fn no_text_of_a_repository_reaches_a_sink_of_any_command_unescaped() {
    let project = project();
    let formats = formats(&project);
    assert!(formats.len() > 12, "{formats:?}");
    project.run(&["analyze", "--format", "ndjson", "--output", "old.ndjson"]);
    fake_tool(&project);
    // the next test has the formats of a check
    for (command, format) in formats.iter().filter(|(command, _)| command != "check") {
        if command == "watch" {
            watched(&project, format);
            continue;
        }
        for more in arguments(command) {
            // A database goes to a file and holds every name as it is; what is said of it goes to the terminal.
            let is_database = format == "sqlite";
            let place: &[&str] = if is_database { &["--output", "all.db"] } else { &[] };
            let words =
                command.split(' ').chain(["--format", format]).chain(more).chain(place.iter().copied());
            let words: Vec<&str> = words.collect();
            let ran = project.run(&words);
            assert!(ran.status == 0 && ran.out.is_empty() == is_database, "{words:?}: {ran:?}");
            is_harmless(&ran, &format!("{words:?}"), |_| false);
            match format.as_str() {
                "json" => _ = serde_json::from_str::<serde_json::Value>(&ran.out).expect("JSON"),
                "csv" => assert!(!has_formula(&ran.out), "{words:?}"),
                _ => {}
            }
        }
    }
}

#[test]
fn no_report_of_a_check_has_anything_but_text() {
    let project = project();
    for format in code_metrics::report::findings::ReportFormat::names() {
        for more in [
            &["--show-inherited"],
            &["--strict"],
            &["-v"],
            &["--no-config"],
            &["--staged"],
            &["--since=HEAD"],
            &["--by=package"],
            &["--coverage=lcov.info"],
        ] {
            let ran = project.check(&[["--report", format].as_slice(), more].concat());
            let ours = ["::error file=", "::warning file=", "::notice file=", "::notice title="];
            let is_ours = |line: &str| {
                let service = [("azure", "##vso[task.logissue type="), ("teamcity", "##teamcity[inspection")];
                service.iter().any(|(name, start)| format == *name && line.starts_with(start))
                    && line.matches("##").count() == 1
                    || format == "github"
                        && ours.iter().any(|start| line.starts_with(start))
                        && line[2..]
                            .split("::")
                            .next()
                            .is_some_and(|command| command.contains("title=metrics"))
            };
            is_harmless(&ran, &format!("{format} {more:?}"), is_ours);
            let marks_up = ["junit", "checkstyle", "markdown"].contains(&format);
            assert!(!(marks_up && ran.out.contains("<script")), "{format}");
        }
    }
}

#[test]
fn commands_without_formats_say_nothing_but_text_either() {
    let project = project();
    project.run(&["baseline", "create"]);
    for words in [
        ["baseline", "show"].as_slice(),
        &["baseline", "update"],
        &["baseline", "prune"],
        &["config", "show"],
        &["config", "show", "--effective", "--origin"],
        &["config", "validate"],
        &["config", "init"],
        &["cache", "dir"],
        &["cache", "check"],
        &["analyze", "-v"],
        &["analyze", "::error::\n::error::x"],
        &["analyze", "--\n::error::x"],
        &["check", "--report", "##[error]x"],
        &["check", "--config", "\u{9b}\n::error::x"],
        &["explain", "big.js::\n::error::x"],
        &["list", "\u{202e}"],
        &["\n::error::x"],
    ] {
        is_harmless(&project.run(words), &format!("{words:?}"), |_| false);
    }
    for text in [
        "limts: {}\n::error::x\n",
        "a: b\n::error::x: [\n",
        "\"::error::x\": 1\n",
        "? \"\\n::error::\"\n: 2\n",
    ] {
        project.write(".metrics.yaml", text);
        for words in [["check"].as_slice(), &["config", "show"], &["config", "validate"]] {
            is_harmless(&project.run(words), &format!("{words:?} {text:?}"), |_| false);
        }
    }
}

#[test]
fn a_directory_with_a_bad_name_is_named_harmlessly() {
    let project = Project::new(&[]);
    for name in ["##[error]x", "::error::x", "\u{9b}31m\n::x"] {
        let directory = project.path(name);
        fs::create_dir_all(directory.join(".git")).expect("a new directory");
        fs::write(directory.join("a.py"), nested("f", 12)).expect("a new file");
        fs::write(directory.join(".metrics.yaml"), "limts: {}").expect("a new file");
        for words in
            [["check"].as_slice(), &["analyze", "--cache-dir", "./c"], &["cache", "dir"], &["install-hook"]]
        {
            let mut command = project.command(words);
            let output = command.current_dir(&directory).output().expect("the program starts");
            is_harmless(&ran(&output), &format!("{name:?} {words:?}"), |_| false);
        }
        is_harmless(&project.check(&["."]), name, |_| false);
    }
}
