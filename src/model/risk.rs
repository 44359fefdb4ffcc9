//! Entries of the catalogue whose values come from beside a file: from what its tests ran, or from other files.

use super::Metric;
use super::entry::{OWN, metric};
use super::fold::erosion;
use super::metric::Direction::{HigherIsBetter, LowerIsBetter};
use super::metric::Values;

const REPORTS: &str =
    "lines of a report that `--coverage` names: coverage.py's JSON, Cobertura, lcov or Istanbul's JSON";

pub(super) const CRAP: Metric = metric(
    "crap",
    "points",
    LowerIsBetter,
    "Risk of changing a function (Change Risk Anti-Patterns): complexity that no test runs weighs most",
    "`cyclomatic`^2 (1 - `coverage`/100)^3 + `cyclomatic`; without `--coverage`, and where no report knows a line of the \
     function, it is unknown",
    "A. Savoia, B. Evans, Crap4j (2007)",
    Values::Tested(|f| f.coverage?.crap(f.cyclomatic)),
);

pub(super) const COVERAGE: Metric = metric(
    "coverage",
    "percent",
    HigherIsBetter,
    "Share of the lines of a function that its tests run",
    "100 lines that ran / lines that can run, of its own: those of a function in it belong to that one, and the line that \
     makes a function to the code around it; unknown where no report knows a line of it",
    REPORTS,
    Values::Tested(|f| f.coverage?.line_percent()),
);

pub(super) const COVERAGE_OF_BRANCHES: Metric = metric(
    "coverage.branches",
    "percent",
    HigherIsBetter,
    "Share of the branches of a function that its tests take",
    "100 branches taken / branches, of those that begin on its own lines; unknown where it has none or nobody measured them",
    REPORTS,
    Values::Tested(|f| f.coverage?.branch_percent()),
);

pub(super) const EROSION: Metric = metric(
    "erosion",
    "share of 1",
    LowerIsBetter,
    "Share of the complexity of some files that is in their complex functions",
    "sum of `cyclomatic` sqrt(`loc`) over the functions with a `cyclomatic` above 10 / the same sum over all functions; of \
     directories, owners, packages and budgets",
    "G. Orlanski et al., SlopCodeBench (arXiv 2603.24755, 2026), structural erosion, where the lines are those with code",
    Values::Files(erosion),
);

pub(super) const OVER_LIMIT: Metric = metric(
    "over_limit",
    "functions",
    LowerIsBetter,
    "Number of functions of some files that are beyond their limit on a metric",
    "functions whose value of the metric that `of` names is beyond the limit in force for them, whatever excuses it; of \
     budgets",
    OWN,
    Values::Limits,
);

pub(super) const EXCESS: Metric = metric(
    "excess",
    "of the metric",
    LowerIsBetter,
    "How far the functions of some files are beyond their limit on a metric, all together",
    "sum over the functions that `over_limit` counts of the distance between value and limit; of budgets",
    OWN,
    Values::Limits,
);
