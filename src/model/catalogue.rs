//! The catalogue of metrics: the one list behind options, limits, findings, reports and documentation.
//!
//! An id is a path in the serialised record; a test compares the two.

use super::entry::{CAMPBELL, KEMERER, MCCABE, OWN, SUM, folded, halstead, metric, raw};
use super::metric::Values;
use super::risk::{COVERAGE, COVERAGE_OF_BRANCHES, CRAP, EROSION, EXCESS, OVER_LIMIT};
use super::{Direction, Direction::LowerIsBetter, Fold, Halstead, Metric, Rank};

/// All metrics, in the order of reports.
pub static METRICS: &[Metric] = &[
    Metric {
        default_limit: Some(10.0),
        rank: Some(Rank::of_cyclomatic),
        ..metric(
            "cyclomatic",
            "paths",
            LowerIsBetter,
            "Number of independent paths through a function, and for a class roughly the mean of its methods",
            "1 + decisions",
            MCCABE,
            Values::FunctionAndClass(|f| f.cyclomatic, |c| c.cyclomatic),
        )
    },
    metric(
        "cyclomatic_mccabe",
        "paths",
        LowerIsBetter,
        "Cyclomatic complexity of a function with the functions in it, as ruff's rule C901 counts it",
        "1 + `if`, `elif`, loops, handlers, `else` of `try`, cases and functions in it; a last case that takes everything \
         adds 0. mccabe 0.7.0 counts alike, but 1 more for a `try` without `else`, and nothing of what is in `finally`, \
         `except*` and `match`; it gives a function in a function no value of its own. Python only",
        "T. J. McCabe, A Complexity Measure (1976); ruff 0.17.6, rule C901",
        Values::SomeFunctions(|f| f.cyclomatic_mccabe),
    ),
    metric(
        "cyclomatic_modified",
        "paths",
        LowerIsBetter,
        "Number of independent paths through a function in which a `switch` is one decision, whatever its cases",
        "`cyclomatic` - cases + selections; JavaScript and TypeScript only",
        "ESLint 10.15.0, rule `complexity`, variant `modified`",
        Values::SomeFunctions(|f| f.cyclomatic_modified),
    ),
    Metric {
        default_limit: Some(15.0),
        ..metric(
            "cognitive",
            "points",
            LowerIsBetter,
            "How hard the control flow of a function is to follow",
            "1 for each break of the linear flow, and 1 more for each level of nesting around it",
            CAMPBELL,
            Values::SomeFunctions(|f| f.cognitive),
        )
    },
    metric(
        "parameters",
        "parameters",
        LowerIsBetter,
        "Number of formal parameters of a function",
        "formal parameters; a rest or destructured one counts 1, `this` of TypeScript 0",
        OWN,
        Values::Function(|f| f.parameters),
    ),
    metric(
        "nesting",
        "levels",
        LowerIsBetter,
        "Depth of the deepest control structure of a function",
        "control structures around the innermost one, and that one",
        OWN,
        Values::Function(|f| f.nesting),
    ),
    metric(
        "loc",
        "lines",
        LowerIsBetter,
        "Number of lines that a function stands on",
        "last line - first line + 1",
        OWN,
        Values::Function(|f| f.location.lines()),
    ),
    CRAP,
    COVERAGE,
    COVERAGE_OF_BRANCHES,
    metric(
        "weighted_methods",
        "paths",
        LowerIsBetter,
        "Weighted methods per class: the cyclomatic complexities of its methods together",
        "sum of `cyclomatic` over the methods, and in Python over the class body",
        KEMERER,
        Values::Class(|c| c.weighted_methods),
    ),
    metric(
        "cyclomatic_max",
        "paths",
        LowerIsBetter,
        "Largest cyclomatic complexity of the functions in a class",
        "maximum of `cyclomatic` over its methods and the functions in them, 0 without any",
        MCCABE,
        Values::Class(|c| c.cyclomatic_max),
    ),
    metric(
        "methods",
        "methods",
        LowerIsBetter,
        "Number of methods of a class",
        "methods that stand directly in the class",
        OWN,
        Values::Class(|c| c.methods),
    ),
    folded(
        Fold::Sum,
        metric(
            "cyclomatic.module",
            "paths",
            LowerIsBetter,
            "Number of independent paths through the code outside functions and classes",
            "1 + decisions outside functions and classes",
            MCCABE,
            Values::FileCount(|f| f.cyclomatic.module),
        ),
    ),
    folded(
        Fold::Sum,
        metric(
            "cyclomatic.total",
            "paths",
            LowerIsBetter,
            "Cyclomatic complexity of a whole file, as the maintainability index uses it",
            "`cyclomatic.module` and what the functions and classes of the file add to 1",
            MCCABE,
            Values::FileCount(|f| f.cyclomatic.total),
        ),
    ),
    Metric {
        rank: Some(Rank::of_cyclomatic),
        fold: Some(Fold::MeanOfOutermost),
        ..metric(
            "cyclomatic.average",
            "paths",
            LowerIsBetter,
            "Mean cyclomatic complexity of the outermost functions of a file, as radon gives it",
            "mean of `cyclomatic` over the functions that no function encloses, 0 without any; `cyclomatic.mean` is that of \
             all functions",
            MCCABE,
            Values::File(|f| f.cyclomatic.average),
        )
    },
    Metric {
        rank: Some(Rank::of_cyclomatic),
        fold: Some(Fold::MeanOfFunctions),
        ..metric(
            "cyclomatic.mean",
            "paths",
            LowerIsBetter,
            "Mean cyclomatic complexity of the functions of a file",
            "mean of `cyclomatic` over all functions, 0 without any",
            MCCABE,
            Values::File(|f| f.cyclomatic.mean),
        )
    },
    Metric {
        version: 2,
        rank: Some(Rank::of_cyclomatic),
        fold: Some(Fold::Max),
        ..metric(
            "cyclomatic.max",
            "paths",
            LowerIsBetter,
            "Largest cyclomatic complexity of the functions and classes of a file",
            "maximum of `cyclomatic` over all functions and classes, 0 without any",
            MCCABE,
            Values::FileCount(|f| f.cyclomatic.max),
        )
    },
    folded(
        Fold::Sum,
        metric(
            "cognitive.module",
            "points",
            LowerIsBetter,
            "Cognitive complexity of the code outside functions and classes",
            "as `cognitive`",
            CAMPBELL,
            Values::FileCount(|f| f.cognitive.module),
        ),
    ),
    folded(
        Fold::Sum,
        metric(
            "cognitive.total",
            "points",
            LowerIsBetter,
            "Cognitive complexity of a whole file",
            "`cognitive.module` + the functions, each counted once",
            CAMPBELL,
            Values::FileCount(|f| f.cognitive.total),
        ),
    ),
    folded(
        Fold::MeanOfScored,
        metric(
            "cognitive.mean",
            "points",
            LowerIsBetter,
            "Mean cognitive complexity of the functions of a file",
            "mean of `cognitive` over all functions that have one, 0 without any",
            CAMPBELL,
            Values::File(|f| f.cognitive.mean),
        ),
    ),
    Metric {
        version: 2,
        fold: Some(Fold::Max),
        ..metric(
            "cognitive.max",
            "points",
            LowerIsBetter,
            "Largest cognitive complexity of the functions of a file",
            "maximum of `cognitive` over all functions, 0 without any",
            CAMPBELL,
            Values::FileCount(|f| f.cognitive.max),
        )
    },
    folded(
        Fold::Sum,
        metric(
            "cognitive.sonar_file",
            "points",
            LowerIsBetter,
            "Cognitive complexity of a whole file as SonarQube shows it",
            "`cognitive` of the top-level code and of the outermost functions, with the functions in these; nested functions \
             count one level deeper in functions with structure of their own; JavaScript and TypeScript only",
            CAMPBELL,
            Values::SomeFiles(|f| f.cognitive.sonar_file),
        ),
    ),
    Metric {
        rank: Some(Rank::of_maintainability),
        fold: Some(Fold::MeanOfFiles),
        ..metric(
            "maintainability",
            "points of 100",
            Direction::HigherIsBetter,
            "Maintainability index of a file, from 0 (worst) to 100",
            "max(0, 171 - 5.2 ln V - 0.23 G - 16.2 ln L + 50 sin(sqrt(2.46 C))) 100/171, with V `halstead.volume`, \
             G `cyclomatic.total`, L `raw.lloc`, C the share of comments in percent, as radians; at most 100",
            "P. Oman, J. Hagemeister, Metrics for Assessing a Software System's Maintainability (1992); radon 6.0.1",
            Values::File(|f| f.maintainability),
        )
    },
    raw("raw.loc", "Physical lines", "lines of the file", |raw| raw.loc),
    raw("raw.lloc", "Logical lines", "statements", |raw| raw.lloc),
    raw("raw.sloc", "Lines with code", "lines with at least a part of a token", |raw| raw.sloc),
    raw("raw.comments", "Comments", "comment tokens", |raw| raw.comments),
    raw(
        "raw.single_comments",
        "Lines with one comment and nothing else",
        "lines with only a comment or, in Python, a string statement of one line",
        |raw| raw.single_comments,
    ),
    raw(
        "raw.multi",
        "Lines of comments over several lines",
        "lines of block comments or, in Python, of string statements over several lines",
        |raw| raw.multi,
    ),
    raw("raw.blank", "Blank lines", "lines with white space only", |raw| raw.blank),
    halstead(
        "halstead.distinct_operators",
        "operators",
        "Distinct operators",
        "n1",
        None,
        Values::HalsteadCount(|h| h.distinct_operators),
    ),
    halstead(
        "halstead.distinct_operands",
        "operands",
        "Distinct operands",
        "n2",
        None,
        Values::HalsteadCount(|h| h.distinct_operands),
    ),
    halstead(
        "halstead.total_operators",
        "operators",
        "Operators",
        "N1",
        SUM,
        Values::HalsteadCount(|h| h.total_operators),
    ),
    halstead(
        "halstead.total_operands",
        "operands",
        "Operands",
        "N2",
        SUM,
        Values::HalsteadCount(|h| h.total_operands),
    ),
    halstead(
        "halstead.vocabulary",
        "symbols",
        "Distinct operators and operands",
        "n = n1 + n2",
        None,
        Values::HalsteadCount(Halstead::vocabulary),
    ),
    halstead(
        "halstead.length",
        "symbols",
        "Operators and operands",
        "N = N1 + N2",
        SUM,
        Values::HalsteadCount(Halstead::length),
    ),
    halstead(
        "halstead.calculated_length",
        "symbols",
        "Length that the vocabulary lets expect",
        "n1 log2 n1 + n2 log2 n2, 0 if either count is 0",
        None,
        Values::Halstead(Halstead::calculated_length),
    ),
    halstead(
        "halstead.volume",
        "bits",
        "Size of the code in bits",
        "V = N log2 n",
        SUM,
        Values::Halstead(Halstead::volume),
    ),
    halstead(
        "halstead.difficulty",
        "ratio",
        "How hard the code is to write or to understand",
        "D = n1/2 N2/n2, 0 without operands",
        None,
        Values::Halstead(Halstead::difficulty),
    ),
    halstead(
        "halstead.effort",
        "bits",
        "Effort to write the code",
        "E = D V",
        SUM,
        Values::Halstead(Halstead::effort),
    ),
    halstead(
        "halstead.time",
        "seconds",
        "Estimated time to write the code",
        "T = E/18",
        SUM,
        Values::Halstead(Halstead::time),
    ),
    halstead(
        "halstead.bugs",
        "bugs",
        "Estimated number of delivered bugs",
        "B = V/3000",
        SUM,
        Values::Halstead(Halstead::bugs),
    ),
    EROSION,
    OVER_LIMIT,
    EXCESS,
];

impl Metric {
    /// The metric with an id.
    #[must_use]
    pub fn find(id: &str) -> Option<&'static Metric> {
        METRICS.iter().find(|metric| metric.id == id)
    }
}
