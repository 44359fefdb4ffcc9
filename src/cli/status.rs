//! What a check comes to: an exit status, and on standard error why it is that one.

use super::args::CheckArgs;
use super::terminal::told;
use crate::model::{Cause, PassedOver, Severity, Unjudged, Verdict, printable};
use crate::session::{Checked, judging_revision};
use anyhow::Result;
use std::io::Write;
use std::process::ExitCode;

/// What a check comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    Clean,
    Broken,
    Incomplete,
}

impl Status {
    pub(super) fn of(verdict: &Verdict, options: &CheckArgs) -> Status {
        match verdict.errors() {
            _ if verdict.is_incomplete() => Status::Incomplete,
            0 => Status::Clean,
            _ if options.exit_zero => Status::Clean,
            _ => Status::Broken,
        }
    }

    /// Says what the status does not, whatever becomes of the report.
    pub(super) fn explain(self, checked: &Checked) -> Result<()> {
        if self == Status::Incomplete { not_done(&checked.verdict) } else { Ok(()) }
    }

    pub(super) fn code(self) -> ExitCode {
        match self {
            Status::Clean => ExitCode::SUCCESS,
            Status::Broken => ExitCode::from(1),
            Status::Incomplete => ExitCode::from(2),
        }
    }
}

/// Names what makes the job count as not done.
fn not_done(verdict: &Verdict) -> Result<()> {
    let mut err = told();
    let mut help = None;
    for finding in verdict.findings.iter().filter(|it| it.severity == Severity::Error) {
        help = match finding.cause {
            Cause::NotMeasured { .. } => Some("`--allow-skipped` accepts files that could not be measured"),
            Cause::ParseErrors { .. } => help,
            _ => continue,
        };
        let path = finding.path.to_string_lossy();
        let place = match finding.cause {
            Cause::ParseErrors { .. } => {
                format!(":{}:{}", finding.location.line, finding.location.column + 1)
            }
            _ => String::new(),
        };
        writeln!(err, "error: {}{place}: {}", printable(&path), printable(&finding.message()))?;
    }
    help.map_or(Ok(()), |help| Ok(writeln!(err, "help: {help}")?))
}

/// Says what a person should know beside the findings.
pub(super) fn notes(checked: &Checked, options: &CheckArgs) -> Result<()> {
    idle_baselines(checked, options)?;
    loosened(checked, options)?;
    not_judged(&checked.verdict, options)?;
    redefined(&checked.verdict, options)
}

/// Says what the work tree would let pass and the revision that counts does not.
fn loosened(checked: &Checked, options: &CheckArgs) -> Result<()> {
    if checked.loosened.is_empty() || options.run.quiet {
        return Ok(());
    }
    let revision = judging_revision(options.config_from.as_deref().unwrap_or_default())?;
    for line in &checked.loosened {
        writeln!(told(), "note: not as {} has it, and without effect: {line}", printable(&revision))?;
    }
    Ok(())
}

/// Tells what moved because of this program from what moved because of the code.
fn redefined(verdict: &Verdict, options: &CheckArgs) -> Result<()> {
    for metric in verdict.redefined.iter().filter(|_| !options.run.quiet) {
        writeln!(told(), "note: {}; `metrics upgrade-report` lists them", metric.sentence())?;
    }
    Ok(())
}

/// Names the files that were asked for and not judged; those that were met and skipped are told anyway.
fn not_judged(verdict: &Verdict, options: &CheckArgs) -> Result<()> {
    if !options.run.verbose || options.run.quiet {
        return Ok(());
    }
    let mut err = told();
    for Unjudged { path, fate } in &verdict.balance.unjudged {
        if !matches!(fate, PassedOver::Skipped(_)) {
            writeln!(err, "not judged: {}: {}", printable(&path.to_string_lossy()), printable(&fate.why()))?;
        }
    }
    for path in &verdict.balance.unknown {
        writeln!(err, "not judged: {}: in no known language", printable(&path.to_string_lossy()))?;
    }
    Ok(())
}

/// Says what would otherwise be a surprise: a run has one baseline, so that a function can move between directories.
fn idle_baselines(checked: &Checked, options: &CheckArgs) -> Result<()> {
    if options.baseline.is_some() || options.no_baseline || options.run.quiet {
        return Ok(());
    }
    for origin in &checked.idle_baselines {
        let origin = printable(origin);
        writeln!(told(), "warning: {origin}: `baseline` only counts in the configuration of the run")?;
    }
    Ok(())
}
