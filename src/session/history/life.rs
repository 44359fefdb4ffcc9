//! The question of one function's life: what it was at each commit that did something to it, backwards from the last.

use crate::cache::{decode, encode};
use crate::discover::git::{Commit, FileHistory, History};
use crate::history::{FileNow, Life, LifeEvent, LifeRow, formers, has_changed};
use crate::language::NAMES;
use crate::model::{FileChange, FileMetrics, FileVersion, FunctionMetrics, Metric, printable};
use crate::session::explain::rows_called;
use crate::session::history::{TrendRequest, trend};
use crate::session::session::Session;
use crate::session::{Place, SessionError};
use std::collections::HashMap;
use std::path::Path;

/// A function at a commit: the file that it stands in, and which of its functions it is.
#[derive(Clone, Copy)]
struct At {
    version: FileVersion,
    function: usize,
}

impl Session {
    /// Follows a function of the last commit through edits, other names and other files, along first parents, by the
    /// identity of a difference.
    ///
    /// # Errors
    /// As [`Session::trend`], and if the last commit has no such function.
    pub fn life(&mut self, place: &Place, request: &TrendRequest) -> Result<Life, SessionError> {
        self.selection.paths = vec![place.path.clone()];
        let history = self.open_history()?;
        let walk = request.window.walk(&history)?;
        let commits = self.work.timings.time("git", || history.walk(&walk))?;
        if commits.list.is_empty() {
            return Err(SessionError::Request(trend::nothing(&request.window)));
        }
        let files = self.surveyed(&history, true, |history, survey| history.each(&commits.list, survey))?;
        let mut tracker = Tracker {
            session: self,
            history: &history,
            files: &files,
            commits: &commits.list,
            known: HashMap::new(),
        };
        let at = tracker.find(place)?;
        let mut rows = tracker.follow(at, &request.metrics)?;
        rows.reverse();
        Ok(Life { metrics: request.metrics.clone(), rows, horizon: commits.horizon })
    }
}

struct Tracker<'a> {
    session: &'a mut Session,
    history: &'a History,
    files: &'a FileHistory,
    commits: &'a [Commit],
    /// Records in the compact form of the cache, `None` of what could not be measured.
    known: HashMap<u32, Option<Vec<u8>>>,
}

