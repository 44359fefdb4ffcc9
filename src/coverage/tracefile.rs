//! lcov's tracefiles (`lcov.info`).
//!
//! The records are parsed one by one, and those that say nothing about lines and branches are passed over, because
//! writers have records of their own. Branches are taken apart here: the `lcov` crate 0.8.2 wants them numbered, and
//! coverage.py names them (no report on it is known upstream).

use super::file::Files;
use super::{CoverageError, FileCoverage};
use lcov::Record;
use std::hash::{DefaultHasher, Hash, Hasher};

/// What is missing behind says nothing, and might be taken for what no test runs.
const CUT_SHORT: CoverageError = CoverageError::Damaged("it is cut short");

pub(super) fn read(report: &[u8]) -> Result<Files, CoverageError> {
    let mut files = Files::new();
    let mut is_open = false;
    for (line, text) in (1..).zip(String::from_utf8_lossy(report).lines()) {
        let wrong = |message: String| CoverageError::Tracefile { line, message };
        let text = text.trim_end();
        if let Some((line, is_run)) = text.strip_prefix("DA:").and_then(data)
            && let Some((_, file)) = files.last_mut()
        {
            file.line(line, is_run);
        } else if let Some(branch) = text.strip_prefix("BRDA:") {
            let file = files.last_mut().map(|(_, file)| file);
            noted(branch, file).ok_or_else(|| wrong("no branch of a file".to_owned()))?;
        } else if text == "end_of_record" {
            is_open = false;
        } else if text.starts_with("SF:") || text.starts_with("DA:") {
            let record: Record =
                text.parse().map_err(|error: lcov::record::ParseRecordError| wrong(error.to_string()))?;
            match (record, files.last_mut()) {
                (Record::SourceFile { .. }, _) if is_open => return Err(CUT_SHORT),
                (Record::SourceFile { path }, _) => {
                    is_open = true;
                    files.push((path.to_string_lossy().into_owned(), FileCoverage::default()));
                }
                (Record::LineData { line, count, .. }, Some((_, file))) => file.line(line, count > 0),
                _ => return Err(wrong("no file before it".to_owned())),
            }
        }
    }
    if is_open {
        return Err(CUT_SHORT);
    }
    if files.is_empty() { Err(CoverageError::Unknown) } else { Ok(files) }
}

/// A line and whether it ran, `line,count`, as nearly all of a tracefile is; `None` for what the parser of records has to
/// judge.
fn data(text: &str) -> Option<(u32, bool)> {
    let (line, count) = text.split_once(',')?;
    Some((line.parse().ok()?, count.parse::<u64>().ok()? > 0))
}

/// Notes a branch, `line,block,branch,taken`; the branch may have a name with commas.
fn noted(branch: &str, file: Option<&mut FileCoverage>) -> Option<()> {
    let (line, rest) = branch.split_once(',')?;
    let (way, taken) = rest.rsplit_once(',')?;
    let (block, way) = way.split_once(',')?;
    let is_taken = taken != "-" && taken != "0";
    file?.branch((line.parse().ok()?, None), (number(block), number(way)), is_taken);
    Some(())
}

/// A number for what a tracefile spells as a number or a name; the same one in every report.
fn number(id: &str) -> i64 {
    let hashed = || {
        let mut hasher = DefaultHasher::new();
        id.hash(&mut hasher);
        hasher.finish().cast_signed()
    };
    id.parse().unwrap_or_else(|_| hashed())
}
