//! The options of `metrics check`.

use super::known::{limit, preset_name, report, reports};
use super::target::{Target, Targets};
use super::{ChangeArgs, CoverageArgs, GroupingArgs, OutputArgs, RecordsArgs, RunArgs, SelectionArgs};
use crate::config::Preset;
use crate::model::{Limit, Metric};
use crate::report::findings::{REPORT_FORMATS, ReportFormat};
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(in crate::cli) struct CheckArgs {
    #[command(flatten)]
    pub(in crate::cli) selection: SelectionArgs,
    #[command(flatten)]
    pub(in crate::cli) records: RecordsArgs,
    #[command(flatten)]
    pub(in crate::cli) changes: ChangeArgs,
    /// With `--staged` or `--since`: judge changed files as a whole, not only what the change made worse
    #[arg(long, help_heading = "Changes")]
    pub(in crate::cli) whole_files: bool,
    #[command(flatten)]
    pub(in crate::cli) coverage: CoverageArgs,
    #[command(flatten)]
    pub(in crate::cli) grouping: GroupingArgs,
    /// Set a limit, such as `cyclomatic=10`, or lift it, as in `cognitive=off`
    #[arg(long, value_name = "ID=N,…", value_delimiter = ',', value_parser = limit(), hide_possible_values = true, help_heading = "Limits")]
    pub(in crate::cli) limit: Vec<(&'static Metric, Limit)>,
    /// Set the limits of a preset: `relaxed`, `standard` or `strict`
    #[arg(long, value_name = "NAME", value_parser = preset_name(), hide_possible_values = true, help_heading = "Limits")]
    pub(in crate::cli) preset: Option<&'static Preset>,
    /// Known findings, which are not reported again [default: what the configuration says, or `.metrics-baseline`]
    #[arg(long, value_name = "FILE", conflicts_with = "no_baseline", help_heading = "Baseline")]
    pub(in crate::cli) baseline: Option<PathBuf>,
    /// Judge by the configuration and baseline of a revision, or of `auto` as in `--since`, so that a change cannot loosen them
    #[arg(long, value_name = "REV", conflicts_with_all = ["config", "no_config"], help_heading = "Limits")]
    pub(in crate::cli) config_from: Option<String>,
    /// Report everything, known or not
    #[arg(long, help_heading = "Baseline")]
    pub(in crate::cli) no_baseline: bool,
    /// List what the baseline knows, or a change is not to blame for, after the rest
    #[arg(long, help_heading = "Baseline")]
    pub(in crate::cli) show_inherited: bool,
    /// Fail if there are entries in the baseline that nothing is left of
    #[arg(long, conflicts_with = "no_baseline", help_heading = "Baseline")]
    pub(in crate::cli) strict_baseline: bool,
    /// Report in a format, to a file if one is given; several with commas between them
    #[arg(long, value_name = "FORMAT[=PATH],…", value_parser = reports(), hide_possible_values = true, help_heading = "Report",
        long_help = "Report in a format, to a file if one is given; several with commas between them.\n\n\
            Formats: text, grouped, concise, json, sarif, github, gitlab, rdjson, junit, checkstyle, markdown, html, azure, teamcity, msvc, \
            pylint. \
            Without the option it is what the configuration says, or else `text`, with `github` beside it in \
            GitHub Actions and a `gl-code-quality-report.json` in GitLab CI.")]
    pub(in crate::cli) report: Vec<Targets>,
    /// One report in a format: `--format sarif` is `--report sarif`
    #[arg(long, value_name = "FORMAT", value_parser = report(), hide_possible_values = true, conflicts_with = "report", help_heading = "Report")]
    pub(in crate::cli) format: Option<&'static ReportFormat>,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
    /// Stop at the first error, in the order of the paths, and report only that
    #[arg(long, help_heading = "Exit status")]
    pub(in crate::cli) fail_fast: bool,
    /// Exit with 0 even if there are findings
    #[arg(long, help_heading = "Exit status")]
    pub(in crate::cli) exit_zero: bool,
    /// Exit with 2 if a file has parse errors
    #[arg(long, help_heading = "Exit status")]
    pub(in crate::cli) strict: bool,
    /// Only warn about files that could not be measured
    #[arg(long, help_heading = "Exit status")]
    pub(in crate::cli) allow_skipped: bool,
    /// Exit with 0 if there is nothing to measure
    #[arg(long, help_heading = "Exit status")]
    pub(in crate::cli) allow_empty: bool,
    /// Keep running, and show what each save makes worse or better, as `metrics watch` does
    #[arg(long, conflicts_with_all = ["staged", "since", "report", "format", "output", "paths_from", "stdin_filename", "fail_fast",
        "exit_zero", "show_inherited", "stats_file", "timings", "records", "by"])]
    pub(in crate::cli) watch: bool,
    #[command(flatten)]
    pub(in crate::cli) run: RunArgs,
}

impl CheckArgs {
    /// Whether git or pre-commit asks, and not a person: they name whatever was changed, documents and images too.
    pub(in crate::cli) fn is_of_hook(&self) -> bool {
        let may_be = self.changes.staged || self.changes.since.is_some() || self.selection.force_exclude;
        let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        may_be && ["GIT_INDEX_FILE", "GIT_DIR", "PRE_COMMIT"].iter().any(|name| is_set(name))
    }

    /// The reports that were asked for.
    pub(in crate::cli) fn reports(&self) -> Vec<Target> {
        let mut reports: Vec<Target> = self.report.iter().flat_map(|it| it.0.clone()).collect();
        if self.format.is_some() || self.output.output.is_some() {
            let format = self.format.unwrap_or(&REPORT_FORMATS[0]);
            reports.push(Target { format, path: self.output.output.clone() });
        }
        reports
    }
}
