//! What names and bodies left: paired among the siblings, below what was found to be the same function, class or file.

use super::alike::{have_equal_parameters, is_distinct, likeness};
use super::{Leaving, Passes, Thing};
use crate::model::Scope;
use hashbrown::HashMap;
use std::cmp::Reverse;

/// What surrounds some siblings: a file and a qualified name in it.
type Around<'a> = (usize, &'a str);

/// More pairs than this are not compared each with each, but in their order.
const MOST: usize = 250_000;

/// How alike two must be that have different names of their own.
const LIKE_A_TWIN: f64 = 0.8;

/// What as many parameters as before count for between two of one name, where 1 is all of their values.
const SIGNATURE: f64 = 0.5;

/// Goes through everything that surrounds others, the outer before the inner, and pairs what is in it.
pub(super) fn follow(
    passes: &mut Passes,
    old: &[Thing<'_>],
    now: &[Thing<'_>],
    leaving: &impl Fn(usize) -> Leaving,
) {
    if passes.known().iter().all(Option::is_some) {
        return;
    }
    let families = Families::new(old, now);
    let heirs = heirs(passes, old, now, leaving);
    for (around, children) in &families.now {
        let holder = families.named.get(around).copied().filter(|_| !around.1.is_empty());
        // Who has nothing left has nothing to look for.
        if children.iter().chain(&holder).all(|&at| passes.known()[at].is_some()) {
            continue;
        }
        let origin = children.first().and_then(|&at| now[at].origin).or(heirs.get(&around.0).copied());
        let Some(was) = former(*around, holder, children, origin, passes, old, leaving) else { continue };
        let Some(siblings) = families.old.get(&was) else { continue };
        let is_here = Some(was.0) == children.first().and_then(|&at| now[at].origin);
        if let (Some(holder), Some(&before)) = (holder, families.held.get(&was)) {
            let may = is_here || leaving(before) != Leaving::Nothing;
            passes.take_listed(
                Some((before, holder)).filter(|_| may && old[before].scope == now[holder].scope),
            );
        }
        let whole = is_here || siblings.first().is_some_and(|&at| leaving(at) == Leaving::All);
        Siblings { old, now, was: siblings, are: children, is_here, whole, leaving }.pair(passes);
    }
}

/// For each file of now that was none before the one that most of what is known in it came from.
fn heirs(
    passes: &Passes,
    old: &[Thing<'_>],
    now: &[Thing<'_>],
    leaving: &impl Fn(usize) -> Leaving,
) -> HashMap<usize, usize> {
    let mut votes: HashMap<usize, HashMap<usize, (usize, Reverse<usize>)>> = HashMap::new();
    for (at, it) in now.iter().enumerate().filter(|(_, it)| it.origin.is_none()) {
        if let Some(former) = passes.known()[at].filter(|&former| leaving(former) != Leaving::Nothing) {
            votes.entry(it.file).or_default().entry(old[former].file).or_insert((0, Reverse(at))).0 += 1;
        }
    }
    let most = |all: HashMap<usize, _>| all.into_iter().max_by_key(|&(_, count)| count).map(|(file, _)| file);
    votes.into_iter().filter_map(|(file, all)| Some((file, most(all)?))).collect()
}

/// What surrounded the former selves of some siblings: that of the thing around, or what most of them came from, or
/// what has the same name.
fn former<'a>(
    around: Around<'a>,
    holder: Option<usize>,
    children: &[usize],
    origin: Option<usize>,
    passes: &Passes,
    old: &[Thing<'a>],
    leaving: &impl Fn(usize) -> Leaving,
) -> Option<Around<'a>> {
    if let Some(former) = holder.and_then(|at| passes.known()[at]) {
        return Some((old[former].file, old[former].name));
    }
    if around.1.is_empty() {
        return origin.map(|origin| (origin, ""));
    }
    let mut votes: HashMap<Around<'a>, (usize, Reverse<usize>)> = HashMap::new();
    for (order, former) in children.iter().filter_map(|&at| passes.known()[at]).enumerate() {
        let it = &old[former];
        if Some(it.file) == origin || leaving(former) != Leaving::Nothing {
            votes.entry((it.file, it.around())).or_insert((0, Reverse(order))).0 += 1;
        }
    }
    let most = votes.into_iter().max_by_key(|&(_, count)| count);
    most.map(|(around, _)| around).or(origin.map(|origin| (origin, around.1)))
}

struct Families<'a> {
    old: HashMap<Around<'a>, Vec<usize>>,
    /// Where each named thing of before is.
    held: HashMap<(usize, &'a str), usize>,
    /// The things of now by what surrounds them, in the order in which that was met: outer before inner.
    now: Vec<(Around<'a>, Vec<usize>)>,
    /// Where each named thing of now is.
    named: HashMap<(usize, &'a str), usize>,
}

impl<'a> Families<'a> {
    fn new(old: &[Thing<'a>], now: &[Thing<'a>]) -> Families<'a> {
        let mut former: HashMap<Around<'a>, Vec<usize>> = HashMap::new();
        let mut held = HashMap::new();
        for (at, it) in old.iter().enumerate() {
            former.entry((it.file, it.around())).or_default().push(at);
            held.entry((it.file, it.name)).or_insert(at);
        }
        let mut order: HashMap<Around<'a>, usize> = HashMap::new();
        let mut families: Vec<(Around<'a>, Vec<usize>)> = Vec::new();
        let mut named = HashMap::new();
        for (at, it) in now.iter().enumerate() {
            let around = (it.file, it.around());
            let place = *order.entry(around).or_insert_with(|| {
                families.push((around, Vec::new()));
                families.len() - 1
            });
            families[place].1.push(at);
            named.entry((it.file, it.name)).or_insert(at);
        }
        families.sort_by_key(|((_, name), _)| name.len());
        Families { old: former, held, now: families, named }
    }
}

/// The children of one thing, before and now.
struct Siblings<'a, F> {
    old: &'a [Thing<'a>],
    now: &'a [Thing<'a>],
    was: &'a [usize],
    are: &'a [usize],
    /// Whether they stood in the same file.
    is_here: bool,
    /// Whether what is left must be among these, because there is no other place for it.
    whole: bool,
    leaving: &'a F,
}

/// The neighbours before and behind of a thing that is left, as indices of what they were.
type Gap = (Option<usize>, Option<usize>);

impl<F: Fn(usize) -> Leaving> Siblings<'_, F> {
    fn pair(&self, passes: &mut Passes) {
        for scope in [Scope::Class, Scope::Function, Scope::File] {
            self.by_own_name(passes, scope);
            if self.whole {
                self.in_gaps(passes, scope);
                self.by_place(passes, scope, true);
                self.by_place(passes, scope, false);
            }
        }
    }

    fn left(&self, passes: &Passes, scope: Scope) -> (Vec<usize>, Vec<usize>) {
        let may = |at: usize| self.is_here || (self.leaving)(at) != Leaving::Nothing;
        let old =
            self.was.iter().filter(|&&at| self.old[at].scope == scope && !passes.is_taken(at) && may(at));
        let now = self.are.iter().filter(|&&at| self.now[at].scope == scope && passes.known()[at].is_none());
        let mut old: Vec<usize> = old.copied().collect();
        old.sort_by_key(|&at| (self.old[at].place, at));
        (old, now.copied().collect())
    }

    /// In a class of another name, where no other sibling has this name.
    fn by_own_name(&self, passes: &mut Passes, scope: Scope) {
        let (old, now) = self.left(passes, scope);
        let mut counts: HashMap<&str, (u32, u32)> = HashMap::new();
        for &at in &old {
            counts.entry(self.old[at].stem()).or_default().0 += 1;
        }
        for &at in &now {
            counts.entry(self.now[at].stem()).or_default().1 += 1;
        }
        let single = |stem| Some(stem).filter(|stem| counts.get(*stem) == Some(&(1, 1)));
        let (was, is) = (|at: usize| single(self.old[at].stem()), |at: usize| single(self.now[at].stem()));
        passes.take_equal_among(old, was, now, is);
    }

    /// In their order, where as many of one name are left between two neighbours as there were: people edit what
    /// stands there more often than they edit two and exchange them, so one that is mended stands for no other one.
    fn in_gaps(&self, passes: &mut Passes, scope: Scope) {
        let (old, now) = self.left(passes, scope);
        if old.is_empty() || now.is_empty() {
            return;
        }
        let (was, is) = (self.gaps_was(passes, scope), self.gaps_is(passes, scope));
        let key_was = |at: usize| (self.old[at].stem(), was.get(&at).copied().unwrap_or_default());
        let key_is = |at: usize| (self.now[at].stem(), is.get(&at).copied().unwrap_or_default());
        let mut more: HashMap<(&str, Gap), i64> = HashMap::new();
        for &at in &old {
            *more.entry(key_was(at)).or_default() += 1;
        }
        for &at in &now {
            *more.entry(key_is(at)).or_default() -= 1;
        }
        let as_many = |at: usize| Some(key_was(at)).filter(|key| more[key] == 0);
        passes.take_equal_among(old, as_many, now, |at| Some(key_is(at)));
    }

    /// By the neighbours and by values: those of one name first, and then those that are alike as twins.
    fn by_place(&self, passes: &mut Passes, scope: Scope, are_namesakes: bool) {
        let (old, now) = self.left(passes, scope);
        if old.is_empty() || now.is_empty() {
            return;
        }
        if old.len().saturating_mul(now.len()) > MOST {
            return self.in_order(passes, old, now);
        }
        let (gaps_was, gaps_is) = (self.gaps_was(passes, scope), self.gaps_is(passes, scope));
        let was: Vec<_> = old.iter().map(|&at| (at, self.old[at].measured.values())).collect();
        let mut scored = Vec::new();
        for &now in &now {
            let values = self.now[now].measured.values();
            for (old, former) in &was {
                let like = likeness(former, &values);
                let shared = shared(gaps_was.get(old), gaps_is.get(&now));
                let (fits, signature) = if are_namesakes {
                    let is_signature_kept = have_equal_parameters(former, &values);
                    let signature = if is_signature_kept { SIGNATURE } else { 0.0 };
                    (self.old[*old].stem() == self.now[now].stem(), signature)
                } else {
                    let is_twin = like >= LIKE_A_TWIN && is_distinct(former) && is_distinct(&values);
                    (is_twin && shared > 0.0, 0.0)
                };
                if fits {
                    scored.push((like + shared + signature, self.distance(*old, now), *old, now));
                }
            }
        }
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| (a.1, a.2, a.3).cmp(&(b.1, b.2, b.3))));
        passes.take_listed(scored.into_iter().map(|(_, _, old, now)| (old, now)));
    }

    fn in_order(&self, passes: &mut Passes, old: Vec<usize>, now: Vec<usize>) {
        let (was, is) = (|at: usize| Some(self.old[at].stem()), |at: usize| Some(self.now[at].stem()));
        passes.take_equal_among(old, was, now, is);
    }

    fn distance(&self, old: usize, now: usize) -> u32 {
        let place = |place: Option<u32>| place.unwrap_or(0);
        place(self.old[old].place).abs_diff(place(self.now[now].place))
    }

    fn gaps_was(&self, passes: &Passes, scope: Scope) -> HashMap<usize, Gap> {
        let mut order: Vec<usize> =
            self.was.iter().copied().filter(|&at| self.old[at].scope == scope).collect();
        order.sort_by_key(|&at| (self.old[at].place, at));
        gaps(&order, |at| passes.is_taken(at).then_some(at))
    }

    fn gaps_is(&self, passes: &Passes, scope: Scope) -> HashMap<usize, Gap> {
        let order: Vec<usize> = self.are.iter().copied().filter(|&at| self.now[at].scope == scope).collect();
        gaps(&order, |at| passes.known()[at])
    }
}

/// For each thing that is left the nearest ones around it that are known, by what they were.
fn gaps(order: &[usize], known: impl Fn(usize) -> Option<usize>) -> HashMap<usize, Gap> {
    let mut gaps: HashMap<usize, Gap> = HashMap::new();
    let mut before = None;
    for &at in order {
        match known(at) {
            Some(former) => before = Some(former),
            None => _ = gaps.insert(at, (before, None)),
        }
    }
    let mut behind = None;
    for &at in order.iter().rev() {
        match known(at) {
            Some(former) => behind = Some(former),
            None => gaps.entry(at).or_default().1 = behind,
        }
    }
    gaps
}

/// How many of two neighbours are the same, as a part of both.
fn shared(was: Option<&Gap>, is: Option<&Gap>) -> f64 {
    let (Some(was), Some(is)) = (was, is) else { return 0.0 };
    f64::from(u8::from(was.0 == is.0)) / 2.0 + f64::from(u8::from(was.1 == is.1)) / 2.0
}
