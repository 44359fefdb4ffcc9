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
mod thing;

pub(crate) use alike::Values;
pub(crate) use alike::id;
pub(crate) use names::split;
pub(crate) use passes::Passes;
pub(crate) use thing::things_of;
pub(crate) use thing::{Leaving, Thing, ValuesOf, things};

use crate::model::Scope;
use hashbrown::HashMap;
use names::is_numbered;

/// For each thing of now the index of what it was; `leaving` tells of the file of a thing of before what left it.
#[must_use]
pub(crate) fn pair(
    old: &[Thing<'_>],
    now: &[Thing<'_>],
    leaving: impl Fn(usize) -> Leaving,
) -> Vec<Option<usize>> {
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
