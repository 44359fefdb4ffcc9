//! Which configuration governs a directory: the nearest file above it, up to the root of its repository.

use super::error::ConfigError;
use super::extend::{Chain, chain};
use super::layer::{Files, Found, Layer, Trust};
use super::names::{FILE_NAMES, is_root, repository_root};
use super::options::Options;
use super::preset::{Preset, STANDARD, preset};
use super::settings::{CacheDirectory, Setting, Settings};
use super::value::Jobs;
use super::words::allowed;
use crate::judge::Rule;
use crate::model::{Limit, Metric, Origin};
use crate::paths::absolute;
use std::collections::HashMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where configurations are looked for, and what the command line says about all of them.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// The one file to use instead of looking for any.
    pub file: Option<PathBuf>,
    /// Whether no file counts at all.
    pub none: bool,
    /// The profile that counts more than the rest of the file that has it.
    pub profile: Option<String>,
    /// A preset that counts more than any file.
    pub preset: Option<&'static Preset>,
    /// Where the files of repositories are read, if not from disk.
    pub files: Option<Arc<dyn Files>>,
    /// Limits that count more than anything.
    pub limits: Vec<(&'static Metric, Limit)>,
    /// The other keys that count more than any file.
    pub options: Options,
    /// The current directory.
    pub current: PathBuf,
    /// What the environment says.
    pub environment: Environment,
}

/// The variables that count.
#[derive(Clone, Debug, Default)]
pub struct Environment {
    /// `XDG_CONFIG_HOME`.
    pub config_home: Option<OsString>,
    /// `HOME`.
    pub home: Option<OsString>,
    /// `METRICS_JOBS`.
    pub jobs: Option<OsString>,
    /// `METRICS_NO_CACHE`.
    pub no_cache: Option<OsString>,
    /// `METRICS_CACHE_DIR`.
    pub cache_directory: Option<OsString>,
}

impl Environment {
    /// Reads the variables; an empty one is as good as none.
    #[must_use]
    pub fn read() -> Environment {
        let variable = |name| std::env::var_os(name).map(without_line_end).filter(|value| !value.is_empty());
        Environment {
            config_home: variable("XDG_CONFIG_HOME"),
            home: variable("HOME"),
            jobs: variable("METRICS_JOBS"),
            no_cache: variable("METRICS_NO_CACHE").filter(|value| !is_no(value)),
            cache_directory: variable("METRICS_CACHE_DIR"),
        }
    }

    /// The user's home, if it says where it is.
    fn home(&self) -> Option<PathBuf> {
        self.home.as_ref().map(PathBuf::from).filter(|home| home.is_absolute())
    }

    /// The user's own file, whether or not it exists; a home that is not absolute is none.
    fn user_file(&self) -> Option<PathBuf> {
        let home = self.home.as_ref().map(|home| Path::new(home).join(".config"));
        let directory =
            self.config_home.as_ref().map(PathBuf::from).filter(|it| it.is_absolute()).or(home)?;
        directory.is_absolute().then(|| directory.join("metrics/config.yaml"))
    }
}

/// The configurations of a run, each read once.
#[derive(Debug)]
pub(crate) struct Configurations {
    sources: Sources,
    user: Chain,
    /// Settings by directory.
    known: HashMap<PathBuf, Arc<Settings>>,
    /// What holds where no file governs.
    fallback: Arc<Settings>,
    /// Files that were passed over, and why.
    passed_over: Vec<String>,
}

impl Configurations {
    /// Reads what holds everywhere: the user's file, or the one that was named.
    ///
    /// # Errors
    /// If that file, or the environment, is wrong.
    pub(crate) fn new(sources: Sources) -> Result<Configurations, ConfigError> {
        let profile = sources.profile.as_deref();
        let user = match sources.environment.user_file() {
            Some(path) if !sources.none && sources.file.is_none() && path.exists() => {
                let trust = Trust::User(sources.environment.home());
                let layer = Layer::load(&path, &path, trust)?;
                layer.map(|layer| chain(layer, profile)).transpose()?.unwrap_or_default()
            }
            _ => Chain::default(),
        };
        let named = match &sources.file {
            Some(path) if !sources.none => Some(named(path, &sources.current)?),
            _ => None,
        };
        let is_open = named.is_none() && user.layers.is_empty();
        let nearest = named.map(|layer| chain(layer, profile)).transpose()?;
        let nearest = nearest.unwrap_or(Chain { is_open, ..Chain::default() });
        let fallback = Arc::new(settings(&sources, &user, &nearest, &sources.current)?);
        Ok(Configurations { sources, user, known: HashMap::new(), fallback, passed_over: Vec::new() })
    }

