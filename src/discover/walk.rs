//! Walks directories in parallel and collects the regular files whose language is known. Links are not followed, and
//! only such files are asked for their size.

use super::ignores::{Present, Whose, is_checkout};
use super::listing::{Entry, Kind, Listing};
use super::rules::{Rules, Search};
use super::{Candidate, Detect, Discovery, Hidden, HiddenBy, Source};
use crate::language::LanguageSpec;
use crate::model::{SkipReason, Skipped};
use rayon::Scope;
use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Walks the directories, which are as reported; what is found is in no order and may have duplicates.
pub(super) fn walk(directories: &[PathBuf], search: &Search<'_>, detect: Detect<'_>) -> Discovery {
    let mut found = Discovery::default();
    let roots = roots(directories, search, &mut found.skipped);
    if roots.is_empty() {
        return found;
    }
    let walk = Walk { search, detect, found: Mutex::new(found) };
    match rayon::ThreadPoolBuilder::new().num_threads(search.request.threads).build() {
        Ok(pool) => pool.scope(|scope| walk.spawn(scope, roots)),
        // Without further threads this one walks.
        Err(_) => walk.alone(roots),
    }
    walk.found.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// Whether a directory is another checkout: a submodule or a linked worktree, in which `.git` is a file. A clone has a
/// directory, and may as well be a part of what is around it.
fn is_another(directory: &Path, listing: &Listing) -> bool {
    let is_file = |entry: &Entry<'_>| entry.kind().is_ok_and(|kind| kind == Kind::File);
    listing.entries().any(|entry| entry.name == ".git" && is_file(&entry)) && is_checkout(directory)
}

/// The directories that can be walked, without those that an ignore file above makes unsafe.
fn roots(directories: &[PathBuf], search: &Search<'_>, skipped: &mut Vec<Skipped>) -> Vec<Directory> {
    let mut roots = Vec::with_capacity(directories.len());
    for path in directories {
        match Rules::at(path, (search.govern)(path), Whose::All) {
            Ok(rules) => roots.push(Directory { path: path.clone(), rules, is_root: true }),
            Err(trap) => skipped.push(trap),
        }
    }
    roots
}

/// A directory that is entered.
struct Directory {
    /// As it stands in reports.
    path: PathBuf,
    /// What counts in it from above.
    rules: Rules,
    /// Whether it was named.
    is_root: bool,
}

impl Directory {
    /// The path of an entry as it stands in reports: nothing starts with `./`.
    fn join(&self, name: &OsStr) -> PathBuf {
        if self.path == Path::new(".") {
            return name.into();
        }
        // as long as it will be: a path that grows takes up to twice as much
        let mut path = PathBuf::with_capacity(self.path.as_os_str().len() + 1 + name.len());
        path.push(&self.path);
        path.push(name);
        path
    }
}

struct Walk<'a> {
    search: &'a Search<'a>,
    detect: Detect<'a>,
    found: Mutex<Discovery>,
}

impl Walk<'_> {
    fn spawn<'s>(&'s self, scope: &Scope<'s>, directories: Vec<Directory>) {
        for directory in directories {
            scope.spawn(move |scope| self.spawn(scope, self.enter(directory)));
        }
    }

    fn alone(&self, mut directories: Vec<Directory>) {
        while let Some(directory) = directories.pop() {
            directories.append(&mut self.enter(directory));
        }
    }

    /// Collects what is in a directory, and gives its directories.
    fn enter(&self, directory: Directory) -> Vec<Directory> {
        if self.search.request.stop.signal().is_some() {
            return Vec::new();
        }
        let mut visit = Visit { walk: self, directory, found: Discovery::default(), below: Vec::new() };
        if let Err(skipped) = visit.all() {
            visit.found.skipped.extend(skipped);
        }
        visit.found.directories.push(visit.directory.path);
        self.found.lock().unwrap_or_else(PoisonError::into_inner).append(visit.found);
        visit.below
    }
}

/// One directory, and what is found in it.
struct Visit<'a> {
    walk: &'a Walk<'a>,
    directory: Directory,
    found: Discovery,
    below: Vec<Directory>,
}

