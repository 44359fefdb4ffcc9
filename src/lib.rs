//! Measures Python source: cyclomatic, cognitive, Halstead, maintainability and raw metrics.

pub mod language;
pub mod model;
