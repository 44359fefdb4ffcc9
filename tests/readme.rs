//! The shell commands of the README and of the page about looking at numbers do what they say, on the machine that runs the tests.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "surroundings/mod.rs"]
mod surroundings;

use std::path::Path;
use std::process::{Command, Output};

/// The Python whose standard library the README shows the numbers of.
const SHOWN: &str = "3.13.0";

/// The contents of the `sh` blocks, without those that run these very tests, each with the next `text` block.
fn examples(readme: &str) -> Vec<(String, String)> {
    let block = "\n```sh\n";
    let blocks = readme.match_indices(block).map(|(at, _)| {
        let (command, behind) = readme[at + block.len()..].split_once("\n```").unwrap();
        let printed = behind.split_once("\n```text\n").unwrap().1.split_once("\n```").unwrap().0;
        (command.to_owned(), printed.to_owned())
    });
    blocks.filter(|(command, _)| !command.starts_with("cargo nextest")).collect()
}

fn run(command: &str) -> Output {
    surroundings::clear();
    let binary = Path::new(surroundings::PROGRAM);
    let path = format!("{}:{}", binary.parent().unwrap().display(), std::env::var("PATH").unwrap());
    let mut run = Command::new("sh");
    run.args(["-c", command]).env("PATH", &path).env("METRICS_NO_CACHE", "1");
    run.output().unwrap()
}

/// The lines of a report without the width of its columns, which is that of the paths.
fn lines(text: &str) -> Vec<String> {
    text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn every_shell_command_that_is_shown_prints_what_stands_below_it() {
    let python = "import email, pathlib, platform; \
        print(platform.python_version(), pathlib.Path(*email.__path__).parent)";
    let answer = String::from_utf8(run(&format!("python3 -c '{python}'")).stdout).unwrap();
    let (version, library) = answer.trim().split_once(' ').unwrap();
    let pages = [include_str!("../README.md"), include_str!("../docs/analyze.md")];
    let examples: Vec<_> = pages.into_iter().flat_map(examples).collect();
    assert!(examples.len() >= 4, "{} commands", examples.len());
    for (command, printed) in examples {
        // what `cargo run` would build is built already
        let output = run(&command.replace("cargo run --release --locked --", "metrics"));
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{command}\n{errors}");
        let text = String::from_utf8_lossy(&output.stdout).replace(&format!("{library}/"), "");
        let (found, shown) = (lines(&text), lines(&printed));
        if version == SHOWN {
            assert_eq!(found[..shown.len()], shown, "{command}");
        }
        // another library has other numbers, in lines of the same form
        let form = |lines: &[String]| lines[0].split([' ', ':']).next().map(str::to_owned);
        assert!(form(&found) == form(&shown) || command.contains("ndjson"), "{command}\n{text}");
    }
}
