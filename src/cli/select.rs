//! From options to what was measured, for every command that looks at files.

use super::args::SelectionArgs;
use super::caching::{Caching, Directory};
use super::run::Run;
use crate::cache::Cache;
use crate::discover::{
    Discovery, PatternSet, Request, Separator, discover, first_line, paths_from, read_from,
};
use crate::language::{LanguageSpec, by_path, by_shebang};
use crate::model::{Outcome, Skipped};
use crate::pipeline::{Generated, Limits, default_jobs, measure_or_recall, measure_text};
use crate::watch::Watch;
use anyhow::{Context, Result, bail, ensure};
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
    stdin: Option<Given>,
    cache: Option<Directory>,
}

/// What was given on standard input.
#[derive(Debug)]
struct Given {
    name: PathBuf,
    language: &'static LanguageSpec,
    text: Result<Vec<u8>, Skipped>,
}

/// What became of a selection.
#[derive(Debug)]
pub(super) struct Measured {
    pub(super) outcome: Outcome,
    /// Files that were named and are in no known language.
    pub(super) unrecognised: Vec<PathBuf>,
}

impl Selection {
    pub(super) fn new(options: &SelectionArgs) -> Result<Selection> {
        let jobs = options.jobs.unwrap_or_else(default_jobs);
        let limits = Limits {
            jobs,
            max_file_size: options.max_file_size.unwrap_or(MAX_FILE_SIZE),
            cpu_budget: CPU_BUDGET,
            generated: generated(options),
        };
        let mut paths = paths(options)?;
        let stdin = given(&mut paths, options, &limits)?;
        let request = Request {
            paths,
            use_ignore: !options.no_ignore,
            hidden: options.hidden,
            exclude: patterns(&options.exclude),
            force_exclude: options.force_exclude,
            threads: jobs,
            ..Request::default()
        };
        Ok(Selection { request, limits, stdin, cache: Directory::new(options) })
    }

    /// Finds the files and measures them.
    pub(super) fn measure(mut self, run: &mut Run<'_>) -> Result<Measured> {
        run.heed_signals()?;
        let _progress = run.progress();
        self.request.stop = run.stop.clone();
        run.caching = Caching::start(self.cache.take(), &self.request.paths);
        let found = run.timings.time("discover", || discover(&self.request, &language_of))?;
        run.go_on()?;
        if found.candidates.is_empty() && found.skipped.is_empty() && self.stdin.is_none() {
            bail!(NothingToMeasure);
        }
        run.timings.time("load", || run.caching.wait());
        let (watch, cache) = (&run.watch, run.caching.cache());
        let measured = run.timings.time("measure", || self.measure_found(found, watch, cache));
        run.go_on()?;
        Ok(measured)
    }

    fn measure_found(
        self,
        found: Discovery<&'static LanguageSpec>,
        watch: &Watch,
        cache: Option<&Cache>,
    ) -> Measured {
        let mut outcome = measure_or_recall(&found.candidates, &self.limits, watch, cache);
        outcome.skipped.extend(found.skipped);
        if let Some(Given { name, language, text }) = self.stdin {
            match text.and_then(|text| measure_text(&name, text, language, &self.limits)) {
                Ok(record) => outcome.records.push(record),
                Err(skipped) => outcome.skipped.push(skipped),
            }
        }
        outcome.sort();
        Measured { outcome, unrecognised: found.unrecognised }
    }
}

/// There is nothing to measure under the paths given.
#[derive(Debug, thiserror::Error)]
#[error("nothing to measure: no file in a known language under the paths given")]
pub(super) struct NothingToMeasure;

fn language_of(path: &Path) -> Option<&'static LanguageSpec> {
    by_path(path).or_else(|| by_shebang(&first_line(path)?))
}

fn generated(options: &SelectionArgs) -> Generated {
    match options {
        SelectionArgs { include_generated: true, .. } => Generated::Measure,
        SelectionArgs { force_exclude: true, .. } => Generated::Skip,
        _ => Generated::SkipUnlessNamed,
    }
}

/// The paths typed and those listed; the current directory if there are neither.
fn paths(options: &SelectionArgs) -> Result<Vec<PathBuf>> {
    let mut paths = options.paths.clone();
    match &options.paths_from {
        None if paths.is_empty() => paths.push(PathBuf::from(".")),
        None => {}
        Some(list) => {
            let twice = list == "-" && paths.iter().any(|path| path == "-");
            ensure!(!twice, "-: standard input cannot be both a file and a list of paths");
            paths.extend(listed(list, options.null).with_context(|| list.display().to_string())?);
        }
    }
    Ok(paths)
}

fn listed(list: &Path, null: bool) -> std::io::Result<Vec<PathBuf>> {
    let separator = if null { Separator::Nul } else { Separator::Newline };
    if list == "-" { paths_from(stdin().lock(), separator) } else { paths_from(File::open(list)?, separator) }
}

/// Reads standard input if it is among the paths, and takes it out of them.
fn given(paths: &mut Vec<PathBuf>, options: &SelectionArgs, limits: &Limits) -> Result<Option<Given>> {
    let all = paths.len();
    paths.retain(|path| path != "-");
    if paths.len() == all {
        ensure!(options.stdin_filename.is_none(), "--stdin-filename: standard input is not read without `-`");
        return Ok(None);
    }
    let Some(name) = options.stdin_filename.clone() else {
        bail!("-: the language of standard input is not known without `--stdin-filename`");
    };
    let Some(language) = by_path(&name) else {
        bail!("{}: in no known language", name.display());
    };
    let text = read_from(stdin().lock(), &name, limits.max_file_size);
    Ok(Some(Given { name, language, text }))
}

fn patterns(exclude: &[String]) -> Vec<PatternSet> {
    match exclude {
        [] => Vec::new(),
        patterns => vec![PatternSet { base: PathBuf::from("."), patterns: patterns.to_vec() }],
    }
}
