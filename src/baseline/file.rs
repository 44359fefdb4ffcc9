//! The form of a baseline: JSON with one entry a line, sorted, so that the lines of two branches merge. What belongs to
//! an entry stands in its line, so that entries of different programs may stand side by side.
//!
//! Each entry ends in a comma and a `null` ends the list, so that git's `merge=union` leaves valid JSON as well.

use super::BaselineEntry;
use crate::model::{Definitions, Scope};
use crate::pairing::{Values, id};
use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Write};
use thiserror::Error;

const VERSION: u32 = 2;

/// The version before: without definitions, places and further values, and with paths as they look.
const FIRST: u32 = 1;

/// More than anybody will work off.
const MOST: usize = 250_000;

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

/// What is in the file of a baseline.
#[derive(Clone, Debug, PartialEq)]
pub struct Contents {
    /// The entries in their order, whatever the file's.
    pub entries: Vec<BaselineEntry>,
    /// The definitions of the program that last judged everything for it; `None` where none noted them.
    pub definitions: Option<Definitions>,
    /// Whether it is written as this program would write it, and not in an older version.
    pub is_current: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    version: u32,
    #[serde(default)]
    definitions: Option<Definitions>,
    entries: Rows,
}

/// The entries, which are made one by one: what says nothing takes no memory.
struct Rows {
    entries: Vec<BaselineEntry>,
    are_current: bool,
}

impl<'de> Deserialize<'de> for Rows {
    fn deserialize<D: Deserializer<'de>>(rows: D) -> Result<Rows, D::Error> {
        rows.deserialize_seq(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Rows;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a list of entries")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> Result<Rows, A::Error> {
        let (mut entries, mut are_current) = (Vec::new(), true);
        while let Some(row) = rows.next_element::<Option<Row<'de>>>()? {
            let Some(row) = row else { continue };
            if entries.len() == MOST {
                return Err(A::Error::custom(format!("more than {MOST} entries")));
            }
            are_current &= row.definition.is_some();
            entries.push(row.entry());
        }
        Ok(Rows { entries, are_current })
    }
}

/// A scope by its word; an error here has the line of the row.
fn scope<'de, D: Deserializer<'de>>(word: D) -> Result<Scope, D::Error> {
    let word = <Cow<'de, str>>::deserialize(word)?;
    let all = [Scope::Function, Scope::Class, Scope::File];
    let known = all.into_iter().find(|scope| scope.word() == word);
    known.ok_or_else(|| D::Error::custom("expected a scope of `function`, `class` or `file`"))
}

