//! The question why: which lines of a function, a class or a module add how much to its scores.

use super::place::{Aim, MODULE, Place};
use super::session::Session;
use super::{Extent, SessionError, languages};
use crate::discover::read_from;
use crate::model::{Explanation, FileMetrics, FunctionMetrics, Record, Topic, printable};
use crate::pipeline::explain_text;
use std::cmp::Reverse;
use std::io::Read;
use std::path::Path;

/// Why the scores of a place are what they are.
#[derive(Debug)]
pub struct Explained {
    /// The whole file.
    pub explanation: Explanation,
    /// What of it was meant; at least one.
    pub topics: Vec<Topic>,
    /// Among how much that was chosen, if the worst was asked for.
    pub among: Option<Among>,
}

/// What something was the worst of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Among {
    /// How many functions.
    pub functions: usize,
    /// In how many files.
    pub files: usize,
}

/// More places than a message has room for.
const NAMED: usize = 5;

impl Session {
    /// Takes a text that counts instead of a file, no more of it than a file may have.
    ///
    /// # Errors
    /// If it is too long, or cannot be read.
    pub fn take_text(&mut self, path: &Path, text: impl Read) -> Result<(), SessionError> {
        let most = self.settings_of(path)?.max_file_size.value;
        let text = read_from(text, path, most).map_err(SessionError::NotMeasured)?;
        self.texts.insert(self.configured.absolute(path), text.into());
        Ok(())
    }

    /// Finds the file of a place in a directory, which the session was opened with: that with the worst function, or
    /// the one with the name. A place in a file is one already.
    ///
    /// # Errors
    /// As [`Session::measure`], and if nothing or more than one thing has the name.
    pub fn locate(&mut self, place: &Place) -> Result<(Place, Option<Among>), SessionError> {
        let is_text = self.texts.contains_key(&self.configured.absolute(&place.path));
        if is_text || !place.path.is_dir() {
            return Ok((place.clone(), None));
        }
        self.measure(&Extent::All)?;
        let records = &self.measured.outcome.records;
        match &place.aim {
            Aim::Name(name) => Ok((only(records, name, &place.path)?, None)),
            Aim::Worst => {
                let worst =
                    records.iter().max_by_key(|record| Reverse((Reverse(badness(record)), &record.path)));
                let functions = records.iter().map(|record| record.metrics.functions.len()).sum();
                let among = Among { functions, files: records.len() };
                let worst = worst.map(|record| Place { path: record.path.clone(), aim: Aim::Worst });
                Ok((worst.unwrap_or_else(|| place.clone()), Some(among)))
            }
            Aim::Functions | Aim::Line { .. } => Err(SessionError::Request(format!(
                "{}: a directory; all functions of a file can be explained",
                place.path.display()
            ))),
        }
    }

    /// Says why the scores of a place in a file are what they are.
    ///
    /// # Errors
    /// If the file could not be measured, or there is no such thing in it.
    pub fn explain(&self, place: &Place) -> Result<Explained, SessionError> {
        let explanation = self.explanation(&place.path)?;
        let file = &explanation.metrics;
        let functions = file.functions.len();
        let (topics, among) = match &place.aim {
            Aim::Worst => (vec![worst(file)], (functions > 1).then_some(Among { functions, files: 1 })),
            Aim::Functions if functions == 0 => (vec![Topic::Module], None),
            Aim::Functions => ((0..functions).map(Topic::Function).collect(), None),
            Aim::Name(name) => (named(file, name, &place.path)?, None),
            Aim::Line { line, column } => (at_line(file, *line, *column, &place.path)?, None),
        };
        Ok(Explained { explanation, topics, among })
    }

    pub(super) fn explanation(&self, path: &Path) -> Result<Explanation, SessionError> {
        let text = self.bytes_of(path)?;
        let filter = self.configured.filter(path.parent().unwrap_or(Path::new("")));
        let of_text = || Some(self.file_of_text(path)?.language);
        let Some(language) = of_text().or_else(|| languages::of_named(path, &filter)) else {
            return Err(SessionError::Request(format!("{}: in no known language", path.display())));
        };
        explain_text(path, text, language, &self.plan.limits, &self.work.course)
            .map_err(SessionError::NotMeasured)
    }
}

/// The cyclomatic complexity of the worst function of a file, or of the code outside of functions.
fn badness(record: &Record) -> u32 {
    complexity(&record.metrics, worst(&record.metrics))
}

fn complexity(file: &FileMetrics, topic: Topic) -> u32 {
    match topic {
        Topic::Function(row) => file.functions[row].cyclomatic,
        Topic::Class(_) | Topic::Module => file.cyclomatic.module,
    }
}

/// The first function with the highest cyclomatic complexity, by which reports are ordered; the code outside of functions
/// counts as one.
fn worst(file: &FileMetrics) -> Topic {
    let all = (0..file.functions.len()).map(Topic::Function).chain([Topic::Module]);
    all.min_by_key(|topic| Reverse(complexity(file, *topic))).unwrap_or(Topic::Module)
}

/// What has a qualified name.
fn names(file: &FileMetrics) -> impl Iterator<Item = (Topic, &str)> {
    let functions = file.functions.iter().enumerate();
    let classes = file.classes.iter().enumerate();
    let functions = functions.map(|(row, it)| (Topic::Function(row), it.qualified_name.as_str()));
    functions.chain(classes.map(|(row, it)| (Topic::Class(row), it.qualified_name.as_str())))
}

/// The first line of something, in the file as stored.
fn line(file: &FileMetrics, topic: Topic) -> u32 {
    match topic {
        Topic::Function(row) => file.functions[row].location.in_file().line,
        Topic::Class(row) => file.classes[row].location.in_file().line,
        Topic::Module => 1,
    }
}

