//! Who wrote a line and when: what the history of `HEAD` says of lines of the work tree.
//!
//! A line that is not committed has no author, nor has one that came with the oldest commit of a shallow clone: who
//! wrote it is in no history at hand. What libgit2 answers is held against the parents of the commit that it names.

use super::sound::must_have_sound_objects;
use super::{GitError, WorkTree};
use crate::discover::read::{Links, read};
use git2::{
    BlameHunk, BlameOptions, Blob, Commit, DiffOptions, ErrorCode, ObjectType, Oid, Patch, Repository, Tree,
};
use std::collections::BTreeMap;
use std::path::Path;

/// A larger file has no authors: it may have as large a one for each commit.
const LARGEST: u64 = 16 << 20;

const LINK: i32 = 0o120_000;

/// Who wrote a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authorship {
    /// The author's name, as the commit has it: anything but a newline may be in it.
    pub author: String,
    /// When it was committed, in seconds since 1970 UTC.
    pub seconds: i64,
}

impl WorkTree {
    /// Who wrote lines of a file as it is on disk; what the history does not tell is left out.
    ///
    /// # Errors
    ///
    /// A damaged repository. A file that is not committed is no error, and neither is one outside the work tree.
    pub fn authors(&self, path: &Path, lines: &[u32]) -> Result<BTreeMap<u32, Authorship>, GitError> {
        let Ok(file) = path.canonicalize() else { return Ok(BTreeMap::new()) };
        let Ok(place) = file.strip_prefix(&self.root) else { return Ok(BTreeMap::new()) };
        let Ok(Some(bytes)) = read(&file, Links::Refuse, LARGEST) else { return Ok(BTreeMap::new()) };
        must_have_sound_objects(&self.store.lock())?;
        let found = authors(&self.store.lock(), place, &bytes, lines);
        match found {
            Err(error) if matches!(error.code(), ErrorCode::NotFound | ErrorCode::UnbornBranch) => {
                Ok(BTreeMap::new())
            }
            done => Ok(done?),
        }
    }
}

fn authors(
    git: &Repository,
    place: &Path,
    bytes: &[u8],
    lines: &[u32],
) -> Result<BTreeMap<u32, Authorship>, git2::Error> {
    let Some(id) = file_in(&git.head()?.peel_to_tree()?, place) else { return Ok(BTreeMap::new()) };
    if git.odb()?.read_header(id)?.0 as u64 > LARGEST {
        return Ok(BTreeMap::new());
    }
    let edits = Edits::new(&git.find_blob(id)?, bytes)?;
    let committed: Vec<(u32, usize)> =
        lines.iter().filter_map(|&line| Some((line, edits.before(line as usize)?))).collect();
    let olds = || committed.iter().map(|&(_, old)| old);
    let (Some(first), Some(last)) = (olds().min(), olds().max()) else { return Ok(BTreeMap::new()) };
    let blame = git.blame_file(place, Some(BlameOptions::new().min_line(first).max_line(last)))?;
    let author = |(line, old)| Some((line, authorship(git, &blame.get_line(old)?)?));
    Ok(committed.into_iter().filter_map(author).collect())
}

fn authorship(git: &Repository, hunk: &BlameHunk<'_>) -> Option<Authorship> {
    let commit = git.find_commit(hunk.final_commit_id()).ok()?;
    if !is_origin(git, &commit, hunk.path()?) {
        return None;
    }
    let author = String::from_utf8_lossy(commit.author().name_bytes()).into_owned();
    Some(Authorship { author, seconds: commit.time().seconds() })
}

/// Whether a commit changed a file and the whole of what it was before is at hand.
///
/// libgit2 takes a parent whose objects are missing for one without the file, and may overlook a parent of a file
/// whose name is a pattern.
fn is_origin(git: &Repository, commit: &Commit<'_>, path: &Path) -> bool {
    let parents = commit.raw_header_bytes().split(|&byte| byte == b'\n');
    let is_whole = parents.filter(|line| line.starts_with(b"parent ")).count() == commit.parent_count();
    let own = commit.tree().ok().and_then(|tree| file_in(&tree, path));
    let is_told = |parent: Commit<'_>| match parent.tree().map(|tree| file_in(&tree, path)) {
        Ok(Some(before)) => Some(before) != own && git.odb().is_ok_and(|objects| objects.exists(before)),
        Ok(None) => true,
        Err(_) => false,
    };
    is_whole && (0..commit.parent_count()).all(|index| commit.parent(index).is_ok_and(is_told))
}

/// The blob of a regular file.
fn file_in(tree: &Tree<'_>, path: &Path) -> Option<Oid> {
    let entry = tree.get_path(path).ok()?;
    (entry.kind() == Some(ObjectType::Blob) && entry.filemode() != LINK).then(|| entry.id())
}

/// What is not committed of a file: for each place the old lines that went and the new ones that came.
struct Edits(Vec<Edit>);

struct Edit {
    /// The first new line; where none came, the one that follows.
    first: usize,
    came: usize,
    went: usize,
}

impl Edits {
    fn new(committed: &Blob<'_>, bytes: &[u8]) -> Result<Edits, git2::Error> {
        let mut options = DiffOptions::new();
        // A line that git checked out with another end is the same line.
        options.context_lines(0).interhunk_lines(0).force_text(true).ignore_whitespace_eol(true);
        let patch = Patch::from_blob_and_buffer(committed, None, bytes, None, Some(&mut options))?;
        let edit = |index| {
            let (hunk, _) = patch.hunk(index)?;
            let (came, went) = (hunk.new_lines() as usize, hunk.old_lines() as usize);
            // Where nothing came, git names the line before.
            let first = hunk.new_start() as usize + usize::from(came == 0);
            Ok(Edit { first, came, went })
        };
        Ok(Edits((0..patch.num_hunks()).map(edit).collect::<Result<_, git2::Error>>()?))
    }

    /// The number that a line had when it was committed; `None` if it was not.
    fn before(&self, line: usize) -> Option<usize> {
        let above = self.0.iter().take_while(|edit| edit.first <= line);
        let is_new = |edit: &Edit| line < edit.first + edit.came;
        above.into_iter().try_fold(line, |old, edit| (!is_new(edit)).then(|| old + edit.went - edit.came))
    }
}
