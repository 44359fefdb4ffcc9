//! A database of what was measured, for whoever asks in SQL. It is written aside and given away whole.

mod tables;

use super::Reporter;
use crate::model::display;
use crate::model::{
    BodyHash, ClassMetrics, FunctionMetrics, METRICS, Record, SCHEMA_VERSION, Scope, Skipped, Tool,
};
use crate::summary::Report;
use rusqlite::types::{ToSql, Value};
use rusqlite::{Connection, Statement, Transaction, params_from_iter};
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use tables::{ABOUT, CLASSES, FILES, FUNCTIONS, METRIC_LIST, SKIPPED, SUPPRESSIONS, Table, column_of, place};

/// A database: tables of files, functions, classes, comments that excuse, and files that were not measured.
pub(crate) struct Sqlite {
    /// The tool that the database names as its author.
    pub tool: Tool,
}

impl Reporter for Sqlite {
    /// The database is built in the directory for temporary files, which needs room for it.
    fn write(&self, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
        let room = tempfile::Builder::new().prefix("metrics-").suffix(".db").tempfile()?;
        self.build(report, room.path()).map_err(|error| io::Error::other(error.to_string()))?;
        io::copy(&mut File::open(room.path())?, out)?;
        Ok(())
    }
}

impl Sqlite {
    fn build(&self, report: &Report<'_>, path: &Path) -> rusqlite::Result<()> {
        let mut database = Connection::open(path)?;
        // Nobody else sees the file before it is complete, and it is given up if anything fails.
        database.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")?;
        let all = database.transaction()?;
        for table in tables::ALL {
            all.execute_batch(&table.definition())?;
        }
        self.about(&all)?;
        files(&all, &report.records)?;
        skipped(&all, report.skipped)?;
        all.execute_batch(tables::INDEXES)?;
        all.commit()?;
        database.close().map_err(|(_, error)| error)
    }

    fn about(&self, all: &Transaction<'_>) -> rusqlite::Result<()> {
        let Tool { name, version, fingerprint } = self.tool;
        insert(
            &mut into(all, &ABOUT)?,
            [text(name), text(version), text(fingerprint), SCHEMA_VERSION.into()],
        )?;
        let mut rows = into(all, &METRIC_LIST)?;
        for (metric, scope) in METRICS.iter().flat_map(|it| it.scopes().iter().map(move |scope| (it, *scope)))
        {
            let table = text(match scope {
                Scope::Function => FUNCTIONS.name,
                Scope::Class => CLASSES.name,
                Scope::File => FILES.name,
            });
            let words = [metric.unit, metric.direction.word(), metric.summary, metric.formula, metric.source];
            let identity = [text(metric.id), table, text(column_of(metric.id)), metric.version.into()];
            insert(&mut rows, identity.into_iter().chain(words.map(text)))?;
        }
        Ok(())
    }
}

fn files(all: &Transaction<'_>, records: &[&Record]) -> rusqlite::Result<()> {
    let mut rows = Rows {
        files: into(all, &FILES)?,
        functions: into(all, &FUNCTIONS)?,
        classes: into(all, &CLASSES)?,
        suppressions: into(all, &SUPPRESSIONS)?,
    };
    (1..).zip(records).try_for_each(|(id, record)| rows.file(id, record))
}

fn skipped(all: &Transaction<'_>, skipped: &[Skipped]) -> rusqlite::Result<()> {
    let mut rows = into(all, &SKIPPED)?;
    for file in skipped {
        insert(&mut rows, [text(display(&file.path)), text(file.reason.word()), text(&*file.detail)])?;
    }
    Ok(())
}

/// What is written of each file.
struct Rows<'a> {
    files: Statement<'a>,
    functions: Statement<'a>,
    classes: Statement<'a>,
    suppressions: Statement<'a>,
}

impl Rows<'_> {
    fn file(&mut self, id: i64, record: &Record) -> rusqlite::Result<()> {
        let metrics = &record.metrics;
        let path = display(&record.path);
        let directory = path.rsplit_once('/').map_or(".", |(directory, _)| directory).to_owned();
        let place = metrics.parse_error;
        let fixed = [
            Value::Integer(id),
            text(path),
            text(directory),
            text(metrics.language),
            metrics.dialect.map_or(Value::Null, |_| text("flow")),
            text(if metrics.parse_errors == 0 { "complete" } else { "partial" }),
            metrics.parse_errors.into(),
            place.map(|it| it.line).into(),
            text(metrics.maintainability_rank.letter()),
        ];
        insert(&mut self.files, fixed.into_iter().chain(values(Scope::File, |it| it.of_file(metrics))))?;
        metrics.functions.iter().try_for_each(|function| self.function(id, function))?;
        metrics.classes.iter().try_for_each(|class| self.class(id, class))?;
        for it in &metrics.suppressions {
            let scope = it.scope.map_or(Value::Null, |scope| text(scope.word()));
            let words = [text(it.form.word()), text(it.metrics.join(",")), text(&*it.reason), scope];
            insert(&mut self.suppressions, [Value::Integer(id), it.line.into()].into_iter().chain(words))?;
        }
        Ok(())
    }

    fn function(&mut self, file: i64, it: &FunctionMetrics) -> rusqlite::Result<()> {
        let names = [Value::Integer(file), text(&*it.name), text(&*it.qualified_name)];
        let fixed = [text(it.kind.word()), text(BodyHash(it.body_hash).to_string()), it.depth.into()];
        let row = names.into_iter().chain(fixed).chain(place(&it.location));
        insert(&mut self.functions, row.chain(values(Scope::Function, |metric| metric.of_function(it))))
    }

    fn class(&mut self, file: i64, it: &ClassMetrics) -> rusqlite::Result<()> {
        let names = [Value::Integer(file), text(&*it.name), text(&*it.qualified_name), it.depth.into()];
        let row = names.into_iter().chain(place(&it.location));
        insert(&mut self.classes, row.chain(values(Scope::Class, |metric| metric.of_class(it))))
    }
}

/// The values of the metrics of a scope, in the order of their columns.
fn values(
    scope: Scope,
    value: impl Fn(&'static crate::model::Metric) -> Option<f64>,
) -> impl Iterator<Item = Value> {
    tables::metrics(scope).map(move |metric| match value(metric) {
        None => Value::Null,
        #[expect(clippy::cast_possible_truncation, reason = "it was an integer of 32 bits")]
        Some(count) if metric.is_count() => Value::Integer(count as i64),
        Some(real) => Value::Real(real),
    })
}

fn text(text: impl Into<String>) -> Value {
    Value::Text(text.into())
}

fn into<'a>(all: &'a Transaction<'_>, table: &Table) -> rusqlite::Result<Statement<'a>> {
    all.prepare(&table.insertion())
}

fn insert(rows: &mut Statement<'_>, row: impl IntoIterator<Item: ToSql>) -> rusqlite::Result<()> {
    rows.execute(params_from_iter(row)).map(|_| ())
}
