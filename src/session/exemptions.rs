//! Everything that a check does not look at, in one list.

use super::authors::attribute;
use super::configured::{Configured, shown};
use super::hidden::hidden;
use super::ratchet::Ratchet;
use super::session::Session;
use super::verdict::date;
use super::{Extent, SessionError, languages};
use crate::baseline::BaselineEntry;
use crate::config::Patterns;
use crate::judge::{overrides, suppressions};
use crate::model::{Exemption, ExemptionKind, Figure, Origin, Outcome, Skipped};
use std::path::Path;

/// Everything that a check does not look at.
#[derive(Debug)]
pub struct Exemptions {
    /// All of it, sorted by kind and place.
    pub all: Vec<Exemption>,
    /// What git could not say of the authors, a line each.
    pub notes: Vec<String>,
}

impl Session {
    /// Lists everything that a check of the selection does not look at: why, since when and by whom.
    ///
    /// # Errors
    /// As [`Session::measure`], and if the baseline cannot be read.
    pub fn exemptions(&mut self) -> Result<Exemptions, SessionError> {
        self.must_name_something()?;
        self.plan.request.note_hidden = true;
        let looked = self.look(&Extent::All);
        self.plan.request.note_hidden = false;
        looked?;
        let mut all = collected(&self.configured, &self.measured.outcome)?;
        if let Some((ratchet, lines)) = Ratchet::read_with_lines(&self.configured)? {
            let path = shown(&ratchet.path, &self.configured.current);
            all.extend(ratchet.entries.iter().zip(lines).map(|(entry, line)| known(&path, entry, line)));
        }
        all.extend(self.selection.exclude.iter().map(|pattern| of_option(pattern)));
        let filter = self.configured.filter(Path::new(""));
        all.extend(hidden(&self.measured.hidden, &|path| languages::by_name_alone(path, &filter).is_some()));
        all.extend(self.measured.outcome.skipped.iter().map(skipped));
        all.sort_by(|a, b| {
            a.kind.cmp(&b.kind).then_with(|| (&a.path, a.line, &a.what).cmp(&(&b.path, b.line, &b.what)))
        });
        all.dedup();
        let notes = attribute(&mut all, self.selection.text.as_deref(), &self.work)?;
        Ok(Exemptions { all, notes })
    }
}

/// What configurations and comments say.
fn collected(configured: &Configured, outcome: &Outcome) -> Result<Vec<Exemption>, SessionError> {
    let today = date();
    let mut all = Vec::new();
    for settings in configured.met() {
        all.extend(overrides(&settings.policy, &today));
        all.extend(settings.exclude.iter().flat_map(|set| patterns(set, "")));
        all.extend(settings.include.iter().flat_map(|set| patterns(set, "everything but ")));
    }
    for record in &outcome.records {
        let settings = configured.of_file(&record.path)?;
        all.extend(suppressions(record, settings.compat.value));
    }
    Ok(all)
}

fn known(path: &str, entry: &BaselineEntry, line: Option<u32>) -> Exemption {
    let of = if entry.name.is_empty() { String::new() } else { format!(" `{}`", entry.name) };
    let what = format!(
        "{} {} of {}{of} in {}",
        entry.metric,
        Figure(entry.value),
        entry.scope.word(),
        entry.told_path()
    );
    let reason = "it was there before the limit".to_owned();
    Exemption {
        kind: ExemptionKind::Baseline,
        path: path.to_owned(),
        line,
        what,
        reason,
        expires: None,
        added: None,
    }
}

fn patterns<'a>(set: &'a Patterns, but: &'a str) -> impl Iterator<Item = Exemption> + 'a {
    let (path, is_file) = match &set.origin {
        Origin::File(path, _) => (path.to_string_lossy().into_owned(), true),
        other => (other.to_string(), false),
    };
    set.patterns.iter().zip(&set.lines).map(move |(pattern, &line)| Exemption {
        kind: ExemptionKind::Exclude,
        path: path.clone(),
        line: u32::try_from(line).ok().filter(|_| is_file),
        what: format!("{but}{pattern}"),
        reason: String::new(),
        expires: None,
        added: None,
    })
}

fn of_option(pattern: &str) -> Exemption {
    Exemption {
        kind: ExemptionKind::Exclude,
        path: "--exclude".to_owned(),
        line: None,
        what: pattern.to_owned(),
        reason: "the command line says so".to_owned(),
        expires: None,
        added: None,
    }
}

fn skipped(file: &Skipped) -> Exemption {
    Exemption {
        kind: ExemptionKind::Skipped,
        path: file.path.to_string_lossy().into_owned(),
        line: None,
        what: format!("the file, {}", file.reason.word()),
        reason: file.detail.clone(),
        expires: None,
        added: None,
    }
}
