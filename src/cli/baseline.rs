//! `metrics baseline`: the only command that writes a baseline.

use super::args::{BaselineArgs, BaselineCommand, JudgingArgs};
use super::request;
use super::run::Run;
use super::terminal::{choose, told, width};
use crate::config::Color;
use crate::model::{Figure, counted, printable};
use crate::report::{Destination, folded_behind};
use crate::session::{EntryCounts, Session, SessionError, Update, Written};
use anyhow::Result;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

pub(super) fn baseline(options: &BaselineArgs, color: Option<Color>) -> Result<ExitCode> {
    match &options.command {
        BaselineCommand::Create { judging, force } => create(judging, *force, color),
        BaselineCommand::Update { judging, accept_worse } => {
            revise(judging, color, Update { follow: true, accept_worse: *accept_worse })
        }
        BaselineCommand::Prune { judging } => {
            revise(judging, color, Update { follow: false, accept_worse: false })
        }
        BaselineCommand::Show { baseline } => show(baseline.as_deref(), color),
    }
}

fn create(options: &JudgingArgs, force: bool, color: Option<Color>) -> Result<ExitCode> {
    let Written { path, entries, .. } = written(options, color, |session| session.create_baseline(force))?;
    say(&format!("wrote {path}: {}", entry_count(entries)))
}

fn revise(options: &JudgingArgs, color: Option<Color>, allowed: Update) -> Result<ExitCode> {
    let written = written(options, color, |session| session.update_baseline(allowed))?;
    let Written { path, entries, changes, is_whole } = written;
    let parts =
        if is_whole { "" } else { "; only a part of the repository was looked at, so nothing was dropped" };
    say(&format!("{path}: {}: {}{parts}", entry_count(entries), summed_up(changes, allowed)))
}

/// Lets a session write; what there is to say of what was measured is said even if the baseline does not allow it.
fn written(
    options: &JudgingArgs,
    color: Option<Color>,
    write: impl FnOnce(&mut Session) -> Result<Written, SessionError>,
) -> Result<Written> {
    let (run, mut session) = Run::open(&options.run, request::judging(options, color)?)?;
    let written = run.attend(&mut session, |session| match write(session) {
        Err(SessionError::Baseline(unusable)) => Ok(Err(unusable)),
        other => other.map(Ok),
    })?;
    run.finish(session)?;
    Ok(written.map_err(SessionError::Baseline)?)
}

fn show(path: Option<&Path>, color: Option<Color>) -> Result<ExitCode> {
    let session = Session::open(request::baseline(path, color))?;
    choose(session.settings().color.value);
    let entries = session.baseline()?;
    let width = width();
    Destination::Stdout.write(
        |out| {
            for entry in &entries {
                let path = entry.told_path();
                let (path, name) = (printable(&path), printable(&entry.name));
                let place = if name.is_empty() { path } else { format!("{path}::{name}").into() };
                let value = format!(" {} {}", printable(&entry.metric), Figure(entry.value));
                writeln!(out, "{}", folded_behind(&place, &value, width, 2))?;
            }
            writeln!(out, "{}", entry_count(entries.len()))
        },
        || true,
    )?;
    Ok(ExitCode::SUCCESS)
}

fn entry_count(count: usize) -> String {
    counted(count, "entry", "entries")
}

/// What changed, in a few words.
fn summed_up(changes: EntryCounts, allowed: Update) -> String {
    let EntryCounts { added, raised, lowered, moved, renewed, dropped, refused } = changes;
    let all = [
        (added, "added"),
        (raised, "raised"),
        (lowered, "lowered"),
        (moved, "moved"),
        (renewed, "renewed"),
        (dropped, "dropped"),
    ];
    let parts: Vec<String> =
        all.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    let done = if parts.is_empty() { "nothing to change".to_owned() } else { parts.join(", ") };
    match refused {
        0 => done,
        _ if !allowed.follow => done,
        _ => format!("{done}; {refused} new or worse and not taken over (`--accept-worse` does)"),
    }
}

fn say(text: &str) -> Result<ExitCode> {
    writeln!(told(), "{text}")?;
    Ok(ExitCode::SUCCESS)
}
