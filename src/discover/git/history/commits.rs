//! Which commits a question about a history is about, and what is known of each.

use super::History;
use crate::discover::git::objects::Objects;
use crate::discover::git::sound::must_begin_bearable;
use crate::discover::git::{GitError, revision};
use crate::model::{CommitInfo, Horizon};
use chrono::{DateTime, Datelike};
use git2::{ErrorCode, Mailmap, Oid, Repository};
use std::collections::{BinaryHeap, HashMap, HashSet};

/// Which commits are walked, from `HEAD` backwards.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Walk {
    /// All ancestors, not only first parents.
    pub all: bool,
    /// Only one commit for each of these; those of a tag are all that the history has, on first parents or not.
    pub every: Option<Every>,
    /// Only commits of this time or later, in seconds since 1970 UTC.
    pub since: Option<i64>,
    /// Only commits that are no ancestors of this revision, nor itself.
    pub after: Option<String>,
}

/// How far commits are apart of which one is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Every {
    /// The last one of a week from Monday to Sunday, in UTC.
    Week,
    /// The last one of a month, in UTC.
    Month,
    /// Each one that a tag names.
    Tag,
}

/// A commit that was walked.
#[derive(Clone, Debug)]
pub struct Commit {
    /// What reports say of it.
    pub info: CommitInfo,
    /// How many commits were walked since the one before it in the list, itself included.
    pub covers: usize,
    pub(super) id: Oid,
    pub(super) tree: Oid,
    pub(super) parents: Vec<Oid>,
    /// Whether it has parents that are not here.
    is_cut: bool,
}

impl Commit {
    /// Whether it joins several lines of history.
    #[must_use]
    pub(crate) fn is_merge(&self) -> bool {
        self.parents.len() > 1
    }

    /// Whether it has no parents here, though it has some elsewhere.
    #[must_use]
    pub(crate) fn is_cut_off(&self) -> bool {
        self.is_cut
    }
}

/// The commits of a walk.
#[derive(Clone, Debug, Default)]
pub struct WalkedCommits {
    /// The commits, each after its parents.
    pub list: Vec<Commit>,
    /// Where the history ends that can be seen, if the walk came there.
    pub horizon: Option<Horizon>,
}

impl WalkedCommits {
    /// The parents of each commit by their places in the list, `None` for those that are not in it.
    #[must_use]
    pub fn parents(&self) -> Vec<Vec<Option<usize>>> {
        let places: HashMap<Oid, usize> =
            self.list.iter().enumerate().map(|(at, commit)| (commit.id, at)).collect();
        let parents = |commit: &Commit| commit.parents.iter().map(|id| places.get(id).copied()).collect();
        self.list.iter().map(parents).collect()
    }
}

impl History {
    /// Walks commits from `HEAD`; none before the first commit.
    ///
    /// # Errors
    ///
    /// An unknown revision, and a commit that is not here in a history that is not cut off.
    pub fn walk(&self, walk: &Walk) -> Result<WalkedCommits, GitError> {
        let repository = self.store.lock();
        must_begin_bearable(&repository, "HEAD")?;
        let head = match repository.head().and_then(|head| head.peel_to_commit()) {
            Ok(head) => head.id(),
            Err(error) if error.code() == ErrorCode::UnbornBranch => return Ok(WalkedCommits::default()),
            Err(error) => return Err(error.into()),
        };
        let reader = Reader::new(self, &repository)?;
        let is_whole = walk.all || walk.every == Some(Every::Tag);
        let mut list = if is_whole { reader.ancestors(head)? } else { reader.first_parents(head)? };
        if let Some(after) = &walk.after {
            let known = reader.history_of(revision::commit(&repository, after)?.id())?;
            list.retain(|commit| !known.contains(&commit.id));
        }
        if let Some(since) = walk.since {
            list.retain(|commit| commit.info.seconds >= since);
        }
        let cut = list.iter().filter(|commit| commit.is_cut).min_by_key(|commit| commit.info.seconds);
        let horizon = cut.map(|commit| Horizon { id: commit.info.id.clone(), seconds: commit.info.seconds });
        Ok(WalkedCommits { list: thinned(list, walk.every), horizon })
    }
}

