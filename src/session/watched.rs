//! What is worth watching: the directories that are walked, and the files that say what counts.

use super::session::Session;
use crate::discover::git::WorkTree;
use std::path::{Path, PathBuf};

impl Session {
    /// Remembers from now on which directories are entered.
    pub fn note_directories(&mut self) {
        self.entered.get_or_insert_default();
    }

    /// The directories that were entered since this was last asked, by their absolute paths; none if nobody wanted them
    /// remembered.
    pub fn take_directories(&mut self) -> Vec<PathBuf> {
        let entered = self.entered.as_mut().map(std::mem::take).unwrap_or_default();
        entered.iter().map(|directory| self.configured.absolute(directory)).collect()
    }

    pub(super) fn note_entered(&mut self, directories: Vec<PathBuf>) {
        self.work.course.count_listed(directories.len() as u64);
        if let Some(entered) = &mut self.entered {
            entered.extend(directories);
        }
    }

    /// The paths that the session is about, by their absolute paths.
    #[must_use]
    pub fn roots(&self) -> Vec<PathBuf> {
        self.selection.walked().iter().map(|path| self.configured.absolute(path)).collect()
    }

    /// The files that say what counts, as far as they were met: configurations with what they extend, and the baseline,
    /// which need not be there.
    #[must_use]
    pub fn rulebooks(&self) -> Vec<PathBuf> {
        let met = self.configured.met();
        let files =
            met.iter().flat_map(|settings| &settings.files).map(|file| self.configured.absolute(file));
        let mut files: Vec<PathBuf> =
            files.chain([self.configured.settings.baseline.value.clone()]).collect();
        files.sort_unstable();
        files.dedup();
        files
    }

    /// The root of the repository that the session is about, or the directory that stands for it outside of any.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.configured.root
    }

    /// The directory in which git keeps its own files about the work tree, such as `HEAD`; `None` outside of any
    /// repository.
    #[must_use]
    pub fn repository(&self) -> Option<PathBuf> {
        WorkTree::around(&self.configured.root).ok().map(|it| it.directory())
    }

    /// The directory of the cache, if there is one.
    #[must_use]
    pub fn cache_directory(&self) -> Option<PathBuf> {
        let directory = self.plan.cache.as_ref()?.path.as_ref()?;
        Some(self.configured.absolute(directory))
    }

    /// Whether the language of a file is known.
    #[must_use]
    pub fn knows(&self, path: &Path) -> bool {
        self.file_at(path).is_ok()
    }

    /// Whether a walk would look at a path, if it is a file of a known language or a directory.
    #[must_use]
    pub fn looks_at(&self, path: &Path) -> bool {
        let absolute = self.configured.absolute(path);
        let place = self.reported(&absolute);
        place.is_some_and(|place| matches!(self.passes_over(&place, absolute.is_dir()), Ok(None)))
    }
}
