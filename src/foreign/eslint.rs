//! `ESLint` with its rule `complexity`, and `cognitive-complexity` of eslint-plugin-sonarjs, by a configuration of our own.

use super::find::{package, package_version};
use super::heard::document;
use super::key::{At, Span};
use super::plan::{Ground, Question, ToolPlan};
use super::run::Ended;
use super::{Heard, ToolNumber};
use crate::model::Scope;
use serde::Deserialize;
use serde_json::json;
use std::path::{Path, PathBuf};

/// The rules of our configuration are called like the metrics.
pub(super) const METRICS: &[&str] = &["cyclomatic", "cyclomatic_modified", COGNITIVE];

const COGNITIVE: &str = "cognitive";
const SONAR: (&str, &str) = ("eslint-plugin-sonarjs", "4.2.2");
const TYPESCRIPT: &str = "@typescript-eslint/parser";

const CONFIGURATION: &str = include_str!("eslint.mjs");

/// What a text is taken for: first as its suffix says, and if it is none, the other.
const KINDS: [[&str; 2]; 2] = [["module", "commonjs"], ["commonjs", "module"]];

pub(super) fn plan(ground: &Ground<'_>) -> ToolPlan {
    let mut plan = ToolPlan::default();
    if let Some(found) = package(ground.program, SONAR.0) {
        let version = package_version(&found).unwrap_or_default();
        if version != SONAR.1 {
            plan.lacks.push(format!("{} {version} is not {}, whose numbers ours are", SONAR.0, SONAR.1));
        }
    } else {
        plan.lacks.push(format!("{} is not installed beside it: `cognitive` is not compared", SONAR.0));
        plan.without.push(COGNITIVE);
    }
    if package(ground.program, TYPESCRIPT).is_none() {
        let typed: Vec<&String> = ground.files.iter().filter(|file| is_typed(file)).collect();
        if !typed.is_empty() {
            plan.lacks.push(format!("{TYPESCRIPT} is not installed beside it: TypeScript is not compared"));
            plan.left.extend(typed.into_iter().map(|file| (file.clone(), format!("it needs {TYPESCRIPT}"))));
        }
    }
    for (number, kinds) in KINDS.iter().enumerate() {
        plan.questions.push(question(ground, number, *kinds));
    }
    plan
}

fn is_typed(file: &str) -> bool {
    ["ts", "tsx", "mts", "cts"]
        .iter()
        .any(|it| Path::new(file).extension().is_some_and(|suffix| suffix == *it))
}

/// Files that are not below the directory in which it stands are none for it.
fn question(ground: &Ground<'_>, number: usize, kinds: [&str; 2]) -> Question {
    let config = ground.scratch.join(format!("eslint-{number}.mjs"));
    let answer = ground.scratch.join(format!("eslint-{number}.json"));
    // Packages are looked for from where the program really is.
    let real = ground.program.canonicalize().unwrap_or_else(|_| ground.program.to_owned());
    let text = CONFIGURATION
        .replace("/*ESLINT*/", &json!(real.to_string_lossy()).to_string())
        .replace("/*KINDS*/", &json!(kinds).to_string());
    let mut arguments = vec!["--no-config-lookup".into(), "--config".into(), config.clone().into()];
    arguments.extend(["--no-ignore", "--no-warn-ignored", "--no-inline-config"].map(Into::into));
    arguments.extend(["--format", "json", "--output-file"].map(Into::into));
    arguments.push(answer.clone().into());
    Question {
        arguments,
        list: None,
        file: Some((config, text)),
        directory: above(ground.files),
        answer: Some(answer),
        statuses: &[0, 1],
        is_second: number > 0,
        read,
    }
}

/// The deepest directory that all files are below.
fn above(files: &[String]) -> PathBuf {
    let mut above =
        files.first().and_then(|file| Path::new(file).parent()).map(Path::to_owned).unwrap_or_default();
    for file in files {
        while !Path::new(file).starts_with(&above) && above.pop() {}
    }
    above
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct FileRow {
    file_path: String,
    messages: Vec<Message>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Message {
    rule_id: Option<String>,
    #[serde(default)]
    fatal: bool,
    #[serde(rename = "message")]
    text: String,
    #[serde(default)]
    line: u32,
    #[serde(default)]
    column: u32,
    #[serde(default)]
    end_line: Option<u32>,
    #[serde(default)]
    end_column: Option<u32>,
}

fn read(_: &Ended, answer: &[u8], heard: &mut Heard) -> Result<(), String> {
    let rows: Vec<FileRow> = document(answer)?;
    for row in rows {
        let file = heard.entry(row.file_path).or_default();
        for message in row.messages {
            let rule = message.rule_id.as_deref().and_then(|it| it.strip_prefix("metrics/"));
            let metric = METRICS.iter().find(|metric| rule == Some(metric));
            match metric {
                Some(metric) => {
                    let number = number(metric, &message).ok_or("a finding without a number")?;
                    file.numbers.push(number);
                }
                None if message.fatal => file.refused = Some(message.text),
                None => {}
            }
        }
    }
    Ok(())
}

/// The number of a message of our configuration: `function 3 Method 'x'`.
fn number(metric: &'static str, message: &Message) -> Option<ToolNumber> {
    let mut words = message.text.splitn(3, ' ');
    let is_function = words.next()? == "function";
    let value = words.next()?.parse().ok()?;
    let name = words.next().unwrap_or_default().to_owned();
    let (end_line, end_column) = (message.end_line?, message.end_column?);
    let span = Span { end_line, end_column, line: message.line, column: message.column, is_function };
    Some(ToolNumber { scope: Scope::Function, name, metric, value, at: At::End(span) })
}
