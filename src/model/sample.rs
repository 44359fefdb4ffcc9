//! Hand-made records for tests: of little and nothing, to which a test adds what it is about.

use super::{
    ClassMetrics, CognitiveTotals, CyclomaticTotals, FileMetrics, FunctionKind, FunctionMetrics, Halstead,
    Location, Rank, RawLines, Record, Status,
};

/// A place on one line.
pub(crate) fn at(line: u32) -> Location {
    Location { line, column: 0, end_line: line, start_byte: 0, end_byte: 0, cell: None }
}

/// A function by its qualified name, on the first line, with no more than its complexity.
pub(crate) fn function(qualified_name: &str, cyclomatic: u32) -> FunctionMetrics {
    FunctionMetrics {
        name: qualified_name.rsplit('.').next().unwrap_or_default().to_owned(),
        qualified_name: qualified_name.to_owned(),
        kind: FunctionKind::Function,
        depth: 0,
        location: at(1),
        cyclomatic,
        cyclomatic_mccabe: None,
        cyclomatic_modified: None,
        cognitive: None,
        halstead: Halstead::default(),
        parameters: 0,
        nesting: 0,
        body_hash: 0,
        coverage: None,
    }
}

/// A class `C` with one method, which all complexities are of.
pub(crate) fn class(cyclomatic: u32) -> ClassMetrics {
    ClassMetrics {
        name: "C".to_owned(),
        qualified_name: "C".to_owned(),
        depth: 0,
        location: at(9),
        cyclomatic,
        cyclomatic_max: 0,
        weighted_methods: cyclomatic,
        methods: 1,
    }
}

/// A file in Python with functions, whose totals are those of one without any.
pub(crate) fn record(path: &str, functions: Vec<FunctionMetrics>) -> Record {
    let metrics = FileMetrics {
        language: "python",
        status: Status::Complete,
        dialect: None,
        parse_errors: 0,
        parse_error: None,
        raw: RawLines::default(),
        cyclomatic: CyclomaticTotals { module: 1, total: 1, average: 0.0, mean: 0.0, max: 0 },
        cognitive: CognitiveTotals::default(),
        halstead: Halstead::default(),
        maintainability: 100.0,
        maintainability_rank: Rank::A,
        functions,
        classes: Vec::new(),
        suppressions: Vec::new(),
    };
    Record { path: path.into(), metrics }
}
