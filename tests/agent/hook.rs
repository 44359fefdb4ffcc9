//! `metrics hook`: each agent is told what its edit made worse, in the form that it heeds, and of nothing else.

use crate::repository::{Scratch, function};
use crate::run;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Output;

const SETTINGS: &str = ".metrics.yaml";

/// Runs the hook with a payload of `tests/agent/payloads`, somewhere else than in the project.
fn hook(scratch: &Scratch, payload: &str) -> Output {
    let text = fs::read_to_string(format!("tests/agent/payloads/{payload}.json")).unwrap();
    let project = scratch.path("").to_string_lossy().trim_end_matches('/').to_owned();
    fs::create_dir_all(scratch.path("elsewhere")).unwrap();
    run(scratch, &["hook"], text.replace("$CWD", &project).as_bytes())
}

fn told(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert!(out.len() + err.len() <= 500, "{} bytes: {out}{err}", out.len() + err.len());
    (output.status.code(), out, err)
}

/// Nothing got worse.
#[track_caller]
fn silent(output: &Output) {
    assert_eq!(told(output), (Some(0), String::new(), String::new()));
}

/// The text that the agent's model gets, by the contract of each.
fn heeded(payload: &str, output: &Output) -> String {
    let (status, out, err) = told(output);
    if payload.starts_with("claude") || payload.starts_with("codex") {
        assert_eq!((status, &*out), (Some(2), ""), "{err}");
        return err;
    }
    assert_eq!((status, &*err), (Some(0), ""));
    let reply: Value = serde_json::from_str(&out).unwrap();
    let text = match payload {
        "cursor_stop" => &reply["followup_message"],
        "gemini_end" => {
            assert_eq!(reply["decision"], "deny");
            &reply["reason"]
        }
        it if it.starts_with("cursor") => &reply["additional_context"],
        _ => {
            assert_eq!(reply["hookSpecificOutput"]["hookEventName"], "AfterTool");
            &reply["hookSpecificOutput"]["additionalContext"]
        }
    };
    text.as_str().unwrap().to_owned()
}

const EDITS: [&str; 8] = [
    "claude_edit",
    "claude_multi_edit",
    "claude_write",
    "codex_patch",
    "cursor_write",
    "cursor_file_edit",
    "gemini_replace",
    "gemini_write",
];
const ENDS: [&str; 4] = ["claude_stop", "codex_stop", "cursor_stop", "gemini_end"];

#[test]
fn every_agent_is_told_what_its_edit_made_worse_and_nothing_else() {
    let scratch = Scratch::new();
    scratch.commit(&[("src/a.py", &function("f", 12)), ("src/old.py", &function("g", 30))]);
    for payload in EDITS.iter().chain(&ENDS) {
        silent(&hook(&scratch, payload));
    }
    scratch.write("src/a.py", &function("f", 10));
    for payload in EDITS.iter().chain(&ENDS) {
        silent(&hook(&scratch, payload));
    }
    scratch.write("src/a.py", &function("f", 14));
    for payload in EDITS.iter().chain(&ENDS) {
        let text = heeded(payload, &hook(&scratch, payload));
        let line = "src/a.py:1 f: cyclomatic 12 → 14, max 10; lines 2 +1, 4 +1, 6 +1\n";
        assert!(text.starts_with("metrics: worse than HEAD:\n") && text.contains(line), "{payload}: {text}");
        assert!(text.contains("To do: "), "{payload}: {text}");
    }
}

#[test]
fn what_is_not_in_the_commit_is_new() {
    let scratch = Scratch::new();
    scratch.write("src/a.py", &function("f", 12));
    let before_the_first_commit = heeded("claude_write", &hook(&scratch, "claude_write"));
    assert!(before_the_first_commit.contains("f: cyclomatic 12 (new), max 10"), "{before_the_first_commit}");
    assert!(heeded("codex_stop", &hook(&scratch, "codex_stop")).contains("cyclomatic 12"));
    scratch.commit(&[("src/a.py", &function("f", 12))]);
    scratch.write("src/new.py", &function("n", 13));
    let untracked = heeded("codex_patch", &hook(&scratch, "codex_patch"));
    assert!(untracked.contains("src/new.py:1 n: cyclomatic 13 (new), max 10"), "{untracked}");
    assert!(heeded("gemini_end", &hook(&scratch, "gemini_end")).contains("src/new.py:1 n"));
}

#[test]
fn outside_of_a_repository_the_file_counts_as_a_whole_and_that_is_said() {
    let scratch = Scratch::without_repository();
    scratch.write("src/a.py", &function("f", 12));
    let text = heeded("claude_edit", &hook(&scratch, "claude_edit"));
    assert!(
        text.contains("no repository: files as a whole") && text.contains("cyclomatic 12, max 10"),
        "{text}"
    );
    scratch.write("src/a.py", &function("f", 9));
    silent(&hook(&scratch, "claude_edit"));
}

