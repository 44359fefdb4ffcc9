//! `metrics check`: measure, judge, report, and say by the exit status what came of it.

use super::args::CheckArgs;
use super::baseline::{is_whole, place};
use super::changes::{Changed, Measured};
use super::configured::{Configured, Demands};
use super::deliver::{Manner, deliver, targets};
use super::ratchet::{Ratchet, View};
use super::select::Selection;
use crate::config::{Color, ParseErrors, Setting};
use crate::judge::{Judged, expired, judge, worst_first};
use crate::model::{Cause, Finding, Origin, Severity, Status, Verdict};
use anyhow::Result;
use std::collections::HashSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub(super) fn check(options: &CheckArgs, color: Option<Color>) -> Result<ExitCode> {
    let demands = Demands { color, preset: options.preset, limits: options.limit.clone() };
    let paths = Selection::paths(&options.selection)?;
    let mut configured = Configured::new(&options.selection, &paths, demands)?;
    override_settings(options, &mut configured);
    place(&mut configured, options.baseline.as_deref());
    let ratchet = if options.no_baseline { None } else { Ratchet::read(&configured)? };
    let whole = !options.changes.is_some() && is_whole(&options.selection, &paths, &configured);
    let targets = targets(options, &configured.settings)?;
    let selection = Selection::new(&options.selection, paths, &configured.settings);
    let measured = measure(options, &selection, &mut configured)?;
    let mut verdict = verdict(&mut configured, &measured, options.fail_fast && ratchet.is_none())?;
    if let Some(ratchet) = ratchet {
        let view = View::new(&configured, &verdict, whole);
        ratchet.apply(&mut verdict, &view, options.strict_baseline);
        worst_first(&mut verdict.findings);
        worst_first(&mut verdict.inherited);
        if options.fail_fast {
            first_error(&mut verdict);
        }
    }
    let is_quiet = measured.is_empty && options.changes.is_some();
    let content = |path: &Path| measured.content(path, selection.limits.max_file_size);
    deliver(
        &targets,
        &configured,
        &verdict,
        &Manner { content: &content, is_quiet, show_inherited: options.show_inherited },
    )?;
    warn(options, &configured, &verdict)?;
    if measured.is_empty && !options.allow_empty && !options.changes.is_some() {
        anyhow::bail!("nothing to measure under the paths given; `--allow-empty` accepts that");
    }
    Ok(status(options, &configured, &verdict))
}

fn measure(options: &CheckArgs, selection: &Selection, configured: &mut Configured) -> Result<Measured> {
    let given = &options.selection.paths;
    Ok(match Changed::find(&options.changes, given, selection, configured)? {
        Some(changed) if options.whole_files => changed.measure_whole(selection),
        Some(changed) => changed.measure_sides(selection),
        None => Measured::new(selection, selection.discover(configured)?),
    })
}

fn override_settings(options: &CheckArgs, configured: &mut Configured) {
    let settings = &mut configured.settings;
    if options.strict {
        settings.parse_errors =
            Setting { value: ParseErrors::Error, origin: Origin::CommandLine("--strict") };
    }
}

/// Judges every file by the settings of its own directory.
pub(super) fn verdict(configured: &mut Configured, measured: &Measured, fail_fast: bool) -> Result<Verdict> {
    let today = today();
    let skipped = measured.outcome.skipped.iter().filter(|row| measured.is_judged(&row.path));
    let mut verdict = Verdict { skipped: skipped.cloned().collect(), ..Verdict::default() };
    let comparison = measured.comparison();
    let mut governed: HashSet<Vec<PathBuf>> = HashSet::new();
    for record in measured.outcome.records.iter().filter(|record| measured.is_judged(&record.path)) {
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
        if record.metrics.status == Status::Partial {
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
        worst_first(findings);
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
    seen.insert((finding.path.clone(), finding.fingerprint(true)))
}

/// Says on standard error what is no finding and should be known.
fn warn(options: &CheckArgs, configured: &Configured, verdict: &Verdict) -> Result<()> {
    let mut err = std::io::stderr().lock();
    super::select::announce(&verdict.skipped, &mut err)?;
    if configured.settings.parse_errors.value != ParseErrors::Ignore {
        for path in &verdict.partial {
            let path = path.to_string_lossy();
            writeln!(
                err,
                "warning: {}: parse errors; its numbers are approximate",
                crate::model::printable(&path)
            )?;
        }
    }
    if !options.allow_skipped && verdict.not_done().next().is_some() {
        writeln!(err, "error: {} could not be measured; `--allow-skipped` accepts that", {
            match verdict.not_done().count() {
                1 => "1 file".to_owned(),
                count => format!("{count} files"),
            }
        })?;
    }
    Ok(())
}

fn status(options: &CheckArgs, configured: &Configured, verdict: &Verdict) -> ExitCode {
    let is_strict = configured.settings.parse_errors.value == ParseErrors::Error;
    let not_done = verdict.not_done().next().is_some() && !options.allow_skipped;
    if not_done || (is_strict && !verdict.partial.is_empty()) {
        return ExitCode::from(2);
    }
    match verdict.errors() {
        0 => ExitCode::SUCCESS,
        _ if options.exit_zero => ExitCode::SUCCESS,
        _ => ExitCode::from(1),
    }
}
