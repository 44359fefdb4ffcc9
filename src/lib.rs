//! Measures Python source: cyclomatic, cognitive, Halstead, maintainability and raw metrics.

pub mod discover;
pub mod model;
