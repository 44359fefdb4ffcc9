//! What answers about a history have in common: the forms that they are written in, and how a commit is told.

use super::csv::cause;
use super::html::Html;
use super::look::Look;
use crate::model::{CommitInfo, Horizon, Tool};
use crate::page::Chart;
use chrono::DateTime;
use serde::Serialize;
use std::io::{self, Write};

/// An answer about a history.
pub(crate) trait HistoryReport {
    /// Writes it for a person.
    ///
    /// # Errors
    /// If the bytes cannot be written.
    fn write_text(&self, look: Look, out: &mut dyn Write) -> io::Result<()>;

    /// Writes its rows as comma-separated values.
    ///
    /// # Errors
    /// If the bytes cannot be written.
    fn csv(&self, out: &mut dyn Write) -> csv::Result<()>;

    /// Writes one JSON document.
    ///
    /// # Errors
    /// If the bytes cannot be written.
    fn write_json(&self, out: &mut dyn Write) -> io::Result<()>;

    /// What a page calls it, before the name of what it is about.
    fn heading(&self) -> &'static str;

    /// What a page draws.
    fn figures(&self) -> Vec<Chart>;

    /// Writes its rows as comma-separated values; a closed pipe is seen as one.
    ///
    /// # Errors
    /// If the bytes cannot be written.
    fn write_csv(&self, out: &mut dyn Write) -> io::Result<()> {
        self.csv(out).map_err(cause)
    }

    /// Writes a page: what can be drawn, and the report as a terminal shows it.
    ///
    /// # Errors
    /// If the bytes cannot be written.
    fn write_html(&self, title: &str, tool: Tool, out: &mut dyn Write) -> io::Result<()> {
        let mut text = Vec::new();
        self.write_text(Look::default(), &mut text)?;
        let html = Html {
            title: format!("{} {title}", self.heading()),
            tool,
            figures: self.figures(),
            text: String::from_utf8_lossy(&text).into_owned(),
            ..Html::default()
        };
        html.write_alone(out)
    }
}

/// The subject of a commit, with its tags before it.
pub(super) fn subject(commit: &CommitInfo) -> String {
    let tags: Vec<String> = commit.tags.iter().map(|tag| format!("[{tag}] ")).collect();
    format!("{}{}", tags.concat(), commit.summary)
}

/// The day of a commit in UTC.
#[must_use]
pub fn day(seconds: i64) -> String {
    DateTime::from_timestamp(seconds, 0).map_or_else(String::new, |time| time.date_naive().to_string())
}

/// The time of a commit in UTC.
pub(super) fn time(seconds: i64) -> String {
    let time = DateTime::from_timestamp(seconds, 0);
    time.map_or_else(String::new, |time| time.format("%Y-%m-%dT%H:%M:%SZ").to_string())
}

/// Where the history ends that can be seen.
#[derive(Serialize)]
pub(super) struct Beginning<'a> {
    commit: &'a str,
    date: String,
}

impl Beginning<'_> {
    pub(super) fn new(horizon: &Horizon) -> Beginning<'_> {
        Beginning { commit: &horizon.id, date: time(horizon.seconds) }
    }
}

#[derive(Serialize)]
pub(super) struct CommitFields<'a> {
    commit: &'a str,
    date: String,
    author: &'a str,
    subject: &'a str,
    tags: &'a [String],
}

impl CommitFields<'_> {
    pub(super) fn new(commit: &CommitInfo) -> CommitFields<'_> {
        CommitFields {
            commit: &commit.id,
            date: time(commit.seconds),
            author: &commit.author,
            subject: &commit.summary,
            tags: &commit.tags,
        }
    }
}
