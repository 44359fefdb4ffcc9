//! From a selection to settings: which configurations count for a run, and which for each of its files.

use super::revision::AtRevision;
use super::territories::Territories;
use super::{ConfigFrom, Selection, SessionError};
use crate::config::{
    BASELINE, CacheDirectory, ConfigError, Configurations, Environment, FORMER_BASELINE, Files, Setting,
    Settings, Sources, repository_around,
};
use crate::discover::{DiscoverError, Filter};
use crate::model::{Origin, printable};
use crate::paths::{BadGlob, Globs, absolute};
use crate::writable::check_directory;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The configurations of a run, and the places that it happens in.
#[derive(Debug)]
pub(super) struct Configured {
    /// What counts for each file.
    territories: Mutex<Territories>,
    /// What counts for the run as a whole: jobs, cache, baseline, formats.
    pub(super) settings: Settings,
    /// Where configurations and the baseline are read, if not from disk.
    pub(super) files: Option<Arc<AtRevision>>,
    /// The current directory.
    pub(super) current: PathBuf,
    /// The root of the repository, or the current directory outside of any.
    pub(super) root: PathBuf,
}

impl Configured {
    pub(super) fn new(selection: &Selection) -> Result<Configured, SessionError> {
        // Without a current directory only absolute paths are left, and these do not need it.
        let current = std::env::current_dir().unwrap_or_default();
        let paths = selection.walked();
        let directory = run_directory(&current, &paths);
        let root = root_of(&directory, &current, &paths);
        let elsewhere = is_elsewhere(&root, &current).then_some(&*root);
        let files = match &selection.config {
            ConfigFrom::Revision(name) => Some(Arc::new(AtRevision::new(name, elsewhere)?)),
            _ => None,
        };
        let configurations = Configurations::new(Sources {
            file: match &selection.config {
                ConfigFrom::File(path) => Some(path.clone()),
                ConfigFrom::Nearest | ConfigFrom::Revision(_) | ConfigFrom::Nowhere => None,
            },
            files: files.clone().map(|it| it as Arc<dyn Files>),
            none: selection.config == ConfigFrom::Nowhere,
            profile: selection.profile.clone(),
            preset: selection.preset,
            limits: selection.limits.clone(),
            current: current.clone(),
            environment: Environment::read(),
            options: selection.options.clone(),
        })?;
        let exclude = patterns(&selection.exclude, &current)?;
        let earlier = files.clone();
        let territories =
            Territories::new(configurations, &directory, exclude, selection.force_exclude, earlier)?;
        let settings = Settings::clone(territories.run());
        check_cache(&settings)?;
        let mut configured =
            Configured { territories: Mutex::new(territories), settings, files, root, current };
        configured.place_baseline(selection.baseline.as_deref());
        Ok(configured)
    }

    /// Whether the session is about another place than the one that git would speak of here.
    pub(super) fn is_elsewhere(&self) -> bool {
        is_elsewhere(&self.root, &self.current)
    }

    /// Lets an option say where the baseline is; if nothing does, it is at the root of the repository.
    fn place_baseline(&mut self, path: Option<&Path>) {
        let setting = &self.settings.baseline;
        let (value, origin) = match path {
            Some(path) => (self.absolute(path), Origin::CommandLine("--baseline")),
            None if setting.origin == Origin::Default => (self.usual_baseline(), Origin::Default),
            None => return,
        };
        self.settings.baseline = Setting { value, origin };
    }

    /// The baseline at the root of the repository, under the name that it has there.
    fn usual_baseline(&self) -> PathBuf {
        let [usual, former] = [BASELINE, FORMER_BASELINE].map(|name| self.root.join(name));
        let is_there = |path: &Path| match &self.files {
            Some(files) => matches!(files.read(path, u64::MAX), Ok(Some(_))),
            None => path.symlink_metadata().is_ok(),
        };
        if !is_there(&usual) && is_there(&former) { former } else { usual }
    }

    /// The settings that govern a file.
    pub(super) fn of_file(&self, path: &Path) -> Result<Arc<Settings>, ConfigError> {
        self.territories().of_file(path)
    }

    /// The settings of the run as its configurations say it.
    pub(super) fn of_run(&self) -> Arc<Settings> {
        Arc::clone(self.territories().run())
    }

    /// What a walk does in a directory.
    pub(super) fn filter(&self, directory: &Path) -> Arc<Filter> {
        self.territories().filter(directory)
    }

    /// Takes note of what governs the files that were found.
    pub(super) fn settle<'a>(&self, files: impl Iterator<Item = &'a Path>) -> Result<(), ConfigError> {
        self.territories().settle(files)
    }

    /// The files that are not read as configurations, with the reasons; each is told once.
    pub(super) fn passed_over(&self) -> Vec<String> {
        self.territories().passed_over()
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

/// An error if a cache is wanted where nothing may be written.
pub(super) fn check_cache(settings: &Settings) -> Result<(), SessionError> {
    match &settings.cache.directory.value {
        CacheDirectory::At(path) if settings.cache.enabled.value => check_directory(path)
            .map_err(|refusal| SessionError::Request(format!("{}: {refusal}", path.display()))),
        _ => Ok(()),
    }
}

/// A path as a person in a directory would type it.
pub(super) fn shown(path: &Path, current: &Path) -> String {
    let near = path.strip_prefix(current).unwrap_or(path);
    printable(&near.to_string_lossy()).into_owned()
}

/// The current directory if everything lies below it, else the deepest one that everything lies below.
fn run_directory(current: &Path, paths: &[PathBuf]) -> PathBuf {
    let paths = paths.iter().map(|path| absolute(path, current).into_owned());
    deepest(paths.filter(|path| !path.starts_with(current))).unwrap_or_else(|| current.to_owned())
}

/// The repository that a run is about: that of its directory or, if it is in none, that of what it looks at.
fn root_of(directory: &Path, current: &Path, paths: &[PathBuf]) -> PathBuf {
    let looked_at = deepest(paths.iter().map(|path| absolute(path, current).into_owned()));
    let around = || repository_around(looked_at.as_deref()?);
    repository_around(directory).or_else(around).unwrap_or_else(|| directory.to_owned())
}

/// Whether a root is not the one around the current directory, and the environment names no repository.
fn is_elsewhere(root: &Path, current: &Path) -> bool {
    let is_named = std::env::var_os("GIT_DIR").is_some_and(|value| !value.is_empty());
    !is_named && !current.starts_with(root)
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

/// The patterns of the command line.
fn patterns(exclude: &[String], current: &Path) -> Result<Option<Globs>, DiscoverError> {
    let wrong = |source: BadGlob| {
        let pattern = exclude.get(source.index).cloned().unwrap_or_default();
        DiscoverError::Pattern { pattern, source }
    };
    (!exclude.is_empty()).then(|| Globs::new(current, exclude).map_err(wrong)).transpose()
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
