//! The JSON of Istanbul (`coverage-final.json`), which nyc, c8, Jest and vitest write.

use super::file::Files;
use super::{CoverageError, FileCoverage};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(untagged)]
enum File {
    Plain(Counts),
    /// As old reporters wrap it.
    Wrapped {
        data: Counts,
    },
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Counts {
    #[serde(default)]
    path: Option<String>,
    statement_map: BTreeMap<String, Place>,
    #[serde(default)]
    branch_map: BTreeMap<String, Decision>,
    s: BTreeMap<String, u64>,
    #[serde(default)]
    b: BTreeMap<String, Vec<u64>>,
}

#[derive(Deserialize)]
struct Place {
    start: Point,
}

#[derive(Deserialize)]
struct Point {
    /// Absent at the `else` that an `if` does not have.
    line: Option<u32>,
    /// `null` behind the end of a line.
    #[serde(default)]
    column: Option<u32>,
}

#[derive(Deserialize)]
struct Decision {
    loc: Place,
}

pub(super) fn read(report: &[u8]) -> Result<Files, CoverageError> {
    let files: BTreeMap<String, File> = serde_json::from_slice(report)?;
    let counted = files.into_iter().map(|(key, file)| {
        let (File::Plain(counts) | File::Wrapped { data: counts }) = file;
        (counts.path.clone().unwrap_or(key), counts.into())
    });
    Ok(counted.collect())
}

impl From<Counts> for FileCoverage {
    fn from(counts: Counts) -> FileCoverage {
        let mut coverage = FileCoverage::default();
        for (statement, place) in &counts.statement_map {
            if let Some(line) = place.start.line {
                let is_run = counts.s.get(statement).is_some_and(|&count| count > 0);
                match place.start.column {
                    Some(column) => coverage.statement(line, column, is_run),
                    None => coverage.line(line, is_run),
                }
            }
        }
        for (decision, ways) in &counts.b {
            let place = counts.branch_map.get(decision).and_then(|it| it.loc.start.line);
            let (Some(line), Ok(decision)) = (place, decision.parse()) else { continue };
            for (way, &count) in (0..).zip(ways) {
                coverage.branch(line, (decision, way), count > 0);
            }
        }
        coverage
    }
}