impl Visit<'_> {
    /// The error is the row for why it came to an end, if that is news.
    fn all(&mut self) -> Result<(), Option<Skipped>> {
        let listing =
            Listing::of(&self.directory.path).map_err(|error| refusal(&error, &self.directory.path))?;
        let Directory { path, rules, is_root } = &mut self.directory;
        let Search { request, govern, .. } = self.walk.search;
        if !*is_root && is_another(path, &listing) {
            if request.note_hidden {
                let path = path.clone();
                self.found.hidden.push(Hidden {
                    path,
                    is_directory: true,
                    rule: HiddenBy::Checkout,
                    was_asked_for: false,
                });
            }
            return Ok(());
        }
        if listing.entries().any(|entry| request.landmarks.iter().any(|landmark| entry.name == *landmark)) {
            rules.govern(path, govern(path))?;
        }
        if rules.filter.use_ignore {
            let mut present = Present::default();
            listing.entries().for_each(|entry| present.meet(entry.name));
            rules.read(path, present)?;
        }
        for entry in listing.entries() {
            if request.stop.signal().is_some() {
                break;
            }
            let refused = self.meet(&entry).err().flatten();
            self.found.skipped.extend(refused);
        }
        Ok(())
    }

    /// The error is the row for why an entry cannot be looked at, if that is news.
    fn meet(&mut self, entry: &Entry<'_>) -> Result<(), Option<Skipped>> {
        let kind = entry.kind().map_err(|error| refusal(&error, &self.directory.join(entry.name)))?;
        match kind {
            Kind::Directory => self.meet_directory(entry.name),
            Kind::File => self.meet_file(entry)?,
            Kind::Other => {}
        }
        Ok(())
    }

    fn meet_directory(&mut self, name: &OsStr) {
        let (rules, Search { request, current, .. }) = (&self.directory.rules, self.walk.search);
        let path = self.directory.join(name);
        if rules.passes_over(request, name, true) {
            if request.note_hidden {
                self.hide(rules.against(name, true), path, true);
            }
        } else if let Some(rule) = rules.filter.against_directory(&path, current) {
            if request.note_hidden || rule == HiddenBy::Pattern {
                self.hide(rule, path, true);
            }
        } else {
            let rules = rules.below(name);
            self.below.push(Directory { path, rules, is_root: false });
        }
    }

    fn meet_file(&mut self, entry: &Entry<'_>) -> Result<(), Option<Skipped>> {
        let (rules, Search { request, current, .. }) = (&self.directory.rules, self.walk.search);
        let is_passed = rules.passes_over(request, entry.name, false);
        if is_passed && !request.note_hidden {
            return Ok(());
        }
        let path = self.directory.join(entry.name);
        let Some(language) = (self.walk.detect)(&path, &rules.filter) else { return Ok(()) };
        let rule = if is_passed {
            Some(rules.against(entry.name, false))
        } else {
            rules.filter.against_file(&path, current)
        };
        match rule {
            Some(rule) => self.hide(rule, path, false),
            None => self.collect(entry, path, language)?,
        }
        Ok(())
    }

    fn hide(&mut self, rule: HiddenBy, path: PathBuf, is_directory: bool) {
        self.found.hidden.push(Hidden { path, is_directory, rule, was_asked_for: false });
    }

    fn collect(
        &mut self,
        entry: &Entry<'_>,
        path: PathBuf,
        language: &'static LanguageSpec,
    ) -> Result<(), Option<Skipped>> {
        let state = entry.state().map_err(|error| refusal(&error, &path))?;
        // A name that was a file in the listing and is none any more is as good as vanished.
        if state.is_file {
            let (size, stamp, source) = (state.size, state.stamp, Source::File);
            let terms = self.directory.rules.filter.terms;
            let candidate = Candidate { path, language, size, stamp, named: false, source, terms };
            self.found.candidates.push(candidate);
        }
        Ok(())
    }
}

/// The row for a refusal of the operating system, none for what has vanished since its directory was listed.
fn refusal(error: &io::Error, path: &Path) -> Option<Skipped> {
    let row =
        || Skipped { path: path.to_path_buf(), reason: SkipReason::Unreadable, detail: error.to_string() };
    (error.kind() != io::ErrorKind::NotFound).then(row)
}
