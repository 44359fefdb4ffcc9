//! Which group each file is in, by CODEOWNERS and manifests as they are on disk or in the revision that counts.

use super::configured::Configured;
use super::session::Session;
use crate::compare::GroupGrowth;
use crate::config::Files;
use crate::course::Stop;
use crate::discover::as_reported;
use crate::groups::{CODEOWNERS, CodeOwners, LARGEST_CODEOWNERS, MANIFESTS, Manifest, directory};
use crate::model::{Finding, GroupFindings, NamedGroup, Severity, Verdict};
use crate::paths::slashed;
use crate::regular;
use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};

/// A manifest is read up to this size.
const LARGEST_MANIFEST: u64 = 4 << 20;

/// How files are put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouping {
    /// By directory: each down to a depth, with all that is below it; `.` has everything.
    Directory {
        /// How deep, from 1.
        depth: usize,
    },
    /// By the package that the nearest manifest above a file makes.
    Package,
    /// By owner in CODEOWNERS. A file with several owners counts for each.
    Owner,
}

/// Says which group a file is in.
#[derive(Debug)]
pub(super) struct Groups<'a> {
    configured: &'a Configured,
    stop: &'a Stop,
    owners: OnceCell<CodeOwners>,
    manifests: RefCell<HashMap<PathBuf, Manifest>>,
    packages: RefCell<HashMap<PathBuf, Option<Package>>>,
}

/// A package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Package {
    /// Its name, or its directory if it has none.
    pub(super) name: String,
    /// Its directory from the root of the repository.
    pub(super) directory: PathBuf,
}

impl Session {
    /// Puts the files that were measured for the last question into groups, which then are the rows of a report.
    pub fn group(&mut self, by: Grouping) {
        let groups = Groups::new(&self.configured, self.stop());
        let roots = self.walk_roots();
        let mut found: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, record) in self.measured.outcome.records.iter().enumerate() {
            for name in groups.names(by, &record.path, &roots) {
                found.entry(name).or_default().push(at);
            }
        }
        let named = |(name, records)| NamedGroup { name, records };
        self.measured.outcome.groups = Some(found.into_iter().map(named).collect());
    }

    /// What the change that was measured last did to groups of files.
    #[must_use]
    pub fn growth(&self, by: Grouping) -> Vec<GroupGrowth> {
        let groups = Groups::new(&self.configured, self.stop());
        let roots = self.walk_roots();
        let names = |path: &Path| {
            if self.measured.is_wanted(path) { groups.names(by, path, &roots) } else { Vec::new() }
        };
        self.measured.comparison().map(|it| it.growth(&names)).unwrap_or_default()
    }

    /// What a check found in groups of files.
    pub(super) fn group_findings(&self, by: Grouping, verdict: &Verdict) -> Vec<GroupFindings> {
        let groups = Groups::new(&self.configured, self.stop());
        let roots = self.walk_roots();
        let mut found: BTreeMap<String, GroupFindings> = BTreeMap::new();
        let mut count = |path: &Path, count: &dyn Fn(&mut GroupFindings)| {
            for name in groups.names(by, path, &roots) {
                count(found.entry(name).or_default());
            }
        };
        let records = self.measured.outcome.records.iter();
        let functions: HashMap<&Path, usize> =
            records.map(|it| (it.path.as_path(), it.metrics.functions.len())).collect();
        for path in &verdict.judged {
            let functions = functions.get(path.as_path()).copied().unwrap_or(0);
            count(path, &|it| (it.files, it.functions) = (it.files + 1, it.functions + functions));
        }
        // what is said of a configuration is said of no group
        let is_about = |it: &&Finding| functions.contains_key(it.path.as_path()) || it.is_unknown();
        for finding in verdict.findings.iter().filter(is_about) {
            count(&finding.path, &|it| match finding.severity {
                Severity::Error => it.errors += 1,
                Severity::Warning => it.warnings += 1,
            });
        }
        for finding in verdict.inherited.iter().filter(is_about) {
            count(&finding.path, &|it| it.inherited += 1);
        }
        found.into_iter().map(|(name, group)| GroupFindings { name, ..group }).collect()
    }

    /// Where walks begin.
    fn walk_roots(&self) -> HashSet<PathBuf> {
        self.plan.request.paths.iter().map(|path| as_reported(path)).collect()
    }
}

