//! Which commit a change is measured from.

use super::GitError;
use git2::{Commit, ErrorCode, Repository};

/// The variables that `auto` looks at, in this order.
pub(super) const VARIABLES: [&str; 3] =
    ["PRE_COMMIT_FROM_REF", "GITHUB_BASE_REF", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME"];

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

    /// What the environment of pre-commit, GitHub or GitLab says is to be compared.
    ///
    /// # Errors
    ///
    /// [`GitError::NoBase`] if none of its variables is set.
    pub fn of_environment() -> Result<Range, GitError> {
        range_of(|name| std::env::var(name).ok()).ok_or(GitError::NoBase)
    }

    /// What pre-commit says is pushed, or else compared, if it says both ends.
    #[must_use]
    pub fn of_push() -> Option<Range> {
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
    let found = repository.revparse_single(revision).and_then(|object| object.peel_to_commit());
    found.map_err(|_| GitError::UnknownRevision {
        revision: revision.to_owned(),
        shallow: repository.is_shallow(),
    })
}

/// The last commit that both sides have: what came to the other branch since is no change of this one.
pub(super) fn base<'a>(repository: &'a Repository, range: &Range) -> Result<Commit<'a>, GitError> {
    let until = range.until.as_deref().unwrap_or("HEAD");
    let since = commit(repository, &range.since)?;
    if range.exact {
        return Ok(since);
    }
    let other = commit(repository, until)?;
    let base = repository.merge_base(since.id(), other.id());
    let base = base.and_then(|base| repository.find_commit(base));
    base.map_err(|error| match error.code() {
        ErrorCode::NotFound => GitError::NoMergeBase {
            since: range.since.clone(),
            until: until.to_owned(),
            shallow: repository.is_shallow(),
        },
        _ => GitError::from(error),
    })
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
