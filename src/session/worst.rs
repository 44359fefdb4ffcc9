//! Why the worst functions of what was measured score what they score.

use super::SessionError;
use super::session::Session;
use crate::model::{Explanation, Record};
use std::cmp::Reverse;
use std::path::PathBuf;

/// The explanation of a file, and which function of it is meant.
#[derive(Debug)]
pub struct WorstFunction {
    /// The file.
    pub path: PathBuf,
    /// Why the scores of the file are what they are.
    pub explanation: Explanation,
    /// The row of the function in its record.
    pub row: usize,
}

impl Session {
    /// Explains the worst functions by cyclomatic and cognitive complexity together, at most so many. A file that is not
    /// there any more, or came from a record alone, explains nothing and is left out.
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
        let mut explained = Vec::new();
        for (_, record, row) in all.into_iter().take(most) {
            self.go_on()?;
            if let Ok(explanation) = self.explanation(&record.path) {
                explained.push(WorstFunction { path: record.path.clone(), explanation, row });
            }
        }
        Ok(explained)
    }
}
