//! The only code that names tree-sitter: it parses a text under a budget and hands over marks.

mod allocator;
mod apart;
mod children;
mod compile;
mod parse;
mod scm;
mod table;
mod walk;

pub use allocator::use_mimalloc;
pub use apart::THREAD;
pub use compile::TableError;
pub use parse::{Budget, Grammar, Unfinished};
