//! Brings a verdict to where it is wanted: standard output, files, the page of a CI job.

use super::args::{CheckArgs, Target};
use super::failure::unless_closed;
use super::page::write_verdict;
use super::run::distinct;
use super::terminal::{links, styled, told, width};
use crate::config::Settings;
use crate::model::Verdict;
use crate::report::findings::{FindingsReporter, Manner, ReportFormat, Situation, StepSummary, advice};
use crate::report::{Destination, DestinationError, add_to};
use crate::session::{Checked, Session};
use anyhow::{Context, Result, bail};
use std::io::Write;
use std::path::{Path, PathBuf};

/// The format with which a page of the job is written.
const GITHUB: &str = "github";

/// The format of a page with everything that was measured.
const PAGE: &str = "html";

/// Where GitLab's documentation lets the report lie.
const GITLAB_FILE: &str = "gl-code-quality-report.json";

/// The reports of a run: those of the command line, else of the configuration, else what suits the surroundings.
pub(super) fn targets(options: &CheckArgs, settings: &Settings) -> Result<Vec<Target>> {
    let configured = || settings.report.value.iter().map(|&format| Target { format, path: None }).collect();
    let targets: Vec<Target> = match (options.reports().as_slice(), settings.report.value.as_slice()) {
        ([], []) => by_surroundings(),
        ([], _) => configured(),
        (typed, _) => typed.to_vec(),
    };
    let on_output: Vec<_> = targets.iter().filter(|target| target.path.is_none()).collect();
    let document = on_output.iter().find(|target| target.format.is_document);
    if let (Some(document), 2..) = (document, on_output.len()) {
        bail!(
            "only one report can go to standard output beside {name}: write it to a file with `{name}=PATH`",
            name = document.format.name
        );
    }
    distinct(targets.iter().filter_map(|target| target.path.as_deref()), &options.run)?;
    Ok(targets)
}

/// Whether a report shows more of the files than what a verdict says, so that every record is wanted.
pub(super) fn shows_records(target: &Target) -> bool {
    target.format.name == PAGE
}

fn format(name: &str) -> &'static ReportFormat {
    ReportFormat::find(name).expect("a test looks for each name")
}

fn by_surroundings() -> Vec<Target> {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| value == "true");
    let on_output = |name| Target { format: format(name), path: None };
    let mut targets = vec![on_output("text")];
    if is_set("GITHUB_ACTIONS") {
        targets.push(on_output(GITHUB));
    }
    if is_set("GITLAB_CI") {
        targets.push(Target { format: format("gitlab"), path: Some(gitlab_file()) });
    }
    targets
}

/// The file that GitLab takes, where its jobs begin whatever directory this one has gone to.
fn gitlab_file() -> PathBuf {
    let project = std::env::var_os("CI_PROJECT_DIR").map(PathBuf::from);
    project.filter(|it| it.is_dir()).unwrap_or_default().join(GITLAB_FILE)
}

/// Writes every report, and gives the first failure after all of them were tried.
pub(super) fn deliver(
    targets: &[Target],
    session: &Session,
    checked: &Checked,
    options: &CheckArgs,
) -> Result<()> {
    let verdict = &checked.verdict;
    let content = |path: &Path| session.content(path);
    let records = &session.measured().outcome.records;
    let situation = situation(checked, options);
    let advice = if options.run.quiet { Vec::new() } else { advice(verdict, records, situation) };
    let page = |out: &mut dyn Write| write_verdict(session, verdict, out);
    let (show_inherited, advice) = (options.show_inherited, advice.as_slice());
    let manner = Manner { show_inherited, links: None, width: None, advice, content: &content, page: &page };
    let links = links().then(|| session.current().to_owned());
    let on_output = Manner { links, width: width(), ..manner };
    let is_quiet = is_quiet(verdict, options);
    let is_told = |target: &&Target| !is_quiet || target.path.is_some() || target.format.is_document;
    let mut result = Ok(());
    for target in targets.iter().filter(is_told) {
        let done = match &target.path {
            None => report(target.format, verdict, &on_output).and_then(|it| print(&it)),
            Some(path) => report(target.format, verdict, &manner).and_then(|it| to_file(path, &it, session)),
        };
        let is_github = target.format.name == GITHUB;
        let done = done.and_then(|()| if is_github { step_summary(verdict) } else { Ok(()) });
        // who reads one report may have seen enough of it, and the others are wanted all the same
        result = result.and(unless_closed(done));
    }
    if !options.run.quiet && !targets.iter().any(|target| target.path.is_none()) {
        writeln!(told(), "{}", verdict.summary())?;
    }
    result
}

/// What may be said beside the findings.
fn situation(checked: &Checked, options: &CheckArgs) -> Situation {
    let is_first_try = !checked.has_baseline && !options.no_baseline && checked.is_whole;
    Situation { may_have_baseline: is_first_try && !options.fail_fast }
}

/// Whether only those are told who asked for a file or a document: a hook had nothing to judge, and nothing was left out.
fn is_quiet(verdict: &Verdict, options: &CheckArgs) -> bool {
    options.is_of_hook() && verdict.is_idle() && verdict.balance.unjudged.is_empty()
}

fn report(format: &ReportFormat, verdict: &Verdict, manner: &Manner<'_>) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    format.write(verdict, manner, &mut bytes)?;
    Ok(bytes)
}

/// Writes a report into a file, where colours are of no use.
fn to_file(path: &Path, report: &[u8], session: &Session) -> Result<()> {
    let mut plain = anstream::StripStream::new(Vec::new());
    plain.write_all(report)?;
    let plain = plain.into_inner();
    let is_wanted = || session.go_on().is_ok();
    Ok(Destination::File(path.to_owned()).write(|out| out.write_all(&plain), is_wanted)?)
}

fn print(report: &[u8]) -> Result<()> {
    let mut out = styled();
    Ok(out.write_all(report).and_then(|()| out.flush()).map_err(DestinationError::Stdout)?)
}

/// Appends to the page of the job, which all of its steps share.
fn step_summary(verdict: &Verdict) -> Result<()> {
    let Some(path) = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty()) else {
        return Ok(());
    };
    let write = |room, out: &mut dyn Write| StepSummary { room }.write(verdict, out);
    add_to(Path::new(&path), StepSummary::MOST_BYTES, write).context("GITHUB_STEP_SUMMARY")
}
