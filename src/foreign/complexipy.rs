//! complexipy: one JSON document in a file, with a row for each function; what it refuses it says on standard error.

use super::heard::document;
use super::key::At;
use super::plan::{Ground, Question, ToolPlan};
use super::run::Ended;
use super::{Heard, ToolNumber};
use crate::model::Scope;
use serde::Deserialize;

/// The name of the row of the code outside functions.
const MODULE: &str = "<module>";

/// What stands before the path of a file that it cannot read, and behind it.
const REFUSED: (&str, &str) = ("Failed to process ", " - ");

pub(super) fn plan(ground: &Ground<'_>) -> ToolPlan {
    let answer = ground.scratch.join("complexipy.json");
    // No configuration, no comment that excuses, no limit.
    let options = ["--isolated", "--no-ignore", "--check-script", "--ignore-complexity", "--quiet"];
    let mut arguments: Vec<_> = options.iter().map(Into::into).collect();
    arguments.extend(["--output-format", "json", "--output"].map(Into::into));
    arguments.push(answer.clone().into());
    let question = Question {
        arguments,
        list: None,
        file: None,
        directory: ground.scratch.to_owned(),
        answer: Some(answer),
        statuses: &[0, 1],
        is_second: false,
        read,
    };
    ToolPlan { questions: vec![question], ..ToolPlan::default() }
}

#[derive(Deserialize)]
struct Row {
    path: String,
    function_name: String,
    complexity: u32,
}

fn read(ended: &Ended, answer: &[u8], heard: &mut Heard) -> Result<(), String> {
    let rows: Vec<Row> = document(answer)?;
    for Row { path, function_name: name, complexity } in rows {
        let value = f64::from(complexity);
        let number = match name.as_str() {
            MODULE => ToolNumber {
                scope: Scope::File,
                name: String::new(),
                metric: "cognitive.module",
                value,
                at: At::File,
            },
            _ => ToolNumber {
                scope: Scope::Function,
                at: At::Name(name.clone()),
                name: name.replace("::", "."),
                metric: "cognitive",
                value,
            },
        };
        heard.entry(path).or_default().numbers.push(number);
    }
    for line in String::from_utf8_lossy(&ended.err).lines().chain(String::from_utf8_lossy(&ended.out).lines())
    {
        let refused = line.split_once(REFUSED.0).and_then(|(_, rest)| rest.rsplit_once(REFUSED.1));
        if let Some((path, why)) = refused {
            heard.entry(path.to_owned()).or_default().refused = Some(why.trim().to_owned());
        }
    }
    Ok(())
}
