//! Transcripts of the command line: those in `tests/cmd`, and the examples of the README.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// Commands and options that need a repository of their own, or read a text: `tests/git`, `tests/agent` and a file with
/// standard input have them.
const ELSEWHERE: &[&str] = &[
    "--cached",
    "diff",
    "hook",
    "hotspots",
    "install-hook",
    "lsp",
    "mcp",
    "stream",
    "trend",
    "watch",
    "what-if",
    "--agent",
    "--all",
    "--config-from",
    "--coupling",
    "--every",
    "--metric",
    "--records",
    "--records-before",
    "--since",
    "--watch",
    "--staged",
    "--status",
    "--stdio",
    "--uninstall",
    "--until",
    "--whole-files",
];

#[test]
fn transcripts_are_what_happens() {
    let cases = trycmd::TestCases::new();
    cases.case("tests/cmd/*.trycmd").case("tests/cmd/*.toml");
    if Path::new("README.md").exists() {
        cases.case("README.md");
    }
    cases.env("NO_COLOR", "").env("CLICOLOR_FORCE", "").env("METRICS_JOBS", "2");
    // What a cache knows depends on the runs before; `tests/cache` has the messages about it.
    cases.env("METRICS_NO_CACHE", "1");
    cases.insert_var("[VERSION]", env!("CARGO_PKG_VERSION")).unwrap();
    cases.insert_var("[FINGERPRINT]", code_metrics::language::fingerprint()).unwrap();
    cases.run();
}

fn help(arguments: &[&str]) -> String {
    let run = Command::new(env!("CARGO_BIN_EXE_metrics")).args(arguments).arg("--help").output().unwrap();
    String::from_utf8(run.stdout).unwrap()
}

/// The long options and the names of subcommands in a help text.
fn options(help: &str) -> BTreeSet<String> {
    let words = help.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    words.filter(|word| word.starts_with("--") && word.len() > 2).map(str::to_owned).collect()
}

fn subcommands(help: &str) -> Vec<String> {
    let list = help.split("Commands:").nth(1).unwrap().split("\n\n").next().unwrap();
    let names = list.lines().filter_map(|line| line.split_whitespace().next().map(str::to_owned));
    names.filter(|name| name != "help").collect()
}

/// Every command line in a transcript.
fn transcripts() -> String {
    let files = std::fs::read_dir("tests/cmd").unwrap().map(|entry| entry.unwrap().path());
    let texts =
        files.filter(|path| path.is_file()).map(|path| std::fs::read_to_string(path).unwrap_or_default());
    let typed = |text: String| {
        let lines = text.lines().filter(|line| line.starts_with("$ ") || line.starts_with("args = "));
        lines.collect::<Vec<_>>().join("\n")
    };
    texts.map(typed).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_option_is_in_a_transcript() {
    let typed = transcripts();
    let known = options(&typed);
    let main = help(&[]);
    for command in subcommands(&main) {
        assert!(
            typed.contains(&format!("metrics {command}")) || ELSEWHERE.contains(&command.as_str()),
            "no transcript of `metrics {command}`"
        );
        for option in options(&help(&[&command])) {
            assert!(
                known.contains(&option) || ELSEWHERE.contains(&option.as_str()),
                "no transcript has `metrics {command} {option}`"
            );
        }
    }
}
