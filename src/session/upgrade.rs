//! The question after an upgrade: which numbers moved since an old baseline or old records, and why.

use super::ratchet::in_repository;
use super::session::Session;
use super::{Extent, SessionError};
use crate::baseline::{Seen, bytes, parse};
use crate::discover::{Links, path_of_bytes, read};
use crate::model::{StoredRecord, printable};
use crate::upgrade::{Upgrade, of_entries, of_records};
use serde::Deserialize;
use std::collections::HashSet;
use std::path::Path;

/// Records of a million functions and more.
const LARGEST: u64 = 1 << 30;

/// What a baseline begins with, and no record does.
const BASELINE: &[u8] = b"\"version\"";

const EXPECTED: &str = "neither a baseline nor records; `metrics analyze --format ndjson` writes records";

impl Session {
    /// Measures the selection and lists every number that is not what an old file says: a baseline, or records in NDJSON.
    ///
    /// Records know their files as they were named then: the same paths have to be given, from the same directory.
    ///
    /// # Errors
    /// As [`Session::measure`]; and if the file cannot be read, or is neither, with the line of what is wrong.
    pub fn upgrade(&mut self, old: &Path) -> Result<Upgrade, SessionError> {
        let shown = old.to_string_lossy();
        let refused = |line: usize, why: &str| {
            SessionError::Request(format!("{}:{line}: {}", printable(&shown), printable(why)))
        };
        let content = read(old, Links::Follow, LARGEST).map_err(SessionError::NotMeasured)?;
        let content = content.unwrap_or_default();
        if is_baseline(&content) {
            let contents = parse(&content).map_err(|error| refused(error.line, &error.why))?;
            self.measure(&Extent::All)?;
            let records = in_repository(&self.measured.outcome.records, &self.configured);
            let measured: HashSet<&str> = records.iter().map(|(path, _)| path.as_str()).collect();
            let seen =
                |path: &str| if measured.contains(path) { Seen::Measured } else { self.unmeasured(path) };
            return Ok(of_entries(&contents.entries, contents.definitions.as_ref(), &records, seen));
        }
        let records = stored(&content).map_err(|(line, why)| refused(line, &why))?;
        drop(content);
        Ok(of_records(records, &self.measure(&Extent::All)?.outcome.records))
    }

    /// What was seen of a file of the repository that was not measured.
    fn unmeasured(&self, path: &str) -> Seen {
        let Ok(relative) = path_of_bytes(&bytes(path)) else { return Seen::Not };
        match self.configured.root.join(relative).symlink_metadata() {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Seen::Gone,
            _ => Seen::Not,
        }
    }
}

/// Whether an object begins as a baseline does.
fn is_baseline(content: &[u8]) -> bool {
    let text = content.strip_prefix(b"\xef\xbb\xbf").unwrap_or(content).trim_ascii_start();
    let object = text.strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
    object.is_some_and(|object| object.starts_with(BASELINE))
}

/// The records of NDJSON, or the line that is none; rows of files that were not measured say nothing.
fn stored(content: &[u8]) -> Result<Vec<StoredRecord>, (usize, String)> {
    #[derive(Deserialize)]
    struct Status<'a> {
        #[serde(borrow)]
        status: Option<std::borrow::Cow<'a, str>>,
    }
    let mut records = Vec::new();
    for (line, number) in content.split(|&byte| byte == b'\n').zip(1..) {
        if line.trim_ascii().is_empty() {
            continue;
        }
        let Ok(Status { status: Some(status) }) = serde_json::from_slice(line) else {
            return Err((number, EXPECTED.to_owned()));
        };
        if status != "skipped" {
            records.push(serde_json::from_slice(line).map_err(|error| (number, error.to_string()))?);
        }
    }
    if records.is_empty() { Err((1, EXPECTED.to_owned())) } else { Ok(records) }
}
