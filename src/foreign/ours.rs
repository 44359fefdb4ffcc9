//! Our numbers of a file, keyed as a tool keys its own.

use super::key::{At, Key, Span};
use crate::model::{FunctionKind, FunctionMetrics, Location, Metric, Record, Scope};
use std::collections::HashMap;

/// Our ids of Halstead's counts and what is computed from them, in the order of the catalogue.
pub(super) const HALSTEAD: &[&str] = &[
    "halstead.distinct_operators",
    "halstead.distinct_operands",
    "halstead.total_operators",
    "halstead.total_operands",
    "halstead.vocabulary",
    "halstead.length",
    "halstead.calculated_length",
    "halstead.volume",
    "halstead.difficulty",
    "halstead.effort",
    "halstead.time",
    "halstead.bugs",
];

/// Metrics that a tool has of a scope, and how it says which function, class or file a number is about.
#[derive(Debug)]
pub(super) struct Form {
    metrics: &'static [&'static str],
    scope: Scope,
    by: By,
    listed: Listed,
}

/// How a tool says what a number is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    /// It is the file.
    File,
    /// By the line where it begins.
    Line,
    /// By the names of its classes and its own, between `::`.
    QualifiedName,
    /// By its own name; of several with one name only the last is kept.
    BareName,
    /// By the place where it ends.
    End,
}

/// What a tool lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Listed {
    /// Everything.
    All,
    /// Functions that no function encloses.
    Outermost,
    /// Not the classes in functions, and nothing that is in them.
    NoLocalClasses,
}

/// A number of ours.
#[derive(Debug)]
pub(super) struct OurNumber<'a> {
    pub(super) key: Key,
    pub(super) order: Option<Span>,
    pub(super) scope: Scope,
    pub(super) name: &'a str,
    pub(super) line: Option<u32>,
    pub(super) value: f64,
    /// Whether the tool lists what it is about.
    pub(super) is_listed: bool,
}

impl Form {
    pub(super) const fn new(metrics: &'static [&'static str], scope: Scope, by: By, listed: Listed) -> Form {
        Form { metrics, scope, by, listed }
    }

    /// Our numbers of a file in this form, but not those of some metrics.
    pub(super) fn numbers<'a>(&self, record: &'a Record, without: &[&str]) -> Vec<OurNumber<'a>> {
        let metrics = self.metrics.iter().filter(|id| !without.contains(id));
        let metrics: Vec<&Metric> = metrics.filter_map(|id| Metric::find(id)).collect();
        match self.scope {
            Scope::Function => self.of_functions(record, &metrics),
            Scope::Class => self.of_classes(record, &metrics),
            Scope::File => metrics.iter().filter_map(|it| self.of_file(record, it)).collect(),
        }
    }

    fn of_functions<'a>(&self, record: &'a Record, metrics: &[&'static Metric]) -> Vec<OurNumber<'a>> {
        let local = self.local(record);
        let mut names: HashMap<&str, usize> = HashMap::new();
        for function in record.metrics.functions.iter().filter(|it| it.depth == 0) {
            *names.entry(&function.name).or_default() += 1;
        }
        let is_listed = |function: &FunctionMetrics| match self.listed {
            Listed::All => true,
            Listed::NoLocalClasses => !is_inside(&local, &function.location),
            Listed::Outermost if self.by == By::BareName => {
                function.depth == 0 && names.get(function.name.as_str()) == Some(&1)
            }
            Listed::Outermost => function.depth == 0,
        };
        let all = record.metrics.functions.iter().flat_map(|function| {
            let valued = metrics.iter().filter_map(|it| Some((*it, it.of_function(function)?)));
            valued.map(move |(metric, value)| (function, metric, value))
        });
        all.map(|(function, metric, value)| {
            let at = self.at(function);
            OurNumber {
                key: Key::new(metric.id, Scope::Function, &at),
                order: at.order(),
                scope: Scope::Function,
                name: &function.qualified_name,
                line: Some(function.location.line),
                value,
                is_listed: is_listed(function),
            }
        })
        .collect()
    }

    fn at(&self, function: &FunctionMetrics) -> At {
        let place = &function.location;
        match self.by {
            By::File => At::File,
            By::Line => At::Line(place.line),
            By::QualifiedName => At::Name(function.qualified_name.replace('.', "::")),
            By::BareName => At::Name(function.name.clone()),
            By::End => At::End(Span {
                end_line: place.end_line,
                end_column: place.end_byte,
                line: 0,
                column: place.start_byte,
                is_function: function.kind != FunctionKind::FieldInitializer,
            }),
        }
    }

    fn of_classes<'a>(&self, record: &'a Record, metrics: &[&'static Metric]) -> Vec<OurNumber<'a>> {
        let local = self.local(record);
        let all = record.metrics.classes.iter().flat_map(|class| {
            let valued = metrics.iter().filter_map(|it| Some((*it, it.of_class(class)?)));
            valued.map(move |(metric, value)| (class, metric, value))
        });
        all.map(|(class, metric, value)| OurNumber {
            key: Key::new(metric.id, Scope::Class, &At::Line(class.location.line)),
            order: None,
            scope: Scope::Class,
            name: &class.qualified_name,
            line: Some(class.location.line),
            value,
            is_listed: !is_inside(&local, &class.location),
        })
        .collect()
    }

    fn of_file<'a>(&self, record: &'a Record, metric: &'static Metric) -> Option<OurNumber<'a>> {
        let key = Key::new(metric.id, Scope::File, &At::File);
        let value = metric.of_file(&record.metrics)?;
        Some(OurNumber { key, order: None, scope: self.scope, name: "", line: None, value, is_listed: true })
    }

    /// The bytes of the outermost classes in functions, in their order.
    fn local(&self, record: &Record) -> Vec<(u32, u32)> {
        let mut outermost: Vec<(u32, u32)> = Vec::new();
        let is_wanted = self.listed == Listed::NoLocalClasses;
        for class in record.metrics.classes.iter().filter(|class| is_wanted && class.depth > 0) {
            let (start, end) = (class.location.start_byte, class.location.end_byte);
            if outermost.last().is_none_or(|last| last.1 <= start) {
                outermost.push((start, end));
            }
        }
        outermost
    }
}

fn is_inside(ranges: &[(u32, u32)], place: &Location) -> bool {
    let before = ranges.partition_point(|range| range.0 <= place.start_byte);
    ranges[..before].last().is_some_and(|range| place.start_byte < range.1)
}
