//! The record: everything measured in one file. What is stored of it holds no path, so that equal contents share it.

use super::{FunctionCoverage, Halstead, Location, ParseErrorPlace, Rank, Suppression};
use serde::{Deserialize, Deserializer, Serialize};
use std::path::PathBuf;

/// Version of the record's shape; a field is never renamed without a new one.
pub const SCHEMA_VERSION: u32 = 2;

/// Name of a language; behind a name of its own, because serde would borrow from its input whatever looks like a text.
type LanguageName = &'static str;

/// The names of languages in records.
const LANGUAGES: [&str; 4] = ["python", "javascript", "typescript", "tsx"];

/// A file and what was measured in it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Record {
    /// The file, as reached from the argument given.
    pub path: PathBuf,
    /// What was measured.
    pub metrics: FileMetrics,
}

/// Everything measured in one file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct FileMetrics {
    /// Name of the language: `python`, `javascript`, `typescript` or `tsx`.
    #[serde(deserialize_with = "language")]
    pub language: LanguageName,
    /// Whether the parser understood all of it.
    pub status: Status,
    /// Number of places that the language's grammar does not accept.
    pub parse_errors: u32,
    /// Where the first of them is, and how much they have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parse_error: Option<ParseErrorPlace>,
    /// The dialect that explains the parse errors, where the file says that it is in one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dialect: Option<Dialect>,
    /// Line counts.
    pub raw: RawLines,
    /// Cyclomatic complexity of the module and its functions.
    pub cyclomatic: CyclomaticTotals,
    /// Cognitive complexity of the module and its functions.
    pub cognitive: CognitiveTotals,
    /// Halstead measures of the whole file.
    pub halstead: Halstead,
    /// Maintainability index, 0 (worst) to 100.
    pub maintainability: f64,
    /// Letter of the maintainability index.
    pub maintainability_rank: Rank,
    /// Every function in document order, outer before inner.
    pub functions: Vec<FunctionMetrics>,
    /// Every class in document order, outer before inner.
    pub classes: Vec<ClassMetrics>,
    /// The comments that excuse parts of it, in document order; in [`Judging`](super::Judging) only.
    #[serde(skip)]
    pub suppressions: Vec<Suppression>,
}

/// Only names of languages that there are.
fn language<'de, D: Deserializer<'de>>(deserializer: D) -> Result<&'static str, D::Error> {
    let name = std::borrow::Cow::<str>::deserialize(deserializer)?;
    let known = LANGUAGES.into_iter().find(|known| *known == name);
    known.ok_or_else(|| serde::de::Error::unknown_variant(&name, &LANGUAGES))
}

/// A dialect that a grammar knows in part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Dialect {
    /// JavaScript with the types of Flow.
    Flow,
}

/// Whether a file was understood as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Status {
    /// No parse errors.
    Complete,
    /// Parse errors: the numbers are the best that could be done, and deterministic.
    Partial,
}

/// Line counts with radon's names; `loc = sloc + single_comments + multi + blank`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RawLines {
    /// Physical lines.
    pub loc: u32,
    /// Logical lines: statements.
    pub lloc: u32,
    /// Lines with code.
    pub sloc: u32,
    /// Comments (tokens, not lines).
    pub comments: u32,
    /// Lines with one comment or one-line string statement and nothing else.
    pub single_comments: u32,
    /// Lines of comments or string statements over several lines.
    pub multi: u32,
    /// Lines with white space only.
    pub blank: u32,
}

impl RawLines {
    /// The lines of two texts.
    #[must_use]
    pub fn plus(self, other: RawLines) -> RawLines {
        RawLines {
            loc: self.loc + other.loc,
            lloc: self.lloc + other.lloc,
            sloc: self.sloc + other.sloc,
            comments: self.comments + other.comments,
            single_comments: self.single_comments + other.single_comments,
            multi: self.multi + other.multi,
            blank: self.blank + other.blank,
        }
    }
}

/// Cyclomatic complexity of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CyclomaticTotals {
    /// Code outside functions and classes, at least 1.
    pub module: u32,
    /// The whole file, as the maintainability index uses it.
    pub total: u32,
    /// Mean over the outermost functions, 0 without any.
    pub average: f64,
    /// Mean over all functions, 0 without any.
    pub mean: f64,
    /// Largest of all functions and classes, 0 without any.
    pub max: u32,
}

/// Cognitive complexity of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CognitiveTotals {
    /// Code outside functions and classes.
    pub module: u32,
    /// Module and functions.
    pub total: u32,
    /// Mean over all functions that have one, 0 without any.
    pub mean: f64,
    /// Largest of all functions, 0 without any.
    pub max: u32,
    /// The whole file as `SonarJS` sums it, in the languages that it measures.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sonar_file: Option<u32>,
}

/// What kind of function a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FunctionKind {
    /// A function outside functions and classes, or one without a kind of its own.
    Function,
    /// A function in a class body or an object literal.
    Method,
    /// Python: a function in a function.
    Closure,
    /// `(a) => b`.
    Arrow,
    /// A method that reads a property.
    Getter,
    /// A method that writes a property.
    Setter,
    /// A method that makes objects of its class.
    Constructor,
    /// The value of a field: code that runs for each object.
    FieldInitializer,
    /// A block of a class that runs once.
    StaticBlock,
}

