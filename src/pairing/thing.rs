//! What can be known again: functions, classes and files, with their values.

use super::alike::{self, Values};
use super::names::{split, without_number};
use crate::model::{ClassMetrics, FileMetrics, FunctionMetrics, Record, Scope};
use hashbrown::HashMap;

/// Something that is known again.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Thing<'a> {
    /// Number of its file among those of its own version.
    pub file: usize,
    /// Number of the file of the other version that its file was; of a thing of now alone.
    pub origin: Option<usize>,
    /// What kind of thing it is.
    pub scope: Scope,
    /// Its qualified name; empty for a file.
    pub name: &'a str,
    /// How many of its kind stand before it in the same function, class or file, if that is known.
    pub place: Option<u32>,
    /// Hash of what it says, without its own name.
    pub body: u64,
    /// What its values are.
    pub measured: ValuesOf<'a>,
}

/// Where the values of a thing are.
#[derive(Clone, Copy, Debug)]
pub(crate) enum ValuesOf<'a> {
    /// In the record of a function.
    Function(&'a FunctionMetrics),
    /// In the record of a class.
    Class(&'a ClassMetrics),
    /// In the record of a file.
    File(&'a FileMetrics),
    /// In a list.
    Listed(&'a Values),
}

impl ValuesOf<'_> {
    /// The values by which things are compared.
    #[must_use]
    pub(crate) fn values(self) -> Values {
        match self {
            ValuesOf::Function(function) => alike::of_function(function),
            ValuesOf::Class(class) => alike::of_class(class),
            ValuesOf::File(file) => alike::of_file(file),
            ValuesOf::Listed(values) => values.clone(),
        }
    }
}

impl<'a> Thing<'a> {
    /// What is around it: a name, or nothing for what stands in a file alone.
    pub(super) fn around(&self) -> &'a str {
        split(self.name).0
    }

    /// Its own name, which it keeps in another class.
    pub(super) fn own(&self) -> &'a str {
        split(self.name).1
    }

    /// Its own name without a number.
    pub(super) fn stem(&self) -> &'a str {
        without_number(self.own())
    }
}

/// The functions, then the classes of a record, each in document order.
#[must_use]
pub(crate) fn things(record: &Record, file: usize, origin: Option<usize>) -> Vec<Thing<'_>> {
    things_of(&record.metrics, file, origin)
}

/// The same of a file that need not have a name.
#[must_use]
pub(crate) fn things_of(metrics: &FileMetrics, file: usize, origin: Option<usize>) -> Vec<Thing<'_>> {
    let thing = |scope, name, index, measured| Thing {
        file,
        origin,
        scope,
        name,
        place: None,
        body: metrics.body_hash(scope, index),
        measured,
    };
    let functions = metrics.functions.iter().enumerate().map(|(index, function)| {
        thing(Scope::Function, function.qualified_name.as_str(), index, ValuesOf::Function(function))
    });
    let classes = metrics.classes.iter().enumerate().map(|(index, class)| {
        thing(Scope::Class, class.qualified_name.as_str(), index, ValuesOf::Class(class))
    });
    let mut all: Vec<Thing<'_>> = functions.chain(classes).collect();
    let mut counts: HashMap<(Scope, &str), u32> = HashMap::new();
    for thing in &mut all {
        let count = counts.entry((thing.scope, thing.around())).or_default();
        thing.place = Some(*count);
        *count += 1;
    }
    all
}

/// What can have gone from a file to another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Leaving {
    /// Nothing: nobody has looked at the file.
    Nothing,
    /// Some of it: the file is still there.
    Some,
    /// All of it: there is no such file any more.
    All,
}
