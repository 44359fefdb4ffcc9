//! From options to what was measured, for every command that looks at files.

use super::args::SelectionArgs;
use super::caching::{Caching, Directory};
use super::configured::{Configured, pattern_sets};
use super::run::Run;
use crate::cache::Cache;
use crate::config::{self, Jobs, LANDMARKS, Settings};
use crate::discover::{
    Candidate, Discovery, PatternSet, Request, Separator, Source, discover, first_line_of_named, hides,
    paths_from, read_from,
};
use crate::language::{LanguageSpec, by_name, by_path, by_shebang};
use crate::model::{Outcome, Skipped};
use crate::pipeline::{Generated, Limits, default_jobs, measure_or_recall, measure_text};
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
    /// Suffixes that the configuration gives to languages.
    extensions: Vec<(String, &'static str)>,
}

/// What was given on standard input.
#[derive(Debug)]
struct Given {
    name: PathBuf,
    language: &'static LanguageSpec,
    text: Result<Vec<u8>, Skipped>,
}

/// What became of a selection.
#[derive(Debug, Default)]
pub(super) struct Measured {
    pub(super) outcome: Outcome,
    /// Files that were named and are in no known language.
    pub(super) unrecognised: Vec<PathBuf>,
}

impl Selection {
    pub(super) fn new(
        options: &SelectionArgs,
        mut paths: Vec<PathBuf>,
        settings: &Settings,
    ) -> Result<Selection> {
        let jobs = match settings.jobs.value {
            Jobs::Auto => default_jobs(),
            Jobs::Count(jobs) => jobs,
        };
        let limits = Limits {
            jobs,
            max_file_size: settings.max_file_size.value,
            cpu_budget: CPU_BUDGET,
            generated: generated(settings, options.force_exclude),
        };
        let stdin = given(&mut paths, options, &limits, &settings.extensions)?;
        let request = Request {
            paths,
            use_ignore: settings.use_gitignore.value,
            hidden: options.hidden,
            exclude: pattern_sets(&settings.exclude).chain(patterns(&options.exclude)).collect(),
            include: pattern_sets(&settings.include).collect(),
            force_exclude: options.force_exclude,
            landmarks: LANDMARKS,
            threads: jobs,
            ..Request::default()
        };
        let cache = Directory::new(options, &settings.cache);
        Ok(Selection { request, limits, stdin, cache, extensions: settings.extensions.clone() })
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

    /// Finds the files, by the configuration of their own directory too.
    fn discover(&mut self, configured: &mut Configured) -> Result<Discovery<&'static LanguageSpec>> {
        let named: HashSet<&Path> = self.request.paths.iter().map(PathBuf::as_path).collect();
        let mut found = discover(&self.request, &|path| self.language_of_file(path, &named))?;
        let hidden = configured.passed_over(self.walked(&found.candidates), &found.landmarks)?;
        if let Some(Given { name, .. }) = self.stdin.as_ref().filter(|_| self.request.force_exclude)
            && (self.hides(name, &mut found)?
                || !configured.passed_over([&**name].into_iter(), &[])?.is_empty())
        {
            self.stdin = None;
        }
        found.candidates.retain(|file| !hidden.contains(&file.path));
        Ok(found)
    }

    /// Whether a text is passed over for its name; an ignore file that must not be opened becomes a row.
    fn hides(&self, name: &Path, found: &mut Discovery<&'static LanguageSpec>) -> Result<bool> {
        Ok(hides(&self.request, name)?.unwrap_or_else(|trap| {
            found.skipped.push(trap);
            true
        }))
    }

    /// Whether `--force-exclude` may have passed over all that was named: a hook or an editor names files one by one,
    /// and what is excluded is none of its business.
    fn may_be_excluded(&self, found: &Discovery<&'static LanguageSpec>) -> bool {
        self.request.force_exclude
            && found.unrecognised.is_empty()
            && self.request.paths.iter().all(|path| path.is_file())
    }

