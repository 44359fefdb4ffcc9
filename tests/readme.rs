//! The shell commands of the README do what they say, on the machine that runs the tests.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;
use std::process::Command;

/// The contents of the `sh` blocks, without those that run these very tests.
fn commands(readme: &str) -> Vec<String> {
    let blocks = readme.split("\n```sh\n").skip(1).map(|rest| rest.split("\n```").next().unwrap().to_owned());
    blocks.filter(|block| !block.starts_with("cargo nextest")).collect()
}

#[test]
fn every_shell_command_of_the_readme_prints_a_report() {
    let binary = Path::new(env!("CARGO_BIN_EXE_metrics"));
    let path = format!("{}:{}", binary.parent().unwrap().display(), std::env::var("PATH").unwrap());
    let commands = commands(include_str!("../README.md"));
    assert!(commands.len() >= 3, "{} commands", commands.len());
    for command in commands {
        // what `cargo run` would build is built already
        let command = command.replace("cargo run --release --locked --", "metrics");
        let mut run = Command::new("sh");
        run.args(["-c", &command]).env("PATH", &path).env("METRICS_NO_CACHE", "1");
        let output = run.env_remove("CI").output().unwrap();
        let (text, errors) =
            (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "{command}\n{errors}");
        assert!(text.contains("_parsegen") || text.contains("email/mime"), "{command}\n{text}");
    }
}
