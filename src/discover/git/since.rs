//! What changed since a revision: in the files, or in another commit.

use super::changes::diff_options;
use super::changes::{Deltas, New};
use super::count::must_be_countable;
use super::listing::{Tracked, suspects};
use super::places::Places;
use super::replace::Replacements;
use super::sound::{must_be_bearable_along, must_have_sound_objects, tree_of};
use super::untracked::{self, Hiding};
use super::{Changes, GitError, Range, WorkTree, merged, revision, staged};
use git2::{Index, Repository, Tree};
use std::collections::BTreeSet;
use std::io::Cursor;

/// The files of a work tree, before they are compared with a commit.
struct Files {
    hiding: Hiding,
    /// The index, and the paths that may differ from it; `None` if only libgit2 can tell.
    known: Option<(Vec<u8>, Vec<Vec<u8>>)>,
}

impl WorkTree {
    pub(super) fn changed_since(
        &self,
        range: &Range,
        places: &Places,
        repository: &Repository,
    ) -> Result<Changes, GitError> {
        let replacements = Replacements::of(repository, &self.settings)?;
        let mut files = range.until.is_none().then(|| self.files(repository)).transpose()?;
        let mut all = Vec::new();
        for base in revision::bases(repository, range, &replacements, &merged(repository))? {
            let base = tree_of(&base, repository)?;
            let (deltas, new) = match &mut files {
                Some(files) => (self.compared(repository, &base, files)?, New::File),
                None => (until(repository, range, &base, &replacements)?, New::Commit),
            };
            all.push(Changes::new(deltas, places, &self.store, new)?);
        }
        let mut all = all.into_iter();
        let first = all.next().unwrap_or_default();
        Ok(Changes { against: all.map(|changes| changes.list).collect(), ..first })
    }

    /// Lists the files, and looks at those that libgit2 would open for what is in them.
    fn files(&self, repository: &Repository) -> Result<Files, GitError> {
        self.index.must_exist(repository)?;
        let hiding = Hiding::of(repository, &self.root, &self.settings);
        // its time first: what is changed from now on is newer than it
        let written = self.index.path.metadata();
        let bytes = staged::index_at(&self.index.path).zip(written.ok());
        let tracked = bytes.as_ref().and_then(|(bytes, written)| Tracked::of_file(bytes, written));
        if let Some((tracked, (bytes, _))) = tracked.zip(bytes) {
            let suspects = suspects(&self.root, &tracked, &hiding)?;
            return Ok(Files { hiding, known: Some((bytes, suspects)) });
        }
        suspects(&self.root, &Tracked::of_index(&self.index.open(repository)?), &hiding)?;
        Ok(Files { hiding, known: None })
    }

    /// The differences between a tree and the files.
    fn compared(&self, git: &Repository, base: &Tree<'_>, files: &mut Files) -> Result<Deltas, GitError> {
        let known = files.known.as_ref().and_then(|(index, suspects)| {
            let staged = staged::staged(git, Cursor::new(index), Some(base))?;
            let sides = staged.into_iter().flat_map(|delta| [delta.before, delta.after]).flatten();
            Some(sides.map(|entry| entry.path).chain(suspects.iter().cloned()).collect::<BTreeSet<_>>())
        });
        match known {
            Some(only) if only.is_empty() => Ok(Deltas::default()),
            only => self.by_libgit2(git, base, &mut files.hiding, only.as_ref()),
        }
    }

    fn by_libgit2(
        &self,
        git: &Repository,
        base: &Tree<'_>,
        hiding: &mut Hiding,
        only: Option<&BTreeSet<Vec<u8>>>,
    ) -> Result<Deltas, GitError> {
        // it reads contents too, where they say what attributes files have
        must_have_sound_objects(git)?;
        match only {
            Some(only) => must_be_bearable_along(git, base, only)?,
            None => must_be_countable(git, base.id())?,
        }
        let index: Index = self.index.open(git)?;
        let diff = untracked::diff(git, base, hiding, diff_options, only)?;
        let mut deltas = Deltas::hiding(&diff, None, Some(hiding))?;
        deltas.set_conflicts_aside(&index)?;
        deltas.take_from_index(&index, only, |path| self.root.join(path).symlink_metadata().is_ok());
        Ok(deltas)
    }
}

/// The differences between two trees.
fn until(
    repository: &Repository,
    range: &Range,
    base: &Tree<'_>,
    replacements: &Replacements,
) -> Result<Deltas, GitError> {
    must_be_countable(repository, base.id())?;
    let until = range.until.as_deref().unwrap_or("HEAD");
    let until = replacements.commit(revision::commit(repository, until)?, repository)?;
    let until = tree_of(&until, repository)?;
    must_be_countable(repository, until.id())?;
    let diff = repository.diff_tree_to_tree(Some(base), Some(&until), Some(&mut diff_options()))?;
    Deltas::new(&diff, None)
}
