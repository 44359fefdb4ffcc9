//! The only code that names tree-sitter: it parses a text under a budget and hands over marks.

mod allocator;
mod parse;
mod scm;
mod table;
mod walk;

pub use allocator::use_mimalloc;
pub use parse::{Grammar, TimedOut};
pub use table::TableError;
