//! Which function, class or file of one version is which of another: the one answer for a comparison of two versions,
//! for a baseline and, by its passes, for files that were renamed.
//!
//! Each pass takes what the one before left: equal names and bodies, equal names, equal bodies, first in one file and
//! then anywhere; then what is around a thing that was found; and what is still left by its place among its siblings
//! and by how alike its values are. So nobody is blamed for a function that was there before in another guise.

mod alike;
mod names;
mod passes;
mod siblings;

pub use alike::{Values, id};
pub use names::split;
pub use passes::Passes;

use crate::model::{ClassMetrics, FileMetrics, FunctionMetrics, Record, Scope};
use hashbrown::HashMap;
use names::{is_numbered, without_number};

/// Something that is known again.
#[derive(Clone, Copy, Debug)]
pub struct Thing<'a> {
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
pub enum ValuesOf<'a> {
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
    pub fn values(self) -> Values {
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
    fn around(&self) -> &'a str {
        split(self.name).0
    }

    /// Its own name, which it keeps in another class.
    fn own(&self) -> &'a str {
        split(self.name).1
    }

    /// Its own name without a number.
    fn stem(&self) -> &'a str {
        without_number(self.own())
    }
}

/// The functions, then the classes of a record, each in document order.
#[must_use]
pub fn things(record: &Record, file: usize, origin: Option<usize>) -> Vec<Thing<'_>> {
    things_of(&record.metrics, file, origin)
}

/// The same of a file that need not have a name.
#[must_use]
pub fn things_of(metrics: &FileMetrics, file: usize, origin: Option<usize>) -> Vec<Thing<'_>> {
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
pub enum Leaving {
    /// Nothing: nobody has looked at the file.
    Nothing,
    /// Some of it: the file is still there.
    Some,
    /// All of it: there is no such file any more.
    All,
}

/// For each thing of now the index of what it was; `leaving` tells of the file of a thing of before what left it.
#[must_use]
pub fn pair(old: &[Thing<'_>], now: &[Thing<'_>], leaving: impl Fn(usize) -> Leaving) -> Vec<Option<usize>> {
    let mut passes = Passes::new(old.len(), now.len());
    by_names_and_bodies(&mut passes, old, now);
    by_bodies_anywhere(&mut passes, old, now, &leaving);
    siblings::follow(&mut passes, old, now, &leaving);
    passes.into_known()
}

/// Within a file: namesakes by what they say first, so that a new one among them moves none of the others.
fn by_names_and_bodies(passes: &mut Passes, old: &[Thing<'_>], now: &[Thing<'_>]) {
    passes.take_equal(
        |at| Some((old[at].file, old[at].scope, old[at].name, old[at].body)),
        |at| Some((now[at].origin?, now[at].scope, now[at].name, now[at].body)),
    );
    passes.take_equal(
        |at| Some((old[at].file, old[at].scope, old[at].around(), old[at].stem(), old[at].body)),
        |at| Some((now[at].origin?, now[at].scope, now[at].around(), now[at].stem(), now[at].body)),
    );
    let (was_alone, is_alone) = (alone(old, |it| Some(it.file)), alone(now, |it| it.origin));
    passes.take_equal(
        |at| was_alone[at].then(|| (old[at].file, old[at].scope, old[at].name)),
        |at| is_alone[at].then(|| Some((now[at].origin?, now[at].scope, now[at].name))).flatten(),
    );
    passes.take_equal(
        |at| Some((old[at].file, old[at].scope, old[at].own(), old[at].body)),
        |at| Some((now[at].origin?, now[at].scope, now[at].own(), now[at].body)),
    );
    passes.take_equal(
        |at| Some((old[at].file, old[at].scope, old[at].body)),
        |at| Some((now[at].origin?, now[at].scope, now[at].body)),
    );
}

/// Which things no other has the name of, numbers aside: where several have it, a number tells their order, and a new
/// one changes it.
fn alone<K: Eq + std::hash::Hash>(things: &[Thing<'_>], file: impl Fn(&Thing<'_>) -> K) -> Vec<bool> {
    let mut counts: HashMap<(K, Scope, &str, &str), u32> = HashMap::new();
    let key = |it: &Thing<'_>| (file(it), it.scope);
    for it in things {
        let (file, scope) = key(it);
        *counts.entry((file, scope, it.around(), it.stem())).or_default() += 1;
    }
    let is_alone = |it: &Thing<'_>| {
        let (file, scope) = key(it);
        !is_numbered(it.name) && counts.get(&(file, scope, it.around(), it.stem())) == Some(&1)
    };
    things.iter().map(is_alone).collect()
}

/// What says the same in another file went there.
fn by_bodies_anywhere(
    passes: &mut Passes,
    old: &[Thing<'_>],
    now: &[Thing<'_>],
    leaving: &impl Fn(usize) -> Leaving,
) {
    let may = |at| leaving(at) != Leaving::Nothing;
    passes.take_equal(
        |at| may(at).then(|| (old[at].scope, old[at].own(), old[at].body)),
        |at| Some((now[at].scope, now[at].own(), now[at].body)),
    );
    passes.take_equal(
        |at| may(at).then(|| (old[at].scope, old[at].body)),
        |at| Some((now[at].scope, now[at].body)),
    );
}

#[cfg(test)]
mod tests;