impl Tracker<'_> {
    /// The function that is meant, in the last commit.
    fn find(&mut self, place: &Place) -> Result<At, SessionError> {
        let shown = printable(&place.path.to_string_lossy()).into_owned();
        let last = self.files.changes.last().into_iter().flatten().filter_map(|change| change.after);
        let version = last.into_iter().find(|version| self.files.wanted[version.path as usize]);
        let Some(version) = version else {
            return Err(SessionError::Request(format!(
                "{shown}: the last commit has no such file to measure"
            )));
        };
        self.fetch(&[version.content])?;
        let name = place.name().unwrap_or_default();
        let metrics = self.metrics(version.content);
        let called = metrics.as_ref().map(|it| rows_called(&it.functions, name)).unwrap_or_default();
        match called[..] {
            [function] => Ok(At { version, function }),
            [] => Err(SessionError::Request(format!(
                "{shown}: the last commit has no function `{}` in it",
                printable(name)
            ))),
            _ => Err(SessionError::Request(format!(
                "{shown}: {} functions are called `{}`; the whole qualified name tells them apart",
                called.len(),
                printable(name)
            ))),
        }
    }

    /// The rows, the newest first.
    fn follow(&mut self, mut at: At, metrics: &[&'static Metric]) -> Result<Vec<LifeRow>, SessionError> {
        let (mut rows, mut end) = (Vec::new(), self.commits.len());
        loop {
            let path = at.version.path;
            let touching: Vec<usize> =
                (0..end).rev().filter(|&commit| self.change(commit, path).is_some()).collect();
            let contents: Vec<u32> = touching
                .iter()
                .filter_map(|&commit| self.change(commit, path))
                .flat_map(|change| [change.before, change.after].into_iter().flatten())
                .map(|version| version.content)
                .collect();
            self.fetch(&contents)?;
            let Some(next) = self.follow_in_file(&touching, &mut at, metrics, &mut rows)? else {
                return Ok(rows);
            };
            end = next;
        }
    }

    /// Follows it as long as its file has its path; gives the commit before which it had another one, `None` at the end.
    fn follow_in_file(
        &mut self,
        touching: &[usize],
        at: &mut At,
        metrics: &[&'static Metric],
        rows: &mut Vec<LifeRow>,
    ) -> Result<Option<usize>, SessionError> {
        let path = at.version.path;
        for &commit in touching {
            let Some(change) = self.change(commit, path) else { continue };
            at.version = change.after.unwrap_or(at.version);
            let former = self.former(commit, change, *at)?;
            let is_cut = self.commits[commit].is_cut_off();
            let event = match former {
                None if is_cut => LifeEvent::Seen,
                None => LifeEvent::Added,
                Some(former) => {
                    let Some(event) = self.event(*at, former) else {
                        *at = former;
                        continue;
                    };
                    event
                }
            };
            rows.extend(self.row(commit, *at, event, metrics));
            let Some(former) = former else { return Ok(None) };
            *at = former;
            if former.version.path != path {
                return Ok(Some(commit));
            }
        }
        Ok(None)
    }

    /// What happened to the file with a path.
    fn change(&self, commit: usize, path: u32) -> Option<FileChange> {
        self.files.changes[commit].iter().find(|it| it.after.is_some_and(|after| after.path == path)).copied()
    }

    /// What it was before a commit: in its own file, if its name or its text tells, and else in all that changed.
    fn former(&mut self, commit: usize, change: FileChange, at: At) -> Result<Option<At>, SessionError> {
        let alone = self.paired(&[change], at);
        let (now, was) = (self.function(at), alone.and_then(|was| self.function(was)));
        let is_sure = now.zip(was).is_some_and(|(now, was)| {
            now.qualified_name == was.qualified_name || now.body_hash == was.body_hash
        });
        let changes = &self.files.changes[commit];
        if is_sure || changes.iter().all(|it| it.before.is_none()) {
            return Ok(alone);
        }
        let versions = changes.iter().flat_map(|it| [it.before, it.after]).flatten();
        let contents: Vec<u32> = versions.map(|version| version.content).collect();
        self.fetch(&contents)?;
        Ok(self.paired(changes, at))
    }

    /// What it was, if some files were all that a commit changed.
    fn paired(&self, changes: &[FileChange], at: At) -> Option<At> {
        let side = |version: FileVersion| Some((version, self.metrics(version.content)?));
        let (mut before, mut now) = (Vec::new(), Vec::new());
        for change in changes {
            let was = change.before.and_then(side);
            let origin = was.is_some().then_some(before.len());
            before.extend(was);
            now.extend(change.after.and_then(side).map(|side| (side, origin)));
        }
        let old: Vec<&FileMetrics> = before.iter().map(|(_, metrics)| metrics).collect();
        let new: Vec<FileNow<'_>> =
            now.iter().map(|((_, metrics), origin)| FileNow { metrics, origin: *origin }).collect();
        let place = now.iter().position(|((version, _), _)| *version == at.version)?;
        let (file, function) = formers(&old, &new)[place].get(at.function).copied().flatten()?;
        Some(At { version: before[file].0, function })
    }

    /// What a commit did; `None` if nothing.
    fn event(&self, now: At, was: At) -> Option<LifeEvent> {
        let (is, before) = (self.function(now)?, self.function(was)?);
        let edited = has_changed(&before, &is);
        let is_other = now.version.path != was.version.path || is.qualified_name != before.qualified_name;
        let was = is_other.then(|| (self.path(was).to_owned(), before.qualified_name));
        (edited || is_other).then_some(LifeEvent::Changed { edited, was })
    }

    fn row(&self, commit: usize, at: At, event: LifeEvent, metrics: &[&'static Metric]) -> Option<LifeRow> {
        let function = self.function(at)?;
        Some(LifeRow {
            commit: self.commits[commit].info.clone(),
            event,
            path: self.path(at).to_owned(),
            line: function.location.in_file().line,
            values: metrics.iter().map(|metric| metric.of_function(&function)).collect(),
            name: function.qualified_name,
        })
    }

    fn path(&self, at: At) -> &Path {
        &self.files.paths[at.version.path as usize]
    }

    fn function(&self, at: At) -> Option<FunctionMetrics> {
        let mut metrics = self.metrics(at.version.content)?;
        (at.function < metrics.functions.len()).then(|| metrics.functions.swap_remove(at.function))
    }

    fn metrics(&self, content: u32) -> Option<FileMetrics> {
        decode(self.known.get(&content)?.as_ref()?, &NAMES)
    }

    /// Measures or recalls contents, of which some may be known.
    fn fetch(&mut self, contents: &[u32]) -> Result<(), SessionError> {
        let mut missing: Vec<u32> =
            contents.iter().copied().filter(|content| !self.known.contains_key(content)).collect();
        missing.sort_unstable();
        missing.dedup();
        if missing.is_empty() {
            return Ok(());
        }
        let kept = self.session.some_contents(self.history, self.files, &missing, &encode)?;
        self.known.extend(missing.into_iter().zip(kept.into_iter().map(Result::ok)));
        Ok(())
    }
}
