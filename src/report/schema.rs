//! The JSON Schema of the records, built from the catalogue: whoever reads reports can check them and generate types.

use super::json_text::write_pretty;
use crate::model::{METRICS, Metric, SCHEMA_VERSION, Scope};
use serde_json::{Map, Value, json};
use std::io::{self, Write};

/// What a schema describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Described {
    /// A line of NDJSON, and an element of `files` and `skipped`.
    Record,
    /// The JSON document.
    Report,
}

/// Writes a JSON Schema (draft 2020-12).
///
/// # Errors
/// If the bytes cannot be written.
pub(crate) fn write_schema(described: Described, out: &mut dyn Write) -> io::Result<()> {
    write_pretty(&schema(described), out)
}

fn schema(described: Described) -> Value {
    let mut schema = match described {
        Described::Record => json!({
            "title": "A file: measured, or met and not measured",
            "oneOf": [{"$ref": "#/$defs/file"}, {"$ref": "#/$defs/skipped"}],
        }),
        Described::Report => report(),
    };
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema".into();
    schema["$defs"] = json!({
        "file": file(),
        "function": function(),
        "class": class(),
        "skipped": skipped(),
        "rank": {"enum": ["A", "B", "C", "D", "E", "F"]},
    });
    schema
}

fn report() -> Value {
    let counts = ["files", "functions", "classes", "skipped", "partial", "loc", "lloc", "sloc"];
    let mut summary: Map<String, Value> =
        counts.iter().map(|name| ((*name).to_owned(), count("As the name says."))).collect();
    for name in ["cyclomatic", "cognitive", "maintainability"] {
        let spread = json!({
            "description": "Means and worst value, null where nothing has one.",
            "type": ["object", "null"],
            "properties": {
                "average": number("The mean over the outermost functions, or over the files."), "average_rank": rank(),
                "mean": number("The mean over everything that has a value."), "mean_rank": rank(),
                "worst": number("The worst value."), "worst_rank": rank(),
            },
            "required": ["average", "mean", "worst"],
            "additionalProperties": false,
        });
        summary.insert(name.to_owned(), spread);
    }
    let tool = [
        ("name", text("Name of the command.")),
        ("version", text("Its version.")),
        ("fingerprint", text("Hash of what the numbers depend on besides the files.")),
    ];
    let properties = [
        ("schema_version", version()),
        ("tool", object(tool)),
        ("files", json!({"type": "array", "items": {"$ref": "#/$defs/file"}})),
        ("skipped", json!({"type": "array", "items": {"$ref": "#/$defs/skipped"}})),
        ("summary", object(summary)),
    ];
    let mut report = object(properties);
    report["properties"]["coverage"] = coverage();
    report["title"] = "A report".into();
    report
}

fn file() -> Value {
    let properties = [
        ("schema_version", version()),
        ("path", text("The file as reached from the argument given, with `/` between its parts.")),
        ("language", text("The language: `python`, `javascript`, `typescript` or `tsx`.")),
        ("status", json!({"enum": ["complete", "partial"]})),
        ("parse_errors", count("Places that the grammar does not accept.")),
        ("definitions", definitions()),
        ("maintainability_rank", rank()),
        ("functions", json!({"type": "array", "items": {"$ref": "#/$defs/function"}})),
        ("classes", json!({"type": "array", "items": {"$ref": "#/$defs/class"}})),
    ];
    let optional = [
        path_bytes(),
        ("dialect", text("A dialect that the grammar knows in part, such as `flow`.")),
        ("parse_error", parse_error()),
        ("judging", judging()),
        extra(),
    ];
    described(properties, optional, Scope::File)
}

fn coverage() -> Value {
    let files = |what: &str| json!({"description": what, "type": "array", "items": {"type": "string"}});
    let mut coverage = object([
        ("functions", count("Functions of which a report knows a line.")),
        ("unknown", count("Functions of which none does.")),
        ("files", count("Files that a report speaks of.")),
        ("outdated", files("Files that changed after a report that speaks of them was written.")),
        ("shortened", files("Files that have fewer lines than a report says, which does not count.")),
        ("ambiguous", files("Files that may be one of several that the reports speak of.")),
    ]);
    coverage["description"] = "What reports on coverage said, if any were given.".into();
    coverage
}

fn definitions() -> Value {
    json!({
        "description": "Versions of the definitions of metrics that have moved since their first one, by id.",
        "type": "object",
        "additionalProperties": {"type": "integer", "minimum": 2},
    })
}

fn parse_error() -> Value {
    let mut place = object([
        ("line", count("Line, from 1.")),
        ("column", count("Bytes before it in its line.")),
        ("bytes", count("How many bytes the parser could make nothing of, in all places together.")),
    ]);
    add_optional(&mut place, cell());
    place["description"] = "Where the first parse error is, and how much was not understood in all.".into();
    place
}

fn judging() -> Value {
    let mut suppression = object([
        ("line", count("The line that the comment begins on, from 1.")),
        ("form", json!({"enum": ["own", "malformed", "noqa", "complexipy", "lizard", "eslint"]})),
        ("metrics", json!({"type": "array", "items": text("Id of a metric or of a family of them.")})),
        ("reason", text("Why, in the author's words; perhaps empty.")),
        ("scope", json!({"enum": ["function", "class", "file", null]})),
        ("first", count("Index of the first function or class that it excuses.")),
        ("count", count("How many it excuses.")),
    ]);
    add_optional(&mut suppression, cell());
    let hash = json!({"type": "string", "pattern": "^[0-9a-f]{16}$"});
    let mut judging = object([
        ("suppressions", json!({"type": "array", "items": suppression})),
        ("bodies", json!({"type": "array", "items": hash})),
    ]);
    judging["description"] =
        "What judging needs beside the numbers: comments that excuse, and a hash of each function's body."
            .into();
    judging
}

