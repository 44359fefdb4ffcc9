//! Which settings govern which directory, told to the threads of a walk and remembered for the judging.

use super::revision::AtRevision;
use crate::config::{self, ConfigError, Configurations, Settings};
use crate::discover::{EarlierIgnores, Filter, Generated, Terms};
use crate::model::Origin;
use crate::paths::Globs;
use hashbrown::HashMap as QuickMap;
use std::collections::{BTreeSet, HashMap};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The settings of directories, as far as somebody asked.
#[derive(Debug)]
pub(super) struct Territories {
    configurations: Configurations,
    /// `--exclude`, which holds for all files.
    exclude: Option<Globs>,
    force_exclude: bool,
    /// The revision that ignore files are read at.
    earlier: Option<Arc<AtRevision>>,
    /// What the directories that were asked about are governed by: none between has a configuration of its own.
    asked: HashMap<PathBuf, Result<Arc<Settings>, ConfigError>>,
    /// What governs the directories of files that were found, by their letters: it is asked for each file, several times.
    found: QuickMap<OsString, Arc<Settings>>,
    filters: Vec<(Arc<Settings>, Arc<Filter>)>,
    run: Arc<Settings>,
}

impl Territories {
    pub(super) fn new(
        mut configurations: Configurations,
        directory: &Path,
        exclude: Option<Globs>,
        force_exclude: bool,
        earlier: Option<Arc<AtRevision>>,
    ) -> Result<Territories, ConfigError> {
        let run = configurations.of_run(directory)?;
        let (asked, found, filters) = (HashMap::new(), QuickMap::new(), Vec::new());
        Ok(Territories { configurations, exclude, force_exclude, earlier, asked, found, filters, run })
    }

    /// The settings that count for the run as a whole.
    pub(super) fn run(&self) -> &Arc<Settings> {
        &self.run
    }

    /// The filter of a directory; that of the run for one whose configuration is wrong, which [`Territories::settle`]
    /// tells if it matters.
    pub(super) fn filter(&mut self, directory: &Path) -> Arc<Filter> {
        let directory = plain(directory);
        if !self.asked.contains_key(directory) {
            let settings = self.configurations.of_directory(directory);
            self.asked.insert(directory.to_owned(), settings);
        }
        let settings = match &self.asked[directory] {
            Ok(settings) => Arc::clone(settings),
            Err(_) => Arc::clone(&self.run),
        };
        self.filter_by(&settings)
    }

    /// Takes note of what governs the files that were found.
    ///
    /// # Errors
    /// If the configuration of one of them is wrong.
    pub(super) fn settle<'a>(&mut self, files: impl Iterator<Item = &'a Path>) -> Result<(), ConfigError> {
        let mut last = None;
        for file in files {
            let directory = directory_of(file);
            // files in the order of their paths are mostly where the one before them was
            if last == Some(directory.as_os_str()) || self.found.contains_key(directory.as_os_str()) {
                last = Some(directory.as_os_str());
                continue;
            }
            let asked = || directory.ancestors().find_map(|above| self.asked.get(above));
            let known = if self.configurations.are_earlier() { None } else { asked() };
            let settings = match known {
                Some(known) => known.clone()?,
                None => self.configurations.of_directory(directory)?,
            };
            self.found.insert(directory.as_os_str().to_owned(), settings);
        }
        Ok(())
    }

    /// The settings that govern a file.
    pub(super) fn of_file(&mut self, path: &Path) -> Result<Arc<Settings>, ConfigError> {
        let directory = directory_of(path);
        match self.found.get(directory.as_os_str()) {
            Some(known) => Ok(Arc::clone(known)),
            None => self.configurations.of_directory(directory),
        }
    }

    /// The settings of all configurations that were met.
    pub(super) fn met(&self) -> Vec<Arc<Settings>> {
        let mut met = vec![Arc::clone(&self.run)];
        for settings in self.asked.values().flatten().chain(self.found.values()) {
            if !met.iter().any(|known| Arc::ptr_eq(known, settings)) {
                met.push(Arc::clone(settings));
            }
        }
        met
    }

    /// The files that were found and are not read as configurations, with the reasons; each is told once.
    pub(super) fn passed_over(&mut self) -> Vec<String> {
        self.configurations.passed_over()
    }

    /// Where nested configurations name a baseline.
    pub(super) fn idle_baselines(&self) -> Vec<String> {
        let origins = self.found.values().map(|settings| &settings.baseline.origin);
        let idle = origins.filter(|it| matches!(it, Origin::File(..)) && **it != self.run.baseline.origin);
        idle.map(ToString::to_string).collect::<BTreeSet<_>>().into_iter().collect()
    }

    fn filter_by(&mut self, settings: &Arc<Settings>) -> Arc<Filter> {
        if let Some((_, filter)) = self.filters.iter().find(|(known, _)| Arc::ptr_eq(known, settings)) {
            return Arc::clone(filter);
        }
        let filter = Arc::new(self.made_filter(settings));
        self.filters.push((Arc::clone(settings), Arc::clone(&filter)));
        filter
    }

    fn made_filter(&self, settings: &Settings) -> Filter {
        let exclude = settings.exclude.iter().map(|set| &set.globs).chain(&self.exclude);
        Filter {
            use_ignore: settings.use_gitignore.value,
            earlier_ignores: self.earlier.clone().map(|it| it as Arc<dyn EarlierIgnores>),
            exclude: exclude.cloned().collect(),
            include: settings.include.iter().map(|set| set.globs.clone()).collect(),
            extensions: settings.extensions.clone(),
            terms: Some(terms(settings, self.force_exclude)),
        }
    }
}

fn directory_of(file: &Path) -> &Path {
    plain(file.parent().unwrap_or(Path::new("")))
}

/// A directory may be typed with `./` before it, and is reported without.
fn plain(directory: &Path) -> &Path {
    let has_dot = directory.as_os_str().as_encoded_bytes().first() == Some(&b'.');
    if has_dot { directory.strip_prefix(".").unwrap_or(directory) } else { directory }
}

/// What is done with a file that some settings govern.
pub(super) fn terms(settings: &Settings, force_exclude: bool) -> Terms {
    let generated = match settings.generated.value {
        config::GeneratedFiles::Measure => Generated::Measure,
        config::GeneratedFiles::Skip if force_exclude => Generated::Skip,
        config::GeneratedFiles::Skip => Generated::SkipUnlessNamed,
    };
    Terms { max_file_size: settings.max_file_size.value, generated }
}
