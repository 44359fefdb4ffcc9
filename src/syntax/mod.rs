//! The only code that names tree-sitter: it parses a text under a budget and hands over marks.

mod allocator;
mod children;
mod compile;
mod parse;
mod scm;
mod table;
mod walk;

pub use allocator::use_mimalloc;
pub use compile::TableError;
pub use parse::{Budget, Grammar, Unfinished};
