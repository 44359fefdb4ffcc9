//! The rows of the record stream: a measured file, or a skipped one.

use crate::model::{
    Covered, Definitions, FileMetrics, Judging, Record, SCHEMA_VERSION, SkipReason, Skipped, display,
    printable,
};
use serde::Serialize;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// A measured file.
#[derive(Serialize)]
pub(super) struct FileRow<'a> {
    schema_version: u32,
    #[serde(flatten)]
    path: PathFields<'a>,
    definitions: &'a Definitions,
    #[serde(flatten)]
    metrics: &'a FileMetrics,
    #[serde(skip_serializing_if = "Option::is_none")]
    judging: Option<Judging>,
    #[serde(skip_serializing_if = "Option::is_none")]
    extra: Option<&'a RawValue>,
}

impl<'a> FileRow<'a> {
    pub(super) fn new(record: &'a Record, definitions: &'a Definitions) -> FileRow<'a> {
        FileRow {
            schema_version: SCHEMA_VERSION,
            path: PathFields::new(&record.path),
            definitions,
            metrics: &record.metrics,
            judging: None,
            extra: None,
        }
    }

    /// With what judging needs, so that another run can judge it.
    pub(super) fn judgeable(self) -> FileRow<'a> {
        FileRow { judging: Some(Judging::of(self.metrics)), ..self }
    }

    /// With what was given beside the text.
    pub(super) fn with(self, extra: Option<&'a RawValue>) -> FileRow<'a> {
        FileRow { extra, ..self }
    }
}

/// A file that was met and not measured.
#[derive(Serialize)]
pub(super) struct SkippedRow<'a> {
    schema_version: u32,
    #[serde(flatten)]
    path: PathFields<'a>,
    status: &'static str,
    reason: SkipReason,
    detail: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    extra: Option<&'a RawValue>,
}

impl<'a> SkippedRow<'a> {
    pub(super) fn new(skipped: &'a Skipped) -> SkippedRow<'a> {
        SkippedRow {
            schema_version: SCHEMA_VERSION,
            path: PathFields::new(&skipped.path),
            status: "skipped",
            reason: skipped.reason,
            detail: &skipped.detail,
            extra: None,
        }
    }

    /// With what was given beside the text.
    pub(super) fn with(self, extra: Option<&'a RawValue>) -> SkippedRow<'a> {
        SkippedRow { extra, ..self }
    }
}

/// What reports on coverage said of a run.
#[derive(Serialize)]
pub(super) struct CoverageRow<'a> {
    functions: usize,
    unknown: usize,
    files: usize,
    outdated: Vec<Cow<'a, str>>,
    shortened: Vec<Cow<'a, str>>,
    ambiguous: Vec<Cow<'a, str>>,
}

impl<'a> CoverageRow<'a> {
    pub(super) fn new(covered: &'a Covered) -> CoverageRow<'a> {
        let shown = |files: &'a [PathBuf]| files.iter().map(|file| display(file)).collect();
        CoverageRow {
            functions: covered.functions,
            unknown: covered.unknown,
            files: covered.files,
            outdated: shown(&covered.outdated),
            shortened: shown(&covered.shortened),
            ambiguous: covered.ambiguous.iter().map(|(file, _)| display(file)).collect(),
        }
    }
}

#[derive(Serialize)]
pub(super) struct PathFields<'a> {
    path: Cow<'a, str>,
    /// Percent-encoded, where the path is not UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    path_bytes: Option<String>,
}

impl PathFields<'_> {
    pub(super) fn new(path: &Path) -> PathFields<'_> {
        let path_bytes =
            path.to_str().is_none().then(|| percent_encoded(path.as_os_str().as_encoded_bytes()));
        PathFields { path: display(path), path_bytes }
    }
}

/// A path for the beginning of a line: a name cannot pass for a command to the log of a CI system.
pub(super) fn at_line_start(path: &Path) -> String {
    let path = display(path);
    let is_command = path.trim_start().starts_with("::");
    let path = if is_command { Cow::Owned(format!("./{path}")) } else { path };
    printable(&path).into_owned()
}

fn percent_encoded(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut text = String::new();
    for &byte in bytes {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                text.push(char::from(byte));
            }
            _ => write!(text, "%{byte:02X}").expect("a String takes everything"),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_no_text_are_percent_encoded() {
        assert_eq!(percent_encoded(b"a b/\xff.py"), "a%20b/%FF.py");
    }
}
