//! The formats of answers that are no findings: one vocabulary, of which each command has a part.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

/// How an answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Format {
    Text,
    Json,
    Ndjson,
    Csv,
    Markdown,
    Html,
    Sqlite,
}

/// A name of a format, other names that are understood, and who reads it.
const NAMES: [(Format, &str, &[&str], &str); 7] = [
    (Format::Text, "text", &["table"], "For reading"),
    (Format::Json, "json", &[], "One JSON document"),
    (Format::Ndjson, "ndjson", &["jsonl"], "One JSON record a line"),
    (Format::Csv, "csv", &[], "Comma-separated values"),
    (Format::Markdown, "markdown", &["md"], "Markdown"),
    (Format::Html, "html", &[], "A page for a browser that needs nothing else"),
    (Format::Sqlite, "sqlite", &[], "A database of SQLite, in the file that `--output` names"),
];

impl Format {
    fn named(name: &str) -> Option<Format> {
        let known = NAMES.iter().find(|(_, known, others, _)| *known == name || others.contains(&name));
        known.map(|(format, ..)| *format)
    }
}

/// Takes the formats that a command has.
pub(super) fn one_of(formats: &'static [Format]) -> impl TypedValueParser<Value = Format> {
    let names = NAMES.iter().filter(|(format, ..)| formats.contains(format));
    let values = names.map(|(_, name, others, help)| PossibleValue::new(name).aliases(*others).help(help));
    PossibleValuesParser::new(values.collect::<Vec<_>>())
        .map(|name| Format::named(&name).expect("it is one of the possible ones"))
}