/// The last commit of each span.
fn thinned(list: Vec<Commit>, every: Option<Every>) -> Vec<Commit> {
    let Some(every) = every else { return list };
    let mut kept: Vec<Commit> = Vec::new();
    let (mut covers, mut latest, mut is_open) = (0, i64::MIN, false);
    for commit in list {
        let span = match every {
            Every::Week => week(commit.info.seconds),
            Every::Month => month(commit.info.seconds),
            Every::Tag => {
                covers += 1;
                if !commit.info.tags.is_empty() {
                    kept.push(Commit { covers: std::mem::take(&mut covers), ..commit });
                }
                continue;
            }
        };
        // A clock that ran behind begins no new span.
        let is_same = is_open && span <= latest;
        (latest, is_open) = (span.max(latest), true);
        let before = if is_same { kept.pop().map_or(0, |last| last.covers) } else { 0 };
        kept.push(Commit { covers: before + 1, ..commit });
    }
    kept
}

fn week(seconds: i64) -> i64 {
    // The first day of 1970 was a Thursday.
    (seconds.div_euclid(86_400) + 3).div_euclid(7)
}

fn month(seconds: i64) -> i64 {
    let date = DateTime::from_timestamp(seconds, 0).unwrap_or_default();
    i64::from(date.year()) * 12 + i64::from(date.month0())
}

struct Reader<'a> {
    history: &'a History,
    repository: &'a Repository,
    objects: Objects<'a>,
    mailmap: Option<Mailmap>,
    tags: HashMap<Oid, Vec<String>>,
    is_shallow: bool,
}

impl<'a> Reader<'a> {
    fn new(history: &'a History, repository: &'a Repository) -> Result<Reader<'a>, GitError> {
        let mut tags: HashMap<Oid, Vec<String>> = HashMap::new();
        for reference in repository.references_glob("refs/tags/*")? {
            let reference = reference?;
            let name = String::from_utf8_lossy(reference.shorthand_bytes()).into_owned();
            if let Ok(commit) = reference.peel_to_commit() {
                tags.entry(commit.id()).or_default().push(name);
            }
        }
        #[expect(clippy::iter_over_hash_type, reason = "each list is put in order by itself")]
        for names in tags.values_mut() {
            names.sort_unstable();
        }
        let (mailmap, is_shallow) = (repository.mailmap().ok(), repository.is_shallow());
        Ok(Reader { history, repository, objects: Objects::of(repository)?, mailmap, tags, is_shallow })
    }

    /// A commit as it counts; `None` if it is beyond where a shallow clone was cut off.
    fn read(&self, id: Oid) -> Result<Option<Commit>, GitError> {
        if self.objects.exists(id) {
            self.objects.must_be_bearable(id)?;
        }
        let commit = match self.repository.find_commit(id) {
            Err(error) if error.code() == ErrorCode::NotFound && self.is_shallow => return Ok(None),
            commit => self.history.replacements.commit(commit?, self.repository)?,
        };
        let parents: Vec<Oid> = commit.parent_ids().collect();
        let headers = commit.raw_header_bytes().split(|&byte| byte == b'\n');
        let told = headers.filter(|line| line.starts_with(b"parent ")).count();
        let mapped = self.mailmap.as_ref().and_then(|mailmap| commit.author_with_mailmap(mailmap).ok());
        let author = match &mapped {
            Some(author) => String::from_utf8_lossy(author.name_bytes()).into_owned(),
            None => String::from_utf8_lossy(commit.author().name_bytes()).into_owned(),
        };
        let summary = commit.summary_bytes().unwrap_or_default();
        let info = CommitInfo {
            id: id.to_string(),
            seconds: commit.time().seconds(),
            author: shortened(author),
            summary: shortened(String::from_utf8_lossy(summary).into_owned()),
            tags: self.tags.get(&id).cloned().unwrap_or_default(),
        };
        let (tree, is_cut) = (commit.tree_id(), self.is_shallow && told > parents.len());
        Ok(Some(Commit { info, covers: 1, id, tree, parents, is_cut }))
    }

    /// Oldest first.
    fn first_parents(&self, head: Oid) -> Result<Vec<Commit>, GitError> {
        let (mut list, mut next, mut seen) = (Vec::<Commit>::new(), Some(head), HashSet::new());
        while let Some(id) = next.filter(|&id| seen.insert(id)) {
            let Some(commit) = self.read(id)? else {
                list.iter_mut().last().into_iter().for_each(|last| last.is_cut = true);
                break;
            };
            next = commit.parents.first().copied();
            list.push(commit);
        }
        list.reverse();
        Ok(list)
    }

    /// All ancestors, each after its parents, and of those that may come next the later ones last.
    fn ancestors(&self, head: Oid) -> Result<Vec<Commit>, GitError> {
        let (mut known, mut open) = (HashMap::new(), vec![head]);
        while let Some(id) = open.pop() {
            if known.contains_key(&id) {
                continue;
            }
            let commit = self.read(id)?;
            open.extend(commit.iter().flat_map(|commit| &commit.parents));
            known.insert(id, commit);
        }
        let mut all: HashMap<Oid, Commit> =
            known.into_iter().filter_map(|(id, commit)| Some((id, commit?))).collect();
        let mut children: HashMap<Oid, usize> = HashMap::new();
        for parent in all.values().flat_map(|commit| &commit.parents) {
            *children.entry(*parent).or_default() += 1;
        }
        let mut ready = BinaryHeap::from_iter(all.get(&head).map(|it| (it.info.seconds, head)));
        let mut list = Vec::with_capacity(all.len());
        while let Some((_, id)) = ready.pop() {
            let Some(mut commit) = all.remove(&id) else { continue };
            for parent in &commit.parents {
                let left = children.entry(*parent).or_default();
                *left = left.saturating_sub(1);
                match all.get(parent) {
                    Some(it) if *left == 0 => ready.push((it.info.seconds, *parent)),
                    Some(_) => {}
                    None => commit.is_cut = true,
                }
            }
            list.push(commit);
        }
        list.reverse();
        Ok(list)
    }

    fn history_of(&self, from: Oid) -> Result<HashSet<Oid>, GitError> {
        Ok(self.ancestors(from)?.into_iter().map(|commit| commit.id).collect())
    }
}

