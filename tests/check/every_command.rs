//! No command is forgotten: each has formats, which `sinks.rs` walks, or stands here with what it is asked.

use crate::project::{Project, Ran, ran};
use crate::sinks::{formats, is_harmless, names, project};
use std::io::Write;
use std::process::Stdio;

/// Commands without formats that say something of a repository or of what they are given, and the rest of the line.
const ASKED: [(&str, &[&str]); 19] = [
    ("baseline create", &[]),
    ("baseline show", &[]),
    ("baseline update", &[]),
    ("baseline prune", &[]),
    ("config init", &["--yes", "--force"]),
    ("config show", &["--effective", "--origin"]),
    ("config validate", &[]),
    ("cache prune", &["--cache-dir", "##[error]x"]),
    ("cache clear", &["--cache-dir", "\u{9b}::error::x"]),
    ("cache export", &["\u{9b}::error::x/y"]),
    ("cache import", &["d ::error::forged\r.py"]),
    ("cache verify", &["--cache-dir", "##[error]x"]),
    ("cache dir", &["--cache-dir", "\u{202e}x"]),
    ("install-hook", &[]),
    ("hook", &[]),
    ("mcp", &[]),
    ("lsp", &[]),
    ("stream", &[]),
    ("bench", &["\u{9b}\n::error::x"]),
];

/// Commands that say nothing of anybody's files, and those that only hold others.
const SILENT: [&str; 7] = ["completions", "man", "schema", "config schema", "baseline", "config", "cache"];

/// The commands that the completions of a shell know.
fn commands(project: &Project) -> Vec<String> {
    let page = project.run(&["completions", "bash"]).out;
    let help = project.run(&["--help"]).out;
    // what stands for a hyphen in a name stands between names as well
    let hyphened: Vec<&str> = help
        .lines()
        .filter_map(|line| line.strip_prefix("  ")?.split_whitespace().next())
        .filter(|word| word.contains('-') && !word.starts_with('-'))
        .collect();
    let spelled =
        |path: String| hyphened.iter().fold(path, |path, name| path.replace(&name.replace('-', " "), name));
    let mut all: Vec<String> = page
        .lines()
        .filter_map(|line| line.trim().strip_prefix("metrics__subcmd__")?.strip_suffix(')'))
        .map(|path| spelled(path.replace("__subcmd__", " ")))
        .filter(|path| !path.contains(',') && !path.split(' ').any(|word| word == "help"))
        .collect();
    all.sort();
    all.dedup();
    all
}

/// What the command is given on standard input: hostile names in the form that it reads.
fn input(command: &str) -> String {
    let names: Vec<String> = names().iter().map(|name| String::from_utf8_lossy(name).into_owned()).collect();
    let each = |line: &dyn Fn(&str) -> serde_json::Value| -> Vec<String> {
        names.iter().map(|name| line(name).to_string()).collect()
    };
    match command {
        "stream" => {
            each(&|name| serde_json::json!({"path": name, "text": "x = 1", "extra": name})).join("\n")
        }
        "mcp" => each(&|name| {
            serde_json::json!({"jsonrpc": "2.0", "id": name, "method": "tools/call",
                "params": {"name": "check_change", "arguments": {"path": name}}})
        })
        .join("\n"),
        "hook" => serde_json::json!({"hook_event_name": "PostToolUse", "tool_name": "Edit",
            "cwd": names.concat(), "tool_input": {"file_path": names.concat()}})
        .to_string(),
        "lsp" => {
            let text = serde_json::json!({"method": names.concat()}).to_string();
            format!("Content-Length: {}\r\n\r\n{text}", text.len())
        }
        _ => String::new(),
    }
}

fn said(project: &Project, command: &str, rest: &[&str]) -> Ran {
    let words: Vec<&str> = command.split(' ').chain(rest.iter().copied()).collect();
    let mut command_line = project.command(&words);
    command_line.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command_line.spawn().expect("the program starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let text = input(command);
    let writer = std::thread::spawn(move || drop(stdin.write_all(text.as_bytes())));
    let output = child.wait_with_output().expect("it ends");
    writer.join().expect("no panic");
    let ran = ran(&output);
    // what stands between the heads of messages is no text of a repository
    if command == "lsp" { Ran { out: ran.out.replace('\r', ""), ..ran } } else { ran }
}

#[test]
fn every_command_has_formats_or_is_asked_here() {
    let project = project();
    let with_formats: Vec<String> = formats(&project).into_iter().map(|(command, _)| command).collect();
    let all = commands(&project);
    assert!(all.len() > 30, "{all:?}");
    let is_tried = |command: &&String| {
        ASKED.iter().any(|(asked, _)| asked == command)
            || SILENT.contains(&command.as_str())
            || with_formats.contains(*command)
    };
    let forgotten: Vec<&String> = all.iter().filter(|command| !is_tried(command)).collect();
    assert!(forgotten.is_empty(), "in no test of names: {forgotten:?}");
    for (command, rest) in ASKED {
        assert!(all.iter().any(|it| it == command), "there is no `metrics {command}`");
        is_harmless(&said(&project, command, rest), &format!("{command} {rest:?}"), |_| false);
    }
}
