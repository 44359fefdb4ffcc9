//! The JSON report of coverage.py (`coverage json`, formats 2 and 3).

use super::file::Files;
use super::{CoverageError, FileCoverage};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct Report {
    files: BTreeMap<String, File>,
}

#[derive(Deserialize)]
struct File {
    executed_lines: Vec<u32>,
    missing_lines: Vec<u32>,
    #[serde(default)]
    executed_branches: Vec<(i64, i64)>,
    #[serde(default)]
    missing_branches: Vec<(i64, i64)>,
}

pub(super) fn read(report: &[u8]) -> Result<Files, CoverageError> {
    let report: Report = serde_json::from_slice(report)?;
    Ok(report.files.into_iter().map(|(path, file)| (path, file.into())).collect())
}

impl From<File> for FileCoverage {
    fn from(file: File) -> FileCoverage {
        let mut coverage = FileCoverage::default();
        file.executed_lines.into_iter().for_each(|line| coverage.line(line, true));
        file.missing_lines.into_iter().for_each(|line| coverage.line(line, false));
        for (branches, is_taken) in [(file.executed_branches, true), (file.missing_branches, false)] {
            for (from, to) in branches {
                // a branch goes from one line to another; below zero it leaves the function that begins there
                let line = u32::try_from(from.abs()).unwrap_or(0);
                coverage.branch((line, None), (from, to), is_taken);
            }
        }
        coverage
    }
}
