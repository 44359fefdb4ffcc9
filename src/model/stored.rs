//! Records as they are written for others, and read back.

use super::{Definitions, FileMetrics, Record, SCHEMA_VERSION, SkipReason, Skipped, Suppression};
use serde::de::{Deserialize, Deserializer, Error};
use serde::{Deserialize as Read, Serialize};
use std::fmt;
use std::path::PathBuf;

/// A record that was read, and the definitions that its numbers follow.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredRecord {
    /// The file and its numbers.
    pub record: Record,
    /// The definitions of the program that measured it.
    pub definitions: Definitions,
    /// Whether it has what judging needs beside the numbers.
    pub is_judgeable: bool,
}

/// What judging needs of a file beside its numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Judging {
    /// The comments that excuse parts of it, in document order.
    pub suppressions: Vec<Suppression>,
    /// What tells the bodies of its functions apart, in the order of the functions.
    pub bodies: Vec<BodyHash>,
}

/// Hash of what a function says; sixteen hexadecimal digits, because many readers know no integer of 64 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BodyHash(pub u64);

impl Judging {
    /// What judging needs of a file.
    #[must_use]
    pub fn of(metrics: &FileMetrics) -> Judging {
        let bodies = metrics.functions.iter().map(|function| BodyHash(function.body_hash)).collect();
        Judging { suppressions: metrics.suppressions.clone(), bodies }
    }

    /// Gives it back to the file; what it says must be about as many functions.
    fn give(self, metrics: &mut FileMetrics) -> Result<(), Mismatch> {
        if self.bodies.len() != metrics.functions.len() {
            return Err(Mismatch { bodies: self.bodies.len(), functions: metrics.functions.len() });
        }
        metrics.suppressions = self.suppressions;
        for (function, hash) in metrics.functions.iter_mut().zip(self.bodies) {
            function.body_hash = hash.0;
        }
        Ok(())
    }
}

/// A record that cannot have been written so.
#[derive(Debug, thiserror::Error)]
#[error("`judging` is about {bodies} functions and the record about {functions}")]
struct Mismatch {
    bodies: usize,
    functions: usize,
}

impl Serialize for BodyHash {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl fmt::Display for BodyHash {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:016x}", self.0)
    }
}

impl<'de> Deserialize<'de> for BodyHash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<BodyHash, D::Error> {
        let digits = std::borrow::Cow::<str>::deserialize(deserializer)?;
        let is_hash = digits.len() == 16 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        let hash = u64::from_str_radix(&digits, 16).ok().filter(|_| is_hash);
        hash.map(BodyHash).ok_or_else(|| D::Error::custom("a hash has sixteen hexadecimal digits"))
    }
}

impl<'de> Deserialize<'de> for StoredRecord {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<StoredRecord, D::Error> {
        #[derive(Read)]
        struct Row {
            schema_version: u32,
            path: String,
            path_bytes: Option<String>,
            definitions: Definitions,
            judging: Option<Judging>,
            #[serde(flatten)]
            metrics: FileMetrics,
        }
        let row = Row::deserialize(deserializer)?;
        of_this_version(row.schema_version)?;
        let mut metrics = row.metrics;
        let is_judgeable = row.judging.is_some();
        row.judging.map_or(Ok(()), |judging| judging.give(&mut metrics)).map_err(D::Error::custom)?;
        let path = path(row.path, row.path_bytes.as_deref())?;
        Ok(StoredRecord { record: Record { path, metrics }, definitions: row.definitions, is_judgeable })
    }
}

impl<'de> Deserialize<'de> for Skipped {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Skipped, D::Error> {
        #[derive(Read)]
        struct Row {
            schema_version: u32,
            path: String,
            path_bytes: Option<String>,
            reason: SkipReason,
            detail: String,
        }
        let row = Row::deserialize(deserializer)?;
        of_this_version(row.schema_version)?;
        let path = path(row.path, row.path_bytes.as_deref())?;
        Ok(Skipped { path, reason: row.reason, detail: row.detail })
    }
}

fn of_this_version<E: Error>(version: u32) -> Result<(), E> {
    if version == SCHEMA_VERSION {
        return Ok(());
    }
    Err(E::custom(format!("schema_version {version}; this program reads {SCHEMA_VERSION}")))
}

impl<'de> Deserialize<'de> for Record {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Record, D::Error> {
        StoredRecord::deserialize(deserializer).map(|stored| stored.record)
    }
}

/// No system takes a longer path, in bytes; a report has a group for each directory of one.
const LONGEST_PATH: usize = 4096;

/// The path itself where it is text; its bytes say what it is otherwise, on systems whose paths are bytes.
fn path<E: Error>(text: String, bytes: Option<&str>) -> Result<PathBuf, E> {
    // what is told in three letters is one byte
    let length = bytes.map_or(text.len(), |bytes| text.len().max(bytes.len() / 3));
    if length > LONGEST_PATH {
        return Err(E::custom(format!(
            "a path of {length} bytes; no file has one of more than {LONGEST_PATH}"
        )));
    }
    #[cfg(unix)]
    if let Some(bytes) = bytes {
        use std::os::unix::ffi::OsStringExt;
        return Ok(std::ffi::OsString::from_vec(percent_decoded(bytes)).into());
    }
    let _ = bytes;
    Ok(text.into())
}

#[cfg(unix)]
fn percent_decoded(text: &str) -> Vec<u8> {
    let mut parts = text.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let (digits, rest) = part.split_at_checked(2).unwrap_or((part, ""));
        match u8::from_str_radix(digits, 16) {
            Ok(byte) => bytes.push(byte),
            Err(_) => bytes.extend([b"%", digits.as_bytes()].concat()),
        }
        bytes.extend_from_slice(rest.as_bytes());
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_sixteen_digits_and_nothing_else() {
        let hash = BodyHash(0x0012_3456_789a_bcde);
        let text = serde_json::to_string(&hash).unwrap();
        assert_eq!(text, "\"00123456789abcde\"");
        assert_eq!(serde_json::from_str::<BodyHash>(&text).unwrap(), hash);
        for wrong in ["\"\"", "\"+0123456789abcde\"", "\"0123456789abcdef0\"", "\"00123456789abcdg\"", "1"] {
            assert!(serde_json::from_str::<BodyHash>(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_path_that_no_file_can_have_is_refused() {
        let skipped = |path: &str| {
            let row = format!(
                r#"{{"schema_version": {SCHEMA_VERSION}, "path": "{path}", "status": "skipped", "reason": "binary", "detail": ""}}"#
            );
            serde_json::from_str::<Skipped>(&row).map_err(|error| error.to_string())
        };
        assert!(skipped(&"a/".repeat(2000)).is_ok());
        let error = skipped(&"a/".repeat(2100)).unwrap_err();
        assert!(error.starts_with("a path of 4200 bytes"), "{error}");
    }

    #[cfg(unix)]
    #[test]
    fn a_path_of_bytes_comes_back() {
        assert_eq!(percent_decoded("a%20b/%FF.py"), b"a b/\xff.py");
        assert_eq!(percent_decoded("%"), b"%");
        assert_eq!(percent_decoded("100%zz"), b"100%zz");
    }
}
