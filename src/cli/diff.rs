//! `metrics diff`: what a change did to the numbers.

use super::args::{DiffArgs, DiffFormat, Top};
use super::caching::Caching;
use super::changes::Changed;
use super::configured::{Configured, Demands};
use super::run::{Run, distinct};
use super::select::Selection;
use super::terminal::ROWS_FOR_READING;
use crate::compare::Difference;
use crate::config::Color;
use crate::discover::git::{Range, WorkTree};
use crate::report::{Destination, DifferenceReport};
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub(super) fn diff(options: &DiffArgs, color: Option<Color>) -> Result<ExitCode> {
    distinct(options.output.as_deref(), &options.run)?;
    let mut run = Run::start(&options.run);
    let work_tree = WorkTree::open()?;
    let (range, paths) = arguments(&options.selection.paths, &work_tree)?;
    let demands = Demands { color, ..Demands::default() };
    let configured = Configured::new(&options.selection, &paths, demands)?;
    let selection = Selection::new(&options.selection, paths.clone(), &configured)?;
    // No path is asked for: what git has stored is known by its content.
    run.caching = Caching::start(selection.cache.clone(), &[]);
    run.heed_signals()?;
    let found = run.timings.time("git", || work_tree.since(&range, &paths))?;
    let changed = Changed::new(found, &selection, &mut run, &configured)?;
    let compared = changed.measure_sides(&selection, &mut run)?;
    let mut difference = compared.comparison().map(|it| Difference::new(&it)).unwrap_or_default();
    difference.retain(|path| compared.is_wanted(path));
    write(options, &difference)?;
    run.finish(&compared.outcome, &[])?;
    Ok(ExitCode::SUCCESS)
}

/// Up to two revisions, and then paths, as git reads it.
fn arguments(given: &[PathBuf], work_tree: &WorkTree) -> Result<(Range, Vec<PathBuf>)> {
    let mut revisions = Vec::new();
    for argument in given.iter().take(2) {
        let Some(name) = argument.to_str().filter(|name| work_tree.is_revision(name)) else { break };
        if Path::new(name).symlink_metadata().is_ok() {
            bail!("{name}: both a revision and a file; the file is also ./{name}");
        }
        revisions.push(name.to_owned());
    }
    let paths = given[revisions.len()..].to_vec();
    let mut revisions = revisions.into_iter();
    let since = revisions.next().unwrap_or_else(|| "HEAD".to_owned());
    Ok((Range { since, exact: true, until: revisions.next() }, paths))
}

fn write(options: &DiffArgs, difference: &Difference<'_>) -> Result<()> {
    let top = match (options.top, options.format) {
        (Some(Top::First(rows)), _) => Some(rows),
        (Some(Top::All), _) | (None, DiffFormat::Json) => None,
        (None, _) => Some(ROWS_FOR_READING),
    };
    let report = DifferenceReport { difference, metrics: &options.metrics, top };
    let destination = options.output.clone().map_or(Destination::Stdout, Destination::File);
    destination.write(
        |out| match options.format {
            DiffFormat::Text => report.write_text(out),
            DiffFormat::Markdown => report.write_markdown(out),
            DiffFormat::Json => report.write_json(out),
        },
        || true,
    )?;
    Ok(())
}
