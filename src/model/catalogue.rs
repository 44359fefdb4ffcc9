//! The catalogue of metrics: the one list behind options, limits, findings, reports and documentation.
//!
//! An id is a path in the serialised record; a test compares the two.

use super::metric::Values;
use super::{
    Direction, Direction::LowerIsBetter, Direction::Neutral, Fold, Halstead, Metric, Rank, RawLines,
};

const MCCABE: &str = "T. J. McCabe, A Complexity Measure (1976); Python: radon 6.0.1; \
     JavaScript and TypeScript: ESLint 10.15.0, rule `complexity`";
const CAMPBELL: &str = "G. A. Campbell, Cognitive Complexity (SonarSource, 2017); Python: complexipy 8.3.0; \
     JavaScript and TypeScript: eslint-plugin-sonarjs 4.2.2";
const HALSTEAD: &str = "M. H. Halstead, Elements of Software Science (1977); Python: radon 6.0.1; \
     JavaScript and TypeScript: counts of big-code-analysis 2.4.0";
const LINES: &str = "radon 6.0.1, `radon raw`";
const KEMERER: &str = "S. R. Chidamber, C. F. Kemerer, A Metrics Suite for Object Oriented Design (1994)";
const SUM: Option<Fold> = Some(Fold::Sum);
const OWN: &str = "counted by this tool";

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
        "methods",
        "methods",
        LowerIsBetter,
        "Number of methods of a class",
        "methods that stand directly in the class",
        OWN,
        Values::Class(|c| c.methods),
    ),
    Metric {
        fold: Some(Fold::Sum),
        ..metric(
            "cyclomatic.module",
            "paths",
            LowerIsBetter,
            "Number of independent paths through the code outside functions and classes",
            "1 + decisions outside functions and classes",
            MCCABE,
            Values::FileCount(|f| f.cyclomatic.module),
        )
    },
    Metric {
        fold: Some(Fold::Sum),
        ..metric(
            "cyclomatic.total",
            "paths",
            LowerIsBetter,
            "Cyclomatic complexity of a whole file, as the maintainability index uses it",
            "`cyclomatic.module` and what the functions and classes of the file add to 1",
            MCCABE,
            Values::FileCount(|f| f.cyclomatic.total),
        )
    },
    Metric {
        rank: Some(Rank::of_cyclomatic),
        fold: Some(Fold::MeanOfFunctions),
        ..metric(
            "cyclomatic.average",
            "paths",
            LowerIsBetter,
            "Mean cyclomatic complexity of the outermost functions of a file",
            "mean of `cyclomatic` over the functions that no function encloses, 0 without any",
            MCCABE,
            Values::File(|f| f.cyclomatic.average),
        )
    },
    Metric {
        rank: Some(Rank::of_cyclomatic),
        fold: Some(Fold::Max),
        ..metric(
            "cyclomatic.max",
            "paths",
            LowerIsBetter,
            "Largest cyclomatic complexity of the outermost functions of a file",
            "maximum of `cyclomatic` over the functions that no function encloses, 0 without any",
            MCCABE,
            Values::FileCount(|f| f.cyclomatic.max),
        )
    },
    Metric {
        fold: Some(Fold::Sum),
        ..metric(
            "cognitive.module",
            "points",
            LowerIsBetter,
            "Cognitive complexity of the code outside functions and classes",
            "as `cognitive`",
            CAMPBELL,
            Values::FileCount(|f| f.cognitive.module),
        )
    },
    Metric {
        fold: Some(Fold::Sum),
        ..metric(
            "cognitive.total",
            "points",
            LowerIsBetter,
            "Cognitive complexity of a whole file",
            "`cognitive.module` + the functions, each counted once",
            CAMPBELL,
            Values::FileCount(|f| f.cognitive.total),
        )
    },
    Metric {
        fold: Some(Fold::Max),
        ..metric(
            "cognitive.max",
            "points",
            LowerIsBetter,
            "Largest cognitive complexity of the outermost functions of a file",
            "maximum of `cognitive` over the functions that no function encloses, 0 without any",
            CAMPBELL,
            Values::FileCount(|f| f.cognitive.max),
        )
    },
    Metric {
        fold: Some(Fold::Sum),
        ..metric(
            "cognitive.sonar_file",
            "points",
            LowerIsBetter,
            "Cognitive complexity of a whole file as SonarQube shows it",
            "`cognitive` of the top-level code and of the outermost functions, with the functions in these; nested functions \
             count one level deeper in functions with structure of their own; JavaScript and TypeScript only",
            CAMPBELL,
            Values::SomeFiles(|f| f.cognitive.sonar_file),
        )
    },
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
];

const fn metric(
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

const fn raw(
    id: &'static str,
    summary: &'static str,
    formula: &'static str,
    value: fn(&RawLines) -> u32,
) -> Metric {
    let fold = Some(Fold::Sum);
    Metric { fold, ..metric(id, "lines", Neutral, summary, formula, LINES, Values::Raw(value)) }
}

const fn halstead(
    id: &'static str,
    unit: &'static str,
    summary: &'static str,
    formula: &'static str,
    fold: Option<Fold>,
    values: Values,
) -> Metric {
    Metric { fold, ..metric(id, unit, LowerIsBetter, summary, formula, HALSTEAD, values) }
}
