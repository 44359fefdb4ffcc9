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
use crate::config::{Color, ParseErrors, Setting};
use crate::judge::{Judged, expired, judge, worst_first};
use crate::model::{Cause, Finding, Origin, Severity, Verdict};
use anyhow::Result;
use std::collections::HashSet;
use std::io::{IsTerminal, Write, stderr};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// So many errors at once are no change but what was there before the limits.
const OLD_CODE: usize = 50;

pub(super) fn check(options: &CheckArgs, color: Option<Color>) -> Result<ExitCode> {
    let mut run = Run::start(&options.run);
    let demands = Demands { color, preset: options.preset, limits: options.limit.clone() };
    let paths = Selection::paths(&options.selection)?;
    let mut configured = Configured::new(&options.selection, &paths, demands)?;
    if options.strict {
        let strict = Setting { value: ParseErrors::Error, origin: Origin::CommandLine("--strict") };
        configured.settings.parse_errors = strict;
    }
    place(&mut configured, options.baseline.as_deref());
    let ratchet = if options.no_baseline { None } else { Ratchet::read(&configured)? };
    let whole = !options.changes.is_some() && is_whole(&options.selection, &paths, &configured);
    let targets = targets(options, &configured.settings)?;
    let selection = Selection::new(&options.selection, paths, &configured.settings)?;
    let most = selection.limits.max_file_size;
    let compared = match measure(options, selection, &mut run, &mut configured) {
        Err(error) if may_be_empty(options) && error.is::<NothingToMeasure>() => Compared::default(),
        compared => compared?,
    };
    let mut verdict = verdict(&mut configured, &compared, options.fail_fast && ratchet.is_none())?;
    let is_first_try = ratchet.is_none() && !options.no_baseline && whole && stderr().is_terminal();
    if let Some(ratchet) = ratchet {
        let view = View::new(&configured, &verdict, whole);
        ratchet.apply(&mut verdict, &view, options.strict_baseline);
    }
    for findings in [&mut verdict.findings, &mut verdict.inherited, &mut verdict.suppressed] {
        worst_first(findings);
    }
    if options.fail_fast {
        first_error(&mut verdict);
    }
    let may_be_quiet = options.changes.is_some() || options.selection.force_exclude;
    let is_quiet = may_be_quiet && verdict.judged.is_empty();
    let content = |path: &Path| compared.content(path, most);
    let manner = Manner { content: &content, is_quiet, show_inherited: options.show_inherited };
    unless_closed(deliver(&targets, &configured, &verdict, &manner))?;
    run.partial_matters = configured.settings.parse_errors.value != ParseErrors::Ignore;
    unless_closed(run.finish(&compared.outcome, &compared.unrecognised))?;
    let status = Status::of(options, &configured, &verdict);
    unless_closed(status.explain(&verdict))?;
    if is_first_try && verdict.errors() >= OLD_CODE {
        writeln!(
            stderr(),
            "help: `metrics baseline create` takes them in, so that a check reports what gets worse"
        )?;
    }
    Ok(status.code())
}

/// Measures the files, or what changed and what it was.
fn measure(
    options: &CheckArgs,
    selection: Selection,
    run: &mut Run<'_>,
    configured: &mut Configured,
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

/// Judges every file by the settings of its own directory.
pub(super) fn verdict(configured: &mut Configured, compared: &Compared, fail_fast: bool) -> Result<Verdict> {
    let today = today();
    let outcome = &compared.outcome;
    let mut verdict = Verdict { skipped: outcome.skipped.clone(), ..Verdict::default() };
    let comparison = compared.comparison();
    let mut governed: HashSet<Vec<PathBuf>> = HashSet::new();
    for record in &outcome.records {
        let settings = configured.of_file(&record.path)?;
        if governed.insert(settings.files.clone()) {
            let in_repository = |path: &_| configured.in_repository(path);
            let expired = expired(&settings.policy, &today, in_repository);
            match comparison {
                Some(_) => verdict.inherited.extend(expired),
                None => verdict.findings.extend(expired),
            }
        }
        let found = judge(Judged {
            record,
            absolute: &configured.absolute(&record.path),
            in_repository: &configured.in_repository(&record.path),
            policy: &settings.policy,
            compat: settings.compat.value,
            compared: comparison.as_ref().and_then(|it| it.file(&record.path)),
        });
        let (suppressed, found): (Vec<_>, Vec<_>) =
            found.into_iter().partition(|finding| finding.suppression.is_some());
        verdict.suppressed.extend(suppressed);
        // A change is judged by what it does to the code; what stood there before is for a whole run.
        let is_new = |finding: &Finding| match finding.cause {
            Cause::Limit(_) => finding.is_to_blame(),
            _ => comparison.is_none(),
        };
        let (found, inherited): (Vec<_>, Vec<_>) = found.into_iter().partition(is_new);
        verdict.inherited.extend(inherited);
        if record.metrics.parse_errors > 0 {
            verdict.partial.push(record.path.clone());
        }
        verdict.judged.push(record.path.clone());
        verdict.functions += record.metrics.functions.len();
        verdict.findings.extend(found);
        if fail_fast && verdict.errors() > 0 {
            first_error(&mut verdict);
            break;
        }
    }
    let mut seen = HashSet::new();
    for findings in [&mut verdict.findings, &mut verdict.inherited, &mut verdict.suppressed] {
        findings.retain(|finding| is_new(finding, &mut seen));
    }
    Ok(verdict)
}

/// The day, `YYYY-MM-DD`.
pub(super) fn today() -> String {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date().to_string()
}

fn first_error(verdict: &mut Verdict) {
    verdict.findings.retain(|finding| finding.severity == Severity::Error);
    verdict.findings.truncate(1);
}

/// Configurations that share a file share its expired overrides.
fn is_new(finding: &Finding, seen: &mut HashSet<(PathBuf, String)>) -> bool {
    matches!(finding.cause, Cause::Limit(_)) || seen.insert((finding.path.clone(), finding.fingerprint(true)))
}

/// What a check comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Status {
    Clean,
    Broken,
    NotDone,
    NotUnderstood,
}

impl Status {
    fn of(options: &CheckArgs, configured: &Configured, verdict: &Verdict) -> Status {
        let is_strict = configured.settings.parse_errors.value == ParseErrors::Error;
        if verdict.not_done().next().is_some() && !options.allow_skipped {
            return Status::NotDone;
        }
        if is_strict && !verdict.partial.is_empty() {
            return Status::NotUnderstood;
        }
        if verdict.errors() == 0 || options.exit_zero { Status::Clean } else { Status::Broken }
    }

    /// Says why the job counts as not done, which no report does.
    fn explain(self, verdict: &Verdict) -> Result<()> {
        let mut err = stderr().lock();
        let (count, what) = match self {
            Status::Clean | Status::Broken => return Ok(()),
            Status::NotDone => {
                (verdict.not_done().count(), "could not be measured\nhelp: `--allow-skipped` accepts that")
            }
            Status::NotUnderstood => (verdict.partial.len(), "with parse errors"),
        };
        let files = if count == 1 { "1 file" } else { &format!("{count} files") };
        Ok(writeln!(err, "error: {files} {what}")?)
    }

    fn code(self) -> ExitCode {
        match self {
            Status::Clean => ExitCode::SUCCESS,
            Status::Broken => ExitCode::from(1),
            Status::NotDone | Status::NotUnderstood => ExitCode::from(2),
        }
    }
}
