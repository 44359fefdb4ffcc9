//! ruff: its rule C901 with the limit 0, so that each function breaks it and is listed.

use super::heard::document;
use super::key::At;
use super::plan::{Ground, Question, ToolPlan};
use super::run::Ended;
use super::{Heard, ToolNumber};
use crate::model::Scope;
use serde::Deserialize;

const OPTIONS: [&str; 13] = [
    "check",
    "--isolated",
    "--no-cache",
    "--select",
    "C901",
    "--config",
    "lint.mccabe.max-complexity=0",
    "--ignore-noqa",
    "--exit-zero",
    "--target-version",
    "py313",
    "--output-format",
    "json",
];

pub(super) fn plan(ground: &Ground<'_>) -> ToolPlan {
    let question = Question {
        arguments: OPTIONS.iter().map(Into::into).collect(),
        list: None,
        file: None,
        directory: ground.scratch.to_owned(),
        answer: None,
        statuses: &[0],
        is_second: false,
        read,
    };
    ToolPlan { questions: vec![question], ..ToolPlan::default() }
}

#[derive(Deserialize)]
struct Row {
    code: Option<String>,
    filename: String,
    location: Place,
    message: String,
}

#[derive(Deserialize)]
struct Place {
    row: u32,
}

fn read(_: &Ended, answer: &[u8], heard: &mut Heard) -> Result<(), String> {
    let rows: Vec<Row> = document(answer)?;
    for row in rows {
        let file = heard.entry(row.filename).or_default();
        if row.code.as_deref() == Some("C901") {
            let (name, value) = complexity(&row.message).ok_or("a finding of C901 without its number")?;
            let (scope, metric, at) = (Scope::Function, "cyclomatic_mccabe", At::Line(row.location.row));
            file.numbers.push(ToolNumber { scope, name, metric, value, at });
        } else {
            file.refused.get_or_insert(row.message);
        }
    }
    // Syntax that a version of Python does not have is told beside the numbers.
    for file in heard.values_mut().filter(|file| !file.numbers.is_empty()) {
        file.refused = None;
    }
    Ok(())
}

/// The name and the number of a message such as `` `f` is too complex (3 > 0) ``.
fn complexity(message: &str) -> Option<(String, f64)> {
    let name = message.strip_prefix('`')?.split('`').next()?;
    let number = message.rsplit_once('(')?.1.split(' ').next()?;
    Some((name.to_owned(), number.parse().ok()?))
}
