//! From options to what was measured, for every command that looks at files.

use super::args::SelectionArgs;
use crate::discover::{PatternSet, Request, Separator, discover, paths_from};
use crate::language::by_path;
use crate::model::Outcome;
use crate::pipeline::{Limits, default_jobs, measure_all};
use anyhow::{Context, Result, bail};
use std::fs::File;
use std::io::stdin;
use std::path::{Path, PathBuf};
use std::time::Duration;

const MAX_FILE_SIZE: u64 = 1 << 20;

/// An ordinary file at the default size limit needs a quarter of it.
const CPU_BUDGET: Duration = Duration::from_secs(2);

/// What a command line selects; a configuration adds to it before it is measured.
#[derive(Debug)]
pub(super) struct Selection {
    pub(super) request: Request,
    pub(super) limits: Limits,
}

impl Selection {
    pub(super) fn new(options: &SelectionArgs) -> Result<Selection> {
        let jobs = options.jobs.unwrap_or_else(default_jobs);
        let request = Request {
            paths: paths(options)?,
            use_ignore: !options.no_ignore,
            hidden: options.hidden,
            exclude: patterns(&options.exclude),
            force_exclude: options.force_exclude,
            threads: jobs,
            ..Request::default()
        };
        let max_file_size = options.max_file_size.unwrap_or(MAX_FILE_SIZE);
        Ok(Selection { request, limits: Limits { jobs, max_file_size, cpu_budget: CPU_BUDGET } })
    }

    /// Finds the files and measures them.
    pub(super) fn measure(&self) -> Result<Outcome> {
        let found = discover(&self.request, &by_path)?;
        if found.candidates.is_empty() && found.skipped.is_empty() {
            bail!("nothing to measure under the paths given");
        }
        let mut outcome = measure_all(&found.candidates, &self.limits);
        outcome.skipped.extend(found.skipped);
        outcome.sort();
        Ok(outcome)
    }
}

/// The paths typed and those listed; the current directory if there are neither.
fn paths(options: &SelectionArgs) -> Result<Vec<PathBuf>> {
    let mut paths = options.paths.clone();
    match &options.paths_from {
        None if paths.is_empty() => paths.push(PathBuf::from(".")),
        None => {}
        Some(list) => paths.extend(listed(list, options.null).with_context(|| list.display().to_string())?),
    }
    Ok(paths)
}

fn listed(list: &Path, null: bool) -> std::io::Result<Vec<PathBuf>> {
    let separator = if null { Separator::Nul } else { Separator::Newline };
    if list == Path::new("-") {
        paths_from(stdin().lock(), separator)
    } else {
        paths_from(File::open(list)?, separator)
    }
}

fn patterns(exclude: &[String]) -> Vec<PatternSet> {
    match exclude {
        [] => Vec::new(),
        patterns => vec![PatternSet { base: PathBuf::from("."), patterns: patterns.to_vec() }],
    }
}
