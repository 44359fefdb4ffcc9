//! The same as one JSON document, with the operators and operands.

use super::ExplanationReport;
use crate::model::{Account, CellPlace, Explanation, Increment, Location, SCHEMA_VERSION, Token, Topic};
use crate::report::json_text::write_line;
use crate::report::row::PathFields;
use serde::{Serialize, Serializer};
use std::io::{self, Write};

#[derive(Serialize)]
struct Document<'a> {
    schema_version: u32,
    #[serde(flatten)]
    path: PathFields<'a>,
    parse_errors: u32,
    functions: Vec<FunctionRow<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    classes: Vec<ClassRow<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    module: Option<Scores<'a>>,
}

/// The lines of something, as a record has them, and its cell of a notebook.
#[derive(Serialize)]
struct PlaceFields {
    line: u32,
    end_line: u32,
    #[serde(flatten)]
    cell: Option<CellPlace>,
}

impl PlaceFields {
    fn new(location: &Location) -> PlaceFields {
        PlaceFields { line: location.line, end_line: location.end_line, cell: location.cell }
    }
}

#[derive(Serialize)]
struct FunctionRow<'a> {
    qualified_name: &'a str,
    #[serde(flatten)]
    place: PlaceFields,
    #[serde(flatten)]
    scores: Scores<'a>,
    halstead: Vec<TokenRow<'a>>,
}

#[derive(Serialize)]
struct ClassRow<'a> {
    qualified_name: &'a str,
    #[serde(flatten)]
    place: PlaceFields,
    #[serde(flatten)]
    scores: Scores<'a>,
}

/// An object with a sum for each metric.
struct Scores<'a> {
    explanation: &'a Explanation,
    topic: Topic,
}

#[derive(Serialize)]
struct Sum<'a> {
    score: u32,
    base: i64,
    inner: i64,
    increments: Vec<Row<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    inside: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    line: u32,
    column: u32,
    #[serde(flatten)]
    cell: Option<CellPlace>,
    rule: &'static str,
    points: i32,
    nesting: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    function: Option<&'a str>,
}

#[derive(Serialize)]
struct TokenRow<'a> {
    kind: &'static str,
    line: u32,
    column: u32,
    text: &'a str,
    first_in_file: bool,
}

impl ExplanationReport<'_> {
    /// Writes everything as one JSON document.
    ///
    /// # Errors
    /// If the bytes cannot be written.
    pub(crate) fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        let (explanation, file) = (self.explanation, &self.explanation.metrics);
        let scores = |topic| Scores { explanation, topic };
        let mut document = Document {
            schema_version: SCHEMA_VERSION,
            path: PathFields::new(self.path),
            parse_errors: file.parse_errors,
            functions: Vec::new(),
            classes: Vec::new(),
            module: None,
        };
        for &topic in self.topics {
            let scores = scores(topic);
            match topic {
                Topic::Function(row) => {
                    let (it, unit) = (&file.functions[row], explanation.unit(topic));
                    let tokens = explanation.tokens_of(unit);
                    document.functions.push(FunctionRow {
                        qualified_name: &it.qualified_name,
                        place: PlaceFields::new(&it.location),
                        scores,
                        halstead: tokens.map(TokenRow::new).collect(),
                    });
                }
                Topic::Class(row) => {
                    let it = &file.classes[row];
                    document.classes.push(ClassRow {
                        qualified_name: &it.qualified_name,
                        place: PlaceFields::new(&it.location),
                        scores,
                    });
                }
                Topic::Module => document.module = Some(scores),
            }
        }
        write_line(&document, out)
    }
}

impl Serialize for Scores<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut accounts = self.explanation.accounts(self.topic);
        // A function that has no cognitive complexity says so.
        let is_scored = |accounts: &[Account]| accounts.iter().any(|it| it.metric == "cognitive");
        let is_silent = matches!(self.topic, Topic::Function(_)) && !is_scored(&accounts);
        let rows = accounts.iter_mut().map(|account| (account.metric, Some(self.sum(account))));
        let silent = is_silent.then_some(("cognitive", None));
        serializer.collect_map(rows.chain(silent).collect::<Vec<_>>())
    }
}

impl<'a> Scores<'a> {
    fn sum(&self, account: &Account) -> Sum<'a> {
        let Account { score, base, inner, own, inside, .. } = account;
        let increments = own.iter().map(|it| self.row(it, false)).collect();
        let inside = inside.iter().map(|it| self.row(it, true)).collect();
        Sum { score: *score, base: *base, inner: *inner, increments, inside }
    }

    fn row(&self, it: &Increment, is_inside: bool) -> Row<'a> {
        let Increment { line, column, points, nesting, .. } = *it;
        let function = it.unit.filter(|_| is_inside).and_then(|unit| self.explanation.function(unit));
        let function = function.map(|it| it.qualified_name.as_str());
        let cell = self.explanation.cells.get(&line).copied();
        Row { line, column, cell, rule: it.rule.name(), points, nesting, function }
    }
}

impl TokenRow<'_> {
    fn new(token: &Token) -> TokenRow<'_> {
        let Token { line, column, kind, text, is_first, .. } = token;
        TokenRow { kind: kind.word(), line: *line, column: *column, text, first_in_file: *is_first }
    }
}
