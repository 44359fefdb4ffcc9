//! From options to settings: which configurations count for a run, and which for each of its files.

use super::args::SelectionArgs;
use crate::config::{
    CacheDirectory, Color, ConfigError, Configurations, Environment, Generated, Jobs, Preset, Setting,
    Settings, Sources, repository_around,
};
use crate::discover::PatternSet;
use crate::judge::Globs;
use crate::model::{Limit, Metric, Origin};
use std::collections::{HashMap, HashSet};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// The configurations of a run, and the places that it happens in.
#[derive(Debug)]
pub(super) struct Configured {
    configurations: Configurations,
    /// Settings of the directories that a walk has listed.
    listed: HashMap<PathBuf, Arc<Settings>>,
    /// What counts for the run as a whole: jobs, cache, formats.
    pub(super) settings: Settings,
    /// The same before the options spoke, shared with the files that it governs.
    shared: Arc<Settings>,
    /// The current directory.
    pub(super) current: PathBuf,
    /// The root of the repository, or the current directory outside of any.
    pub(super) root: PathBuf,
}

/// What the command line says besides the selection; limits are a matter of checks.
#[derive(Debug, Default)]
pub(super) struct Demands {
    pub(super) color: Option<Color>,
    pub(super) preset: Option<&'static Preset>,
    pub(super) limits: Vec<(&'static Metric, Limit)>,
}

impl Configured {
    pub(super) fn new(
        options: &SelectionArgs,
        paths: &[PathBuf],
        demands: Demands,
    ) -> Result<Configured, ConfigError> {
        // Without a current directory only absolute paths are left, and these do not need it.
        let current = std::env::current_dir().unwrap_or_default();
        let mut configurations = Configurations::new(Sources {
            file: options.config.clone(),
            none: options.no_config,
            preset: demands.preset,
            limits: demands.limits,
            current: current.clone(),
            environment: Environment::read(),
        })?;
        let directory = run_directory(&current, paths);
        let shared = configurations.of_directory(&directory)?;
        let mut settings = Settings::clone(&shared);
        apply(options, &mut settings);
        given(&mut settings.color, demands.color, "--color");
        anstream::ColorChoice::write_global(choice(settings.color.value));
        let root = root_of(&directory, &current, paths);
        Ok(Configured { configurations, listed: HashMap::new(), settings, shared, root, current })
    }

    /// The settings that govern a file.
    pub(super) fn of_file(&mut self, path: &Path) -> Result<Arc<Settings>, ConfigError> {
        let directory = path.parent().unwrap_or(Path::new(""));
        match self.listed.get(directory) {
            Some(known) => Ok(Arc::clone(known)),
            None => self.configurations.of_directory(directory),
        }
    }

    /// The same, told by the nearest landmark above if there is one: the directories between have no configuration.
    fn of_listed(&mut self, path: &Path, landmarks: &HashSet<PathBuf>) -> Result<Arc<Settings>, ConfigError> {
        let directory = path.parent().unwrap_or(Path::new(""));
        if let Some(known) = self.listed.get(directory) {
            return Ok(Arc::clone(known));
        }
        let landmark = directory.ancestors().find(|above| landmarks.contains(*above)).unwrap_or(directory);
        let settings = self.configurations.of_directory(landmark)?;
        self.listed.insert(directory.to_owned(), Arc::clone(&settings));
        Ok(settings)
    }

    /// A path from the root of the file system, `.` and `..` resolved.
    pub(super) fn absolute(&self, path: &Path) -> PathBuf {
        absolute(&self.current, path)
    }

    /// A path as seen from the root of the repository, never absolute and never leading out.
    pub(super) fn in_repository(&self, path: &Path) -> PathBuf {
        let absolute = self.absolute(path);
        let below = absolute.strip_prefix(&self.root).unwrap_or(&absolute);
        below.components().filter(|part| matches!(part, Component::Normal(_))).collect()
    }

    /// Which files the settings of their own directory pass over, among those that a walk found past the landmarks.
    pub(super) fn passed_over<'a>(
        &mut self,
        walked: impl Iterator<Item = &'a Path>,
        landmarks: &[PathBuf],
    ) -> Result<HashSet<PathBuf>, ConfigError> {
        // Below `.`, paths begin with the name of a file or directory.
        let here = |it: &'_ PathBuf| if it == Path::new(".") { PathBuf::new() } else { it.clone() };
        let landmarks: HashSet<PathBuf> = landmarks.iter().map(here).collect();
        let mut hidden = HashSet::new();
        for path in walked {
            let settings = self.of_listed(path, &landmarks)?;
            if !Arc::ptr_eq(&settings, &self.shared) && hides(&settings, &self.absolute(path)) {
                hidden.insert(path.to_owned());
            }
        }
        Ok(hidden)
    }
}

