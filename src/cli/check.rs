//! `metrics check`: measure, judge, report, and say by the exit status what came of it.

use super::args::CheckArgs;
use super::baseline::{is_whole, place};
use super::changes::{Changed, Compared};
use super::configured::{Configured, Demands};
use super::deliver::{Manner, deliver, targets};
use super::failure::unless_closed;
use super::ratchet::{Ratchet, View};
use super::run::Run;
use super::select::{NothingToMeasure, Selection};
use super::verdict::{Rigour, first_error, verdict};
use crate::config::Color;
use crate::judge::worst_first;
use crate::model::{Cause, Severity, Verdict, printable};
use anyhow::Result;
use std::io::{IsTerminal, Write, stderr};
use std::path::Path;
use std::process::ExitCode;

/// So many errors at once are no change but what was there before the limits.
const OLD_CODE: usize = 50;

pub(super) fn check(options: &CheckArgs, color: Option<Color>) -> Result<ExitCode> {
    let mut run = Run::start(&options.run);
    let demands =
        Demands { color, preset: options.preset, limits: options.limit.clone(), strict: options.strict };
    let paths = Selection::paths(&options.selection)?;
    let mut configured = Configured::new(&options.selection, &paths, demands)?;
    place(&mut configured, options.baseline.as_deref());
    let ratchet = if options.no_baseline { None } else { Ratchet::read(&configured)? };
    let whole = !options.changes.is_some() && is_whole(&options.selection, &paths, &configured);
    let targets = targets(options, &configured.settings)?;
    let selection = Selection::new(&options.selection, paths, &configured)?;
    let compared = match measure(options, selection, &mut run, &configured) {
        Err(error) if may_be_empty(options) && error.is::<NothingToMeasure>() => Compared::default(),
        compared => compared?,
    };
    let rigour =
        Rigour { allow_skipped: options.allow_skipped, fail_fast: options.fail_fast && ratchet.is_none() };
    let mut verdict = verdict(&configured, &compared, rigour)?;
    if options.baseline.is_none() && !options.no_baseline && !options.run.quiet {
        idle_baselines(&configured)?;
    }
    let is_first_try = ratchet.is_none() && !options.no_baseline && whole && stderr().is_terminal();
    if let Some(ratchet) = ratchet {
        let view = View::new(&configured, &verdict, whole);
        ratchet.apply(&mut verdict, &view, options.strict_baseline);
    }
    if options.fail_fast {
        first_error(&mut verdict);
    }
    for findings in [&mut verdict.findings, &mut verdict.inherited, &mut verdict.suppressed] {
        worst_first(findings);
    }
    let may_be_quiet = options.changes.is_some() || options.selection.force_exclude;
    let is_quiet = may_be_quiet && verdict.judged.is_empty() && verdict.findings.is_empty();
    let most = |path: &Path| configured.of_file(path).map_or(0, |it| it.max_file_size.value);
    let content = |path: &Path| compared.content(path, most(path));
    let manner = Manner {
        content: &content,
        is_quiet,
        is_brief: options.run.quiet,
        show_inherited: options.show_inherited,
    };
    unless_closed(deliver(&targets, &configured, &verdict, &manner))?;
    run.ignored_errors.extend(verdict.ignored_errors.iter().cloned());
    run.lists_not_done = options.allow_skipped;
    unless_closed(run.finish(&compared.outcome, &compared.unrecognised))?;
    let status = Status::of(options, &verdict);
    unless_closed(status.explain(&verdict))?;
    if is_first_try && verdict.errors() >= OLD_CODE {
        writeln!(
            stderr(),
            "help: `metrics baseline create` takes them in, so that a check reports what gets worse"
        )?;
    }
    Ok(status.code())
}

/// Says what would otherwise be a surprise: a run has one baseline, so that a function can move between directories.
fn idle_baselines(configured: &Configured) -> Result<()> {
    for origin in configured.idle_baselines() {
        let origin = printable(&origin);
        writeln!(stderr(), "warning: {origin}: `baseline` only counts in the configuration of the run")?;
    }
    Ok(())
}

/// Measures the files, or what changed and what it was.
fn measure(
    options: &CheckArgs,
    selection: Selection,
    run: &mut Run<'_>,
    configured: &Configured,
) -> Result<Compared> {
    match Changed::find(&options.changes, &options.selection.paths, &selection, run, configured)? {
        Some(changed) if options.whole_files => changed.measure_whole(&selection, run),
        Some(changed) => changed.measure_sides(&selection, run),
        None => Ok(selection.measure(run, configured)?.into()),
    }
}

/// Nothing staged is nothing to complain about.
fn may_be_empty(options: &CheckArgs) -> bool {
    options.allow_empty || options.changes.is_some()
}

/// What a check comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Status {
    Clean,
    Broken,
    Incomplete,
}

impl Status {
    fn of(options: &CheckArgs, verdict: &Verdict) -> Status {
        match verdict.errors() {
            _ if verdict.is_incomplete() => Status::Incomplete,
            0 => Status::Clean,
            _ if options.exit_zero => Status::Clean,
            _ => Status::Broken,
        }
    }

    /// Names what makes the job count as not done, whatever becomes of the report.
    fn explain(self, verdict: &Verdict) -> Result<()> {
        if self != Status::Incomplete {
            return Ok(());
        }
        let mut err = stderr().lock();
        let mut help = None;
        for finding in verdict.findings.iter().filter(|it| it.severity == Severity::Error) {
            help = match finding.cause {
                Cause::NotMeasured { .. } => {
                    Some("`--allow-skipped` accepts files that could not be measured")
                }
                Cause::ParseErrors { .. } => help,
                _ => continue,
            };
            let path = finding.path.to_string_lossy();
            writeln!(err, "error: {}: {}", printable(&path), printable(&finding.message()))?;
        }
        help.map_or(Ok(()), |help| Ok(writeln!(err, "help: {help}")?))
    }

    fn code(self) -> ExitCode {
        match self {
            Status::Clean => ExitCode::SUCCESS,
            Status::Broken => ExitCode::from(1),
            Status::Incomplete => ExitCode::from(2),
        }
    }
}
