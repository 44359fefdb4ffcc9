//! Objects that `git replace` put in the place of others. libgit2 does not know them.
//!
//! A replaced commit is followed, so that a history that was grafted together is one. What else is replaced is refused
//! where it would matter: to compare other contents than git shows would be a verdict on other code.

use super::GitError;
use super::objects::Objects;
use super::settings::{Settings, is_yes};
use git2::{Commit, ObjectType, Oid, Repository};
use std::collections::{BTreeSet, HashMap, HashSet};

/// Which object stands for which.
#[derive(Debug, Default)]
pub(super) struct Replacements(HashMap<Oid, Oid>);

impl Replacements {
    /// Those of a repository, none if they do not count.
    pub(super) fn of(repository: &Repository, settings: &Settings) -> Result<Replacements, GitError> {
        let is_off = settings.get("core.usereplacerefs").is_some_and(|value| !is_yes(Some(value)));
        if is_off || std::env::var_os("GIT_NO_REPLACE_OBJECTS").is_some() {
            return Ok(Replacements::default());
        }
        let base = std::env::var("GIT_REPLACE_REF_BASE").unwrap_or_else(|_| "refs/replace/".to_owned());
        let mut all = HashMap::new();
        for reference in repository.references_glob(&format!("{base}*"))? {
            let reference = reference?;
            let name = reference.name().ok().and_then(|name| name.strip_prefix(base.as_str()));
            let old = name.and_then(|name| Oid::from_str(name).ok());
            if let (Some(old), Some(new)) = (old, reference.target()) {
                let kind = Objects::of(repository)?.header(new).map(|(_, kind)| kind);
                if !matches!(kind, Ok(ObjectType::Commit)) {
                    return Err(GitError::Replaced(old.to_string()));
                }
                all.insert(old, new);
            }
        }
        Ok(Replacements(all))
    }

    /// The commit that counts.
    pub(super) fn commit<'a>(
        &self,
        commit: Commit<'a>,
        repository: &'a Repository,
    ) -> Result<Commit<'a>, GitError> {
        let mut at = commit.id();
        // As deep as git follows.
        for _ in 0..5 {
            match self.0.get(&at) {
                Some(&next) => at = next,
                None => break,
            }
        }
        if at == commit.id() {
            return Ok(commit);
        }
        Objects::of(repository)?.must_be_bearable(at)?;
        Ok(repository.find_commit(at)?)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All best common ancestors of a commit and a merge of some others, along the parents that count.
    pub(super) fn merge_bases(
        &self,
        repository: &Repository,
        one: Oid,
        others: &[Oid],
    ) -> Result<Vec<Oid>, GitError> {
        let own = self.history(repository, &[one])?;
        let common: BTreeSet<Oid> = self.history(repository, others)?.intersection(&own).copied().collect();
        let mut worse = BTreeSet::new();
        for &commit in &common {
            worse.extend(self.parents(repository, commit)?);
        }
        // An ancestor of a common one is common, so that the best ones are those that no common one has as a parent.
        Ok(common.difference(&worse).copied().collect())
    }

    fn history(&self, repository: &Repository, from: &[Oid]) -> Result<HashSet<Oid>, GitError> {
        let mut seen: HashSet<Oid> = from.iter().copied().collect();
        let mut open: Vec<Oid> = from.to_vec();
        while let Some(commit) = open.pop() {
            open.extend(self.parents(repository, commit)?.into_iter().filter(|&parent| seen.insert(parent)));
        }
        Ok(seen)
    }

    fn parents(&self, repository: &Repository, commit: Oid) -> Result<Vec<Oid>, GitError> {
        let commit = self.commit(repository.find_commit(commit)?, repository)?;
        Ok(commit.parent_ids().collect())
    }
}