/// The current directory if everything lies below it, else the deepest one that everything lies below.
fn run_directory(current: &Path, paths: &[PathBuf]) -> PathBuf {
    let paths = paths.iter().map(|path| absolute(current, path));
    deepest(paths.filter(|path| !path.starts_with(current))).unwrap_or_else(|| current.to_owned())
}

/// The repository that a run is about: that of its directory or, if it is in none, that of what it looks at.
fn root_of(directory: &Path, current: &Path, paths: &[PathBuf]) -> PathBuf {
    let looked_at = deepest(paths.iter().map(|path| absolute(current, path)));
    let around = || repository_around(looked_at.as_deref()?);
    repository_around(directory).or_else(around).unwrap_or_else(|| directory.to_owned())
}

/// The deepest directory that all of some absolute paths lie below.
fn deepest(paths: impl Iterator<Item = PathBuf>) -> Option<PathBuf> {
    let directories = paths.map(|path| match path.parent() {
        Some(parent) if !path.is_dir() => parent.to_owned(),
        _ => path,
    });
    directories.reduce(|common, directory| {
        let shared = common.ancestors().find(|it| directory.starts_with(it));
        shared.unwrap_or(&common).to_owned()
    })
}

fn absolute(current: &Path, path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in current.join(path).components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => _ = out.pop(),
            part => out.push(part),
        }
    }
    out
}

/// A file that the settings were not known for when the walk met it.
fn hides(settings: &Settings, absolute: &Path) -> bool {
    let matches = |base: &Path, patterns: &[String]| {
        Globs::new(base, patterns).is_ok_and(|globs| globs.matches(absolute))
    };
    let excluded = settings.exclude.iter().any(|it| matches(&it.base, &it.patterns));
    let included =
        settings.include.is_empty() || settings.include.iter().any(|it| matches(&it.base, &it.patterns));
    excluded || !included
}

/// Options count more than any file.
fn apply(options: &SelectionArgs, settings: &mut Settings) {
    given(&mut settings.jobs, options.jobs.map(Jobs::Count), "--jobs");
    given(&mut settings.max_file_size, options.max_file_size, "--max-file-size");
    given(&mut settings.use_gitignore, options.no_ignore.then_some(false), "--no-ignore");
    let generated = options.include_generated.then_some(Generated::Measure);
    given(&mut settings.generated, generated, "--include-generated");
    given(&mut settings.cache.enabled, options.no_cache.then_some(false), "--no-cache");
    let directory = options.cache_dir.clone().map(CacheDirectory::At);
    given(&mut settings.cache.directory, directory, "--cache-dir");
}

fn given<T>(setting: &mut Setting<T>, value: Option<T>, option: &'static str) {
    if let Some(value) = value {
        *setting = Setting { value, origin: Origin::CommandLine(option) };
    }
}

fn choice(color: Color) -> anstream::ColorChoice {
    match color {
        Color::Auto => anstream::ColorChoice::Auto,
        Color::Always => anstream::ColorChoice::Always,
        Color::Never => anstream::ColorChoice::Never,
    }
}

/// The patterns of a configuration, as a walk takes them.
pub(super) fn pattern_sets(patterns: &[crate::config::Patterns]) -> impl Iterator<Item = PatternSet> {
    patterns.iter().map(|set| PatternSet { base: set.base.clone(), patterns: set.patterns.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_belongs_to_the_current_directory_unless_it_looks_elsewhere() {
        let directory = |paths: &[&str]| {
            let paths: Vec<_> = paths.iter().map(PathBuf::from).collect();
            run_directory(Path::new("/home/me/repo"), &paths)
        };
        assert_eq!(directory(&["."]), Path::new("/home/me/repo"));
        assert_eq!(directory(&["src/a.py", "/home/me/repo/b.py"]), Path::new("/home/me/repo"));
        assert_eq!(directory(&["/nowhere/x/a.py", "/nowhere/y/b.py"]), Path::new("/nowhere"));
        assert_eq!(directory(&["../other/a.py", "a.py"]), Path::new("/home/me/other"));
    }
}
