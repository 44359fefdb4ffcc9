//! big-code-analysis, a module of Python: Halstead's counts of whole files. Its `bugs` follow another formula than ours.

use super::heard::document;
use super::key::At;
use super::ours::HALSTEAD;
use super::plan::{Ground, Question, ToolPlan};
use super::run::Ended;
use super::{Heard, ToolNumber};
use crate::model::Scope;
use serde_json::{Map, Value};

const PROGRAM: &str = include_str!("big_code_analysis.py");

/// Our ids, in the order of [`FIELDS`]: all but `bugs`.
pub(super) const METRICS: &[&str] = HALSTEAD.split_at(FIELDS.len()).0;

const FIELDS: [&str; 11] = [
    "unique_operators",
    "unique_operands",
    "total_operators",
    "total_operands",
    "vocabulary",
    "length",
    "estimated_program_length",
    "volume",
    "difficulty",
    "effort",
    "time",
];

pub(super) fn plan(ground: &Ground<'_>) -> ToolPlan {
    let list = ground.scratch.join("files.json");
    let question = Question {
        // Isolated: nothing of the directory or the environment is imported.
        arguments: vec!["-I".into(), "-c".into(), PROGRAM.into(), list.clone().into()],
        list: Some(list),
        file: None,
        directory: ground.scratch.to_owned(),
        answer: None,
        statuses: &[0],
        is_second: false,
        read,
    };
    ToolPlan { questions: vec![question], ..ToolPlan::default() }
}

fn read(_: &Ended, answer: &[u8], heard: &mut Heard) -> Result<(), String> {
    let files: Map<String, Value> = document(answer)?;
    for (path, said) in files {
        let file = heard.entry(path).or_default();
        file.refused = said.get("error").and_then(Value::as_str).map(str::to_owned);
        for (metric, field) in METRICS.iter().zip(FIELDS) {
            if let Some(value) = said.get(field).and_then(Value::as_f64) {
                let (scope, name, at) = (Scope::File, String::new(), At::File);
                file.numbers.push(ToolNumber { scope, name, metric, value, at });
            }
        }
    }
    Ok(())
}
