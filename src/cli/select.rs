//! From options to what was measured, for every command that looks at files.

use super::args::SelectionArgs;
use super::caching::{Caching, Directory};
use super::configured::Configured;
use super::run::Run;
use super::territories::terms;
use crate::cache::Cache;
use crate::config::{Jobs, LANDMARKS};
use crate::discover::{
    Discovery, Filter, Hidden, Request, Separator, Source, Terms, discover_governed, first_line_of_named,
    hides, paths_from, read_from,
};
use crate::language::{LanguageSpec, by_name, by_path, by_shebang};
use crate::model::{Outcome, Skipped};
use crate::pipeline::{Limits, default_jobs, measure_or_recall, measure_text};
use crate::watch::Watch;
use anyhow::{Context, Result, bail, ensure};
use std::collections::HashSet;
use std::fs::File;
use std::io::stdin;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// An ordinary file at the default size limit needs a quarter of it.
pub(super) const CPU_BUDGET: Duration = Duration::from_secs(2);

/// What a command line selects; a configuration adds to it before it is measured.
#[derive(Debug)]
pub(super) struct Selection {
    pub(super) request: Request,
    pub(super) limits: Limits,
    stdin: Option<Given>,
    pub(super) cache: Option<Directory>,
}

/// What was given on standard input.
#[derive(Debug)]
struct Given {
    name: PathBuf,
    language: &'static LanguageSpec,
    terms: Terms,
    text: Result<Vec<u8>, Skipped>,
}

/// What became of a selection.
#[derive(Debug, Default)]
pub(super) struct Measured {
    pub(super) outcome: Outcome,
    /// Files that were named and are in no known language.
    pub(super) unrecognised: Vec<PathBuf>,
    /// What a walk passed over.
    pub(super) hidden: Vec<Hidden>,
}

impl Selection {
    pub(super) fn new(
        options: &SelectionArgs,
        mut paths: Vec<PathBuf>,
        configured: &Configured,
    ) -> Result<Selection> {
        let settings = &configured.settings;
        let jobs = match settings.jobs.value {
            Jobs::Auto => default_jobs(),
            Jobs::Count(jobs) => jobs,
        };
        let Terms { max_file_size, generated } = terms(settings, options.force_exclude);
        let limits = Limits { jobs, max_file_size, cpu_budget: CPU_BUDGET, generated };
        let stdin = given(&mut paths, options, configured)?;
        let request = Request {
            paths,
            hidden: options.hidden,
            force_exclude: options.force_exclude,
            landmarks: LANDMARKS,
            threads: jobs,
            ..Request::default()
        };
        let cache = Directory::new(options, &settings.cache);
        Ok(Selection { request, limits, stdin, cache })
    }

    /// The paths typed and those listed; the current directory if there are neither.
    pub(super) fn paths(options: &SelectionArgs) -> Result<Vec<PathBuf>> {
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

    /// Finds the files, each by the configuration of its own directory.
    fn discover(&mut self, configured: &Configured) -> Result<Discovery<&'static LanguageSpec>> {
        let govern = |directory: &Path| configured.filter(directory);
        let named: HashSet<&Path> = self.request.paths.iter().map(PathBuf::as_path).collect();
        let detect = |path: &Path, filter: &Filter| language_of_file(path, filter, &named);
        let mut found = discover_governed(&self.request, &govern, &detect)?;
        if let Some(Given { name, .. }) = self.stdin.as_ref().filter(|_| self.request.force_exclude) {
            let is_hidden = hides(&self.request, &govern, name).unwrap_or_else(|trap| {
                found.skipped.push(trap);
                true
            });
            if is_hidden {
                self.stdin = None;
            }
        }
        configured.settle(found.candidates.iter().map(|file| &*file.path))?;
        Ok(found)
    }

    /// Whether `--force-exclude` may have passed over all that was named: a hook or an editor names files one by one,
    /// and what is excluded is none of its business.
    fn may_be_excluded(&self, found: &Discovery<&'static LanguageSpec>) -> bool {
        self.request.force_exclude
            && found.unrecognised.is_empty()
            && self.request.paths.iter().all(|path| path.is_file())
    }

