//! The only code that names tree-sitter: it parses a text under a budget and hands over marks.

mod parse;
mod scm;
mod table;
mod walk;

pub use parse::{Grammar, TimedOut};
pub use table::TableError;
