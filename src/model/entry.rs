//! How an entry of the catalogue is written, and whom it cites.

use super::metric::Values;
use super::{Direction, Direction::LowerIsBetter, Direction::Neutral, Fold, Metric, RawLines};

pub(super) const MCCABE: &str = "T. J. McCabe, A Complexity Measure (1976); Python: radon 6.0.1; \
     JavaScript and TypeScript: ESLint 10.15.0, rule `complexity`";
pub(super) const CAMPBELL: &str = "G. A. Campbell, Cognitive Complexity (SonarSource, 2017); Python: complexipy 8.3.0; \
     JavaScript and TypeScript: eslint-plugin-sonarjs 4.2.2";
const HALSTEAD: &str = "M. H. Halstead, Elements of Software Science (1977); Python: radon 6.0.1; \
     JavaScript and TypeScript: counts of big-code-analysis 2.4.0";
const LINES: &str = "radon 6.0.1, `radon raw`";
pub(super) const KEMERER: &str =
    "S. R. Chidamber, C. F. Kemerer, A Metrics Suite for Object Oriented Design (1994)";
pub(super) const SUM: Option<Fold> = Some(Fold::Sum);
pub(super) const OWN: &str = "counted by this tool";

pub(super) const fn metric(
    id: &'static str,
    unit: &'static str,
    direction: Direction,
    summary: &'static str,
    formula: &'static str,
    source: &'static str,
    values: Values,
) -> Metric {
    Metric {
        id,
        version: 1,
        unit,
        direction,
        summary,
        formula,
        source,
        default_limit: None,
        rank: None,
        fold: None,
        values,
    }
}

/// A metric that directories have as well.
pub(super) const fn folded(fold: Fold, metric: Metric) -> Metric {
    Metric { fold: Some(fold), ..metric }
}

pub(super) const fn raw(
    id: &'static str,
    summary: &'static str,
    formula: &'static str,
    value: fn(&RawLines) -> u32,
) -> Metric {
    let fold = Some(Fold::Sum);
    Metric { fold, ..metric(id, "lines", Neutral, summary, formula, LINES, Values::Raw(value)) }
}

pub(super) const fn halstead(
    id: &'static str,
    unit: &'static str,
    summary: &'static str,
    formula: &'static str,
    fold: Option<Fold>,
    values: Values,
) -> Metric {
    Metric { fold, ..metric(id, unit, LowerIsBetter, summary, formula, HALSTEAD, values) }
}
