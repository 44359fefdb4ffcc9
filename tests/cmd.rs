//! Transcripts of the command line: those in `tests/cmd`, and the examples of the README.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "surroundings/mod.rs"]
mod surroundings;

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

/// Set in the process that runs the transcripts a second time.
const AGAIN: &str = "METRICS_TEST_AGAIN";

#[test]
fn transcripts_are_what_happens() {
    surroundings::clear();
    let cases = trycmd::TestCases::new();
    cases.case("tests/cmd/*.trycmd").case("tests/cmd/*.toml");
    if Path::new("README.md").exists() {
        cases.case("README.md").case("docs/analyze.md");
    }
    cases.env("NO_COLOR", "").env("CLICOLOR_FORCE", "").env("METRICS_JOBS", "2");
    // What a cache knows depends on the runs before; `tests/cache` has the messages about it.
    cases.env("METRICS_NO_CACHE", "1");
    cases.insert_var("[VERSION]", env!("CARGO_PKG_VERSION")).unwrap();
    cases.insert_var("[FINGERPRINT]", code_metrics::language::fingerprint()).unwrap();
    cases.run();
    if std::env::var_os(AGAIN).is_none() {
        again();
    }
}

/// Once more, with all set that the documentation lists; not beside the first time, because both write.
fn again() {
    let mut again = Command::new(std::env::current_exe().unwrap());
    again.args(["--exact", "transcripts_are_what_happens"]).env(AGAIN, "1");
    let switches =
        ["CI", "GITHUB_ACTIONS", "GITLAB_CI", "METRICS_NO_CACHE", "GIT_CONFIG_NOSYSTEM", "PRE_COMMIT"];
    for name in surroundings::documented().into_iter().filter(|name| *name != "HOME") {
        again.env(name, if switches.contains(&name) { "true" } else { "/nowhere/at/all" });
    }
    let output = again.output().unwrap();
    assert!(output.status.success(), "with variables around: {}", String::from_utf8_lossy(&output.stdout));
}

fn help(arguments: &[&str]) -> String {
    let run = surroundings::program().args(arguments).arg("--help").output().unwrap();
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
