//! What standard output takes: colour and links.

use anstream::{AutoStream, ColorChoice};
use std::env;
use std::io::{IsTerminal, StdoutLock, stdout};

/// Standard output, from which escape sequences are taken where they are not wanted.
pub(super) fn styled() -> AutoStream<StdoutLock<'static>> {
    AutoStream::new(stdout().lock(), AutoStream::choice(&stdout()))
}

/// Whether places can be links: on a terminal that is known to follow them.
pub(super) fn links() -> bool {
    let takes_escapes = AutoStream::choice(&stdout()) != ColorChoice::Never;
    takes_escapes && stdout().is_terminal() && env::var_os("CI").is_none() && follows_links()
}

fn follows_links() -> bool {
    let variable = |name: &str| env::var(name).unwrap_or_default();
    let programs = ["iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "Tabby", "rio"];
    let terms = ["xterm-kitty", "alacritty", "foot", "xterm-ghostty"];
    // older versions of the library print the escape sequence itself
    let vte = variable("VTE_VERSION").parse::<u32>().is_ok_and(|version| version >= 5000);
    vte || programs.contains(&variable("TERM_PROGRAM").as_str())
        || terms.contains(&variable("TERM").as_str())
        || ["WT_SESSION", "KONSOLE_VERSION", "KITTY_WINDOW_ID"].iter().any(|name| env::var_os(name).is_some())
}
