//! Which format a report is in, told by its content.

use super::file::Files;
use super::{CoverageError, cobertura, istanbul, python, tracefile};

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

/// Two tools write JSON: coverage.py has its files below a key of that name, with `meta` and `totals` beside it, Istanbul
/// has nothing but files. The first key tells.
fn json(report: &[u8]) -> Result<Files, CoverageError> {
    let start = report.iter().position(|byte| *byte == b'"').unwrap_or(report.len());
    let first = &report[start..];
    let keys: [&[u8]; 3] = [b"\"meta\"", b"\"files\"", b"\"totals\""];
    if keys.iter().any(|key| first.starts_with(key)) { python::read(report) } else { istanbul::read(report) }
}
