//! Why the worst functions of what was measured score what they score.

use super::SessionError;
use super::session::Session;
use crate::language::by_name;
use crate::model::{Explanation, FunctionMetrics, Record};
use crate::pipeline::explain_text;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The explanation of a file, and which function of it is meant.
#[derive(Debug)]
pub struct WorstFunction {
    /// The file.
    pub path: PathBuf,
    /// Why the scores of the file are what they are.
    pub explanation: Arc<Explanation>,
    /// The row of the function in its record.
    pub row: usize,
}

impl Session {
    /// Explains the worst functions by cyclomatic and cognitive complexity together, at most so many, by the texts that were
    /// measured. What is not there any more or says something else now, and what came from a record alone and has no
    /// file that says the same, is left out.
    ///
    /// # Errors
    /// If the run was stopped.
    pub fn explain_worst(&self, most: usize) -> Result<Vec<WorstFunction>, SessionError> {
        let records = &self.measured().outcome.records;
        let rows = |record: &'_ Record| {
            let scores = record.metrics.functions.iter().map(|it| it.cyclomatic + it.cognitive.unwrap_or(0));
            scores.enumerate().map(|(row, score)| (score, row)).collect::<Vec<_>>()
        };
        let mut all: Vec<(u32, &Record, usize)> = records
            .iter()
            .flat_map(|record| rows(record).into_iter().map(move |(score, row)| (score, record, row)))
            .collect();
        all.sort_by_key(|(score, ..)| Reverse(*score));
        let mut known: HashMap<&Path, Option<Arc<Explanation>>> = HashMap::new();
        let mut explained = Vec::new();
        for (_, record, row) in all.into_iter().take(most) {
            self.go_on()?;
            let explain = || self.explanation_of(record).map(Arc::new);
            let Some(explanation) = known.entry(&record.path).or_insert_with(explain) else { continue };
            let function = explanation.metrics.functions.get(row);
            if function.is_some_and(|now| is_same(&record.metrics.functions[row], now)) {
                let explanation = Arc::clone(explanation);
                explained.push(WorstFunction { path: record.path.clone(), explanation, row });
            }
        }
        Ok(explained)
    }

    /// Why the scores of a record are what they are, if its text can be had.
    fn explanation_of(&self, record: &Record) -> Option<Explanation> {
        let (text, language) = (self.content(&record.path)?, by_name(record.metrics.language)?);
        explain_text(&record.path, text, language, &self.plan.limits, &self.work.course).ok()
    }
}

/// Whether a function says what it said when it was measured; a record that came from elsewhere may not know.
fn is_same(then: &FunctionMetrics, now: &FunctionMetrics) -> bool {
    let numbers = |it: &FunctionMetrics| (it.location, it.cyclomatic, it.cognitive);
    let is_known = then.body_hash != 0;
    then.qualified_name == now.qualified_name
        && if is_known { then.body_hash == now.body_hash } else { numbers(then) == numbers(now) }
}
