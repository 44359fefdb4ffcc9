//! radon: four commands, each with one JSON document.

use super::heard::document;
use super::key::At;
use super::ours::HALSTEAD;
use super::plan::{Ground, Question, ToolPlan};
use super::run::Ended;
use super::{Heard, ToolNumber};
use crate::model::Scope;
use serde_json::{Map, Value};

/// Our ids of the fields of `radon raw`.
pub(super) const RAW: &[&str] =
    &["raw.loc", "raw.lloc", "raw.sloc", "raw.comments", "raw.multi", "raw.blank", "raw.single_comments"];

/// Fields that are called in another way there.
const COUNTS: [(&str, &str); 4] = [
    ("h1", "distinct_operators"),
    ("h2", "distinct_operands"),
    ("N1", "total_operators"),
    ("N2", "total_operands"),
];

/// How an answer is taken.
type Read = fn(&Ended, &[u8], &mut Heard) -> Result<(), String>;

/// The commands; what a configuration of the user's could change is said on the line.
const COMMANDS: [(&[&str], Read); 4] = [
    (&["cc", "--json", "--show-closures", "--min", "A", "--max", "F"], |_, answer, heard| {
        of_files(answer, heard, complexities)
    }),
    (&["raw", "--json"], |_, answer, heard| of_files(answer, heard, raw)),
    (&["hal", "--json", "--functions"], |_, answer, heard| of_files(answer, heard, halstead)),
    (&["mi", "--json", "--min", "A", "--max", "C"], |_, answer, heard| {
        of_files(answer, heard, maintainability)
    }),
];

pub(super) fn plan(ground: &Ground<'_>) -> ToolPlan {
    let questions = COMMANDS.iter().map(|(arguments, read)| Question {
        arguments: arguments.iter().map(Into::into).collect(),
        list: None,
        file: None,
        directory: ground.scratch.to_owned(),
        answer: None,
        statuses: &[0],
        is_second: false,
        read: *read,
    });
    ToolPlan { questions: questions.collect(), ..ToolPlan::default() }
}

/// The document of a command: what it says of each file, or why it refuses it.
fn of_files(answer: &[u8], heard: &mut Heard, take: fn(&Value, &mut Vec<ToolNumber>)) -> Result<(), String> {
    let files: Map<String, Value> = document(answer)?;
    for (path, said) in files {
        let file = heard.entry(path).or_default();
        match said.get("error").and_then(Value::as_str) {
            Some(why) => file.refused = Some(why.to_owned()),
            None => take(&said, &mut file.numbers),
        }
    }
    Ok(())
}

/// The rows of a file; a class or a function stands beside the rows that list what is in it.
fn complexities(said: &Value, numbers: &mut Vec<ToolNumber>) {
    for row in said.as_array().into_iter().flatten() {
        let scope = match row.get("type").and_then(Value::as_str) {
            Some("class") => Scope::Class,
            _ => Scope::Function,
        };
        let line = row.get("lineno").and_then(Value::as_u64).and_then(|it| u32::try_from(it).ok());
        if let (Some(line), Some(value)) = (line, row.get("complexity").and_then(Value::as_f64)) {
            let name = row.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
            numbers.push(ToolNumber { scope, name, metric: "cyclomatic", value, at: At::Line(line) });
        }
    }
}

fn raw(said: &Value, numbers: &mut Vec<ToolNumber>) {
    fields(said, "raw.", RAW, Scope::File, "", numbers);
}

fn halstead(said: &Value, numbers: &mut Vec<ToolNumber>) {
    if let Some(total) = said.get("total") {
        fields(total, "halstead.", HALSTEAD, Scope::File, "", numbers);
    }
    for (name, function) in said.get("functions").and_then(Value::as_object).into_iter().flatten() {
        fields(function, "halstead.", HALSTEAD, Scope::Function, name, numbers);
    }
}

fn maintainability(said: &Value, numbers: &mut Vec<ToolNumber>) {
    if let Some(value) = said.get("mi").and_then(Value::as_f64) {
        let (scope, name, at) = (Scope::File, String::new(), At::File);
        numbers.push(ToolNumber { scope, name, metric: "maintainability", value, at });
    }
}

/// The fields of an object whose names are ours without a beginning.
fn fields(
    said: &Value,
    beginning: &str,
    metrics: &[&'static str],
    scope: Scope,
    name: &str,
    numbers: &mut Vec<ToolNumber>,
) {
    for metric in metrics {
        let field = metric.strip_prefix(beginning).unwrap_or(metric);
        let theirs = COUNTS.iter().find(|(_, ours)| *ours == field).map_or(field, |(theirs, _)| theirs);
        if let Some(value) = said.get(theirs).and_then(Value::as_f64) {
            let at = if scope == Scope::File { At::File } else { At::Name(name.to_owned()) };
            numbers.push(ToolNumber { scope, name: name.to_owned(), metric, value, at });
        }
    }
}