/// A name or a first line that somebody reads; git has no limit for either.
fn shortened(mut text: String) -> String {
    const MOST: usize = 1000;
    if let Some((end, _)) = text.char_indices().nth(MOST) {
        text.truncate(end);
        text.push('…');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn commit(seconds: i64, tags: &[&str]) -> Commit {
        let tags = tags.iter().map(ToString::to_string).collect();
        let info =
            CommitInfo { id: String::new(), seconds, author: String::new(), summary: String::new(), tags };
        let (id, tree) = (git2::Oid::ZERO_SHA1, git2::Oid::ZERO_SHA1);
        Commit { info, covers: 1, id, tree, parents: Vec::new(), is_cut: false }
    }

    fn spans(seconds: &[i64], every: Every) -> Vec<(i64, usize)> {
        let list = seconds.iter().map(|&seconds| commit(seconds, &[])).collect();
        thinned(list, Some(every)).iter().map(|it| (it.info.seconds, it.covers)).collect()
    }

    #[test]
    fn the_last_commit_of_a_span_stands_for_it() {
        const DAY: i64 = 86_400;
        // 1970-01-04 was a Sunday.
        assert_eq!(
            spans(&[0, 3 * DAY, 4 * DAY, 11 * DAY], Every::Week),
            [(3 * DAY, 2), (4 * DAY, 1), (11 * DAY, 1)]
        );
        assert_eq!(
            spans(&[0, 31 * DAY - 1, 31 * DAY, 62 * DAY], Every::Month),
            [(31 * DAY - 1, 2), (31 * DAY, 1), (62 * DAY, 1)]
        );
        assert_eq!(spans(&[40 * DAY, 2 * DAY, 41 * DAY], Every::Month), [(41 * DAY, 3)], "a clock behind");
    }

    #[test]
    fn each_tag_stands_for_what_came_before_it() {
        let list =
            vec![commit(1, &[]), commit(2, &["v1"]), commit(3, &[]), commit(4, &["v2"]), commit(5, &[])];
        let kept = thinned(list, Some(Every::Tag));
        assert_eq!(kept.iter().map(|it| (it.info.seconds, it.covers)).collect::<Vec<_>>(), [(2, 2), (4, 2)]);
    }
}
