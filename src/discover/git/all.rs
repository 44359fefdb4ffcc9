//! All files of one side of a change, whether or not they changed.

use super::changes::diff_options;
use super::changes::{Deltas, New};
use super::count::must_be_countable;
use super::places::Places;
use super::replace::Replacements;
use super::sound::tree_of;
use super::{Changes, GitError, WorkTree, revision};

impl WorkTree {
    /// Everything that is in the index, as if nothing had been before.
    ///
    /// # Errors
    ///
    /// As [`WorkTree::staged`].
    pub(crate) fn whole_index(&self) -> Result<Changes, GitError> {
        let places = Places::new(&self.root, &self.here, &[])?;
        let repository = self.store.lock();
        self.staged_against(None, &places, &repository)
    }

    /// Everything that a revision has, as if nothing had been before.
    ///
    /// # Errors
    ///
    /// As [`WorkTree::since`].
    pub(crate) fn whole_revision(&self, name: &str) -> Result<Changes, GitError> {
        let places = Places::new(&self.root, &self.here, &[])?;
        let repository = self.store.lock();
        let replacements = Replacements::of(&repository, &self.settings)?;
        let commit = replacements.commit(revision::commit(&repository, name)?, &repository)?;
        let tree = tree_of(&commit, &repository)?;
        must_be_countable(&repository, tree.id())?;
        let diff = repository.diff_tree_to_tree(None, Some(&tree), Some(&mut diff_options()))?;
        Changes::new(Deltas::new(&diff, None)?, &places, &self.store, New::Commit)
    }
}