    /// The settings that govern the files in a directory.
    ///
    /// # Errors
    /// If a configuration is wrong.
    pub(crate) fn of_directory(&mut self, directory: &Path) -> Result<Arc<Settings>, ConfigError> {
        if self.sources.none || self.sources.file.is_some() {
            return Ok(Arc::clone(&self.fallback));
        }
        let directory = absolute(directory, &self.sources.current).into_owned();
        let mut passed = Vec::new();
        let mut found = Arc::clone(&self.fallback);
        for above in directory.ancestors() {
            if let Some(known) = self.known.get(above) {
                found = Arc::clone(known);
                break;
            }
            passed.push(above.to_owned());
            if let Some(layer) = self.file_in(above)? {
                let nearest = chain(layer, self.sources.profile.as_deref())?;
                found = Arc::new(settings(&self.sources, &self.user, &nearest, above)?);
                break;
            }
            if is_root(above) {
                break;
            }
        }
        for directory in passed {
            self.known.insert(directory, Arc::clone(&found));
        }
        Ok(found)
    }

    /// The settings of a run in a directory: a baseline that a configuration above names holds below it as well, so that
    /// a run finds the same from wherever it starts.
    ///
    /// # Errors
    /// If a configuration is wrong.
    pub(crate) fn of_run(&mut self, directory: &Path) -> Result<Arc<Settings>, ConfigError> {
        let settings = self.of_directory(directory)?;
        self.check_profile(&settings)?;
        let directory = absolute(directory, &self.sources.current).into_owned();
        for above in directory.ancestors() {
            let baseline = self.of_directory(above)?.baseline.clone();
            if self.is_of_repository(&baseline.origin) {
                return Ok(Arc::new(Settings { baseline, ..Settings::clone(&settings) }));
            }
            if is_root(above) {
                break;
            }
        }
        Ok(settings)
    }

    /// A profile that was asked for and is nowhere would let pass what it was to stop.
    fn check_profile(&self, settings: &Settings) -> Result<(), ConfigError> {
        let Some(name) = &self.sources.profile else { return Ok(()) };
        if settings.profiles.contains(name) {
            return Ok(());
        }
        let known: Vec<&str> = settings.profiles.iter().map(String::as_str).collect();
        let known = if known.is_empty() { "there are none".to_owned() } else { allowed(name, &known) };
        let what = format!("the configuration of the run has no profile `{name}`; {known}");
        Err(ConfigError::of_file(Path::new("--profile"), what))
    }

    /// Whether a setting stands in a file that belongs to what is measured, and not in the user's own.
    fn is_of_repository(&self, origin: &Origin) -> bool {
        let is_user = |path: &PathBuf| self.user.layers.iter().any(|layer| layer.shown == *path);
        matches!(origin, Origin::File(path, _) if !is_user(path))
    }

    /// The files that were found and are another program's, with the reasons; each is told once.
    pub(crate) fn passed_over(&mut self) -> Vec<String> {
        std::mem::take(&mut self.passed_over)
    }

    fn is_there(&self, path: &Path) -> Result<bool, String> {
        match &self.sources.files {
            Some(files) => Ok(files.read(path, u64::MAX)?.is_some()),
            None => Ok(path.symlink_metadata().is_ok()),
        }
    }

    /// Whether the files come from elsewhere than the disk, where a walk sees none of them.
    #[must_use]
    pub(crate) fn are_earlier(&self) -> bool {
        self.sources.files.is_some()
    }

