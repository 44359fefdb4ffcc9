//! One line for each error, one more for what to do about it, and the exit status.

use super::terminal::{tell_mistake, told};
use crate::config::ConfigError;
use crate::report::escaped;
use crate::session::SessionError;
use crate::summary::NotMeasured;
use crate::watch::WatchError;
use std::borrow::Cow;
use std::io::{ErrorKind, Write, stderr};
use std::process::ExitCode;

/// The job could not be done.
const FAILURE: u8 = 2;

/// Tells the user why a command failed, if that is news.
#[must_use]
pub fn fail(error: &anyhow::Error) -> ExitCode {
    if let Some(usage) = error.downcast_ref::<clap::Error>() {
        let asked_for = !usage.use_stderr();
        return if print_usage(usage).is_ok() && asked_for { ExitCode::SUCCESS } else { FAILURE.into() };
    }
    if let Some(SessionError::Stopped(signal)) = session_error(error) {
        return u8::try_from(128 + signal).unwrap_or(FAILURE).into();
    }
    if is_closed_pipe(error) {
        return ExitCode::SUCCESS;
    }
    // Standard error may be closed too, and then there is nobody to tell.
    let _ = match config_error(error) {
        Some(config) => tell_mistake(config),
        None => writeln!(told(), "error: {}", escaped(&shortened(&causes(error)))),
    };
    if let Some(help) = help(error) {
        let _ = writeln!(told(), "help: {help}");
    }
    FAILURE.into()
}

/// Prints what clap has to say; what was typed may be the name of a file, which a hook was given.
fn print_usage(usage: &clap::Error) -> std::io::Result<()> {
    let text = usage.render().to_string();
    if text.lines().all(|line| matches!(escaped(line), Cow::Borrowed(_))) {
        return usage.print();
    }
    let mut err = stderr().lock();
    text.lines().try_for_each(|line| writeln!(err, "{}", escaped(line)))
}

/// The causes in one line: no error tells the one below it.
fn causes(error: &anyhow::Error) -> String {
    let causes = error.chain().map(ToString::to_string).filter(|cause| !cause.is_empty());
    causes.collect::<Vec<_>>().join(": ")
}

/// A line that somebody can read: what it names may have any length.
fn shortened(line: &str) -> String {
    const MOST: usize = 6000;
    let end = line.char_indices().nth(MOST).map(|(end, _)| end);
    end.map_or_else(|| line.to_owned(), |end| format!("{}…", &line[..end]))
}

/// A reader that has seen enough changes no verdict.
pub(super) fn unless_closed(result: anyhow::Result<()>) -> anyhow::Result<()> {
    result.or_else(|error| if is_closed_pipe(&error) { Ok(()) } else { Err(error) })
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<std::io::Error>())
        .any(|io| io.kind() == ErrorKind::BrokenPipe)
}

fn config_error(error: &anyhow::Error) -> Option<&ConfigError> {
    match session_error(error) {
        Some(SessionError::Config(config)) => Some(config),
        _ => error.downcast_ref(),
    }
}

/// What a session said, asked by whomever.
fn session_error(error: &anyhow::Error) -> Option<&SessionError> {
    match error.downcast_ref() {
        Some(WatchError::Session(error)) => Some(error),
        _ => error.downcast_ref(),
    }
}

fn help(error: &anyhow::Error) -> Option<String> {
    if let Some(session) = session_error(error) {
        return session.help();
    }
    if let Some(watch) = error.downcast_ref::<WatchError>() {
        return watch.help();
    }
    let not_measured = error.downcast_ref::<NotMeasured>()?;
    let rows: Vec<String> = not_measured.elsewhere().map(|by| format!("`--by {}`", by.noun(1))).collect();
    Some(format!("{} has it", rows.join(" or ")))
}
