//! `metrics check`: measure, judge, report, and say by the exit status what came of it.

use super::args::CheckArgs;
use super::configured::{Configured, Demands};
use super::deliver::{deliver, targets};
use super::run::Run;
use super::select::{Measured, NothingToMeasure, Selection};
use crate::config::{Color, ParseErrors, Setting};
use crate::judge::{Judged, expired, judge, worst_first};
use crate::model::{Finding, Origin, Outcome, Severity, Verdict};
use anyhow::Result;
use std::collections::HashSet;
use std::io::{Write, stderr};
use std::path::PathBuf;
use std::process::ExitCode;

pub(super) fn check(options: &CheckArgs, color: Option<Color>) -> Result<ExitCode> {
    let mut run = Run::start(&options.run);
    let demands = Demands { color, preset: options.preset, limits: options.limit.clone() };
    let paths = Selection::paths(&options.selection)?;
    let mut configured = Configured::new(&options.selection, &paths, demands)?;
    if options.strict {
        let strict = Setting { value: ParseErrors::Error, origin: Origin::CommandLine("--strict") };
        configured.settings.parse_errors = strict;
    }
    let targets = targets(options, &configured.settings)?;
    let selection = Selection::new(&options.selection, paths, &configured.settings)?;
    let measured = selection.measure(&mut run, &mut configured);
    let Measured { outcome, unrecognised } = match measured {
        Err(error) if options.allow_empty && error.is::<NothingToMeasure>() => Measured::default(),
        measured => measured?,
    };
    let verdict = verdict(&mut configured, &outcome, options.fail_fast)?;
    deliver(&targets, &configured, &verdict)?;
    run.partial_matters = configured.settings.parse_errors.value != ParseErrors::Ignore;
    run.finish(&outcome, &unrecognised)?;
    let status = Status::of(options, &configured, &verdict);
    status.explain(&verdict)?;
    Ok(status.code())
}

/// Judges every file by the settings of its own directory.
fn verdict(configured: &mut Configured, outcome: &Outcome, fail_fast: bool) -> Result<Verdict> {
    let today = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date().to_string();
    let mut verdict = Verdict { skipped: outcome.skipped.clone(), ..Verdict::default() };
    let mut governed: HashSet<Vec<PathBuf>> = HashSet::new();
    for record in &outcome.records {
        let settings = configured.of_file(&record.path)?;
        if governed.insert(settings.files.clone()) {
            let in_repository = |path: &_| configured.in_repository(path);
            verdict.findings.extend(expired(&settings.policy, &today, in_repository));
        }
        let found = judge(Judged {
            record,
            absolute: &configured.absolute(&record.path),
            in_repository: &configured.in_repository(&record.path),
            policy: &settings.policy,
        });
        if record.metrics.parse_errors > 0 {
            verdict.partial.push(record.path.clone());
        }
        verdict.judged.push(record.path.clone());
        verdict.functions += record.metrics.functions.len();
        verdict.findings.extend(found);
        if fail_fast && verdict.errors() > 0 {
            verdict.findings.retain(|finding| finding.severity == Severity::Error);
            verdict.findings.truncate(1);
            break;
        }
    }
    let mut seen = HashSet::new();
    verdict.findings.retain(|finding| is_new(finding, &mut seen));
    worst_first(&mut verdict.findings);
    Ok(verdict)
}

/// Configurations that share a file share its expired overrides.
fn is_new(finding: &Finding, seen: &mut HashSet<(PathBuf, String)>) -> bool {
    seen.insert((finding.path.clone(), finding.fingerprint(true)))
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
