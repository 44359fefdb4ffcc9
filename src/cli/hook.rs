//! `metrics hook`: what a coding agent runs after an edit and at the end of its turn.

use super::failure::unless_closed;
use crate::agent::{Event, Moment, Reply};
use crate::config::is_configuration;
use crate::model::{Edited, printable};
use crate::report::EditedReport;
use crate::session::{Selection, Session, SessionError};
use anyhow::{Context, Result};
use std::io::{Read, Write, stderr, stdin, stdout};
use std::path::PathBuf;
use std::process::ExitCode;

/// A payload has the whole text of a file, and there are limits to that.
const MOST_BYTES: u64 = 64 << 20;

/// Characters of a complaint: what it names may have any length.
const MOST_TOLD: usize = 1000;

/// Findings that are told at once.
const SHOWN: usize = 3;

/// The hook could not do its job: unlike 2, which agents take for what it found, this is for the user.
const FAILURE: u8 = 1;

pub(super) fn hook() -> Result<ExitCode> {
    let reply = match reply() {
        Ok(reply) => reply,
        Err(error) => {
            let told: Vec<String> = error.chain().map(ToString::to_string).collect();
            let told: String = told.join(": ").chars().take(MOST_TOLD).collect();
            writeln!(stderr(), "metrics hook: {}", printable(&told))?;
            return Ok(FAILURE.into());
        }
    };
    let said = stdout().write_all(reply.output.as_bytes());
    let said = said.and_then(|()| stderr().write_all(reply.error.as_bytes()));
    unless_closed(said.map_err(Into::into))?;
    Ok(reply.status.into())
}

fn reply() -> Result<Reply> {
    let mut payload = Vec::new();
    stdin().take(MOST_BYTES).read_to_end(&mut payload)?;
    let event = Event::read(&payload)?;
    if let Some(directory) = &event.directory {
        // Its paths are relative to there, and so are those of git and of the configuration.
        std::env::set_current_dir(directory).with_context(|| directory.display().to_string())?;
    }
    let edited = edited(&event.moment)?;
    if edited.is_fine() {
        return Ok(Reply::default());
    }
    let directory = std::env::current_dir().unwrap_or_default();
    let text = |most| EditedReport { edited: &edited, directory: &directory, shown: SHOWN, most }.text();
    Ok(Reply::new(&event, text))
}

fn edited(moment: &Moment) -> Result<Edited, SessionError> {
    match moment {
        Moment::Edit(files) if files.is_empty() => Ok(Edited::default()),
        Moment::End { again: true } => Ok(Edited::default()),
        Moment::Edit(files) => ask(files, |session| session.check_edits(files)),
        Moment::End { again: false } => ask(&[], |session| {
            let edited = session.check_turn();
            session.close();
            edited
        }),
    }
}

/// Asks a session; that the agent has made its configuration unreadable is for the agent, not for the user.
fn ask(
    files: &[PathBuf],
    question: impl FnOnce(&mut Session) -> Result<Edited, SessionError>,
) -> Result<Edited, SessionError> {
    let answer = Session::open(Selection::of(files.to_vec())).and_then(|mut session| question(&mut session));
    let broken = |path: &&PathBuf| is_configuration(path);
    match (answer, files.iter().find(broken)) {
        (Err(SessionError::Config(error)), Some(path)) => {
            let line = error.at.map_or(String::new(), |at| format!(":{}", at.line));
            let what = format!("nothing is checked, the configuration is wrong: {}", error.what);
            let loosened = vec![format!("{}{line}: {what}", path.display())];
            Ok(Edited { loosened, ..Edited::default() })
        }
        (answer, _) => answer,
    }
}
