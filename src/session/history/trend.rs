//! The question of a trend: how much code there was at each commit, and how complex it was.

use super::Window;
use super::contents::named;
use crate::discover::git::FileHistory;
use crate::history::{Portrait, Trend, trend_of};
use crate::model::{Limit, Metric};
use crate::session::session::Session;
use crate::session::{NothingToMeasure, SessionError};

/// A question about a trend.
#[derive(Clone, Debug, Default)]
pub struct TrendRequest {
    /// Which commits get a row.
    pub window: Window,
    /// The metrics whose distributions are wanted.
    pub metrics: Vec<&'static Metric>,
}

impl Session {
    /// Says what there was at each commit of a window, from what git has stored: nothing is checked out.
    ///
    /// Which files count, and which limits hold for them, is what the work tree says now; in a repository without one,
    /// its last commit.
    ///
    /// # Errors
    /// If git cannot tell or an object is not here, a configuration is wrong, there is nothing to measure, or a signal
    /// came.
    pub fn trend(&mut self, request: &TrendRequest) -> Result<Trend, SessionError> {
        let history = self.open_history()?;
        let walk = request.window.walk(&history)?;
        let commits = self.work.timings.time("git", || history.walk(&walk))?;
        if commits.list.is_empty() {
            return Err(SessionError::Request(nothing(&request.window)));
        }
        let files = self.surveyed(&history, false, |history, survey| history.along(&commits.list, survey))?;
        if files.contents.is_empty() {
            return Err(NothingToMeasure::default().into());
        }
        let metrics = &request.metrics;
        let measured = self.each_content(&history, &files, &|file| Portrait::of(file, metrics))?;
        let (mut portraits, mut skipped) = (Vec::with_capacity(measured.len()), Vec::new());
        for content in measured {
            portraits.push(content.map_err(|why| skipped.push(why)).ok());
        }
        let limits = self.limits_of_paths(&files, metrics)?;
        let rows = trend_of(named(&commits.list), &files.changes, &portraits, &limits, metrics);
        let (horizon, contents) = (commits.horizon, portraits.len());
        Ok(Trend { metrics: metrics.clone(), rows, horizon, contents, skipped })
    }

    /// For each path the limits of some metrics, but for those on single functions.
    fn limits_of_paths(
        &self,
        files: &FileHistory,
        metrics: &[&'static Metric],
    ) -> Result<Vec<Vec<Option<Limit>>>, SessionError> {
        let mut languages = vec![None; files.paths.len()];
        for content in &files.contents {
            languages[content.path as usize] = Some(content.language.name);
        }
        let mut all = Vec::with_capacity(files.paths.len());
        for (path, language) in files.paths.iter().zip(languages) {
            let settings = self.configured.of_file(path)?;
            let in_force = settings.policy.for_path(&self.configured.absolute(path), language);
            let limit = |metric: &&'static Metric| {
                let known = in_force.iter().find(|known| std::ptr::eq(known.metric, *metric));
                known.map(|known| known.bounds.clone())
            };
            all.push(metrics.iter().map(limit).collect());
        }
        Ok(all)
    }
}

/// What to say where there is nothing.
pub(super) fn nothing(window: &Window) -> String {
    match &window.since {
        None => "there is no commit yet".to_owned(),
        Some(since) => format!("there is no commit since {since}"),
    }
}
