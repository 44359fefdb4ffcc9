//! `metrics watch`: what each save makes worse or better, until a signal ends it.

use super::args::{CheckArgs, Format, RunArgs, WatchArgs};
use super::request;
use super::run::Run;
use super::terminal::styled;
use crate::config::Color;
use crate::course::Progress;
use crate::report::{WatchEvent, WatchWork};
use crate::session::{CheckRequest, Counters, Selection, Session};
use crate::watch::{News, watch};
use anyhow::{Result, ensure};
use std::io::{self, Write};
use std::process::ExitCode;

pub(super) fn watch_command(options: &WatchArgs, color: Option<Color>) -> Result<ExitCode> {
    let selection = request::judging(&options.judging, color)?;
    run(&options.judging.run, selection, &CheckRequest::default(), options.format)
}

/// The same with the options of a check.
pub(super) fn check(options: &CheckArgs, color: Option<Color>) -> Result<ExitCode> {
    let (selection, request) = request::check(options, color)?;
    run(&options.run, selection, &request, Format::Text)
}

fn run(options: &RunArgs, selection: Selection, request: &CheckRequest, format: Format) -> Result<ExitCode> {
    ensure!(selection.text.is_none(), "-: standard input is no file that could be saved");
    let has_end = options.timings || options.stats_file.is_some();
    ensure!(!has_end, "`--timings` and `--stats-file` say something at the end, and a watch has none");
    let (run, mut session) = Run::open(options, selection)?;
    let progress = run.begin(&session)?;
    let mut telling = Telling { run, progress, format, before: Counters::default() };
    watch(&mut session, request, &mut |session, news| telling.tell(session, news))?;
    Ok(ExitCode::SUCCESS)
}

struct Telling<'a> {
    run: Run<'a>,
    /// How far the first look is.
    progress: Option<Progress>,
    format: Format,
    /// What the session had done when something was told last.
    before: Counters,
}

impl Telling<'_> {
    fn tell(&mut self, session: &Session, news: &News<'_>) -> io::Result<()> {
        self.progress = None;
        self.run.note(session)?;
        let after = session.counters();
        let work = WatchWork {
            directories_listed: after.listed - self.before.listed,
            files_read: after.read - self.before.read,
            files_parsed: after.parsed - self.before.parsed,
        };
        self.before = after;
        let difference = session.difference();
        let message;
        let event = match news {
            News::All { reason, checked } => {
                WatchEvent::All { reason: reason.word(), verdict: &checked.verdict, work }
            }
            News::Saved(saved) => {
                let Some(checked) = &saved.checked else { return Ok(()) };
                let (files, gone) = (&*saved.updated.measured, &*saved.updated.gone);
                WatchEvent::Saved { files, gone, verdict: &checked.verdict, difference: &difference, work }
            }
            News::State(checked) => WatchEvent::State { verdict: &checked.verdict },
            News::Trouble(error) => {
                message = error.to_string();
                WatchEvent::Trouble { message: &message }
            }
        };
        let mut out = styled();
        match self.format {
            Format::Ndjson => event.write_json(&mut out)?,
            _ => event.write_text(&mut out)?,
        }
        out.flush()
    }
}
