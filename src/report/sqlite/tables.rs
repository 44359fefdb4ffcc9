//! The tables of the database, and which columns they have: those that say what a row is about, and the metrics of its
//! kind under their ids, with `_` for the dots, which SQL would have in quotes.

use crate::model::{Location, METRICS, Metric, Scope};
use rusqlite::types::Value;
use std::fmt::Write as _;

/// A table.
pub(super) struct Table {
    pub(super) name: &'static str,
    /// The columns that are no metrics, with their types.
    columns: &'static [(&'static str, &'static str)],
    /// Whose metrics it has.
    scope: Option<Scope>,
}

const ID: &str = "INTEGER PRIMARY KEY";
const FILE: &str = "INTEGER NOT NULL REFERENCES files(id)";
const NAME: &str = "TEXT NOT NULL";
const WORD: &str = "TEXT";
const COUNT: &str = "INTEGER";

pub(super) const ABOUT: Table = Table {
    name: "about",
    columns: &[("tool", NAME), ("version", NAME), ("fingerprint", NAME), ("schema_version", COUNT)],
    scope: None,
};

pub(super) const METRIC_LIST: Table = Table {
    name: "metrics",
    columns: &[
        ("id", NAME),
        ("table_name", NAME),
        ("column_name", NAME),
        ("version", COUNT),
        ("unit", NAME),
        ("better", NAME),
        ("summary", NAME),
        ("formula", NAME),
        ("source", NAME),
    ],
    scope: None,
};

pub(super) const FILES: Table = Table {
    name: "files",
    columns: &[
        ("id", ID),
        ("path", NAME),
        ("directory", NAME),
        ("language", NAME),
        ("dialect", WORD),
        ("status", NAME),
        ("parse_errors", COUNT),
        ("parse_error_line", COUNT),
        ("maintainability_rank", NAME),
    ],
    scope: Some(Scope::File),
};

pub(super) const FUNCTIONS: Table = Table {
    name: "functions",
    columns: &[
        ("file", FILE),
        ("name", NAME),
        ("qualified_name", NAME),
        ("kind", NAME),
        ("body", NAME),
        ("depth", COUNT),
        ("line", COUNT),
        ("end_line", COUNT),
        ("start_byte", COUNT),
        ("end_byte", COUNT),
        ("cell", COUNT),
    ],
    scope: Some(Scope::Function),
};

pub(super) const CLASSES: Table = Table {
    name: "classes",
    columns: &[
        ("file", FILE),
        ("name", NAME),
        ("qualified_name", NAME),
        ("depth", COUNT),
        ("line", COUNT),
        ("end_line", COUNT),
        ("start_byte", COUNT),
        ("end_byte", COUNT),
        ("cell", COUNT),
    ],
    scope: Some(Scope::Class),
};

pub(super) const SUPPRESSIONS: Table = Table {
    name: "suppressions",
    columns: &[
        ("file", FILE),
        ("line", COUNT),
        ("form", NAME),
        ("metrics", NAME),
        ("reason", NAME),
        ("scope", WORD),
    ],
    scope: None,
};

pub(super) const SKIPPED: Table =
    Table { name: "skipped", columns: &[("path", NAME), ("reason", NAME), ("detail", NAME)], scope: None };

pub(super) const ALL: [&Table; 7] =
    [&ABOUT, &METRIC_LIST, &FILES, &FUNCTIONS, &CLASSES, &SUPPRESSIONS, &SKIPPED];

/// By which rows are joined and looked up.
pub(super) const INDEXES: &str = "CREATE INDEX files_by_path ON files(path);
    CREATE INDEX functions_by_file ON functions(file);
    CREATE INDEX classes_by_file ON classes(file);";

/// The column of a metric.
pub(super) fn column_of(id: &str) -> String {
    id.replace('.', "_")
}

/// The metrics of a scope, in the order of their columns.
pub(super) fn metrics(scope: Scope) -> impl Iterator<Item = &'static Metric> {
    METRICS.iter().filter(move |metric| metric.scopes().contains(&scope))
}

/// The columns of where a function or class stands.
pub(super) fn place(at: &Location) -> [Value; 5] {
    let cell = at.cell.map(|cell| cell.number);
    [at.line.into(), at.end_line.into(), at.start_byte.into(), at.end_byte.into(), cell.into()]
}

impl Table {
    fn metrics(&self) -> impl Iterator<Item = &'static Metric> {
        self.scope.into_iter().flat_map(metrics)
    }

    /// What makes the table. The types are strict, so that readers who take them from it meet nothing else.
    pub(super) fn definition(&self) -> String {
        let mut columns = String::new();
        for (name, kind) in self.columns {
            write!(columns, "\n    {name} {kind},").expect("a String takes everything");
        }
        for metric in self.metrics() {
            let kind = if metric.is_count() { "INTEGER" } else { "REAL" };
            write!(columns, "\n    {} {kind},", column_of(metric.id)).expect("a String takes everything");
        }
        format!("CREATE TABLE {} ({}\n) STRICT;", self.name, columns.trim_end_matches(','))
    }

    /// What adds a row with all columns.
    pub(super) fn insertion(&self) -> String {
        let count = self.columns.len() + self.metrics().count();
        format!("INSERT INTO {} VALUES ({})", self.name, vec!["?"; count].join(", "))
    }
}
