//! Records that were measured elsewhere, in one or several parts: read, held against each other, and put together.

use super::packed::unpacked;
use super::{PartsError, SessionError};
use crate::model::{Definitions, Outcome, Skipped, StoredRecord};
use crate::regular;
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io::{BufRead, Read};
use std::path::{Path, PathBuf};

/// The name of what is given instead of a file.
const GIVEN: &str = "-";

/// What stands for the name of a text that came without one.
const NAMELESS: &str = "(no path)";

/// Bytes that a record may have: that of a file of the usual size limit has up to some 90 MB.
const MOST: u64 = 256 << 20;

/// Puts parts together; `given` is read for the one that has no name.
pub(super) fn merged(parts: &[PathBuf], given: &mut dyn Read) -> Result<Outcome, SessionError> {
    let mut merging = Merging::default();
    for (number, path) in parts.iter().enumerate() {
        merging.part(number, path, given)?;
    }
    let mut outcome = merging.outcome;
    outcome.sort();
    Ok(outcome)
}

struct Merging {
    outcome: Outcome,
    names: Vec<String>,
    /// The part of each file, and where it is in the list of records or of skipped files.
    known: HashMap<PathBuf, (usize, Row)>,
    here: Definitions,
    /// The first part that agrees with this program.
    agrees: Option<usize>,
}

/// Where a row went.
#[derive(Clone, Copy)]
enum Row {
    Record(usize),
    Skipped(usize),
}

/// What a line of the record stream says.
enum Line {
    Record(Box<StoredRecord>),
    Skipped(Skipped),
}

impl Default for Merging {
    fn default() -> Merging {
        Merging {
            outcome: Outcome::default(),
            names: Vec::new(),
            known: HashMap::new(),
            here: Definitions::current(),
            agrees: None,
        }
    }
}

impl Merging {
    fn part(&mut self, number: usize, path: &Path, given: &mut dyn Read) -> Result<(), SessionError> {
        let is_given = path == Path::new(GIVEN);
        let name = if is_given { "standard input".to_owned() } else { path.display().to_string() };
        self.names.push(name.clone());
        let failed = |source| PartsError::Unreadable { part: name.clone(), source };
        let packed: Box<dyn Read + '_> =
            if is_given { Box::new(given) } else { Box::new(regular::open_given(path).map_err(failed)?) };
        let mut lines = unpacked(packed).map_err(failed)?;
        let mut line = Vec::new();
        for at in 1.. {
            line.clear();
            let no_record = |why| PartsError::NoRecord { part: name.clone(), line: at, why };
            if !may_begin(lines.fill_buf().map_err(failed)?) {
                return Err(no_record("no record: it does not begin with `{`".to_owned()).into());
            }
            lines.by_ref().take(MOST).read_until(b'\n', &mut line).map_err(failed)?;
            if line.is_empty() {
                break;
            }
            if line.len() as u64 == MOST {
                return Err(no_record(format!("no record: longer than {} MiB", MOST >> 20)).into());
            }
            let text = line.strip_suffix(b"\n").unwrap_or(&line);
            match read(text).map_err(no_record)? {
                Line::Record(stored) => self.record(number, *stored)?,
                Line::Skipped(skipped) => self.skipped(number, skipped)?,
            }
        }
        Ok(())
    }

    fn record(&mut self, part: usize, stored: StoredRecord) -> Result<(), PartsError> {
        let StoredRecord { record, definitions, .. } = stored;
        if let Some(moved) = definitions.moved(&self.here).next() {
            let other = self.agrees.map_or("this program", |agrees| &self.names[agrees]);
            return Err(PartsError::Defined {
                metric: moved.metric.to_owned(),
                parts: [self.names[part].clone(), other.to_owned()],
                versions: [moved.versions.0, moved.versions.1],
            });
        }
        self.agrees.get_or_insert(part);
        match self.known.entry(record.path.clone()) {
            Entry::Vacant(free) => {
                free.insert((part, Row::Record(self.outcome.records.len())));
                self.outcome.records.push(record);
                Ok(())
            }
            Entry::Occupied(taken) => {
                let (other, row) = *taken.get();
                let is_same = matches!(row, Row::Record(at) if self.outcome.records[at] == record);
                Err(self.overlap(&record.path, [other, part], !is_same))
            }
        }
    }

    fn skipped(&mut self, part: usize, skipped: Skipped) -> Result<(), PartsError> {
        if skipped.path.as_os_str().is_empty() || skipped.path == Path::new(NAMELESS) {
            // A line of a stream of which no name is known, and perhaps not the only one.
            self.outcome.skipped.push(Skipped { path: PathBuf::from(NAMELESS), ..skipped });
            return Ok(());
        }
        match self.known.entry(skipped.path.clone()) {
            Entry::Vacant(free) => {
                free.insert((part, Row::Skipped(self.outcome.skipped.len())));
                self.outcome.skipped.push(skipped);
                Ok(())
            }
            Entry::Occupied(taken) => {
                let (other, row) = *taken.get();
                let is_same = matches!(row, Row::Skipped(at) if self.outcome.skipped[at] == skipped);
                Err(self.overlap(&skipped.path, [other, part], !is_same))
            }
        }
    }

    fn overlap(&self, path: &Path, parts: [usize; 2], contradict: bool) -> PartsError {
        let parts = parts.map(|part| self.names[part].clone());
        PartsError::Overlap { path: path.display().to_string(), parts, contradict }
    }
}

/// Whether a line may be an object, by its beginning: what is none may have no end.
fn may_begin(line: &[u8]) -> bool {
    let first = line.iter().find(|byte| !matches!(byte, b' ' | b'\t' | b'\r'));
    first.is_none_or(|first| matches!(first, b'{' | b'\n'))
}

/// What a line says, or why it says nothing.
fn read(line: &[u8]) -> Result<Line, String> {
    #[derive(Deserialize)]
    struct Kind<'a> {
        #[serde(borrow)]
        status: Option<Cow<'a, str>>,
    }
    let kind: Kind<'_> = serde_json::from_slice(line).map_err(|error| no_record(&error))?;
    if kind.status.as_deref() == Some("skipped") {
        return serde_json::from_slice(line).map(Line::Skipped).map_err(|error| no_record(&error));
    }
    let stored: StoredRecord = serde_json::from_slice(line).map_err(|error| no_record(&error))?;
    if !stored.is_judgeable {
        return Err("the record has no `judging`, without which it cannot be judged".to_owned());
    }
    Ok(Line::Record(Box::new(stored)))
}

fn no_record(error: &serde_json::Error) -> String {
    format!("no record: {}", error.to_string().replacen(" at line 1 column ", " at column ", 1))
}
