//! What a run sees of the files that budgets are about: which belong to one, and what they come to.

use super::Extent;
use super::groups::Groups;
use super::session::Session;
use crate::judge::{BudgetRule, BudgetScope, Excesses};
use crate::model::{Metric, Record};
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

/// What a run sees of budgets.
pub(super) struct BudgetView<'a> {
    pub(super) session: &'a Session,
    pub(super) extent: &'a Extent,
    pub(super) budgets: &'a [BudgetRule],
    groups: Groups<'a>,
    /// The path now of each file that had another side.
    heirs: BTreeMap<&'a Path, &'a Path>,
}

impl<'a> BudgetView<'a> {
    pub(super) fn new(session: &'a Session, extent: &'a Extent, budgets: &'a [BudgetRule]) -> BudgetView<'a> {
        let former = session.measured.former.as_ref();
        let origins = former.iter().flat_map(|former| &former.origins);
        BudgetView {
            session,
            extent,
            budgets,
            groups: Groups::new(&session.configured, session.stop()),
            heirs: origins.map(|(now, then)| (then.as_path(), now.as_path())).collect(),
        }
    }

    /// Where a file is now.
    pub(super) fn heir<'p>(&self, path: &'p Path) -> &'p Path
    where
        'a: 'p,
    {
        self.heirs.get(path).copied().unwrap_or(path)
    }

    /// Whether a file belongs to a budget, given by where it is now.
    pub(super) fn counts(&self, budget: &BudgetRule, path: &Path) -> bool {
        let absolute = self.session.configured.absolute(path);
        absolute.starts_with(&budget.base)
            && match &budget.scope {
                BudgetScope::Paths(globs, _) => globs.matches(&absolute),
                BudgetScope::Owner(owner) => self.groups.owners(path).iter().any(|it| it == owner),
                BudgetScope::Package(package) => self
                    .groups
                    .package(path)
                    .is_some_and(|it| it.name == *package || it.directory == directory(package)),
            }
    }

    pub(super) fn value(&self, budget: &BudgetRule, files: &[&Record]) -> f64 {
        budget.measure.of(files, &|file, metric| self.excesses(file, metric))
    }

    /// How far each function of a file is beyond its limit, by what is demanded of it where it is now.
    pub(super) fn excesses(&self, file: &Record, metric: &'static Metric) -> Vec<f64> {
        let path = self.heir(&file.path);
        let Ok(settings) = self.session.configured.of_file(path) else { return Vec::new() };
        let absolute = self.session.configured.absolute(path);
        let excesses = Excesses::new(&settings.policy, &absolute, file.metrics.language, metric);
        file.metrics.functions.iter().map(|it| excesses.of(it).unwrap_or(0.0)).collect()
    }
}

/// A directory of the repository as somebody typed it; `.` is the root.
fn directory(typed: &str) -> PathBuf {
    Path::new(typed).components().filter(|part| *part != Component::CurDir).collect()
}