    /// Finds the files and measures them.
    pub(super) fn measure(mut self, run: &mut Run<'_>, configured: &Configured) -> Result<Measured> {
        run.heed_signals()?;
        let _progress = run.progress();
        self.request.stop = run.stop.clone();
        run.caching = Caching::start(self.cache.take(), &self.request.paths);
        let found = run.timings.time("discover", || self.discover(configured))?;
        run.go_on()?;
        if found.candidates.is_empty() && found.skipped.is_empty() && self.stdin.is_none() {
            ensure!(
                self.request.note_hidden || self.may_be_excluded(&found),
                NothingToMeasure { unknown: found.unrecognised.into_iter().next() }
            );
        }
        if run.caching.is_wanted() {
            run.timings.time("load", || run.caching.wait());
        }
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
        if let Some(Given { name, language, terms, text }) = self.stdin {
            let limits = Limits { generated: terms.generated, ..self.limits };
            let bytes = text.as_ref().map_or(0, |text| text.len() as u64);
            watch.expect(1, bytes);
            watch.finish(bytes);
            match text.and_then(|text| measure_text(&name, text, language, &limits, watch)) {
                Ok(record) => outcome.records.push(record),
                Err(skipped) => outcome.skipped.push(skipped),
            }
        }
        outcome.sort();
        Measured { outcome, unrecognised: found.unrecognised, hidden: found.hidden }
    }
}

/// There is nothing to measure under the paths given.
#[derive(Debug, thiserror::Error)]
#[error("nothing to measure: {}", match .unknown {
    Some(path) => format!("{} is in no known language", path.display()),
    None => "no file in a known language under the paths given".to_owned(),
})]
pub(super) struct NothingToMeasure {
    /// A file that was named, and whose language cannot be told.
    pub(super) unknown: Option<PathBuf>,
}

/// The language of a file that was named or met.
fn language_of_file(path: &Path, filter: &Filter, named: &HashSet<&Path>) -> Option<&'static LanguageSpec> {
    if named.contains(path) {
        language_of_named(path, filter)
    } else {
        language_of(path, &Source::File, filter)
    }
}

/// The language of a file that was named, which may be a script that nobody can run.
pub(super) fn language_of_named(path: &Path, filter: &Filter) -> Option<&'static LanguageSpec> {
    language_of(path, &Source::File, filter).or_else(|| by_shebang(&first_line_of_named(path)?))
}

/// The language of a file: what the configuration says of its suffix counts more than what is usual.
pub(super) fn language_of(path: &Path, source: &Source, filter: &Filter) -> Option<&'static LanguageSpec> {
    by_suffix(&filter.extensions, path).or_else(|| by_shebang(&source.first_line(path)?))
}

fn by_suffix(extensions: &[(String, &'static str)], path: &Path) -> Option<&'static LanguageSpec> {
    let suffix = path.extension().and_then(|suffix| suffix.to_str());
    let configured = extensions.iter().rev().find(|(known, _)| Some(known.as_str()) == suffix);
    configured.and_then(|(_, language)| by_name(language)).or_else(|| by_path(path))
}

fn listed(list: &Path, null: bool) -> std::io::Result<Vec<PathBuf>> {
    let separator = if null { Separator::Nul } else { Separator::Newline };
    if list == "-" { paths_from(stdin().lock(), separator) } else { paths_from(File::open(list)?, separator) }
}

/// Reads standard input if it is among the paths, and takes it out of them.
fn given(
    paths: &mut Vec<PathBuf>,
    options: &SelectionArgs,
    configured: &Configured,
) -> Result<Option<Given>> {
    let all = paths.len();
    paths.retain(|path| path != "-");
    if paths.len() == all {
        ensure!(options.stdin_filename.is_none(), "--stdin-filename: standard input is not read without `-`");
        return Ok(None);
    }
    let Some(name) = options.stdin_filename.clone() else {
        bail!("-: the language of standard input is not known without `--stdin-filename`");
    };
    let settings = configured.of_file(&name)?;
    let terms = terms(&settings, options.force_exclude);
    let text = read_from(stdin().lock(), &name, terms.max_file_size);
    let by_first_line = || by_shebang(text.as_deref().ok().filter(|_| name.extension().is_none())?);
    let Some(language) = by_suffix(&settings.extensions, &name).or_else(by_first_line) else {
        bail!("{}: in no known language", name.display());
    };
    Ok(Some(Given { name, language, terms, text }))
}