    fn file_in(&mut self, directory: &Path) -> Result<Option<Layer>, ConfigError> {
        for name in FILE_NAMES {
            let path = directory.join(name);
            let shown = path.strip_prefix(&self.sources.current).unwrap_or(&path).to_owned();
            if self.is_there(&path).map_err(|what| ConfigError::of_file(&shown, what))? {
                let root = repository_root(directory);
                let trust = match &self.sources.files {
                    Some(files) => Trust::Earlier(root, Arc::clone(files)),
                    None => Trust::Repository(root),
                };
                match Layer::find(&path, &shown, &trust)? {
                    Found::Ours(layer) => return Ok(Some(*layer)),
                    Found::Foreign(None) => {}
                    Found::Foreign(Some(why)) => {
                        self.passed_over
                            .push(format!("{} is not read as a configuration: {why}", shown.display()));
                    }
                }
            }
        }
        Ok(None)
    }
}

/// The file in a directory that counts there, by its name.
///
/// # Errors
/// If one is wrong.
pub(crate) fn present(directory: &Path) -> Result<Option<&'static str>, ConfigError> {
    for name in FILE_NAMES {
        let path = directory.join(name);
        if path.symlink_metadata().is_err() {
            continue;
        }
        let trust = Trust::Repository(repository_root(directory));
        let is_ours = matches!(Layer::find(&path, Path::new(name), &trust)?, Found::Ours(_));
        if is_ours || name.starts_with('.') {
            return Ok(Some(name));
        }
    }
    Ok(None)
}

fn named(path: &Path, current: &Path) -> Result<Layer, ConfigError> {
    let absolute = absolute(path, current);
    let root = absolute.parent().map_or_else(|| current.to_owned(), repository_root);
    Layer::load(&absolute, path, Trust::Repository(root))?
        .ok_or_else(|| ConfigError::of_file(path, "it has no table `tool.metrics`"))
}

/// A variable as it was meant: a file of variables may have been written with CRLF.
fn without_line_end(value: OsString) -> OsString {
    match value.to_str() {
        Some(text) => text.trim_end_matches(['\r', '\n']).into(),
        None => value,
    }
}

/// A path of the user, in which `~` is the home, as in a shell.
pub(super) fn at_home(path: &Path, home: Option<&Path>) -> PathBuf {
    match (path.strip_prefix("~"), home) {
        (Ok(below), Some(home)) => home.join(below),
        _ => path.to_owned(),
    }
}

/// Words that turn a switch of the environment off.
fn is_no(value: &OsString) -> bool {
    ["0", "n", "no", "f", "false", "off"].iter().any(|word| value.eq_ignore_ascii_case(word))
}

/// Lays everything over each other: preset, user, what the nearest file extends, that file, environment, options.
fn settings(sources: &Sources, user: &Chain, nearest: &Chain, base: &Path) -> Result<Settings, ConfigError> {
    let mut settings = Settings::bare(base);
    if user.is_open || nearest.is_open {
        let standard = preset(STANDARD).expect("it is one of the presets");
        settings.lay(&standard.layer())?;
    }
    for chain in [user, nearest] {
        chain.layers.iter().try_for_each(|layer| settings.lay(layer))?;
        settings.profiles.extend(chain.profiles.iter().cloned());
    }
    settings.lay_environment(&sources.environment)?;
    if let Some(preset) = sources.preset {
        settings.lay(&preset.layer())?;
    }
    if !sources.limits.is_empty() {
        settings.policy.rules.push(Rule { limits: sources.limits.clone(), ..Rule::default() });
    }
    settings.lay_options(&sources.options);
    Ok(settings)
}

impl Settings {
    fn lay_environment(&mut self, environment: &Environment) -> Result<(), ConfigError> {
        if let Some(jobs) = &environment.jobs {
            let value = Jobs::parse(&jobs.to_string_lossy())
                .map_err(|what| ConfigError::of_file(Path::new("METRICS_JOBS"), what))?;
            self.jobs = Setting { value, origin: Origin::Environment("METRICS_JOBS") };
        }
        if environment.no_cache.is_some() {
            self.cache.enabled = Setting { value: false, origin: Origin::Environment("METRICS_NO_CACHE") };
        }
        if let Some(directory) = &environment.cache_directory {
            let value = CacheDirectory::At(at_home(Path::new(directory), environment.home().as_deref()));
            self.cache.directory = Setting { value, origin: Origin::Environment("METRICS_CACHE_DIR") };
        }
        Ok(())
    }
}