#[test]
fn a_notebook_is_judged_by_its_cells() {
    let scratch = Scratch::new();
    let notebook = |complexity| {
        let source = function("f", complexity);
        serde_json::json!({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
            {"cell_type": "code", "id": "c1", "metadata": {}, "outputs": [], "execution_count": null, "source": source}
        ]})
        .to_string()
    };
    scratch.commit(&[("src/n.ipynb", &notebook(11))]);
    silent(&hook(&scratch, "claude_notebook"));
    scratch.write("src/n.ipynb", &notebook(15));
    assert!(heeded("claude", &hook(&scratch, "claude_notebook")).contains("f: cyclomatic 11 → 15"));
}

#[test]
fn the_worst_three_are_told_in_500_bytes_whatever_their_names_are() {
    let scratch = Scratch::new();
    let long = "very_long_name_of_a_function_".repeat(5);
    let all: String = (0..9).map(|at| function(&format!("{long}{at}"), 20 + at)).collect();
    scratch.commit(&[("x", "")]);
    scratch.write("src/a.py", &all);
    for payload in EDITS.iter().chain(&ENDS) {
        let text = heeded(payload, &hook(&scratch, payload));
        assert!(text.contains("cyclomatic 28 (new), max 10"), "{text}");
        let shown = text.matches("cyclomatic").count();
        let left = format!("and {} more", 18 - text.matches("src/a.py").count());
        assert!(shown >= 1 && text.contains("more: metrics check --since HEAD"), "{left}: {text}");
    }
}

#[test]
fn what_a_walk_passes_over_and_what_is_no_source_is_not_judged() {
    let scratch = Scratch::new();
    scratch.commit(&[(SETTINGS, "exclude: [src/]\n")]);
    scratch.write("src/a.py", &function("f", 40));
    for payload in EDITS.iter().chain(&ENDS) {
        silent(&hook(&scratch, payload));
    }
    let scratch = Scratch::new();
    let payload = |tool: &str, input: Value| {
        let event = serde_json::json!({"hook_event_name": "PostToolUse", "cwd": scratch.path(""),
            "tool_name": tool, "tool_input": input});
        run(&scratch, &["hook"], event.to_string().as_bytes())
    };
    scratch.write("src/a.py", &function("f", 40));
    silent(&payload("Read", serde_json::json!({"file_path": "src/a.py"})));
    silent(&payload("TodoWrite", serde_json::json!({"todos": []})));
    silent(&payload("Edit", serde_json::json!({"file_path": "README.md"})));
    silent(&payload("Edit", serde_json::json!({"file_path": "src/gone.py"})));
    assert_eq!(payload("mcp__fs__edit_file", serde_json::json!({"path": "src/a.py"})).status.code(), Some(2));
}