/// Those that are called so: wholly, or else in their last parts.
fn matching<'a, T>(all: impl Iterator<Item = (T, &'a str)> + Clone, name: &str) -> Vec<(T, &'a str)> {
    let dotted = name.replace("::", ".");
    let exact: Vec<_> = all.clone().filter(|(_, known)| *known == name || *known == dotted).collect();
    if !exact.is_empty() {
        return exact;
    }
    let ends = |known: &str| known.strip_suffix(&*dotted).is_some_and(|before| before.ends_with('.'));
    all.filter(|(_, known)| ends(known)).collect()
}

/// The rows of the functions that are called so.
pub(super) fn rows_called(functions: &[FunctionMetrics], name: &str) -> Vec<usize> {
    let all = functions.iter().enumerate().map(|(row, it)| (row, it.qualified_name.as_str()));
    matching(all, name).into_iter().map(|(row, _)| row).collect()
}

/// What of a file is called so; several things only if they have the very same name.
fn named(file: &FileMetrics, name: &str, path: &Path) -> Result<Vec<Topic>, SessionError> {
    if name == MODULE {
        return Ok(vec![Topic::Module]);
    }
    let all: Vec<_> = names(file).collect();
    let found = matching(all.iter().copied(), name);
    match found.as_slice() {
        [] => Err(SessionError::Request(unknown(name, path, all.iter().map(|(_, known)| *known)))),
        [(_, first), rest @ ..] if rest.iter().any(|(_, other)| other != first) => {
            let places = found.iter().map(|(topic, known)| (path, line(file, *topic), *known));
            Err(SessionError::Request(ambiguous(name, places)))
        }
        _ => Ok(found.into_iter().map(|(topic, _)| topic).collect()),
    }
}

/// The one place below a directory that is called so.
fn only(records: &[Record], name: &str, directory: &Path) -> Result<Place, SessionError> {
    let all: Vec<((&Record, Topic), &str)> = records
        .iter()
        .flat_map(|record| names(&record.metrics).map(move |(topic, name)| ((record, topic), name)))
        .collect();
    let found = matching(all.iter().copied(), name);
    match found.as_slice() {
        [] => Err(SessionError::Request(unknown(name, directory, all.iter().map(|(_, known)| *known)))),
        // On its line others may begin.
        [((record, _), known)] => {
            Ok(Place { path: record.path.clone(), aim: Aim::Name((*known).to_owned()) })
        }
        _ => {
            let place = |((record, topic), known): &((&'_ Record, Topic), &'_ str)| {
                format!("{}:{} `{}`", record.path.display(), line(&record.metrics, *topic), known)
            };
            Err(SessionError::Request(told_ambiguous(name, found.iter().map(place))))
        }
    }
}

/// What begins on a line, or else the innermost of what stands around it.
fn at_line(
    file: &FileMetrics,
    line: u32,
    column: Option<u32>,
    path: &Path,
) -> Result<Vec<Topic>, SessionError> {
    let functions = file.functions.iter().map(|it| it.location);
    let classes = file.classes.iter().map(|it| it.location);
    let functions = functions.enumerate().map(|(row, place)| (Topic::Function(row), place.in_file()));
    let classes = classes.enumerate().map(|(row, place)| (Topic::Class(row), place.in_file()));
    let all: Vec<_> = functions.chain(classes).collect();
    let begins: Vec<_> = all.iter().filter(|(_, place)| place.line == line).collect();
    let exact = begins.iter().filter(|(_, place)| column == Some(place.column + 1));
    let exact: Vec<Topic> = exact.map(|(topic, _)| *topic).collect();
    if !exact.is_empty() {
        return Ok(exact);
    }
    if !begins.is_empty() {
        return Ok(begins.into_iter().map(|(topic, _)| *topic).collect());
    }
    let around = all.iter().filter(|(_, place)| place.line <= line && line <= place.end_line);
    let innermost = around.max_by_key(|(_, place)| (place.line, place.start_byte));
    let is_notebook = all.iter().any(|(_, place)| place.cell.is_some());
    match innermost {
        Some((topic, _)) => Ok(vec![*topic]),
        None if !is_notebook && line > file.raw.loc.saturating_add(1) => {
            let what = format!("{}: it has {} lines, and no line {line}", path.display(), file.raw.loc);
            Err(SessionError::Request(what))
        }
        None => Ok(vec![Topic::Module]),
    }
}

fn ambiguous<'a>(name: &str, places: impl Iterator<Item = (&'a Path, u32, &'a str)>) -> String {
    told_ambiguous(name, places.map(|(path, line, known)| format!("{}:{line} `{known}`", path.display())))
}

fn told_ambiguous(name: &str, places: impl Iterator<Item = String>) -> String {
    let places: Vec<String> = places.collect();
    let shown = places[..places.len().min(NAMED)].join(", ");
    let more = if places.len() > NAMED { ", …" } else { "" };
    let text = format!("`{name}` may be any of {}: {shown}{more}", places.len());
    printable(&text).into_owned()
}

fn unknown<'a>(name: &str, path: &Path, known: impl Iterator<Item = &'a str>) -> String {
    let alike = |known: &str| {
        let last = known.rsplit('.').next().unwrap_or(known);
        strsim::jaro_winkler(name, known).max(strsim::jaro_winkler(name, last))
    };
    let scored = known.map(|known| (alike(known), known));
    let nearest = scored.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|(score, _)| *score > 0.7);
    let hint =
        nearest.map(|(_, known)| format!("; did you mean `{}`?", printable(known))).unwrap_or_default();
    format!("{}: there is no function or class `{}` in it{hint}", path.display(), printable(name))
}