    /// The language of a file that was named or met.
    fn language_of_file(&self, path: &Path, named: &HashSet<&Path>) -> Option<&'static LanguageSpec> {
        let of_named = || named.get(path).and_then(|path| self.language_of_named(path));
        self.language_of(path, &Source::File).or_else(of_named)
    }

    /// The language of a file that was named, which may be a script behind a link.
    pub(super) fn language_of_named(&self, path: &Path) -> Option<&'static LanguageSpec> {
        self.language_of(path, &Source::File).or_else(|| by_shebang(&first_line_of_named(path)?))
    }

    /// The files that obey patterns.
    pub(super) fn walked<'a>(
        &self,
        files: &'a [Candidate<&'static LanguageSpec>],
    ) -> impl Iterator<Item = &'a Path> + use<'a> {
        let all = self.request.force_exclude;
        files.iter().filter(move |file| !file.named || all).map(|file| file.path.as_path())
    }

    /// The language of a file on one side of a change.
    pub(super) fn language_of(&self, path: &Path, source: &Source) -> Option<&'static LanguageSpec> {
        language_of(&self.extensions, path, source)
    }

    /// Finds the files and measures them.
    pub(super) fn measure(mut self, run: &mut Run<'_>, configured: &mut Configured) -> Result<Measured> {
        run.heed_signals()?;
        let _progress = run.progress();
        self.request.stop = run.stop.clone();
        run.caching = Caching::start(self.cache.take(), &self.request.paths);
        let found = run.timings.time("discover", || self.discover(configured))?;
        run.go_on()?;
        if found.candidates.is_empty() && found.skipped.is_empty() && self.stdin.is_none() {
            ensure!(
                self.may_be_excluded(&found),
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
        if let Some(Given { name, language, text }) = self.stdin {
            let bytes = text.as_ref().map_or(0, |text| text.len() as u64);
            watch.expect(1, bytes);
            watch.finish(bytes);
            match text.and_then(|text| measure_text(&name, text, language, &self.limits, watch)) {
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
#[error("nothing to measure: {}", match .unknown {
    Some(path) => format!("{} is in no known language", path.display()),
    None => "no file in a known language under the paths given".to_owned(),
})]
pub(super) struct NothingToMeasure {
    /// A file that was named, and whose language cannot be told.
    pub(super) unknown: Option<PathBuf>,
}

/// The language of a file: what the configuration says of its suffix counts more than what is usual.
fn language_of(
    extensions: &[(String, &'static str)],
    path: &Path,
    source: &Source,
) -> Option<&'static LanguageSpec> {
    by_suffix(extensions, path).or_else(|| by_shebang(&source.first_line(path)?))
}

fn by_suffix(extensions: &[(String, &'static str)], path: &Path) -> Option<&'static LanguageSpec> {
    let suffix = path.extension().and_then(|suffix| suffix.to_str());
    let configured = extensions.iter().rev().find(|(known, _)| Some(known.as_str()) == suffix);
    configured.and_then(|(_, language)| by_name(language)).or_else(|| by_path(path))
}

fn generated(settings: &Settings, force_exclude: bool) -> Generated {
    match settings.generated.value {
        config::Generated::Measure => Generated::Measure,
        config::Generated::Skip if force_exclude => Generated::Skip,
        config::Generated::Skip => Generated::SkipUnlessNamed,
    }
}

fn listed(list: &Path, null: bool) -> std::io::Result<Vec<PathBuf>> {
    let separator = if null { Separator::Nul } else { Separator::Newline };
    if list == "-" { paths_from(stdin().lock(), separator) } else { paths_from(File::open(list)?, separator) }
}

/// Reads standard input if it is among the paths, and takes it out of them.
fn given(
    paths: &mut Vec<PathBuf>,
    options: &SelectionArgs,
    limits: &Limits,
    extensions: &[(String, &'static str)],
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
    let text = read_from(stdin().lock(), &name, limits.max_file_size);
    let by_first_line = || by_shebang(text.as_deref().ok().filter(|_| name.extension().is_none())?);
    let Some(language) = by_suffix(extensions, &name).or_else(by_first_line) else {
        bail!("{}: in no known language", name.display());
    };
    Ok(Some(Given { name, language, text }))
}

fn patterns(exclude: &[String]) -> Vec<PatternSet> {
    match exclude {
        [] => Vec::new(),
        patterns => vec![PatternSet { base: PathBuf::from("."), patterns: patterns.to_vec() }],
    }
}