fn hexadecimal<'de, D: Deserializer<'de>>(text: D) -> Result<u64, D::Error> {
    let text = <Cow<'de, str>>::deserialize(text)?;
    u64::from_str_radix(&text, 16).map_err(|_| D::Error::custom("expected a body in hexadecimal"))
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn word<S: Serializer>(scope: &Scope, out: S) -> Result<S::Ok, S::Error> {
    out.serialize_str(scope.word())
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn sixteen_digits<S: Serializer>(number: &u64, out: S) -> Result<S::Ok, S::Error> {
    out.collect_str(&format_args!("{number:016x}"))
}

/// The fields in the order of the line: what is looked for comes first.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row<'a> {
    #[serde(borrow)]
    path: Cow<'a, str>,
    #[serde(deserialize_with = "scope", serialize_with = "word")]
    scope: Scope,
    #[serde(borrow)]
    name: Cow<'a, str>,
    ordinal: u32,
    #[serde(borrow)]
    metric: Cow<'a, str>,
    value: f64,
    /// 0 where nobody noted it; a line of the first version has none.
    #[serde(default)]
    definition: Option<u32>,
    #[serde(deserialize_with = "hexadecimal", serialize_with = "sixteen_digits")]
    body: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    place: Option<u32>,
    #[serde(borrow, default, skip_serializing_if = "BTreeMap::is_empty")]
    values: BTreeMap<Cow<'a, str>, f64>,
}

/// Reads a baseline.
///
/// # Errors
/// The first line that is no part of a baseline.
pub fn parse(bytes: &[u8]) -> Result<Contents, BaselineError> {
    let bytes = bytes.strip_prefix(BOM).unwrap_or(bytes);
    let document: Document = serde_json::from_slice(bytes).map_err(|error| explain(bytes, &error))?;
    if ![FIRST, VERSION].contains(&document.version) {
        let why = format!("version {} of the format is not known to this program", document.version);
        return Err(BaselineError { line: 1, why });
    }
    let Rows { mut entries, are_current: rows_are_current } = document.entries;
    entries.sort_by(BaselineEntry::order);
    // Two branches may both have changed an entry; the code that they made together is not known to be the better one.
    entries.dedup_by(|next, first| {
        let is_same = next.key() == first.key();
        if is_same && super::standing(first, next).is_to_blame() {
            std::mem::swap(next, first);
        }
        is_same
    });
    let definitions = document.definitions;
    let is_current = document.version == VERSION && rows_are_current && definitions.is_some();
    Ok(Contents { entries, definitions, is_current })
}

/// The line of each entry in the bytes that [`parse`] read it from; `None` for one that has no line to itself.
#[must_use]
pub fn lines(bytes: &[u8], entries: &[BaselineEntry]) -> Vec<Option<u32>> {
    let numbered = bytes.split(|&byte| byte == b'\n').zip(1..);
    let mut rows: Vec<(BaselineEntry, u32)> =
        numbered.filter_map(|(line, number)| Some((alone(line)?, number))).collect();
    rows.sort_by(|a, b| a.0.order(&b.0));
    let line = |entry: &BaselineEntry| {
        let first = rows.partition_point(|(it, _)| it.order(entry).is_lt());
        let mut namesakes = rows[first..].iter().take_while(|(it, _)| it.order(entry).is_eq());
        namesakes.find(|(it, _)| it == entry).map(|&(_, line)| line)
    };
    entries.iter().map(line).collect()
}

/// The entry that a line holds and nothing else.
fn alone(line: &[u8]) -> Option<BaselineEntry> {
    let line = line.trim_ascii();
    let row: Row<'_> = serde_json::from_slice(line.strip_suffix(b",").unwrap_or(line)).ok()?;
    Some(row.entry())
}

impl Row<'_> {
    fn entry(self) -> BaselineEntry {
        let path = match self.definition {
            Some(_) => self.path.into_owned(),
            // In the first version a path was as it looks.
            None => super::exact(std::path::Path::new(&*self.path)),
        };
        let values: Values = self.values.iter().filter_map(|(key, value)| Some((id(key)?, *value))).collect();
        BaselineEntry {
            path,
            scope: self.scope,
            name: self.name.into_owned(),
            ordinal: self.ordinal,
            metric: self.metric.into_owned(),
            value: self.value,
            definition: self.definition.filter(|&version| version > 0),
            body: self.body,
            place: self.place,
            values,
        }
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

/// Writes a baseline; the bytes depend on the entries and the definitions alone.
///
/// # Errors
/// If the bytes cannot be written.
pub fn write(
    entries: &[BaselineEntry],
    definitions: Option<&Definitions>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut sorted: Vec<&BaselineEntry> = entries.iter().collect();
    sorted.sort_by(|a, b| a.order(b));
    write!(out, "{{\"version\": {VERSION}, ")?;
    if let Some(definitions) = definitions {
        out.write_all(b"\"definitions\": ")?;
        serde_json::to_writer(&mut *out, definitions)?;
        out.write_all(b", ")?;
    }
    writeln!(out, "\"entries\": [")?;
    for entry in sorted {
        let row = Row {
            path: Cow::Borrowed(&entry.path),
            scope: entry.scope,
            name: Cow::Borrowed(&entry.name),
            ordinal: entry.ordinal,
            metric: Cow::Borrowed(&entry.metric),
            value: entry.value,
            definition: Some(entry.definition.unwrap_or(0)),
            body: entry.body,
            place: entry.place,
            values: entry.values.iter().map(|&(id, value)| (Cow::Borrowed(id), value)).collect(),
        };
        serde_json::to_writer(&mut *out, &row)?;
        out.write_all(b",\n")?;
    }
    out.write_all(b"null\n]}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(path: &str, name: &str, value: f64) -> BaselineEntry {
        let (path, name, metric) = (path.to_owned(), name.to_owned(), "cyclomatic".to_owned());
        let values = vec![("cognitive", 3.0), ("nesting", 1.0)];
        let (scope, definition, place) = (Scope::Function, Some(1), Some(4));
        BaselineEntry {
            path,
            scope,
            name,
            ordinal: 0,
            metric,
            value,
            definition,
            body: 0xfeed,
            place,
            values,
        }
    }

    fn text(entries: &[BaselineEntry]) -> String {
        let mut out = Vec::new();
        write(entries, Some(&Definitions::current()), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_baseline_comes_back_sorted_and_has_one_line_for_each_entry() {
        let (a, b) = (entry("a \"quoted\".py", "f", 12.0), entry("b.py", "C.m", 20.5));
        let text = text(&[b.clone(), a.clone()]);
        let definitions = Some(Definitions::current());
        assert_eq!(
            parse(text.as_bytes()),
            Ok(Contents { entries: vec![a, b], definitions, is_current: true })
        );
        assert_eq!(text.lines().count(), 2 + 3);
        let parsed = parse(text.as_bytes()).unwrap().entries;
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
        let entries = parse(union.join("\n").as_bytes()).unwrap().entries;
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
        assert!(error(&good.replace("\"version\": 2", "\"version\": 9")).why.contains("version 9"));
        let no_list = error("{\"version\": 2, \"entries\": 7}").why;
        assert_eq!(no_list, "invalid type: integer `7`, expected a list of entries");
        for end in 0..good.len() - 3 {
            assert!(parse(&good.as_bytes()[..end]).is_err(), "the first {end} bytes");
        }
    }
    const OLD: &str = r#"{"version": 1, "entries": [
{"path":"50%.py","scope":"function","name":"f","ordinal":0,"metric":"cyclomatic","value":12.0,"body":"000000000000feed"},
null
]}"#;

    #[test]
    fn the_first_version_is_read_and_is_not_how_it_would_be_written() {
        let Contents { entries, definitions, is_current } = parse(OLD.as_bytes()).unwrap();
        assert!(!is_current && definitions.is_none());
        assert_eq!(
            (entries[0].path.as_str(), entries[0].definition, entries[0].place),
            ("50%25.py", None, None)
        );
        assert_eq!(lines(OLD.as_bytes(), &entries), [Some(2)]);
    }

    #[test]
    fn lines_of_both_versions_may_stand_in_one_file() {
        let merged = text(&[entry("b.py", "g", 15.0)]);
        let old = OLD.lines().nth(1).unwrap();
        let merged = merged.replacen("null", &format!("{old}\nnull"), 1);
        let Contents { entries, is_current, .. } = parse(merged.as_bytes()).unwrap();
        assert_eq!(entries.iter().map(|it| it.path.as_str()).collect::<Vec<_>>(), ["50%25.py", "b.py"]);
        assert!(!is_current);
    }

    #[test]
    fn an_old_entry_keeps_what_nobody_knows_of_it() {
        let entries = parse(OLD.as_bytes()).unwrap().entries;
        let again = parse(text(&entries).as_bytes()).unwrap();
        assert_eq!(again.entries, entries);
    }

    #[test]
    fn what_says_nothing_is_read_and_dropped() {
        let empty = format!("{{\"version\": 2, \"entries\": [{}null]}}", "null,\n".repeat(1_000_000));
        let contents = Contents { entries: Vec::new(), definitions: None, is_current: false };
        assert_eq!(parse(empty.as_bytes()), Ok(contents), "and nobody noted its definitions");
        let line = text(&[entry("a", "f", 1.0)]).lines().nth(1).unwrap().to_owned();
        let many = format!("{{\"version\": 2, \"entries\": [{}null]}}", line.repeat(MOST + 1));
        assert!(parse(many.as_bytes()).unwrap_err().why.contains("more than 250000 entries"));
    }
}
