//! What an edit did, for the agent that made it: the worst first, and in no more bytes than it is given.

use super::row::at_line_start;
use crate::model::{Bound, Breach, Cause, Edited, Figure, Finding, Standing, Worse, printable};
use std::path::{Path, PathBuf};

/// Bytes of a line: a name may be as long as a file.
const LONGEST: usize = 150;

/// A text about an edit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EditedReport<'a> {
    /// What it did.
    pub edited: &'a Edited,
    /// The directory that paths are relative to.
    pub directory: &'a Path,
    /// How many lines of each kind there may be.
    pub shown: usize,
    /// How many bytes there may be.
    pub most: usize,
}

impl EditedReport<'_> {
    /// The text, of whole lines.
    #[must_use]
    pub(crate) fn text(&self) -> String {
        let Edited { worse, loosened, whole, .. } = self.edited;
        let title = match (*whole, worse.is_empty()) {
            (true, _) => "metrics: beyond limits (no repository: files as a whole):",
            (false, false) => "metrics: worse than HEAD:",
            (false, true) => "metrics: more passes than in HEAD:",
        };
        let advice = self.advice();
        let mut text = Limited { text: title.to_owned(), most: self.most.saturating_sub(advice.len() + 1) };
        // Loosened limits make findings go away: none of them may be crowded out.
        let reserved = loosened.first().map_or(0, |first| Self::loosening(first).len() + 1);
        text.most = text.most.saturating_sub(reserved + MORE);
        let told = worse.iter().take(self.shown).take_while(|worse| text.add(&self.worse(worse))).count();
        text.most += reserved;
        let let_pass =
            loosened.iter().take(self.shown).take_while(|it| text.add(&Self::loosening(it))).count();
        text.most += MORE + advice.len() + 1;
        let left = worse.len() - told + loosened.len() - let_pass;
        if left > 0 {
            text.add(&format!("and {left} more: metrics check --since HEAD"));
        }
        for missing in self.edited.missing() {
            text.most = text.most.saturating_sub(advice.len() + 1);
            text.add(&shortened(&missing));
            text.most += advice.len() + 1;
        }
        if !advice.is_empty() {
            text.add(&advice);
        }
        text.text
    }

    fn worse(&self, worse: &Worse) -> String {
        let Finding { location, name, cause, standing, .. } = &worse.finding;
        let path = self.path(&worse.finding.path);
        let line = location.line;
        let Cause::Limit(breach) = cause else {
            return shortened(&format!("{path}:{line} {}", printable(&worse.finding.message())));
        };
        let what = format!("{}{}", change(breach, *standing), lines(&worse.costly));
        let name = if name.is_empty() { String::new() } else { format!(" {}", printable(name)) };
        // The numbers are what counts: the place gets the room that they leave.
        let place = shortened_to(&format!("{path}:{line}{name}"), LONGEST.saturating_sub(what.len() + 2));
        format!("{place}: {what}")
    }

    fn loosening(line: &str) -> String {
        shortened(&format!("let pass: {}", printable(line)))
    }

    fn path(&self, path: &Path) -> String {
        at_line_start(&path.strip_prefix(self.directory).map_or_else(|_| path.to_owned(), PathBuf::from))
    }

    /// What to do, in a line.
    fn advice(&self) -> String {
        let Edited { worse, loosened, .. } = self.edited;
        let Some(first) = worse.first() else {
            return "Undo it, or ask the user whether it may stay.".to_owned();
        };
        let what = match first.finding.rule() {
            "cognitive" | "nesting" => "return early, or move the inner part into a function",
            "cyclomatic" | "cyclomatic_mccabe" => "split the function, or replace branches by data",
            "parameters" => "group parameters into one object",
            rule if first.finding.is_unknown() || rule == crate::model::WITHDRAWN => "make the file readable",
            _ => "make it smaller, or split it",
        };
        let tail = if loosened.is_empty() { "" } else { "; undo what lets more pass" };
        format!("To do: {what}{tail}.")
    }
}

/// Room for the line that says how much was left out.
const MORE: usize = 46;

/// Lines up to a number of bytes.
struct Limited {
    text: String,
    most: usize,
}

impl Limited {
    fn add(&mut self, line: &str) -> bool {
        let fits = self.text.len() + 1 + line.len() <= self.most;
        if fits {
            self.text.push('\n');
            self.text.push_str(line);
        }
        fits
    }
}

fn change(breach: &Breach, standing: Option<Standing>) -> String {
    let Breach { metric, value, bound, limit, .. } = breach;
    let side = match bound {
        Bound::Max => "max",
        Bound::Min => "min",
    };
    let value = match standing {
        Some(Standing::Worse { from }) => format!("{} → {}", Figure(from), Figure(*value)),
        Some(Standing::Introduced) => format!("{} (new)", Figure(*value)),
        _ => Figure(*value).to_string(),
    };
    format!("{} {value}, {side} {}", metric.id, Figure(*limit))
}

fn lines(costly: &[(u32, i64)]) -> String {
    let told: Vec<String> = costly.iter().map(|(line, points)| format!("{line} {points:+}")).collect();
    if told.is_empty() { String::new() } else { format!("; lines {}", told.join(", ")) }
}

fn shortened(text: &str) -> String {
    shortened_to(text, LONGEST)
}

/// The beginning of a text that is too long.
fn shortened_to(text: &str, most: usize) -> String {
    let most = most.max(40);
    if text.len() <= most {
        return text.to_owned();
    }
    let end = (0..=most - 3).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    format!("{}…", &text[..end])
}
