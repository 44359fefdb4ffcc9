//! What is compared takes as long as twice what is measured, and shows how far it is.

use crate::repository::{METRICS, Scratch, function};

/// Enough for a program with its assertions, which does a megabyte in a second, to outlast the second without a bar.
const FUNCTIONS: usize = 8_000;
const FILES: usize = 8;

#[test]
fn a_change_that_takes_long_draws_a_bar_on_a_terminal() {
    let scratch = Scratch::new();
    let texts: Vec<_> =
        (0..FILES).map(|file| (format!("f{file}.py"), function("f", 2).repeat(FUNCTIONS))).collect();
    let files: Vec<_> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    scratch.commit(&files);
    for (name, text) in &texts {
        scratch.write(name, &format!("{text}x = 1\n"));
    }
    let command = format!("'{METRICS}' diff --no-cache -j 1 >/dev/null");
    let mut script = scratch.command("script", "");
    let output = script.args(["-qec", &command, "/dev/null"]).env("TERM", "xterm").output().unwrap();
    let drawn = String::from_utf8_lossy(&output.stdout);
    assert!(drawn.contains(" files, "), "{drawn:?}");
}
