//! From what was typed to what is meant: the only place where options become requests.

use super::args::{
    AnalyzeArgs, CacheArgs, ChangeArgs, CheckArgs, CoverageArgs, DiffArgs, ExemptionsArgs, HotspotsArgs,
    JudgingArgs, RecordsArgs, ReportArgs, SelectionArgs, ShowArgs, Sort, Top, TrendArgs,
};
use super::terminal::ROWS_FOR_READING;
use crate::config::{Color, Options};
use crate::model::{Limit, Metric};
use crate::regular::open_given;
use crate::session::{
    CheckRequest, ConfigFrom, Extent, Grouping, HotspotBy, HotspotsRequest, Place, Revisions, Selection,
    Separator, TrendRequest, Window, paths_from, usual_metrics,
};
use crate::summary::{By, Order, Shape};
use anyhow::{Context, Result, bail, ensure};
use std::io::stdin;
use std::path::{Path, PathBuf};

/// The files that a command line selects.
pub(super) fn selection(typed: &SelectionArgs, color: Option<Color>) -> Result<Selection> {
    let mut paths = typed.paths.clone();
    if let Some(list) = &typed.paths_from {
        let twice = list == "-" && paths.iter().any(|path| path == "-");
        ensure!(!twice, "-: standard input cannot be both a file and a list of paths");
        paths.extend(listed(list, typed.null).with_context(|| list.display().to_string())?);
    }
    let text = text(&mut paths, typed.stdin_filename.as_ref())?;
    Ok(Selection {
        paths,
        is_list: typed.paths_from.is_some(),
        text,
        exclude: typed.exclude.iter().flat_map(|list| patterns(list)).collect(),
        force_exclude: typed.force_exclude,
        hidden: typed.hidden,
        config: config(typed.config.as_ref(), typed.no_config),
        profile: typed.profile.clone(),
        options: options(typed, color),
        ..Selection::default()
    })
}

/// The patterns of a list: a comma separates them unless it is escaped.
fn patterns(list: &str) -> Vec<String> {
    let mut patterns = vec![String::new()];
    let mut is_escaped = false;
    for letter in list.chars() {
        match patterns.last_mut() {
            Some(open) if letter != ',' || is_escaped => open.push(letter),
            _ => patterns.push(String::new()),
        }
        is_escaped = letter == '\\' && !is_escaped;
    }
    patterns.retain(|pattern| list.is_empty() || !pattern.is_empty());
    patterns
}

fn options(typed: &SelectionArgs, color: Option<Color>) -> Options {
    Options {
        jobs: typed.jobs,
        max_file_size: typed.max_file_size,
        no_ignore: typed.no_ignore,
        include_generated: typed.include_generated,
        no_cache: typed.no_cache,
        cache_directory: typed.cache_dir.clone(),
        cache_wait: None,
        strict: false,
        color,
    }
}

fn config(file: Option<&PathBuf>, none: bool) -> ConfigFrom {
    match file {
        Some(file) => ConfigFrom::File(file.clone()),
        None if none => ConfigFrom::Nowhere,
        None => ConfigFrom::Nearest,
    }
}

fn listed(list: &Path, null: bool) -> std::io::Result<Vec<PathBuf>> {
    let separator = if null { Separator::Nul } else { Separator::Newline };
    if list == "-" { paths_from(stdin().lock(), separator) } else { paths_from(open_given(list)?, separator) }
}

/// The name of standard input if it is among the paths, out of which it is taken.
fn text(paths: &mut Vec<PathBuf>, name: Option<&PathBuf>) -> Result<Option<PathBuf>> {
    let all = paths.len();
    paths.retain(|path| path != "-");
    match name {
        Some(_) if paths.len() == all => {
            bail!("--stdin-filename: standard input is not read without `-`")
        }
        None if paths.len() < all => {
            bail!("-: the language of standard input is not known without `--stdin-filename`")
        }
        name => Ok(name.cloned()),
    }
}

/// Names the reports on coverage, without which some metrics that were asked for have no value.
fn covered(
    selection: &mut Selection,
    typed: &CoverageArgs,
    mut asked: impl Iterator<Item = &'static Metric>,
) -> Result<()> {
    selection.coverage.clone_from(&typed.coverage);
    selection.coverage_root.clone_from(&typed.coverage_root);
    match asked.find(|metric| metric.needs_coverage()) {
        Some(metric) if typed.coverage.is_empty() => {
            bail!("{}: not known without a report of a coverage tool, `--coverage FILE`", metric.id)
        }
        _ => Ok(()),
    }
}

