//! What the files that a change left alone come to, for budgets: told by what the cache knows of them without their
//! records, as far as that tells.

use super::budget_view::BudgetView;
use super::caching::Caching;
use super::configured::Configured;
use super::measured::Former;
use super::{SessionError, changes, languages};
use crate::cache::First;
use crate::discover::git::select;
use crate::discover::{Candidate, Request};
use crate::judge::BudgetRule;
use crate::model::{Digest, Record, Summand};
use crate::pipeline::Wanted;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// What the files that a change left alone come to, a budget each.
#[derive(Debug, Default)]
pub(super) struct LeftAlone {
    /// What they add up to, for those where that is all that has to be known.
    sums: BTreeMap<usize, Summand>,
    /// The files that others are about.
    records: BTreeMap<usize, Vec<Record>>,
}

/// Budgets that a file belongs to, by its path.
type Members = HashMap<PathBuf, Vec<usize>>;

/// What files add to the budgets that they belong to, by their paths.
type Told = BTreeMap<PathBuf, Vec<(usize, Summand)>>;

impl LeftAlone {
    /// Looks at all files but those that changed.
    pub(super) fn of(view: &BudgetView<'_>, former: &Former) -> Result<LeftAlone, SessionError> {
        // beside the walk the cache loads what it knows
        let mut caching = Caching::default();
        let root = view.root();
        if let Some(directory) = &view.session.plan.cache {
            caching = Caching::start_with(directory, std::slice::from_ref(&root), First::Digests);
        }
        let files = view.files(root)?;
        let members = view.members(&files, former);
        let told = Mutex::new(Told::new());
        let judging = (&view.session.configured, view.budgets);
        let matters = |path: &Path, digest: &Digest| needs_record(judging, &members, &told, (path, digest));
        let outcome =
            view.session.measure_in(&files, &caching, Wanted { matters: Some(&matters), judge: None });
        caching.finish_beside();
        let outcome = outcome?;
        let mut told = told.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut left_alone = LeftAlone::default();
        for record in outcome.records {
            for &at in members.get(&record.path).into_iter().flatten() {
                let budget = &view.budgets[at];
                if budget.measure.has_summands() {
                    let summand = view.summand_of(budget, &record);
                    told.entry(record.path.clone()).or_default().push((at, summand));
                } else {
                    left_alone.records.entry(at).or_default().push(record.clone());
                }
            }
        }
        // in the order of the paths, so that a sum does not depend on what the cache knew
        for (at, summand) in told.into_values().flatten() {
            let sum = left_alone.sums.entry(at).or_default();
            *sum = *sum + summand;
        }
        Ok(left_alone)
    }

    /// What they come to for a budget, together with some that changed.
    pub(super) fn with(&self, view: &BudgetView<'_>, at: usize, changed: &[&Record]) -> f64 {
        let budget = &view.budgets[at];
        if budget.measure.has_summands() {
            let rest = self.sums.get(&at).copied().unwrap_or_default();
            let changed = changed.iter().map(|file| view.summand_of(budget, file));
            return budget.measure.of_summands(changed.fold(rest, |sum, it| sum + it));
        }
        let rest = self.records.get(&at).into_iter().flatten();
        view.value(budget, &rest.chain(changed.iter().copied()).collect::<Vec<_>>())
    }
}

/// Whether the record of a file has to be asked for what it adds to the budgets that it belongs to; else takes note of
/// what its digest says.
fn needs_record(
    (configured, budgets): (&Configured, &[BudgetRule]),
    members: &Members,
    told: &Mutex<Told>,
    (path, digest): (&Path, &Digest),
) -> bool {
    let Some(members) = members.get(path) else { return false };
    let Ok(settings) = configured.of_file(path) else { return true };
    let absolute = configured.absolute(path);
    let summand = |&at: &usize| Some((at, budgets[at].measure.summand(&settings.policy, &absolute, digest)?));
    let Some(summands) = members.iter().map(summand).collect::<Option<Vec<_>>>() else { return true };
    told.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), summands);
    false
}

impl BudgetView<'_> {
    fn summand_of(&self, budget: &BudgetRule, file: &Record) -> Summand {
        budget.measure.summand_of(file, &|file, metric| self.excesses(file, metric))
    }

    /// The root of the repository, as a walk is told of it.
    fn root(&self) -> PathBuf {
        let configured = &self.session.configured;
        if configured.root == configured.current { PathBuf::from(".") } else { configured.root.clone() }
    }

    /// All files as they are after the change that is judged.
    fn files(&self, root: PathBuf) -> Result<Vec<Candidate>, SessionError> {
        let (configured, plan) = (&self.session.configured, &self.session.plan);
        if let Some(all) = changes::whole(self.extent, configured)? {
            let govern = |directory: &Path| configured.filter(directory);
            let files = select(all, &plan.request, &govern, &languages::of_side)?.after;
            configured.settle(files.iter().map(|file| &*file.path))?;
            return Ok(files);
        }
        let request = Request { paths: vec![root], ..plan.request.clone() };
        Ok(self.session.discover_in(&request)?.candidates)
    }

    /// The budgets that each file belongs to; none for one that changed.
    fn members(&self, files: &[Candidate], former: &Former) -> Members {
        let absolute = |path: &Path| self.session.configured.absolute(path);
        let changed = self.session.measured.outcome.records.iter().chain(&former.others);
        let changed: BTreeSet<PathBuf> = changed.map(|it| absolute(&it.path)).collect();
        let paths = files.iter().map(|file| &*file.path).filter(|path| !changed.contains(&absolute(path)));
        let of = |path: &Path| -> Vec<usize> {
            let all = self.budgets.iter().enumerate();
            all.filter(|(_, budget)| self.counts(budget, path)).map(|(at, _)| at).collect()
        };
        paths.map(|path| (path.to_owned(), of(path))).filter(|(_, of)| !of.is_empty()).collect()
    }
}
