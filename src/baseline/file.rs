//! The form of a baseline: JSON with one entry a line, sorted, so that the lines of two branches merge.
//!
//! Each entry ends in a comma and a `null` ends the list, so that git's `merge=union` leaves valid JSON as well.

use super::Entry;
use crate::model::Scope;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::io::{self, Write};
use thiserror::Error;

const VERSION: u32 = 1;

/// What some editors put before a text.
const BOM: &[u8] = b"\xef\xbb\xbf";

/// A baseline that cannot be read.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("line {line}: {why}")]
pub struct BaselineError {
    /// The line, 1-based.
    pub line: usize,
    /// What is wrong there.
    pub why: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document<'a> {
    version: u32,
    #[serde(borrow)]
    entries: Vec<Option<Row<'a>>>,
}

/// The fields in the order of the line: what is looked for comes first.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row<'a> {
    #[serde(borrow)]
    path: Cow<'a, str>,
    scope: &'a str,
    #[serde(borrow)]
    name: Cow<'a, str>,
    ordinal: u32,
    #[serde(borrow)]
    metric: Cow<'a, str>,
    value: f64,
    body: &'a str,
}

/// Reads a baseline; the entries come in their order, whatever the file's.
///
/// # Errors
/// The first line that is no part of a baseline.
pub fn parse(bytes: &[u8]) -> Result<Vec<Entry>, BaselineError> {
    let bytes = bytes.strip_prefix(BOM).unwrap_or(bytes);
    let document: Document<'_> = serde_json::from_slice(bytes).map_err(|error| explain(bytes, &error))?;
    if document.version != VERSION {
        let why = format!("version {} of the format is not known to this program", document.version);
        return Err(BaselineError { line: 1, why });
    }
    let mut entries = Vec::with_capacity(document.entries.len());
    for row in document.entries.into_iter().flatten() {
        let (path, name) = (row.path.clone(), row.name.clone());
        let entry = row.entry().ok_or_else(|| damaged(bytes, &path, &name))?;
        entries.push(entry);
    }
    entries.sort_by(Entry::order);
    // Two branches may both have changed an entry; the code that they made together is not known to be the better one.
    entries.dedup_by(|next, first| {
        let is_same = next.key() == first.key();
        if is_same && super::standing(first, next).is_to_blame() {
            std::mem::swap(next, first);
        }
        is_same
    });
    Ok(entries)
}

/// The line of each entry in the bytes that [`parse`] read it from; `None` for one that has no line to itself.
#[must_use]
pub fn lines(bytes: &[u8], entries: &[Entry]) -> Vec<Option<u32>> {
    let numbered = bytes.split(|&byte| byte == b'\n').zip(1..);
    let mut rows: Vec<(Entry, u32)> =
        numbered.filter_map(|(line, number)| Some((alone(line)?, number))).collect();
    rows.sort_by(|a, b| a.0.order(&b.0));
    let line = |entry: &Entry| {
        let first = rows.partition_point(|(it, _)| it.order(entry).is_lt());
        let mut namesakes = rows[first..].iter().take_while(|(it, _)| it.order(entry).is_eq());
        namesakes.find(|(it, _)| it == entry).map(|&(_, line)| line)
    };
    entries.iter().map(line).collect()
}

/// The entry that a line holds and nothing else.
fn alone(line: &[u8]) -> Option<Entry> {
    let line = line.trim_ascii();
    let row: Row<'_> = serde_json::from_slice(line.strip_suffix(b",").unwrap_or(line)).ok()?;
    row.entry()
}

impl Row<'_> {
    fn entry(self) -> Option<Entry> {
        let scope =
            [Scope::Function, Scope::Class, Scope::File].into_iter().find(|it| it.word() == self.scope)?;
        Some(Entry {
            path: self.path.into_owned(),
            scope,
            name: self.name.into_owned(),
            ordinal: self.ordinal,
            metric: self.metric.into_owned(),
            value: self.value,
            body: u64::from_str_radix(self.body, 16).ok()?,
        })
    }
}

/// Says what is wrong in words of the baseline: most often somebody left a merge unfinished.
fn explain(bytes: &[u8], error: &serde_json::Error) -> BaselineError {
    let is_marker = |line: &&[u8]| line.starts_with(b"<<<<<<< ") || line.starts_with(b">>>>>>> ");
    let conflict = bytes.split(|&byte| byte == b'\n').zip(1..).find(|(line, _)| is_marker(line));
    if let Some((_, line)) = conflict {
        let why = "a merge conflict that is not resolved; keep the entries of both sides".to_owned();
        return BaselineError { line, why };
    }
    let why = error.to_string();
    let why = why.split(" at line ").next().unwrap_or_default().to_owned();
    BaselineError { line: error.line().max(1), why }
}

