//! What a metric is: its id, its meaning and how its value is read from a record.

use super::{ClassMetrics, FileMetrics, FunctionMetrics, Halstead, Rank, RawLines, Scope};

/// A metric of the catalogue.
#[derive(Debug)]
pub struct Metric {
    /// Its path in the record, such as `halstead.volume`: the one name that it has everywhere.
    pub id: &'static str,
    /// Version of its definition, from 1: a new one whenever the same source may have another value.
    pub version: u32,
    /// What its value counts.
    pub unit: &'static str,
    /// Which way is better.
    pub direction: Direction,
    /// One sentence for a person.
    pub summary: &'static str,
    /// How it is computed.
    pub formula: &'static str,
    /// Where the definition comes from: the paper, and the tools with the versions whose numbers these are.
    pub source: &'static str,
    /// The limit of the standard preset.
    pub default_limit: Option<f64>,
    /// How a value is ranked.
    pub rank: Option<fn(f64) -> Rank>,
    /// How several files have a value that comes from theirs; `None` where they can have none.
    pub fold: Option<Fold>,
    pub(super) values: Values,
}

/// Which way a metric is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Less is better: a limit is a maximum.
    LowerIsBetter,
    /// More is better: a limit is a minimum.
    HigherIsBetter,
    /// Neither way: it describes.
    Neutral,
}

/// How the values of a metric are read from each scope that has it.
#[derive(Debug)]
pub(super) enum Values {
    Function(fn(&FunctionMetrics) -> u32),
    SomeFunctions(fn(&FunctionMetrics) -> Option<u32>),
    /// Of functions that a report on coverage knows.
    Tested(fn(&FunctionMetrics) -> Option<f64>),
    Class(fn(&ClassMetrics) -> u32),
    FunctionAndClass(fn(&FunctionMetrics) -> u32, fn(&ClassMetrics) -> u32),
    FileCount(fn(&FileMetrics) -> u32),
    File(fn(&FileMetrics) -> f64),
    /// Of files in some languages.
    SomeFiles(fn(&FileMetrics) -> Option<u32>),
    Raw(fn(&RawLines) -> u32),
    HalsteadCount(fn(&Halstead) -> u32),
    Halstead(fn(&Halstead) -> f64),
    /// Of several files together.
    Files(fn(&[&FileMetrics]) -> Option<f64>),
    /// Of several files together, by the limits on what is in them.
    Limits,
}

/// How the values of several files make one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    /// They add up.
    Sum,
    /// The largest counts.
    Max,
    /// The mean over the files.
    MeanOfFiles,
    /// The mean over the outermost functions of the files.
    MeanOfOutermost,
    /// The mean over all functions of the files.
    MeanOfFunctions,
    /// The mean over the functions of the files that have a cognitive complexity.
    MeanOfScored,
}

impl Metric {
    /// What it is measured of, if not of groups of files alone.
    #[must_use]
    pub fn scopes(&self) -> &'static [Scope] {
        match self.values {
            Values::Function(_) | Values::SomeFunctions(_) | Values::Tested(_) => &[Scope::Function],
            Values::Class(_) => &[Scope::Class],
            Values::FunctionAndClass(..) => &[Scope::Function, Scope::Class],
            Values::FileCount(_) | Values::SomeFiles(_) | Values::File(_) | Values::Raw(_) => &[Scope::File],
            Values::HalsteadCount(_) | Values::Halstead(_) => &[Scope::Function, Scope::File],
            Values::Files(_) | Values::Limits => &[],
        }
    }

    /// What its values are counted of where only one of its scopes can be meant: of functions, or else of files, or else
    /// of classes.
    #[must_use]
    pub fn counted_of(&self) -> Scope {
        let usual = [Scope::Function, Scope::File, Scope::Class];
        usual.into_iter().find(|scope| self.scopes().contains(scope)).unwrap_or(Scope::File)
    }

    /// Whether its values are whole numbers.
    #[must_use]
    pub fn is_count(&self) -> bool {
        !matches!(
            self.values,
            Values::File(_) | Values::Halstead(_) | Values::Tested(_) | Values::Files(_) | Values::Limits
        )
    }

    /// Whether some functions or files have no value.
    #[must_use]
    pub fn is_optional(&self) -> bool {
        matches!(self.values, Values::SomeFunctions(_) | Values::SomeFiles(_) | Values::Tested(_))
    }

    /// Whether it is known only where a report on coverage is given: it is no property of what a file says.
    #[must_use]
    pub fn needs_coverage(&self) -> bool {
        matches!(self.values, Values::Tested(_))
    }

    /// Its value for a function; `None` where functions, or this kind of function, have none.
    #[must_use]
    pub fn of_function(&self, function: &FunctionMetrics) -> Option<f64> {
        match self.values {
            Values::Function(count) | Values::FunctionAndClass(count, _) => Some(f64::from(count(function))),
            Values::SomeFunctions(count) => count(function).map(f64::from),
            Values::Tested(value) => value(function),
            Values::HalsteadCount(count) => Some(f64::from(count(&function.halstead))),
            Values::Halstead(value) => Some(value(&function.halstead)),
            Values::Class(_)
            | Values::FileCount(_)
            | Values::SomeFiles(_)
            | Values::File(_)
            | Values::Raw(_)
            | Values::Files(_)
            | Values::Limits => None,
        }
    }

    /// Its value for a class; `None` where classes have none.
    #[must_use]
    pub fn of_class(&self, class: &ClassMetrics) -> Option<f64> {
        match self.values {
            Values::Class(count) | Values::FunctionAndClass(_, count) => Some(f64::from(count(class))),
            _ => None,
        }
    }

    /// Its value for a file; `None` where files have none.
    #[must_use]
    pub fn of_file(&self, file: &FileMetrics) -> Option<f64> {
        match self.values {
            Values::FileCount(count) => Some(f64::from(count(file))),
            Values::SomeFiles(count) => count(file).map(f64::from),
            Values::File(value) => Some(value(file)),
            Values::Raw(count) => Some(f64::from(count(&file.raw))),
            Values::HalsteadCount(count) => Some(f64::from(count(&file.halstead))),
            Values::Halstead(value) => Some(value(&file.halstead)),
            Values::Function(_)
            | Values::SomeFunctions(_)
            | Values::Tested(_)
            | Values::Class(_)
            | Values::FunctionAndClass(..)
            | Values::Files(_)
            | Values::Limits => None,
        }
    }

    /// Letter of a value, where the metric is ranked.
    #[must_use]
    pub fn rank_of(&self, value: f64) -> Option<Rank> {
        self.rank.map(|rank| rank(value))
    }
}

impl Direction {
    /// Its name in the catalogue.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Direction::LowerIsBetter => "lower",
            Direction::HigherIsBetter => "higher",
            Direction::Neutral => "neutral",
        }
    }
}
