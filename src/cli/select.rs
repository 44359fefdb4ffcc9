//! From options to what was measured, for every command that looks at files.

use super::args::SelectionArgs;
use super::configured::{Configured, pattern_sets};
use crate::config::{Jobs, Settings};
use crate::discover::{Candidate, Discovery, PatternSet, Request, Separator, discover, paths_from};
use crate::language::{LanguageSpec, by_name, by_path};
use crate::model::{Outcome, Skipped, printable};
use crate::pipeline::{Limits, default_jobs, measure_all};
use anyhow::{Context, Result};
use std::fs::File;
use std::io::{Write, stdin};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// An ordinary file at the default size limit needs a quarter of it.
const CPU_BUDGET: Duration = Duration::from_secs(2);

/// What a command line and the configuration of the run select.
#[derive(Debug)]
pub(super) struct Selection {
    pub(super) request: Request,
    pub(super) limits: Limits,
    /// Suffixes that the configuration gives to languages.
    extensions: Vec<(String, &'static str)>,
}

impl Selection {
    pub(super) fn new(options: &SelectionArgs, paths: Vec<PathBuf>, settings: &Settings) -> Selection {
        let jobs = match settings.jobs.value {
            Jobs::Auto => default_jobs(),
            Jobs::Count(jobs) => jobs,
        };
        let request = Request {
            paths,
            use_ignore: settings.use_gitignore.value,
            hidden: options.hidden,
            exclude: pattern_sets(&settings.exclude).chain(patterns(&options.exclude)).collect(),
            include: pattern_sets(&settings.include).collect(),
            force_exclude: options.force_exclude,
            threads: jobs,
        };
        let max_file_size = settings.max_file_size.value;
        let limits = Limits { jobs, max_file_size, cpu_budget: CPU_BUDGET };
        Selection { request, limits, extensions: settings.extensions.clone() }
    }

    /// The paths typed and those listed; the current directory if there are neither.
    pub(super) fn paths(options: &SelectionArgs) -> Result<Vec<PathBuf>> {
        let mut paths = options.paths.clone();
        match &options.paths_from {
            None if paths.is_empty() => paths.push(PathBuf::from(".")),
            None => {}
            Some(list) => {
                paths.extend(listed(list, options.null).with_context(|| list.display().to_string())?);
            }
        }
        Ok(paths)
    }

    /// Finds the files, by the configuration of their own directory too.
    pub(super) fn discover(&self, configured: &mut Configured) -> Result<Found> {
        let mut found = discover(&self.request, &|path| self.language(path))?;
        let hidden = configured.passed_over(self.walked(&found.candidates))?;
        found.candidates.retain(|file| !hidden.contains(&file.path));
        Ok(found)
    }

    /// Measures what was found.
    pub(super) fn measure(&self, found: Found) -> Outcome {
        let mut outcome = measure_all(&found.candidates, &self.limits);
        outcome.skipped.extend(found.skipped);
        outcome.sort();
        outcome
    }

    /// The files that obey patterns.
    pub(super) fn walked<'a>(
        &self,
        files: &'a [Candidate<&'static LanguageSpec>],
    ) -> impl Iterator<Item = &'a Path> + use<'a> {
        let all = self.request.force_exclude;
        files.iter().filter(move |file| !file.named || all).map(|file| file.path.as_path())
    }

    pub(super) fn language(&self, path: &Path) -> Option<&'static LanguageSpec> {
        let suffix = path.extension().and_then(|suffix| suffix.to_str());
        let configured = self.extensions.iter().rev().find(|(known, _)| Some(known.as_str()) == suffix);
        configured.and_then(|(_, language)| by_name(language)).or_else(|| by_path(path))
    }
}

pub(super) type Found = Discovery<&'static LanguageSpec>;

/// Says which files were met and not measured.
pub(super) fn announce(skipped: &[Skipped], err: &mut impl Write) -> Result<()> {
    for file in skipped {
        let path = file.path.to_string_lossy();
        let detail = printable(&file.detail);
        writeln!(err, "skipped: {}: {}: {detail}", printable(&path), file.reason.word())?;
    }
    Ok(())
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