impl FunctionKind {
    /// Whether it is a function, and not other code that is measured like one.
    #[must_use]
    pub fn is_callable(self) -> bool {
        !matches!(self, FunctionKind::FieldInitializer | FunctionKind::StaticBlock)
    }

    /// Whether it belongs to a class as a method.
    #[must_use]
    pub fn is_method(self) -> bool {
        use FunctionKind::{Constructor, Getter, Method, Setter};
        matches!(self, Method | Getter | Setter | Constructor)
    }

    /// Its name in reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            FunctionKind::Function => "function",
            FunctionKind::Method => "method",
            FunctionKind::Closure => "closure",
            FunctionKind::Arrow => "arrow",
            FunctionKind::Getter => "getter",
            FunctionKind::Setter => "setter",
            FunctionKind::Constructor => "constructor",
            FunctionKind::FieldInitializer => "field_initializer",
            FunctionKind::StaticBlock => "static_block",
        }
    }
}

/// Everything measured in one function.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct FunctionMetrics {
    /// Its own name.
    pub name: String,
    /// The names of the enclosing classes and functions and its own, joined by `.`.
    pub qualified_name: String,
    /// What kind of function it is.
    pub kind: FunctionKind,
    /// How many functions enclose it.
    pub depth: u32,
    /// Where it stands.
    #[serde(flatten)]
    pub location: Location,
    /// Cyclomatic complexity, at least 1.
    pub cyclomatic: u32,
    /// Cyclomatic complexity as mccabe and ruff count it, functions in it included, where the language has this form.
    pub cyclomatic_mccabe: Option<u32>,
    /// Cyclomatic complexity with each selection counted once and its cases not, where the language has this form.
    pub cyclomatic_modified: Option<u32>,
    /// Cognitive complexity; `None` for a unit that the reference does not score.
    pub cognitive: Option<u32>,
    /// Halstead measures, nested functions included.
    pub halstead: Halstead,
    /// Number of formal parameters.
    pub parameters: u32,
    /// Depth of the deepest control structure.
    pub nesting: u32,
    /// Hash of its text without its name and indentation, by which it is known after a move; in [`Judging`](super::Judging) only.
    #[serde(skip)]
    pub body_hash: u64,
    /// What its tests ran, if a report on it was given and knows it. It is no property of what the file says, so no cache
    /// keeps it.
    #[serde(skip)]
    pub coverage: Option<FunctionCoverage>,
}

impl Serialize for FunctionMetrics {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Row<'a> {
            name: &'a str,
            qualified_name: &'a str,
            kind: FunctionKind,
            depth: u32,
            #[serde(flatten)]
            location: &'a Location,
            cyclomatic: u32,
            cyclomatic_rank: Rank,
            #[serde(skip_serializing_if = "Option::is_none")]
            cyclomatic_mccabe: Option<u32>,
            #[serde(skip_serializing_if = "Option::is_none")]
            cyclomatic_modified: Option<u32>,
            cognitive: Option<u32>,
            halstead: &'a Halstead,
            parameters: u32,
            nesting: u32,
            loc: u32,
            #[serde(skip_serializing_if = "Option::is_none")]
            crap: Option<f64>,
            #[serde(skip_serializing_if = "Option::is_none")]
            coverage: Option<f64>,
            #[serde(rename = "coverage.branches", skip_serializing_if = "Option::is_none")]
            coverage_of_branches: Option<f64>,
        }
        let tested = self.coverage;
        Row {
            name: &self.name,
            qualified_name: &self.qualified_name,
            kind: self.kind,
            depth: self.depth,
            location: &self.location,
            cyclomatic: self.cyclomatic,
            cyclomatic_rank: Rank::of_cyclomatic(f64::from(self.cyclomatic)),
            cyclomatic_mccabe: self.cyclomatic_mccabe,
            cyclomatic_modified: self.cyclomatic_modified,
            cognitive: self.cognitive,
            halstead: &self.halstead,
            parameters: self.parameters,
            nesting: self.nesting,
            loc: self.location.lines(),
            crap: tested.and_then(|it| it.crap(self.cyclomatic)),
            coverage: tested.and_then(|it| it.line_percent()),
            coverage_of_branches: tested.and_then(|it| it.branch_percent()),
        }
        .serialize(serializer)
    }
}

/// Everything measured in one class.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ClassMetrics {
    /// Its own name.
    pub name: String,
    /// The names of the enclosing classes and functions and its own, joined by `.`.
    pub qualified_name: String,
    /// How many functions enclose it.
    pub depth: u32,
    /// Where it stands.
    #[serde(flatten)]
    pub location: Location,
    /// Cyclomatic complexity: roughly the mean over its methods.
    pub cyclomatic: u32,
    /// Largest cyclomatic complexity of the functions in it, 0 without any.
    pub cyclomatic_max: u32,
    /// Sum of the cyclomatic complexities of its methods (and, in Python, of its body).
    pub weighted_methods: u32,
    /// Number of methods.
    pub methods: u32,
}
