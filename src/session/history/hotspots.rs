//! The question of hotspots: what is complex and keeps changing.

use super::Window;
use crate::cache::{decode, encode};
use crate::discover::git::{Commit, FileHistory, WalkedCommits};
use crate::history::{Coupled, Hotspot, HotspotBy, Hotspots, LastCommit, Ranking, Step, chronicle, hotspots};
use crate::language::NAMES;
use crate::model::{CommitInfo, FileMetrics, Fold, Metric, Scope, Skipped};
use crate::session::session::Session;
use crate::session::{NothingToMeasure, SessionError};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// A question about hotspots.
#[derive(Clone, Debug, Default)]
pub struct HotspotsRequest {
    /// Only commits since a date, a time ago (`1.year`) or after a revision.
    pub since: Option<String>,
    /// What a row is about.
    pub by: HotspotBy,
    /// What tells how complex something is; without it cognitive complexity.
    pub metric: Option<&'static Metric>,
    /// Whether to tell what changes together.
    pub coupling: bool,
}

impl Session {
    /// Counts the commits of a window that changed each function, file or directory, whatever it was called and wherever
    /// it stood, and multiplies them by how complex it is now.
    ///
    /// Merges do not count, nor the commits of `.git-blame-ignore-revs`, nor those that change nothing that is measured.
    ///
    /// # Errors
    /// As [`Session::trend`], and for a metric that the rows do not have.
    pub fn hotspots(&mut self, request: &HotspotsRequest) -> Result<Hotspots, SessionError> {
        let ranking = Ranking { by: request.by, metric: metric_of(request)? };
        let history = self.open_history()?;
        let window = Window { all: true, since: request.since.clone(), every: None };
        let walk = window.walk(&history)?;
        let (commits, ignored) = self.work.timings.time("git", || {
            history.walk(&walk).and_then(|commits| Ok((commits, history.ignored_revisions()?)))
        })?;
        if commits.list.is_empty() {
            return Err(SessionError::Request(super::trend::nothing(&window)));
        }
        let files = self.surveyed(&history, true, |history, survey| history.each(&commits.list, survey))?;
        if files.contents.is_empty() {
            return Err(NothingToMeasure::default().into());
        }
        let kept = self.each_content(&history, &files, &encode)?;
        let is_ignored = |commit: &Commit| ignored.contains(&commit.info.id);
        let (rows, coupled, touching) = self.work.timings.time("history", || {
            ranked(&commits, &files, &Recent::new(&kept), ranking, request.coupling, &is_ignored)
        });
        let (list, horizon) = (&commits.list, commits.horizon.clone());
        let merges = list.iter().filter(|commit| commit.is_merge()).count();
        let ignored = list.iter().filter(|commit| !commit.is_merge() && is_ignored(commit)).count();
        let idle = list.len() - merges - ignored - touching;
        let skipped: Vec<Skipped> = kept.into_iter().filter_map(Result::err).collect();
        let Ranking { by, metric } = ranking;
        Ok(Hotspots { by, metric, rows, coupled, commits: touching, merges, ignored, idle, horizon, skipped })
    }
}

/// The rows, the pairs, and how many commits touched something.
fn ranked(
    commits: &WalkedCommits,
    files: &FileHistory,
    recent: &Recent<'_>,
    ranking: Ranking,
    coupling: bool,
    is_ignored: &dyn Fn(&Commit) -> bool,
) -> (Vec<Hotspot>, Vec<Coupled>, usize) {
    let parents = commits.parents();
    // Behind what the commits did stands what the last one has.
    let Some((last, changes)) = files.changes.split_last() else { return (Vec::new(), Vec::new(), 0) };
    let steps: Vec<Step<'_>> = commits
        .list
        .iter()
        .zip(&parents)
        .zip(changes)
        .map(|((commit, parents), changes)| {
            let counts = !commit.is_cut_off() && !is_ignored(commit);
            Step { parents, changes, counts }
        })
        .collect();
    let measures = |content: u32| recent.metrics(content);
    let told = chronicle(&steps, &measures);
    let infos: Vec<CommitInfo> = commits.list.iter().map(|commit| commit.info.clone()).collect();
    let versions: Vec<_> = last.iter().filter_map(|change| change.after).collect();
    let last =
        LastCommit { files: &versions, paths: &files.paths, wanted: &files.wanted, measures: &measures };
    let (rows, coupled) = hotspots(&told, &infos, last, ranking, coupling);
    (rows, coupled, told.touches.len())
}

/// Records in the compact form of the cache, and the last ones that were looked at as they are.
struct Recent<'a> {
    all: &'a [Result<Vec<u8>, Skipped>],
    recent: RefCell<HashMap<u32, Rc<FileMetrics>>>,
}

/// So many records are kept as they are.
const MOST_RECENT: usize = 512;

impl<'a> Recent<'a> {
    fn new(all: &'a [Result<Vec<u8>, Skipped>]) -> Recent<'a> {
        Recent { all, recent: RefCell::default() }
    }

    fn metrics(&self, content: u32) -> Option<Rc<FileMetrics>> {
        let mut recent = self.recent.borrow_mut();
        if let Some(known) = recent.get(&content) {
            return Some(Rc::clone(known));
        }
        let encoded = self.all.get(content as usize)?.as_ref().ok()?;
        let metrics = Rc::new(decode(encoded, &NAMES)?);
        if recent.len() >= MOST_RECENT {
            recent.clear();
        }
        recent.insert(content, Rc::clone(&metrics));
        Some(metrics)
    }
}

/// The metric of the rows: what was asked for, or of files the sum of it.
fn metric_of(request: &HotspotsRequest) -> Result<&'static Metric, SessionError> {
    let asked = request.metric.or_else(|| Metric::find("cognitive"));
    let Some(asked) = asked else { return Err(SessionError::Request("there is no metric".to_owned())) };
    let total = || Metric::find(&format!("{}.total", asked.id));
    let (found, of) = match request.by {
        HotspotBy::Function => (Some(asked).filter(|it| it.scopes().contains(&Scope::Function)), "functions"),
        HotspotBy::File => {
            (Some(asked).filter(|it| it.scopes().contains(&Scope::File)).or_else(total), "files")
        }
        HotspotBy::Directory => {
            let adds_up = |it: &&'static Metric| matches!(it.fold, Some(Fold::Sum | Fold::Max));
            (Some(asked).filter(adds_up).or_else(|| total().filter(adds_up)), "directories")
        }
    };
    found.ok_or_else(|| SessionError::Request(format!("{}: no measure of {of}", asked.id)))
}
