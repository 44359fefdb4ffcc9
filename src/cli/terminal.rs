//! What standard output takes, and who reads it: colour, links, a number of rows.

use crate::config::{Color, ConfigError};
use crate::report::{Destination, Folding, Look, folded_behind};
use anstream::{AutoStream, ColorChoice};
use std::env;
use std::io::{IsTerminal, StderrLock, StdoutLock, Write, stderr, stdout};

/// What a person reads before scrolling.
pub(super) const ROWS_FOR_READING: usize = 20;

/// Lets a setting decide about colour, for all that is printed from now on.
pub(super) fn choose(color: Color) {
    let choice = match color {
        Color::Auto => ColorChoice::Auto,
        Color::Always => ColorChoice::Always,
        Color::Never => ColorChoice::Never,
    };
    choice.write_global();
}

/// The number of columns of standard output, if it is a terminal.
pub(super) fn width() -> Option<usize> {
    let size = stdout().is_terminal().then(|| terminal_size::terminal_size_of(stdout())).flatten()?;
    Some(size.0.0.into())
}

/// The number of columns of standard error, if it is a terminal.
fn width_of_messages() -> Option<usize> {
    let size = stderr().is_terminal().then(|| terminal_size::terminal_size_of(stderr())).flatten()?;
    Some(size.0.0.into())
}

/// How a report for reading looks where it goes.
pub(super) fn look(destination: &Destination) -> Look {
    match destination {
        Destination::Stdout => Look { width: width(), color: takes_escapes() },
        Destination::File(_) => Look { width: None, color: ColorChoice::global() == ColorChoice::Always },
    }
}

/// Standard error, for messages that fit its terminal; each ends with its line.
pub(super) fn told() -> Folding<StderrLock<'static>> {
    Folding::new(stderr().lock(), width_of_messages())
}

/// Says what is wrong with a configuration, with the line in question below.
pub(super) fn tell_mistake(error: &ConfigError) -> std::io::Result<()> {
    let (place, width) = (format!("error: {}:", error.place()), width_of_messages());
    let mut err = stderr().lock();
    writeln!(err, "{}", folded_behind(&place, &error.message(), width, 2))?;
    error.frame(width.unwrap_or(usize::MAX)).map_or(Ok(()), |frame| writeln!(err, "{frame}"))
}

/// Standard output, from which escape sequences are taken where they are not wanted.
pub(super) fn styled() -> AutoStream<StdoutLock<'static>> {
    AutoStream::new(stdout().lock(), choice())
}

/// Whether standard output takes escape sequences.
pub(super) fn takes_escapes() -> bool {
    choice() != ColorChoice::Never
}

/// What the library says, which knows every variable but `FORCE_COLOR`: it counts as much as `CLICOLOR_FORCE`.
fn choice() -> ColorChoice {
    let says = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
    let is_forced = says("FORCE_COLOR").is_some_and(|value| value != "0" && value != "false");
    match ColorChoice::global() {
        ColorChoice::Auto if is_forced && says("NO_COLOR").is_none() => ColorChoice::Always,
        _ => AutoStream::choice(&stdout()),
    }
}

/// Whether places can be links: on a terminal that is known to follow them.
pub(super) fn links() -> bool {
    takes_escapes() && stdout().is_terminal() && env::var_os("CI").is_none() && follows_links()
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
