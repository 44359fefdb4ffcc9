//! From exemptions to who wrote their lines.

use super::SessionError;
use super::verdict::date;
use super::work::Work;
use crate::course::Stop;
use crate::discover::git::{Authorship, GitError, WorkTree};
use crate::model::{Added, Exemption, ExemptionKind};
use chrono::{DateTime, NaiveDate};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

/// How many files git is asked about: each costs a walk through its history.
const MOST_FILES: usize = 200;

/// How long git is asked: no file is begun later.
const LONGEST: Duration = Duration::from_secs(10);

/// Says of each exemption that stands on a committed line who wrote it and when; gives what there is to tell the user.
///
/// A text `given` on standard input is not what git has under its name.
pub(super) fn attribute(
    all: &mut [Exemption],
    given: Option<&Path>,
    work: &Work,
) -> Result<Vec<String>, SessionError> {
    let stop = &work.stop;
    let notes = work.timings.time("git", || match WorkTree::open() {
        Ok(work_tree) => ask(all, given, &work_tree, stop),
        Err(GitError::NoRepository) => Vec::new(),
        Err(error) => vec![format!("no authors: {error}")],
    });
    work.go_on()?;
    Ok(notes)
}

fn ask(all: &mut [Exemption], given: Option<&Path>, work_tree: &WorkTree, stop: &Stop) -> Vec<String> {
    let (begin, today) = (Instant::now(), date().parse().ok());
    let (mut notes, mut left) = (Vec::new(), 0);
    for (number, (path, indexes)) in files(all, given).iter().enumerate() {
        if number >= MOST_FILES || begin.elapsed() > LONGEST || stop.signal().is_some() {
            left += indexes.len();
            continue;
        }
        let lines: Vec<u32> = indexes.iter().filter_map(|&index| all[index].line).collect();
        match work_tree.authors(Path::new(path), &lines) {
            Ok(authors) => join(all, indexes, &authors, today),
            Err(error) => notes.push(format!("{path}: no authors: {error}")),
        }
    }
    if left > 0 {
        let most = format!("{MOST_FILES} files, and for {} seconds", LONGEST.as_secs());
        notes.push(format!(
            "no author for {left} of {} exemptions: git is asked about {most} at most",
            all.len()
        ));
    }
    notes
}

/// The files with lines, and which exemptions stand there: those that tell most come first, should not all be asked about.
fn files(all: &[Exemption], given: Option<&Path>) -> Vec<(String, Vec<usize>)> {
    let mut files: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let is_given =
        |it: &Exemption| it.kind == ExemptionKind::Suppression && given == Some(Path::new(&it.path));
    for (index, it) in all.iter().enumerate().filter(|(_, it)| it.line.is_some() && !is_given(it)) {
        files.entry(&it.path).or_default().push(index);
    }
    let mut files: Vec<_> = files.into_iter().map(|(path, indexes)| (path.to_owned(), indexes)).collect();
    files.sort_by_key(|(_, indexes)| Reverse(indexes.len()));
    files
}

fn join(
    all: &mut [Exemption],
    indexes: &[usize],
    authors: &BTreeMap<u32, Authorship>,
    today: Option<NaiveDate>,
) {
    for &index in indexes {
        let author = all[index].line.and_then(|line| authors.get(&line));
        all[index].added = author.zip(today).and_then(|(author, today)| added(author, today));
    }
}

/// `None` for a time that no calendar has.
fn added(authorship: &Authorship, today: NaiveDate) -> Option<Added> {
    let date = DateTime::from_timestamp(authorship.seconds, 0)?.date_naive();
    // A clock that runs ahead makes no negative age.
    let age_days = u32::try_from(today.signed_duration_since(date).num_days()).unwrap_or(0);
    Some(Added { author: authorship.author.clone(), date: date.to_string(), age_days })
}
