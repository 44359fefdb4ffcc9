//! From options to settings: which configurations count for a run, and which for each of its files.

use super::args::SelectionArgs;
use super::territories::Territories;
use crate::config::{
    Color, ConfigError, Configurations, Environment, Options, Preset, Settings, Sources, repository_around,
};
use crate::discover::{DiscoverError, Filter};
use crate::model::{Limit, Metric};
use crate::paths::{BadGlob, Globs, absolute};
use anyhow::Result;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The configurations of a run, and the places that it happens in.
#[derive(Debug)]
pub(super) struct Configured {
    /// What counts for each file.
    territories: Mutex<Territories>,
    /// What counts for the run as a whole: jobs, cache, formats.
    pub(super) settings: Settings,
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
    pub(super) strict: bool,
}

impl Configured {
    pub(super) fn new(options: &SelectionArgs, paths: &[PathBuf], demands: Demands) -> Result<Configured> {
        // Without a current directory only absolute paths are left, and these do not need it.
        let current = std::env::current_dir().unwrap_or_default();
        let options_of_all = given(options, &demands);
        let configurations = Configurations::new(Sources {
            file: options.config.clone(),
            none: options.no_config,
            preset: demands.preset,
            limits: demands.limits,
            current: current.clone(),
            environment: Environment::read(),
            options: options_of_all,
        })?;
        let directory = run_directory(&current, paths);
        let exclude = patterns(&options.exclude, &current)?;
        let territories = Territories::new(configurations, &directory, exclude, options.force_exclude)?;
        let settings = Settings::clone(territories.run());
        anstream::ColorChoice::write_global(choice(settings.color.value));
        let root = root_of(&directory, &current, paths);
        Ok(Configured { territories: Mutex::new(territories), settings, root, current })
    }

    /// The settings that govern a file.
    pub(super) fn of_file(&self, path: &Path) -> Result<Arc<Settings>, ConfigError> {
        self.territories().of_file(path)
    }

    /// What a walk does in a directory.
    pub(super) fn filter(&self, directory: &Path) -> Arc<Filter> {
        self.territories().filter(directory)
    }

    /// Takes note of what governs the files that were found.
    pub(super) fn settle<'a>(&self, files: impl Iterator<Item = &'a Path>) -> Result<(), ConfigError> {
        self.territories().settle(files)
    }

    /// The settings of all configurations that were met, in no order.
    pub(super) fn met(&self) -> Vec<Arc<Settings>> {
        self.territories().met()
    }

    /// Baselines that nested configurations name, which is a matter of the run: where, as a person would name it.
    pub(super) fn idle_baselines(&self) -> Vec<String> {
        self.territories().idle_baselines()
    }

    fn territories(&self) -> MutexGuard<'_, Territories> {
        self.territories.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A path from the root of the file system, `.` and `..` resolved.
    pub(super) fn absolute(&self, path: &Path) -> PathBuf {
        absolute(path, &self.current).into_owned()
    }

    /// A path as seen from the root of the repository, never absolute and never leading out.
    pub(super) fn in_repository(&self, path: &Path) -> PathBuf {
        let absolute = self.absolute(path);
        let below = absolute.strip_prefix(&self.root).unwrap_or(&absolute);
        below.components().filter(|part| matches!(part, Component::Normal(_))).collect()
    }
}

/// The current directory if everything lies below it, else the deepest one that everything lies below.
pub(super) fn run_directory(current: &Path, paths: &[PathBuf]) -> PathBuf {
    let paths = paths.iter().map(|path| absolute(path, current).into_owned());
    deepest(paths.filter(|path| !path.starts_with(current))).unwrap_or_else(|| current.to_owned())
}

/// The repository that a run is about: that of its directory or, if it is in none, that of what it looks at.
fn root_of(directory: &Path, current: &Path, paths: &[PathBuf]) -> PathBuf {
    let looked_at = deepest(paths.iter().map(|path| absolute(path, current).into_owned()));
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

/// What the options say besides the limits.
fn given(options: &SelectionArgs, demands: &Demands) -> Options {
    Options {
        jobs: options.jobs,
        max_file_size: options.max_file_size,
        no_ignore: options.no_ignore,
        include_generated: options.include_generated,
        no_cache: options.no_cache,
        cache_directory: options.cache_dir.clone(),
        strict: demands.strict,
        color: demands.color,
    }
}

/// The patterns of the command line.
fn patterns(exclude: &[String], current: &Path) -> Result<Option<Globs>, DiscoverError> {
    let wrong = |source: BadGlob| {
        let pattern = exclude.get(source.index).cloned().unwrap_or_default();
        DiscoverError::Pattern { pattern, source }
    };
    (!exclude.is_empty()).then(|| Globs::new(current, exclude).map_err(wrong)).transpose()
}

fn choice(color: Color) -> anstream::ColorChoice {
    match color {
        Color::Auto => anstream::ColorChoice::Auto,
        Color::Always => anstream::ColorChoice::Always,
        Color::Never => anstream::ColorChoice::Never,
    }
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
