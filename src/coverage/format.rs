//! Which format a report is in, told by its content.

use super::file::Files;
use super::{CoverageError, cobertura, istanbul, python, tracefile};
use serde_json::Value;

/// Reads a report in any of the formats.
pub(super) fn read(report: &[u8]) -> Result<Files, CoverageError> {
    let report = report.strip_prefix(b"\xef\xbb\xbf").unwrap_or(report);
    let first = report.iter().find(|byte| !byte.is_ascii_whitespace());
    match first {
        Some(b'{') => json(report),
        Some(b'<') => cobertura::read(report),
        Some(b'A'..=b'Z' | b'#') => tracefile::read(report),
        _ => Err(CoverageError::Unknown),
    }
}

/// Two tools write JSON: coverage.py has its files below a key of that name, Istanbul has nothing but files.
fn json(report: &[u8]) -> Result<Files, CoverageError> {
    let document: Value = serde_json::from_slice(report)?;
    match document.get("files").filter(|_| document.get("meta").is_some()) {
        Some(_) => python::read(document),
        None => istanbul::read(document),
    }
}
