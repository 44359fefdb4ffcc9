//! Measures: marks in, a record out. Nothing here touches disk, clock, environment or threads, and nothing can fail.

mod below;
mod body;
mod classes;
mod cognitive;
mod cyclomatic;
mod directive;
mod explain;
mod halstead;
mod headers;
mod holders;
mod increment;
mod logical;
mod maintainability;
mod names;
mod naming;
mod nesting;
mod parameters;
mod position;
mod record;
mod reported;
#[cfg(test)]
mod sample;
mod sonar;
mod spelling;
mod suppressions;
mod unfinished;
mod unit;
mod units;
mod visit;

pub use explain::explain;
pub use record::{Subject, measure};
