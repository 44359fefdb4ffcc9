//! Why a report on coverage cannot be read.

/// Why a report cannot be read, in words for the person who named it.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CoverageError {
    /// It begins like none of the formats.
    #[error(
        "not a report on coverage that is known: coverage.py's JSON (`coverage json`), Cobertura's XML, an lcov \
         tracefile, or Istanbul's JSON"
    )]
    Unknown,
    /// Its JSON cannot be read.
    #[error("no coverage report: {0}")]
    Json(#[from] serde_json::Error),
    /// Its XML cannot be read.
    #[error("no coverage report: {0}")]
    Xml(#[from] quick_xml::Error),
    /// It is not as it was written, or says more than anything has.
    #[error("no coverage report: {0}")]
    Damaged(&'static str),
    /// A tag of its XML says something else than Cobertura's would.
    #[error("no coverage report: `{attribute}` of <{element}> is missing or no number")]
    Attribute {
        /// The tag.
        element: &'static str,
        /// What is missing.
        attribute: &'static str,
    },
    /// Its tracefile cannot be read.
    #[error("no coverage report: line {line}: {message}")]
    Tracefile {
        /// Line of the report, counted from 1.
        line: usize,
        /// What is wrong with it.
        message: String,
    },
}
