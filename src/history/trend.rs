//! From what each commit did to files to what there was at each commit.

use super::{Census, CensusRow, Portrait};
use crate::model::{CommitInfo, FileChange, FileVersion, Horizon, Limit, Metric, Skipped};

/// What there was at each of some commits.
#[derive(Clone, Debug)]
pub struct Trend {
    /// The metrics of the rows.
    pub metrics: Vec<&'static Metric>,
    /// A row for each commit, the oldest first.
    pub rows: Vec<TrendRow>,
    /// Where the history ends that can be seen, if there would be more of it.
    pub horizon: Option<Horizon>,
    /// How many contents the rows are of; each is measured once.
    pub contents: usize,
    /// Those that could not be measured, under the first path that had them.
    pub skipped: Vec<Skipped>,
}

/// What there was at a commit.
#[derive(Clone, Debug, PartialEq)]
pub struct TrendRow {
    /// The commit.
    pub commit: CommitInfo,
    /// How many commits there are since the row before, this one included.
    pub covers: usize,
    /// What there was.
    pub census: CensusRow,
}

/// The rows of commits, of each of which it is known what changed since the one before.
///
/// `portraits` has what counts of each content by its number, `None` for one that could not be measured; `limits` the
/// limits of each path by its number.
#[must_use]
pub(crate) fn trend_of(
    commits: impl IntoIterator<Item = (CommitInfo, usize)>,
    changes: &[Vec<FileChange>],
    portraits: &[Option<Portrait>],
    limits: &[Vec<Option<Limit>>],
    metrics: &[&'static Metric],
) -> Vec<TrendRow> {
    let mut census = Census::new(metrics);
    let portrait = |version: FileVersion| portraits.get(version.content as usize).and_then(Option::as_ref);
    let limits = |version: FileVersion| limits.get(version.path as usize).map_or(&[][..], Vec::as_slice);
    let row = |((commit, covers), changes): ((CommitInfo, usize), &Vec<FileChange>)| {
        for change in changes {
            if let Some(before) = change.before {
                census.remove(portrait(before), limits(before));
            }
            if let Some(after) = change.after {
                census.add(portrait(after), limits(after));
            }
        }
        TrendRow { commit, covers, census: census.row() }
    };
    commits.into_iter().zip(changes).map(row).collect()
}
