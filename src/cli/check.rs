//! `metrics check`: measure, judge, report, and say by the exit status what came of it.

use super::args::CheckArgs;
use super::deliver::{deliver, shows_records, targets};
use super::failure::unless_closed;
use super::request;
use super::run::Run;
use super::status::{Status, notes};
use crate::config::Color;
use crate::session::CheckRequest;
use anyhow::Result;
use std::mem::ManuallyDrop;
use std::process::ExitCode;

pub(super) fn check(options: &CheckArgs, color: Option<Color>) -> Result<ExitCode> {
    let (selection, request) = request::check(options, color)?;
    let (mut run, mut session) = Run::open(&options.run, selection)?;
    let targets = targets(options, session.settings())?;
    let request = CheckRequest { verdict_only: !targets.iter().any(shows_records), ..request };
    // The process ends here, so that no finding is taken apart.
    let checked = ManuallyDrop::new(run.attend(&mut session, |session| session.check(&request))?);
    unless_closed(notes(&checked, options))?;
    unless_closed(run.doubt_coverage(&session))?;
    unless_closed(deliver(&targets, &session, &checked, options))?;
    run.leave_to(&checked.verdict, options);
    unless_closed(run.finish(session))?;
    let status = Status::of(&checked.verdict, options);
    unless_closed(status.explain(&checked))?;
    Ok(status.code())
}
