//! Which commit a change is measured from.

use super::error::{GitError, VARIABLES, quoted};
use super::objects::Objects;
use super::replace::Replacements;
use super::sound::{must_begin_bearable, must_have_sound_objects};
use git2::{Commit, ErrorClass, ErrorCode, ObjectType, Oid, Repository};

/// The names of what is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    /// The revision whose common ancestor with the other side is the base.
    pub since: String,
    /// Whether the base is the revision itself instead.
    pub exact: bool,
    /// The other side; `None` is the work tree.
    pub until: Option<String>,
}

impl Range {
    /// From the common ancestor with a revision.
    #[must_use]
    pub fn since(since: String, until: Option<String>) -> Range {
        Range { since, exact: false, until }
    }

    /// The command of git that reads all that differs, and so fetches what is not here.
    pub(super) fn command(&self) -> String {
        let since = quoted(&self.since);
        let range = match (&self.until, self.exact) {
            (None, true) => since,
            (None, false) => format!("--merge-base {since}"),
            (Some(until), true) => format!("{since} {}", quoted(until)),
            (Some(until), false) => format!("{since}...{}", quoted(until)),
        };
        format!("git diff --text --no-renames {range} > /dev/null")
    }

    /// What the environment of pre-commit, GitHub or GitLab says is to be compared, for an option that asks for it.
    ///
    /// # Errors
    ///
    /// [`GitError::NoBase`] if none of its variables is set.
    pub(crate) fn of_environment(option: &'static str) -> Result<Range, GitError> {
        range_of(|name| std::env::var(name).ok()).ok_or(GitError::NoBase(option))
    }

    /// What pre-commit says is pushed, or else compared, if it says both ends.
    #[must_use]
    pub(crate) fn of_push() -> Option<Range> {
        push(&|name: &str| std::env::var(name).ok()).filter(|range| range.until.is_some())
    }
}

fn push(variable: &impl Fn(&str) -> Option<String>) -> Option<Range> {
    let value = |name| variable(name).filter(|value| !value.is_empty() && !is_nothing(value));
    value("PRE_COMMIT_FROM_REF").map(|since| Range::since(since, value("PRE_COMMIT_TO_REF")))
}

fn range_of(variable: impl Fn(&str) -> Option<String>) -> Option<Range> {
    let [_, github, gitlab] = VARIABLES;
    // Both CI services name a branch of their remote, of which a checkout has no local branch.
    let value = |name| variable(name).filter(|value| !value.is_empty());
    let branch = |name| value(name).map(|branch| Range::since(format!("origin/{branch}"), None));
    push(&variable).or_else(|| branch(github)).or_else(|| branch(gitlab))
}

/// The id of no object, which git passes for a branch that is not there yet.
fn is_nothing(revision: &str) -> bool {
    revision.bytes().all(|byte| byte == b'0')
}

pub(super) fn commit<'a>(repository: &'a Repository, revision: &str) -> Result<Commit<'a>, GitError> {
    must_begin_bearable(repository, revision)?;
    if !is_commit(repository, revision)? {
        must_have_sound_objects(repository)?;
    }
    let found = repository.revparse_single(revision).and_then(|object| object.peel_to_commit());
    found.map_err(|_| GitError::UnknownRevision {
        revision: revision.to_owned(),
        shallow: repository.is_shallow(),
    })
}

/// Whether a revision is the name of a commit, from which no way leads on; the commit is then looked at.
fn is_commit(repository: &Repository, revision: &str) -> Result<bool, GitError> {
    let objects = Objects::of(repository)?;
    let named = Some(revision).filter(|it| it.len() == 40).and_then(|it| Oid::from_str(it).ok());
    let reference = repository.resolve_reference_from_short_name(revision).and_then(|it| it.resolve());
    let reference = reference.ok().and_then(|reference| reference.target());
    let mut is_commit = false;
    // a name may be both, and libgit2 tries one after the other
    for id in [named, reference].into_iter().flatten() {
        if !objects.exists(id) || objects.header(id)?.1 != ObjectType::Commit {
            return Ok(false);
        }
        objects.must_be_bearable(id)?;
        is_commit = true;
    }
    Ok(is_commit)
}

/// The last commits that both sides have: what came to the other branch since is no change of this one.
///
/// While a merge is under way the work tree has all its commits, so that what it brings is no change either.
pub(super) fn bases<'a>(
    repository: &'a Repository,
    range: &Range,
    replacements: &Replacements,
    merged: &[Oid],
) -> Result<Vec<Commit<'a>>, GitError> {
    let until = range.until.as_deref().unwrap_or("HEAD");
    let since = commit(repository, &range.since)?;
    if range.exact {
        return Ok(vec![replacements.commit(since, repository)?]);
    }
    let mut others = vec![commit(repository, until)?.id()];
    if range.until.is_none() {
        others.extend_from_slice(merged);
    }
    let is_itself = others.iter().all(|other| *other == since.id());
    if !is_itself {
        must_have_sound_objects(repository)?;
    }
    let bases = if is_itself {
        vec![since.id()]
    } else if replacements.is_empty() {
        let all = [&[since.id()], others.as_slice()].concat();
        match repository.merge_bases_many(&all) {
            Ok(bases) => bases.to_vec(),
            Err(error) if error.code() == ErrorCode::NotFound && error.class() != ErrorClass::Odb => {
                Vec::new()
            }
            Err(error) => return Err(error.into()),
        }
    } else {
        replacements.merge_bases(repository, since.id(), &others)?
    };
    if bases.is_empty() {
        return Err(GitError::NoMergeBase {
            since: range.since.clone(),
            until: until.to_owned(),
            shallow: repository.is_shallow(),
        });
    }
    bases.into_iter().map(|base| replacements.commit(repository.find_commit(base)?, repository)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(variables: &[(&str, &str)]) -> Option<(String, Option<String>)> {
        let get = |name: &str| Some(variables.iter().find(|(key, _)| *key == name)?.1.to_owned());
        range_of(get).map(|range| (range.since, range.until))
    }

    #[test]
    fn a_push_is_compared_with_what_was_there() {
        let push = [("PRE_COMMIT_FROM_REF", "abc"), ("PRE_COMMIT_TO_REF", "def"), ("GITHUB_BASE_REF", "x")];
        assert_eq!(range(&push), Some(("abc".into(), Some("def".into()))));
        assert_eq!(range(&push[..1]), Some(("abc".into(), None)));
    }

    #[test]
    fn a_pull_request_is_compared_with_the_remote_branch() {
        assert_eq!(range(&[("GITHUB_BASE_REF", "main")]), Some(("origin/main".into(), None)));
        let gitlab = [("GITHUB_BASE_REF", ""), ("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "dev")];
        assert_eq!(range(&gitlab), Some(("origin/dev".into(), None)));
    }

    #[test]
    fn a_new_branch_has_no_base() {
        assert_eq!(range(&[("PRE_COMMIT_FROM_REF", "0000000000000000000000000000000000000000")]), None);
        assert_eq!(range(&[]), None);
    }
}