fn function() -> Value {
    let kinds = [
        "function",
        "method",
        "closure",
        "arrow",
        "getter",
        "setter",
        "constructor",
        "field_initializer",
        "static_block",
    ];
    let properties =
        place().into_iter().chain([("kind", json!({"enum": kinds})), ("cyclomatic_rank", rank())]);
    described(properties, cell(), Scope::Function)
}

fn class() -> Value {
    described(place(), cell(), Scope::Class)
}

fn skipped() -> Value {
    let reasons = [
        "generated",
        "minified",
        "too_large",
        "binary",
        "encoding",
        "timeout",
        "unreadable",
        "panic",
        "conflict",
        "lfs_pointer",
        "bad_input",
        "other_language",
    ];
    let properties = [
        ("schema_version", version()),
        ("path", text("The file as reached from the argument given, with `/` between its parts.")),
        ("status", json!({"const": "skipped"})),
        ("reason", json!({"enum": reasons})),
        ("detail", text("The particulars, for a person.")),
    ];
    let mut skipped = object(properties);
    for (name, field) in [path_bytes(), extra()] {
        skipped["properties"][name] = field;
    }
    skipped
}

fn extra() -> (&'static str, Value) {
    ("extra", json!({"description": "What was given beside the text of a stream, as it was given."}))
}

fn place() -> Vec<(&'static str, Value)> {
    vec![
        ("name", text("Its own name.")),
        ("qualified_name", text("The names of what encloses it and its own, joined by `.`.")),
        ("depth", count("How many functions enclose it.")),
        ("line", count("First line, from 1.")),
        ("column", count("Bytes before it in its line.")),
        ("end_line", count("Last line.")),
        ("start_byte", count("Offset of its first byte in the file as stored.")),
        ("end_byte", count("Offset after its last byte in the file as stored.")),
    ]
}

fn path_bytes() -> (&'static str, Value) {
    ("path_bytes", text("The bytes of a path that is not UTF-8, percent-encoded."))
}

fn cell() -> [(&'static str, Value); 4] {
    [
        ("cell", count("Cell of the notebook, from 0.")),
        ("cell_line", count("First line in that cell, from 1.")),
        ("file_line", count("First line of the notebook's file that holds it, from 1.")),
        ("file_end_line", count("Last line of the notebook's file that holds it, from 1.")),
    ]
}

/// An object with the given properties and the metrics of a scope, at the paths that their ids are.
fn described(
    properties: impl IntoIterator<Item = (&'static str, Value)>,
    optional: impl IntoIterator<Item = (&'static str, Value)>,
    scope: Scope,
) -> Value {
    let mut described = object(properties);
    add_optional(&mut described, optional);
    METRICS
        .iter()
        .filter(|metric| metric.scopes().contains(&scope))
        .for_each(|metric| add(&mut described, metric));
    described
}

fn add_optional(object: &mut Value, optional: impl IntoIterator<Item = (&'static str, Value)>) {
    for (name, value) in optional {
        object["properties"][name] = value;
    }
}

fn add(object: &mut Value, metric: &Metric) {
    let mut place = object;
    // what is below a number cannot be in it
    if metric.id.split_once('.').is_some_and(|(above, _)| place["properties"][above]["type"].is_array()) {
        place["properties"][metric.id] = leaf(metric);
        return;
    }
    let mut parts = metric.id.split('.').peekable();
    while let Some(part) = parts.next() {
        if !metric.is_optional() || parts.peek().is_some() {
            require(place, part);
        }
        let new = if parts.peek().is_some() { self::object(Map::new()) } else { leaf(metric) };
        let properties = place["properties"].as_object_mut().expect("every object here has properties");
        place = properties.entry(part).or_insert(new);
    }
}

fn require(object: &mut Value, name: &str) {
    let required = object["required"].as_array_mut().expect("every object here has a list of them");
    if !required.iter().any(|known| known == name) {
        required.push(name.into());
    }
}

fn leaf(metric: &Metric) -> Value {
    let description = format!("{} ({}).", metric.summary, metric.unit);
    let mut leaf = if metric.is_count() { count(&description) } else { number(&description) };
    if metric.is_optional() {
        leaf["type"] = json!([leaf["type"], "null"]);
    }
    leaf
}

/// An object with exactly these properties.
fn object(properties: impl IntoIterator<Item = (impl Into<String>, Value)>) -> Value {
    let properties: Map<String, Value> =
        properties.into_iter().map(|(name, value)| (name.into(), value)).collect();
    let required: Vec<&String> = properties.keys().collect();
    json!({"type": "object", "properties": properties, "required": required, "additionalProperties": false})
}

fn version() -> Value {
    json!({"const": SCHEMA_VERSION})
}

fn rank() -> Value {
    json!({"$ref": "#/$defs/rank"})
}

fn text(description: &str) -> Value {
    json!({"description": description, "type": "string"})
}

fn count(description: &str) -> Value {
    json!({"description": description, "type": "integer", "minimum": 0})
}

fn number(description: &str) -> Value {
    json!({"description": description, "type": "number", "minimum": 0})
}