impl<'a> Groups<'a> {
    pub(super) fn new(configured: &'a Configured, stop: &'a Stop) -> Groups<'a> {
        let (manifests, packages) = (RefCell::default(), RefCell::default());
        Groups { configured, stop, owners: OnceCell::new(), manifests, packages }
    }

    /// The names of the groups of a file.
    fn names(&self, by: Grouping, path: &Path, roots: &HashSet<PathBuf>) -> Vec<String> {
        match by {
            Grouping::Owner => match self.owners(path) {
                [] => vec!["(no owner)".to_owned()],
                owners => owners.to_vec(),
            },
            Grouping::Package => {
                let package = self.package(path).map(|it| it.name);
                vec![package.unwrap_or_else(|| "(no package)".to_owned())]
            }
            Grouping::Directory { depth } => directories(path, roots, depth),
        }
    }

    /// The owners of a file; nobody, when the run is ending: millions of lines against many files take their time.
    pub(super) fn owners(&self, path: &Path) -> &[String] {
        if self.stop.signal().is_some() {
            return &[];
        }
        let owners = self.owners.get_or_init(|| self.read_owners());
        owners.of(&String::from_utf8_lossy(&slashed(&self.configured.in_repository(path))))
    }

    fn read_owners(&self) -> CodeOwners {
        let mut found =
            CODEOWNERS.iter().filter_map(|name| self.read(Path::new(name), LARGEST_CODEOWNERS - 1));
        // one that is too large is there, and says nothing
        found.next().map(|text| CodeOwners::parse(&text)).unwrap_or_default()
    }

    /// The package of a file, if it is in one.
    pub(super) fn package(&self, path: &Path) -> Option<Package> {
        let inside = self.configured.in_repository(path);
        let directory = inside.parent().unwrap_or(Path::new(""));
        if let Some(known) = self.packages.borrow().get(directory) {
            return known.clone();
        }
        let package = directory.ancestors().find_map(|it| self.package_at(it));
        self.packages.borrow_mut().insert(directory.to_owned(), package.clone());
        package
    }

    /// The package whose directory it is: one with a name, unless it stands in a workspace that does not list it.
    fn package_at(&self, directory: &Path) -> Option<Package> {
        let Manifest { name, .. } = self.manifest(directory);
        let above = directory.ancestors().skip(1);
        let workspace = above.map(|it| (it, self.manifest(it))).find(|(_, it)| !it.members.is_empty());
        let is_member = workspace.map(|(root, workspace)| {
            let below = directory.strip_prefix(root).unwrap_or(directory);
            workspace.has_member(&String::from_utf8_lossy(&slashed(below)))
        });
        let place = || String::from_utf8_lossy(&slashed(directory)).into_owned();
        let name = match (name, is_member) {
            (Some(_), Some(false)) | (None, Some(false) | None) => return None,
            (name, _) => name.unwrap_or_else(place),
        };
        Some(Package { name, directory: directory.to_owned() })
    }

    fn manifest(&self, directory: &Path) -> Manifest {
        if let Some(known) = self.manifests.borrow().get(directory) {
            return known.clone();
        }
        let read = |name: &&str| {
            let text = self.read(&directory.join(name), LARGEST_MANIFEST)?;
            Some(Manifest::read(name, &String::from_utf8_lossy(&text)))
        };
        let manifest = MANIFESTS.iter().filter_map(read).fold(Manifest::default(), Manifest::and);
        self.manifests.borrow_mut().insert(directory.to_owned(), manifest.clone());
        manifest
    }

    /// A file of the repository; `None` if there is none, and nothing in it if it cannot be read.
    fn read(&self, inside: &Path, most: u64) -> Option<Vec<u8>> {
        let path = self.configured.root.join(inside);
        if let Some(files) = &self.configured.files {
            return files.read(&path, most).unwrap_or_else(|_| Some(Vec::new()));
        }
        path.symlink_metadata().ok()?;
        Some(regular::read(&path, most).unwrap_or_default())
    }
}

/// The directories down to a depth that a file stands in, as they are reached from where a walk began.
fn directories(path: &Path, roots: &HashSet<PathBuf>, depth: usize) -> Vec<String> {
    let root =
        path.ancestors().find_map(|above| roots.get(above)).filter(|root| root.as_path() != Path::new("."));
    let below = root.and_then(|root| path.strip_prefix(root).ok()).unwrap_or(path);
    let shown = |inside: PathBuf| {
        let place = match root {
            Some(root) if inside == Path::new(".") => root.clone(),
            Some(root) => root.join(inside),
            None => inside,
        };
        String::from_utf8_lossy(&slashed(&place)).into_owned()
    };
    let mut found: Vec<String> = (0..=depth).map(|depth| shown(directory(below, depth))).collect();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_counts_for_each_directory_above_it() {
        let found = |path: &str, roots: &[&str], depth| {
            let roots: HashSet<PathBuf> = roots.iter().map(PathBuf::from).collect();
            directories(Path::new(path), &roots, depth)
        };
        assert_eq!(found("a/b/c.py", &["."], 1), [".", "a"]);
        assert_eq!(found("a/b/c.py", &["."], 5), [".", "a", "a/b"]);
        assert_eq!(found("c.py", &["."], 5), ["."]);
        assert_eq!(found("/x/a/b/c.py", &["/x"], 1), ["/x", "/x/a"]);
    }
}