/// The metrics that were given a limit.
fn limited(limits: &[(&'static Metric, Limit)]) -> impl Iterator<Item = &'static Metric> {
    limits.iter().filter(|(_, limit)| !limit.is_lifted()).map(|(metric, _)| *metric)
}

/// How much of a selection is looked at; a text on standard input is no part of any change.
fn extent(typed: &ChangeArgs, selection: &Selection) -> Result<Extent> {
    let extent = match &typed.since {
        _ if typed.staged => Extent::Staged,
        None => Extent::All,
        Some(since) => Extent::Since {
            since: Some(since.clone()).filter(|since| since != "auto"),
            until: typed.until.clone(),
        },
    };
    if extent.is_change() {
        no_text(selection)?;
        ensure!(selection.records.is_empty(), "--records: git is not asked what changed in records");
    }
    Ok(extent)
}

/// The parts that stand for files, of which one may be standard input.
fn records(typed: &RecordsArgs, before: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let given = typed.records.iter().chain(before).filter(|part| *part == "-").count();
    ensure!(given < 2, "-: standard input cannot be two parts of the records");
    Ok(typed.records.clone())
}

fn no_text(selection: &Selection) -> Result<()> {
    ensure!(selection.text.is_none(), "-: standard input is no part of a change");
    Ok(())
}

pub(super) fn analyze(typed: &AnalyzeArgs, color: Option<Color>) -> Result<(Selection, Extent)> {
    must_be_deep(typed.report.depth, typed.report.grouping())?;
    let records = records(&typed.records, &[])?;
    let mut selection = Selection { records, ..selection(&typed.selection, color)? };
    let sort = typed.report.sort.and_then(Sort::metric);
    covered(&mut selection, &typed.coverage, typed.report.metrics.iter().copied().chain(sort))?;
    let extent = extent(&typed.changes, &selection)?;
    Ok((selection, extent))
}

/// An error for a depth of what has none.
fn must_be_deep(depth: Option<usize>, by: Option<Grouping>) -> Result<()> {
    let is_deep = depth.is_none() || matches!(by, Some(Grouping::Directory { .. }));
    ensure!(is_deep, "--depth: goes with `--by directory`");
    Ok(())
}

pub(super) fn check(typed: &CheckArgs, color: Option<Color>) -> Result<(Selection, CheckRequest)> {
    must_be_deep(typed.grouping.depth, typed.grouping.grouping())?;
    let mut selection = selection(&typed.selection, color)?;
    selection.preset = typed.preset;
    selection.limits.clone_from(&typed.limit);
    selection.baseline.clone_from(&typed.baseline);
    selection.options.strict = typed.strict;
    covered(&mut selection, &typed.coverage, limited(&typed.limit))?;
    selection.records = records(&typed.records, &[])?;
    if let Some(revision) = &typed.config_from {
        selection.config = ConfigFrom::Revision(revision.clone());
    }
    let request = CheckRequest {
        extent: extent(&typed.changes, &selection)?,
        whole_files: typed.whole_files,
        no_baseline: typed.no_baseline,
        strict_baseline: typed.strict_baseline,
        first_error: typed.fail_fast,
        allow_skipped: typed.allow_skipped,
        strict: typed.strict,
        allow_empty: typed.allow_empty || typed.is_of_hook(),
        verdict_only: false,
        by: typed.grouping.grouping(),
    };
    Ok((selection, request))
}

pub(super) fn exemptions(typed: &ExemptionsArgs, color: Option<Color>) -> Result<Selection> {
    Ok(Selection { baseline: typed.baseline.clone(), ..selection(&typed.selection, color)? })
}

/// What is judged for a baseline.
pub(super) fn judging(typed: &JudgingArgs, color: Option<Color>) -> Result<Selection> {
    let mut selection = selection(&typed.selection, color)?;
    selection.preset = typed.preset;
    selection.limits.clone_from(&typed.limit);
    selection.baseline.clone_from(&typed.baseline);
    covered(&mut selection, &typed.coverage, limited(&typed.limit))?;
    Ok(selection)
}

/// The selection whose baseline is shown.
pub(super) fn baseline(path: Option<&Path>, color: Option<Color>) -> Selection {
    let options = Options { color, ..Options::default() };
    Selection { baseline: path.map(Path::to_owned), options, ..Selection::default() }
}

/// What is compared, and of which files: what git reads as revisions is no path.
///
/// Records are compared with records, or with the files as they are, and no revision is asked for.
pub(super) fn diff(typed: &DiffArgs, color: Option<Color>) -> Result<(Selection, Option<Revisions>)> {
    must_be_deep(typed.grouping.depth, typed.grouping.grouping())?;
    let selection = selection(&typed.selection, color)?;
    no_text(&selection)?;
    if !typed.records_before.is_empty() {
        let records = records(&typed.records, &typed.records_before)?;
        return Ok((Selection { records, records_before: typed.records_before.clone(), ..selection }, None));
    }
    ensure!(
        typed.records.records.is_empty(),
        "--records: a diff compares them with those of `--records-before`"
    );
    // what stands in a list is a path, whatever it is called
    let (typed_paths, listed) = selection.paths.split_at(typed.selection.paths.len());
    let mut revisions = Revisions::read(typed_paths, typed.staged)?;
    revisions.paths.extend_from_slice(listed);
    Ok((Selection { paths: revisions.paths.clone(), ..selection }, Some(revisions)))
}

/// Which files of which commits, and what of them; or which function.
pub(super) fn trend(
    typed: &TrendArgs,
    color: Option<Color>,
) -> Result<(Selection, TrendRequest, Option<Place>)> {
    let selection = selection(&typed.selection, color)?;
    no_text(&selection)?;
    let function = function(typed, &selection)?;
    let every = typed.every.map(|span| span.0);
    let window = Window { all: typed.all, every, since: typed.since.clone() };
    let usual = || if function.is_some() { By::Function.usual_metrics(false) } else { usual_metrics() };
    let metrics = if typed.metrics.is_empty() { usual() } else { typed.metrics.clone() };
    Ok((selection, TrendRequest { window, metrics }, function))
}

/// The function that is to be followed, if one is named.
fn function(typed: &TrendArgs, selection: &Selection) -> Result<Option<Place>> {
    let places = selection.paths.iter().map(|path| Place::read(path));
    let mut named = places.filter(|place| place.name().is_some());
    let first = named.next();
    let is_alone = selection.paths.len() == 1 && !typed.all && typed.every.is_none();
    ensure!(
        first.is_none() || is_alone,
        "a function is followed along first parents, one at a time: name one PATH::NAME, without `--all` and `--every`"
    );
    Ok(first)
}

/// Which files, and what of their history.
pub(super) fn hotspots(typed: &HotspotsArgs, color: Option<Color>) -> Result<(Selection, HotspotsRequest)> {
    let selection = selection(&typed.selection, color)?;
    no_text(&selection)?;
    let usual = if typed.coupling { HotspotBy::File } else { HotspotBy::Function };
    let by = typed.by.map_or(usual, HotspotBy::from);
    let (since, metric, coupling) = (typed.since.clone(), typed.metric, typed.coupling);
    Ok((selection, HotspotsRequest { since, by, metric, coupling }))
}

/// The selection whose cache is meant.
pub(super) fn cache(typed: &CacheArgs) -> Selection {
    let options =
        Options { cache_directory: typed.cache_dir.clone(), cache_wait: typed.wait, ..Options::default() };
    Selection { options, ..Selection::default() }
}

/// The selection whose configuration is meant.
pub(super) fn show(typed: &ShowArgs) -> Selection {
    let config = config(typed.config.as_ref(), typed.no_config);
    Selection { config, profile: typed.profile.clone(), ..Selection::of(vec![typed.file.clone()]) }
}

/// The rows that a report has.
pub(super) fn shape(typed: &ReportArgs, is_covered: bool) -> Shape {
    let by = By::from(typed.by);
    let usual = typed.format.usual();
    let metrics = if !typed.metrics.is_empty() {
        typed.metrics.clone()
    } else if usual.has_all_metrics {
        by.all_metrics(is_covered)
    } else {
        by.usual_metrics(is_covered)
    };
    let order = match typed.sort {
        Some(Sort::Path) => Order::Path,
        Some(Sort::By(metric)) => Order::Worst(metric),
        None if usual.is_by_path => Order::Path,
        None => Order::Worst(metrics[0]),
    };
    Shape { by, order, min: typed.min.map(Into::into), top: top(typed.top, usual.is_for_reading), metrics }
}

/// How many rows a report has.
pub(super) fn top(typed: Option<Top>, is_for_reading: bool) -> Option<usize> {
    match typed {
        Some(Top::First(rows)) => Some(rows),
        Some(Top::All) => None,
        None => is_for_reading.then_some(ROWS_FOR_READING),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_stand_between_commas() {
        assert_eq!(patterns("a,b/,*.c"), ["a", "b/", "*.c"]);
        assert_eq!(patterns(r"a\,b,c\\,d"), [r"a\,b", r"c\\", "d"]);
        assert_eq!((patterns(""), patterns("a,")), (vec![String::new()], vec!["a".to_owned()]));
    }
}
