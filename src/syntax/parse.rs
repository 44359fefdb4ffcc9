//! Parses a text under a budget.

use super::ahead::remembering;
use super::allocator::{inspected, parsing_begins, was_out_of_memory};
use super::budget::{Budget, Unfinished};
use super::clock::thread_cpu_time;
use super::compile::{TableError, compile};
use super::dense::dense;
use super::flat::Node;
use super::guard::{self, Parsed};
use super::memory::Limits;
use super::table::Table;
use super::walk::walk;
use crate::model::Marks;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;
use tree_sitter::Language;

/// A grammar with its queries compiled to a table.
#[derive(Debug)]
pub struct Grammar {
    language: Language,
    table: Table,
    /// Bytes that were parsed.
    parsed: AtomicUsize,
    /// The language with a larger table, once that is worth it and if it can be had.
    dense: OnceLock<Option<Language>>,
}

/// From so many bytes on a dense table has saved what it costs to write out.
const WORTH_DENSE: usize = 1 << 20;

impl Grammar {
    /// Compiles query files for a grammar.
    ///
    /// # Errors
    /// If a query file says what the grammar or the table does not know.
    pub fn new(language: &Language, queries: &[&str]) -> Result<Grammar, TableError> {
        parsing_begins();
        let table = compile(language, queries)?;
        Ok(Grammar {
            language: remembering(language),
            table,
            parsed: AtomicUsize::new(0),
            dense: OnceLock::new(),
        })
    }

    /// Parses a text and appends its marks.
    ///
    /// # Errors
    /// If the budget is spent, the parser takes too much memory, an assertion in it fails, or it is stopped.
    pub fn marks(&self, text: &[u8], budget: &Budget, marks: &mut Marks) -> Result<(), Unfinished> {
        let mut nodes = NODES.take();
        let parsed = parse(self.language_for(text.len()), text, budget, &mut nodes);
        if parsed.is_ok() {
            walk(&nodes, text, &self.table, marks);
        }
        if nodes.capacity() <= KEPT_NODES {
            NODES.set(nodes);
        }
        parsed
    }

    /// The nodes of a text.
    #[cfg(test)]
    pub(super) fn nodes(&self, text: &[u8], budget: &Budget) -> Result<Vec<Node>, Unfinished> {
        let mut nodes = Vec::new();
        parse(&self.language, text, budget, &mut nodes).map(|()| nodes)
    }

    /// The language to parse so many more bytes with.
    fn language_for(&self, bytes: usize) -> &Language {
        if self.parsed.fetch_add(bytes, Ordering::Relaxed) < WORTH_DENSE {
            return &self.language;
        }
        self.dense.get_or_init(|| dense(&self.language)).as_ref().unwrap_or(&self.language)
    }
}

/// For so many nodes there is room from one text to the next: 4 MiB.
const KEPT_NODES: usize = 1 << 18;

thread_local! {
    /// Those of the last text.
    static NODES: RefCell<Vec<Node>> = const { RefCell::new(Vec::new()) };
}

/// Parses with a new parser each time: one that was cancelled would go on with the old text at the next one.
fn parse(language: &Language, text: &[u8], budget: &Budget, nodes: &mut Vec<Node>) -> Result<(), Unfinished> {
    let begun = (Instant::now(), thread_cpu_time());
    let over: Rc<Cell<Option<Unfinished>>> = Rc::default();
    let mut goes_on = |offset| {
        over.set(budget.check_pace(begun, offset).err());
        over.get().is_none()
    };
    let limits = Box::new(Limits::new(budget, begun, text.len(), &over));
    let job = || guard::parse(language, text, &mut goes_on, nodes);
    let parsed = inspected(limits, job, |parsed| *parsed == Parsed::Done);
    budget.add_parsing(thread_cpu_time().saturating_sub(begun.1));
    match parsed {
        Parsed::Done => Ok(()),
        Parsed::Left if was_out_of_memory() => Err(Unfinished::NoMemory),
        Parsed::Cancelled | Parsed::Left => Err(over.get().unwrap_or(Unfinished::Failed)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::Pace;
    use std::sync::Arc;
    use std::time::Duration;

    #[test]
    fn a_parse_ends_with_its_budget_with_its_pace_and_with_its_run() {
        let grammar = Grammar::new(&tree_sitter_python::LANGUAGE.into(), &[]).unwrap();
        let text = ":=not ".repeat(10_000);
        let parse = |budget: &Budget| grammar.marks(text.as_bytes(), budget, &mut Marks::default());
        let (short, long) = (Duration::from_millis(1), Duration::from_mins(10));
        assert_eq!(parse(&Budget::of(short)), Err(Unfinished::TimedOut(short)));
        let pace = Pace { start: short, per_byte: Duration::from_nanos(100) };
        assert_eq!(parse(&Budget::new(long, Some(pace), Arc::new(|| false))), Err(Unfinished::TooSlow));
        assert_eq!(parse(&Budget::new(long, None, Arc::new(|| true))), Err(Unfinished::Stopped));
    }

    #[test]
    fn an_assertion_that_fails_in_a_scanner_loses_the_text_and_nothing_else() {
        let grammar = Grammar::new(&tree_sitter_python::LANGUAGE.into(), &[]).unwrap();
        let parse = |text: &str| {
            grammar.marks(text.as_bytes(), &Budget::of(Duration::from_mins(10)), &mut Marks::default())
        };
        let indented = |depth: usize| -> String { (0..depth).map(|at| " ".repeat(at) + "if a:\n").collect() };
        let text = |depth: usize| indented(depth) + &" ".repeat(depth) + "b = 'c'\n";
        for depth in [600, 511] {
            assert_eq!(parse(&text(depth)), Err(Unfinished::Failed), "{depth}");
            assert_eq!(parse(&text(400)), Ok(()));
        }
    }
}
