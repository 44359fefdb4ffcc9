//! The only code that names tree-sitter: it parses a text under a budget and hands over marks.

mod ahead;
mod allocator;
mod apart;
mod arena;
mod budget;
mod children;
mod clock;
mod compile;
mod core;
mod dense;
mod flat;
mod gaps;
mod guard;
mod kind;
mod memory;
mod parse;
mod scm;
mod table;
mod tokens;
mod walk;
mod way_out;

pub use apart::apart;
pub use budget::{Budget, Pace, Unfinished};
pub use compile::TableError;
pub use parse::Grammar;
pub(crate) use tokens::take_tokens;
pub use way_out::end_aborts_with;
