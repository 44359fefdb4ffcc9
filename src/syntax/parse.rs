//! Parses a text under a budget of CPU time.

use super::allocator::parsing_begins;
use super::apart::{self, Rules};
use super::compile::{TableError, compile};
use super::walk::walk;
use crate::model::Marks;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::{Duration, Instant};
use thiserror::Error;
use tree_sitter::{Language, ParseOptions, ParseState, Parser, Tree};

/// What a parse may spend, and what else ends it.
#[derive(Clone, Copy)]
pub struct Budget<'a> {
    /// CPU time.
    pub cpu: Duration,
    /// Whether nobody waits for the result any more.
    pub stopped: &'a dyn Fn() -> bool,
}

impl<'a> Budget<'a> {
    /// What is left of it after so much CPU time.
    #[must_use]
    pub fn after(self, spent: Duration) -> Budget<'a> {
        Budget { cpu: self.cpu.saturating_sub(spent), ..self }
    }

    /// So much CPU time, whatever happens meanwhile.
    #[must_use]
    pub fn of(cpu: Duration) -> Budget<'static> {
        Budget { cpu, stopped: &|| false }
    }
}

/// Why a text was not parsed to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Unfinished {
    /// The parser used up its budget.
    #[error("parsing took more than {} s of CPU time", .0.as_secs_f32())]
    TimedOut(Duration),
    /// The parser took more than so many bytes.
    #[error("parsing took more than {} MiB of memory", .0 >> 20)]
    OutOfMemory(usize),
    /// The text is too large to be parsed without a thread that can be given up, and there was none.
    #[error("no thread could be started to parse it")]
    NoThread,
    /// The run is ending.
    #[error("the run was stopped")]
    Stopped,
}

/// Texts up to this size are parsed without a thread of their own: the worst known takes 48 MB and 0.1 s.
const SMALL: usize = 4096;

/// A grammar with its queries compiled to a table.
#[derive(Debug)]
pub struct Grammar(Rules);

impl Grammar {
    /// Compiles query files for a grammar.
    ///
    /// # Errors
    /// If a query file says what the grammar or the table does not know.
    pub fn new(language: &Language, queries: &[&str]) -> Result<Grammar, TableError> {
        parsing_begins();
        let table = Arc::new(compile(language, queries)?);
        Ok(Grammar(Rules { language: language.clone(), table }))
    }

    /// Parses a text and appends its marks; tells how much CPU time it took.
    ///
    /// # Errors
    /// If the parser takes more CPU time than the budget, too much memory, or is stopped.
    pub fn marks(&self, text: &[u8], budget: Budget<'_>, marks: &mut Marks) -> Result<Duration, Unfinished> {
        if text.len() > SMALL {
            return apart::marks(&self.0, text, budget, marks);
        }
        self.0.marks(text, budget, marks)
    }
}

impl Rules {
    /// Appends the marks of a text, parsed on this thread; tells how much CPU time it took.
    pub(super) fn marks(
        &self,
        text: &[u8],
        budget: Budget<'_>,
        marks: &mut Marks,
    ) -> Result<Duration, Unfinished> {
        let started = thread_cpu_time();
        let tree = parse(&self.language, text, budget)?;
        walk(tree.root_node(), &self.table, marks);
        Ok(thread_cpu_time().saturating_sub(started))
    }
}

/// Parses with a new parser each time: one that was cancelled would go on with the old text at the next one.
fn parse(language: &Language, text: &[u8], budget: Budget<'_>) -> Result<Tree, Unfinished> {
    let mut parser = Parser::new();
    parser.set_language(language).expect("the grammars are pinned to versions that this parser reads");
    let (started, cpu_started) = (Instant::now(), thread_cpu_time());
    // a thread's CPU time never runs ahead of the clock on the wall, which costs a tenth to read
    let is_spent =
        || started.elapsed() > budget.cpu && thread_cpu_time().saturating_sub(cpu_started) > budget.cpu;
    let mut within_budget = |_: &ParseState| {
        if (budget.stopped)() || is_spent() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let options = ParseOptions::new().progress_callback(&mut within_budget);
    let mut chunk = |at: usize, _| text.get(at..).unwrap_or_default();
    parser.parse_with_options(&mut chunk, None, Some(options)).ok_or_else(|| {
        if (budget.stopped)() { Unfinished::Stopped } else { Unfinished::TimedOut(budget.cpu) }
    })
}

/// CPU time of this thread: a suspended laptop or a loaded machine must not change what is measured.
#[cfg(unix)]
pub(super) fn thread_cpu_time() -> Duration {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::try_from(now).unwrap_or_default()
}

/// Elsewhere the time since the first parse has to do.
#[cfg(not(unix))]
pub(super) fn thread_cpu_time() -> Duration {
    static START: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
    START.get_or_init(std::time::Instant::now).elapsed()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::LANGUAGES;

    #[test]
    fn a_parse_on_another_thread_gives_the_same_marks() {
        for language in LANGUAGES {
            let grammar = Grammar::new(&language.grammar.into(), language.queries).unwrap();
            for text in
                ["f(a and b)\n", "if (a) { b; }\n", "f(a and b)\n) ( $ {\n", "def f(a):\n  return (a\n"]
            {
                let text = text.repeat(SMALL / 8);
                let (mut here, mut there) = (Marks::default(), Marks::default());
                let budget = Budget::of(Duration::from_mins(10));
                grammar.0.marks(text.as_bytes(), budget, &mut here).unwrap();
                grammar.marks(text.as_bytes(), budget, &mut there).unwrap();
                assert_eq!((&here.list, here.errors), (&there.list, there.errors), "{}", language.name);
            }
        }
    }

    #[test]
    fn a_parse_ends_with_its_budget_and_with_its_run() {
        let grammar = Grammar::new(&tree_sitter_python::LANGUAGE.into(), &[]).unwrap();
        let text = ":=not ".repeat(10_000);
        let parse = |budget: Budget<'_>| grammar.marks(text.as_bytes(), budget, &mut Marks::default());
        let short = Duration::from_millis(1);
        assert_eq!(parse(Budget::of(short)), Err(Unfinished::TimedOut(short)));
        let stopped = Budget { cpu: Duration::from_mins(10), stopped: &|| true };
        assert_eq!(parse(stopped), Err(Unfinished::Stopped));
    }
}