fn damaged(bytes: &[u8], path: &str, name: &str) -> BaselineError {
    let is_it = |line: &&[u8]| {
        let line = String::from_utf8_lossy(line);
        line.contains(path) && line.contains(name)
    };
    let line = bytes.split(|&byte| byte == b'\n').zip(1..).find(|(line, _)| is_it(line)).map_or(1, |it| it.1);
    let why = "expected a scope of `function`, `class` or `file`, and a body in hexadecimal".to_owned();
    BaselineError { line, why }
}

/// Writes a baseline; the bytes depend on the entries alone.
///
/// # Errors
/// If the bytes cannot be written.
pub fn write(entries: &[Entry], out: &mut dyn Write) -> io::Result<()> {
    let mut sorted: Vec<&Entry> = entries.iter().collect();
    sorted.sort_by(|a, b| a.order(b));
    writeln!(out, "{{\"version\": {VERSION}, \"entries\": [")?;
    for entry in sorted {
        let body = format!("{:016x}", entry.body);
        let row = Row {
            path: Cow::Borrowed(&entry.path),
            scope: entry.scope.word(),
            name: Cow::Borrowed(&entry.name),
            ordinal: entry.ordinal,
            metric: Cow::Borrowed(&entry.metric),
            value: entry.value,
            body: &body,
        };
        serde_json::to_writer(&mut *out, &row)?;
        out.write_all(b",\n")?;
    }
    out.write_all(b"null\n]}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(path: &str, name: &str, value: f64) -> Entry {
        let (path, name, metric) = (path.to_owned(), name.to_owned(), "cyclomatic".to_owned());
        Entry { path, scope: Scope::Function, name, ordinal: 0, metric, value, body: 0xfeed }
    }

    fn text(entries: &[Entry]) -> String {
        let mut out = Vec::new();
        write(entries, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_baseline_comes_back_sorted_and_has_one_line_for_each_entry() {
        let (a, b) = (entry("a \"quoted\".py", "f", 12.0), entry("b.py", "C.m", 20.5));
        let text = text(&[b.clone(), a.clone()]);
        assert_eq!(parse(text.as_bytes()), Ok(vec![a, b]));
        assert_eq!(text.lines().count(), 2 + 3);
        let parsed = parse(text.as_bytes()).unwrap();
        assert_eq!(lines(text.as_bytes(), &parsed), [Some(2), Some(3)]);
        assert_eq!(lines(text.replace('\n', " ").as_bytes(), &parsed), [None, None], "none has its own");
        assert!(!text.contains("line"), "{text}");
    }

    #[test]
    fn the_union_of_two_branches_is_a_baseline() {
        let ours = text(&[entry("a.py", "f", 12.0), entry("b.py", "g", 15.0), entry("z.py", "ours", 11.0)]);
        let theirs = text(&[entry("b.py", "g", 14.0), entry("z.py", "theirs", 11.0)]);
        let mut union: Vec<&str> = ours.lines().collect();
        let end = union.len() - 2;
        let new = theirs.lines().filter(|line| !ours.contains(line));
        union.splice(end..end, new);
        let entries = parse(union.join("\n").as_bytes()).unwrap();
        let names: Vec<_> = entries.iter().map(|it| (it.name.as_str(), it.value)).collect();
        assert_eq!(names, [("f", 12.0), ("g", 15.0), ("ours", 11.0), ("theirs", 11.0)]);
        let lines = lines(union.join("\n").as_bytes(), &entries);
        assert_eq!(lines, [Some(2), Some(3), Some(4), Some(6)], "and the worse of two is where it stands");
    }

    #[test]
    fn a_damaged_baseline_is_one_error_with_its_line() {
        let good = text(&[entry("a.py", "f", 12.0), entry("b.py", "g", 15.0)]);
        let error = |text: &str| parse(text.as_bytes()).unwrap_err();
        let conflict = good.replace("{\"path\":\"b.py\"", "<<<<<<< HEAD\n{\"path\":\"b.py\"");
        assert_eq!(error(&conflict).line, 3);
        assert!(error(&conflict).why.contains("merge conflict"));
        assert_eq!(error(&good.replace("\"ordinal\":0,\"metric\":\"cyclomatic\",\"value\":15", "")).line, 3);
        assert_eq!(error(&good.replace("b.py\",\"scope\":\"function", "b.py\",\"scope\":\"module")).line, 3);
        assert!(error(&good.replace("\"version\": 1", "\"version\": 9")).why.contains("version 9"));
        for end in 0..good.len() - 3 {
            assert!(parse(&good.as_bytes()[..end]).is_err(), "the first {end} bytes");
        }
    }
}