#[test]
fn an_agent_that_a_hook_sent_on_is_not_sent_on_again() {
    let scratch = Scratch::new();
    scratch.commit(&[("src/a.py", &function("f", 12))]);
    scratch.write("src/a.py", &function("f", 14));
    for (payload, first, again) in [
        ("claude_stop", r#""stop_hook_active": false"#, r#""stop_hook_active": true"#),
        ("codex_stop", r#""stop_hook_active": false"#, r#""stop_hook_active": true"#),
        ("gemini_end", r#""stop_hook_active": false"#, r#""stop_hook_active": true"#),
        ("cursor_stop", r#""loop_count": 0"#, r#""loop_count": 1"#),
    ] {
        let text = fs::read_to_string(format!("tests/agent/payloads/{payload}.json")).unwrap();
        let text = text.replace("$CWD", &scratch.path("").to_string_lossy()).replace(first, again);
        silent(&run(&scratch, &["hook"], text.as_bytes()));
    }
}

#[test]
fn a_payload_that_cannot_be_read_is_never_a_silent_pass() {
    let scratch = Scratch::new();
    for (payload, why) in [
        (&b""[..], "no JSON object"),
        (b"{", "no JSON object"),
        (b"[]", "no JSON object"),
        (b"{}", "hook_event_name"),
        (b"{\"hook_event_name\": 3}", "hook_event_name"),
        (b"{\"hook_event_name\": \"PreToolUse\", \"tool_name\": \"Edit\"}", "nothing was edited"),
        (b"{\"hook_event_name\": \"PostToolUse\"}", "tool_name"),
        (b"{\"hook_event_name\": \"PostToolUse\", \"tool_name\": \"Edit\"}", "tool_input"),
        (
            b"{\"hook_event_name\": \"PostToolUse\", \"tool_name\": \"Edit\", \"tool_input\": {}}",
            "names none",
        ),
        (b"{\"hook_event_name\": \"afterFileEdit\", \"edits\": []}", "file_path"),
        (b"{\"hook_event_name\": \"Stop\", \"cwd\": \"/no/such/place\"}", "/no/such/place"),
    ] {
        let (status, out, err) = told(&run(&scratch, &["hook"], payload));
        assert_eq!((status, &*out), (Some(1), ""), "{why}");
        assert!(err.starts_with("metrics hook: ") && err.contains(why), "{why}: {err}");
    }
}

#[test]
fn an_edit_that_lets_more_pass_is_told() {
    let scratch = Scratch::new();
    let settings = "limits: {cyclomatic: 12}\noverrides:\n  - {paths: [tests/], limits: {cyclomatic: 20}, reason: tables}\nprofiles: {full: {limits: {nesting: 3}}}\n";
    scratch.commit(&[(SETTINGS, settings), ("src/a.py", &function("f", 3)), (".metrics-baseline", "")]);
    scratch.git(&["rm", "-q", "--cached", ".metrics-baseline"]);
    fs::remove_file(scratch.path(".metrics-baseline")).unwrap();
    scratch.git(&["commit", "-qm", "x"]);
    let edit = |name: &str| {
        let event = serde_json::json!({"hook_event_name": "PostToolUse", "cwd": scratch.path(""),
            "tool_name": "Edit", "tool_input": {"file_path": scratch.path(name)}});
        run(&scratch, &["hook"], event.to_string().as_bytes())
    };
    for (text, told) in [
        (settings.replace("12", "15"), "let pass: .metrics.yaml:1: `cyclomatic` max 15 in place of max 12"),
        (settings.replace("12", "off"), "`cyclomatic` without a limit in place of max 12"),
        (settings.replace("20", "30"), "`cyclomatic` max 30 in place of max 20 for paths tests/"),
        (settings.replace("[tests/]", "[src/]"), "`cyclomatic` max 20 in place of max 12 for paths src/"),
        (settings.replace("nesting: 3", "nesting: 9"), "`nesting` max 9 in place of max 3"),
        (settings.replace("full", "fast"), "the profile `full` is gone"),
        (format!("{settings}exclude: [vendor/]\n"), "`exclude` of `vendor/`"),
        (format!("{settings}include: [lib/]\n"), "`include` of `lib/`"),
        (format!("{settings}compat: true\n"), "`compat: true`"),
        (format!("{settings}parse_errors: ignore\n"), "`parse_errors`"),
        (format!("{settings}limits2: {{}}\n"), "the configuration is wrong"),
        (format!("{settings}extends: [relaxed]\n"), "`cognitive` max"),
    ] {
        scratch.write(SETTINGS, &text);
        let found = heeded("claude", &edit(SETTINGS));
        assert!(found.contains(told) && found.contains("ask the user"), "{told}: {found}");
    }
    scratch.write(SETTINGS, &settings.replace("12", "9"));
    silent(&edit(SETTINGS));
    fs::remove_file(scratch.path(SETTINGS)).unwrap();
    // the preset is stricter than it was, but for the profile
    let gone = heeded("claude", &edit(SETTINGS));
    assert_eq!(gone.matches("let pass").count(), 1, "{gone}");
    assert!(gone.contains("the profile `full` is gone"), "{gone}");
    scratch.write(SETTINGS, settings);
    scratch.write("src/a.py", &format!("# metrics: ignore[cyclomatic] -- a table\n{}", function("f", 30)));
    let comment = heeded("claude", &edit("src/a.py"));
    assert!(
        comment.contains("let pass: src/a.py:1: a comment excuses function `f` from cyclomatic"),
        "{comment}"
    );
    let turn = heeded("claude", &hook(&scratch, "claude_stop"));
    assert!(turn.contains("a comment excuses function `f` from cyclomatic"), "{turn}");
    scratch.write("src/a.py", &function("f", 30));
    assert!(scratch.metrics(&["baseline", "create"]).status.success());
    let baseline = heeded("claude", &edit(".metrics-baseline"));
    assert!(baseline.contains("the baseline takes in cognitive 29 of src/a.py::f and 1 more"), "{baseline}");
    let turn = heeded("claude", &hook(&scratch, "claude_stop"));
    assert!(turn.contains("the baseline takes in") && !turn.contains("worse than"), "{turn}");
    assert!(Path::new(&scratch.path(SETTINGS)).exists());
}

#[test]
fn an_edit_that_hides_a_file_is_told() {
    let scratch = Scratch::new();
    let settings = "include: [src/, lib/]\nexclude: [gen/, '!gen/keep/', old/]\nlanguages: {python: {extensions: [.pyx]}}\n\
                    overrides:\n\
                    \x20 - {paths: [src/], limits: {cyclomatic: 20}, reason: r}\n\
                    \x20 - {paths: [src/a.py], limits: {cyclomatic: 5}, reason: r}\n";
    scratch.commit(&[
        (SETTINGS, settings),
        (".metricsignore", "!src/a.py\n"),
        ("src/a.py", &function("f", 3)),
        ("src/b.py", &function("f", 3)),
        ("src/m.pyx", &function("f", 3)),
    ]);
    let edit = |name: &str| {
        let event = serde_json::json!({"hook_event_name": "PostToolUse", "cwd": scratch.path(""),
            "tool_name": "Edit", "tool_input": {"file_path": scratch.path(name)}});
        run(&scratch, &["hook"], event.to_string().as_bytes())
    };
    let told = |name: &str, text: &str, what: &str| {
        let before = fs::read_to_string(scratch.path(name)).unwrap_or_default();
        scratch.write(name, text);
        for found in [edit(name), hook(&scratch, "claude_stop")] {
            let found = heeded("claude", &found);
            assert!(found.contains(what), "{what}: {found}");
        }
        scratch.write(name, &before);
    };
    told(".metricsignore", "!src/a.py\nsrc/b.py\n", "let pass: .metricsignore: `src/b.py`");
    told(".metricsignore", "# nothing\n", "let pass: .metricsignore: `!src/a.py` is gone");
    told("src/.ignore", "*.py\n", "let pass: src/.ignore: `*.py`");
    let edited = |old: &str, new: &str| settings.replace(old, new);
    told(SETTINGS, &edited("[src/, lib/]", "[lib/]"), "`src/` of `include` is gone");
    told(SETTINGS, &edited("'!gen/keep/', ", ""), "`!gen/keep/` of `exclude` is gone");
    told(SETTINGS, &edited("gen/, '!gen/keep/'", "'!gen/keep/', gen/"), "the order of `exclude`");
    told(SETTINGS, &edited("[.pyx]", "[.pyz]"), "`.pyx` is no language in place of python");
    let mut lines: Vec<&str> = settings.lines().collect();
    lines.swap(4, 5);
    told(SETTINGS, &lines.join("\n"), "`cyclomatic` max 20 in place of max 5 for src/a.py");
    let later = format!("{settings}  - {{paths: [src/], limits: {{cyclomatic: 10}}, reason: r}}\n");
    told(SETTINGS, &later, "`cyclomatic` max 10 in place of max 5 for src/a.py");
    // what lets more be judged is no news
    fs::remove_file(scratch.path("src/.ignore")).unwrap();
    scratch.write(".metricsignore", "!src/a.py\n!src/b.py\n");
    silent(&edit(".metricsignore"));
    for text in [
        edited("[src/, lib/]", "[src/, lib/, more/]"),
        edited("old/", "'!old/'"),
        edited("include: [src/, lib/]\n", ""),
    ] {
        scratch.write(SETTINGS, &text);
        silent(&edit(SETTINGS));
    }
}

#[test]
fn an_old_body_under_a_new_name_beside_the_old_one_is_told() {
    let scratch = Scratch::new();
    scratch.commit(&[("src/a.py", &function("work", 16))]);
    assert!(scratch.metrics(&["baseline", "create"]).status.success());
    scratch.commit(&[]);
    let split = format!("{}\n\n{}", function("work", 5), function("brandnew", 16));
    scratch.write("src/a.py", &split);
    let whole = scratch.metrics(&["check", "--since", "HEAD"]).status.code();
    let text = hook(&scratch, "claude_edit");
    assert_eq!(whole, Some(1));
    assert!(heeded("claude", &text).contains("brandnew: cyclomatic 16"), "{text:?}");
}

#[test]
fn what_the_commit_has_of_a_large_file_is_parsed_once_for_all_edits() {
    let scratch = Scratch::new();
    let functions = |last: usize| {
        let all: String = (0..90).map(|at| function(&format!("f{at}"), 9)).collect();
        format!("{all}{}", function("last", last))
    };
    scratch.commit(&[("src/a.py", &functions(12))]);
    let edit = |last: usize| {
        scratch.write("src/a.py", &functions(last));
        hook(&scratch, "claude_edit")
    };
    let cache = scratch.beside(".cache/metrics");
    silent(&edit(10));
    assert!(!cache.exists(), "what keeps every limit is compared with nothing");
    silent(&edit(12));
    assert!(cache.exists(), "the other side is kept");
    let stats = String::from_utf8(scratch.metrics(&["cache", "stats"]).stdout).unwrap();
    for last in [13, 14] {
        let text = heeded("claude_edit", &edit(last));
        assert!(text.contains(&format!("last: cyclomatic 12 → {last}, max 10")), "{text}");
    }
    let again = String::from_utf8(scratch.metrics(&["cache", "stats"]).stdout).unwrap();
    assert_eq!(again, stats, "nothing is stored a second time");
}
