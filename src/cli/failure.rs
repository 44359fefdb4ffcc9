//! One line for each error, one more for what to do about it, and the exit status.

use super::ratchet::Unusable;
use super::run::Stopped;
use super::select::NothingToMeasure;
use crate::cache::StoreError;
use crate::config::ConfigError;
use crate::discover::DiscoverError;
use crate::discover::git::GitError;
use crate::hook::HookError;
use crate::report::escaped;
use crate::summary::NotMeasured;
use std::io::{ErrorKind, Write, stderr};
use std::process::ExitCode;

/// The job could not be done.
const FAILURE: u8 = 2;

/// Tells the user why a command failed, if that is news.
#[must_use]
pub fn fail(error: &anyhow::Error) -> ExitCode {
    if let Some(usage) = error.downcast_ref::<clap::Error>() {
        let asked_for = !usage.use_stderr();
        return if usage.print().is_ok() && asked_for { ExitCode::SUCCESS } else { FAILURE.into() };
    }
    if let Some(Stopped(signal)) = error.downcast_ref() {
        return u8::try_from(128 + signal).unwrap_or(FAILURE).into();
    }
    if is_closed_pipe(error) {
        return ExitCode::SUCCESS;
    }
    let mut err = stderr().lock();
    // Standard error may be closed too, and then there is nobody to tell.
    let _ = match error.downcast_ref::<ConfigError>() {
        // It has the line in question below it, and is escaped already.
        Some(config) => writeln!(err, "error: {config}"),
        None => writeln!(err, "error: {}", escaped(&told(error))),
    };
    if let Some(help) = help(error) {
        let _ = writeln!(err, "help: {help}");
    }
    FAILURE.into()
}

/// The causes in one line: no error tells the one below it.
fn told(error: &anyhow::Error) -> String {
    let causes = error.chain().map(ToString::to_string).filter(|cause| !cause.is_empty());
    causes.collect::<Vec<_>>().join(": ")
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

fn help(error: &anyhow::Error) -> Option<String> {
    if let Some(NothingToMeasure { unknown }) = error.downcast_ref() {
        let help = match unknown {
            Some(_) => {
                "the suffix tells the language, or the `#!` line of a script without one; \
                 `languages` in a configuration adds suffixes"
            }
            None => {
                "ignore files, `--exclude` and the names of build and package directories hide files in a walk; \
                 a file that is named is measured"
            }
        };
        return Some(help.to_owned());
    }
    if let Some(HookError::Foreign(_) | HookError::Elsewhere(_)) = error.downcast_ref() {
        return Some(format!("have your hook run `{}`", crate::hook::COMMAND));
    }
    if let Some(git) = error.downcast_ref::<GitError>() {
        return git.help();
    }
    if let Some(StoreError::Damaged(_)) = error.downcast_ref() {
        return Some("a run that uses it starts it anew, `metrics cache clear` removes it".to_owned());
    }
    if let Some(baseline) = error.downcast_ref::<Unusable>() {
        return Some(baseline.help().to_owned());
    }
    if let Some(not_measured) = error.downcast_ref::<NotMeasured>() {
        let rows: Vec<String> = not_measured.elsewhere().map(|by| format!("`--by {}`", by.noun(1))).collect();
        return Some(format!("{} has it", rows.join(" or ")));
    }
    match error.downcast_ref()? {
        DiscoverError::Special { .. } => Some("only regular files and directories are read".to_owned()),
        DiscoverError::Pattern { .. } => Some("a pattern is written as a line of a `.gitignore`".to_owned()),
        _ => None,
    }
}
