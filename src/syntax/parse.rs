//! Parses a text under a budget of CPU time.

use super::allocator::parsing_begins;
use super::compile::{TableError, compile};
use super::table::Table;
use super::walk::walk;
use crate::model::Marks;
use std::ops::ControlFlow;
use std::time::{Duration, Instant};
use thiserror::Error;
use tree_sitter::{Language, ParseOptions, ParseState, Parser, Tree};

/// The parser used up its budget.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("parsing took more than {} s of CPU time", .0.as_secs_f32())]
pub struct TimedOut(pub Duration);

/// A grammar with its queries compiled to a table.
#[derive(Debug)]
pub struct Grammar {
    language: Language,
    table: Table,
}

impl Grammar {
    /// Compiles query files for a grammar.
    ///
    /// # Errors
    /// If a query file says what the grammar or the table does not know.
    pub fn new(language: &Language, queries: &[&str]) -> Result<Grammar, TableError> {
        parsing_begins();
        Ok(Grammar { table: compile(language, queries)?, language: language.clone() })
    }

    /// Parses a text and appends its marks.
    ///
    /// # Errors
    /// If the parser takes more CPU time than the budget.
    pub fn marks(&self, text: &[u8], budget: Duration, marks: &mut Marks) -> Result<(), TimedOut> {
        let tree = self.parse(text, budget)?;
        walk(tree.root_node(), &self.table, marks);
        Ok(())
    }

    /// A new parser each time: one whose parse was cancelled would go on with the old text at the next one.
    fn parse(&self, text: &[u8], budget: Duration) -> Result<Tree, TimedOut> {
        let mut parser = Parser::new();
        parser
            .set_language(&self.language)
            .expect("the grammars are pinned to versions that this parser reads");
        let (started, cpu_started) = (Instant::now(), thread_cpu_time());
        // a thread's CPU time never runs ahead of the clock on the wall, which costs a tenth to read
        let mut within_budget = |_: &ParseState| {
            if started.elapsed() > budget && thread_cpu_time().saturating_sub(cpu_started) > budget {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        };
        let options = ParseOptions::new().progress_callback(&mut within_budget);
        let mut chunk = |at: usize, _| text.get(at..).unwrap_or_default();
        parser.parse_with_options(&mut chunk, None, Some(options)).ok_or(TimedOut(budget))
    }
}

/// CPU time of this thread: a suspended laptop or a loaded machine must not change what is measured.
#[cfg(unix)]
fn thread_cpu_time() -> Duration {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::try_from(now).unwrap_or_default()
}

/// Elsewhere the time since the first parse has to do.
#[cfg(not(unix))]
fn thread_cpu_time() -> Duration {
    static START: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
    START.get_or_init(std::time::Instant::now).elapsed()
}
