//! What is set around the tests, taken away: they come to the same whatever that is.

#![allow(dead_code, reason = "not every test needs all of it")]

use std::process::Command;
use std::sync::Once;

/// The program.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_metrics");

/// A run of the program with nothing set around it.
pub(crate) fn program() -> Command {
    clear();
    Command::new(PROGRAM)
}

/// The variables that the program heeds, by the table of its documentation; `tests/reference.rs` holds it complete.
pub(crate) fn documented() -> Vec<&'static str> {
    let page = include_str!("../../docs/configuration.md");
    let below = page.split("\n## The environment\n").nth(1).expect("the heading is there");
    let rows =
        below.lines().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
    let names = rows.filter_map(|row| row.trim_matches('|').split(" | ").next());
    names.flat_map(|cell| cell.split('`').skip(1).step_by(2)).collect()
}

/// Takes all of them out of this process, and so out of those that it starts. The home stays, because other programs
/// need theirs, and no configuration of the user's is in it.
#[expect(unsafe_code, reason = "the only way to take a variable out of a process")]
pub(crate) fn clear() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        for name in documented().into_iter().filter(|name| *name != "HOME") {
            // SAFETY: it is the first thing that a test does, and nextest gives each test a process of its own.
            unsafe { std::env::remove_var(name) };
        }
        let nowhere = concat!(env!("CARGO_MANIFEST_DIR"), "/target/no-home");
        // SAFETY: as above.
        unsafe { std::env::set_var("XDG_CONFIG_HOME", nowhere) };
    });
}
