//! Walks directories in parallel and collects the regular files whose language is known. Links are not followed, and
//! only such files are asked for their size.

use super::ignores::{Ignores, Present};
use super::rules::Rules;
use super::{Candidate, Detect, Discovery, Request, Source, os};
use crate::model::{SkipReason, Skipped};
use rayon::Scope;
use std::ffi::{OsStr, OsString};
use std::fs::{DirEntry, read_dir};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Walks the directories, which are as reported; what is found is in no order and may have duplicates.
pub(super) fn walk<L: Copy + Send>(
    directories: &[PathBuf],
    request: &Request,
    rules: &Rules,
    detect: Detect<'_, L>,
) -> Discovery<L> {
    let mut found = Discovery::empty();
    let roots = roots(directories, request, &mut found.skipped);
    if roots.is_empty() {
        return found;
    }
    found.landmarks.extend(roots.iter().map(|root| root.path.clone()));
    let walk = Walk { request, rules, detect, found: Mutex::new(found) };
    match rayon::ThreadPoolBuilder::new().num_threads(request.threads).build() {
        Ok(pool) => pool.scope(|scope| walk.spawn(scope, roots)),
        // Without further threads this one walks.
        Err(_) => walk.alone(roots),
    }
    walk.found.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// Whether a walk passes over an entry of a directory for its name or by an ignore file.
pub(super) fn passes_over(request: &Request, ignores: &Ignores, name: &OsStr, is_directory: bool) -> bool {
    let is_hidden = || !request.hidden && name.as_encoded_bytes().first() == Some(&b'.');
    ignores.hide(name, is_directory).unwrap_or_else(is_hidden)
}

/// Whether an entry of a directory says that the directory is another checkout: a submodule or a linked worktree, in
/// which `.git` is a file. A clone has a directory, and may as well be a part of what is around it.
fn marks_a_checkout(name: &OsStr, entry: &DirEntry) -> bool {
    name == ".git" && entry.file_type().is_ok_and(|kind| kind.is_file())
}

/// The directories that can be walked, without those that an ignore file above makes unsafe.
fn roots(directories: &[PathBuf], request: &Request, skipped: &mut Vec<Skipped>) -> Vec<Directory> {
    let global = request.use_ignore.then(Ignores::global);
    let mut roots = Vec::with_capacity(directories.len());
    for path in directories {
        let ignores = global.as_ref().map_or(Ok(Ignores::none()), |global| Ignores::above(path, global));
        match ignores {
            Ok(ignores) => roots.push(Directory { path: path.clone(), ignores, is_root: true }),
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
    ignores: Ignores,
    /// Whether it was named.
    is_root: bool,
}

impl Directory {
    /// The path of an entry as it stands in reports: nothing starts with `./`.
    fn join(&self, name: &OsStr) -> PathBuf {
        if self.path == Path::new(".") { name.into() } else { self.path.join(name) }
    }
}

struct Walk<'a, L> {
    request: &'a Request,
    rules: &'a Rules,
    detect: Detect<'a, L>,
    found: Mutex<Discovery<L>>,
}

impl<L: Copy + Send> Walk<'_, L> {
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
        if self.request.stop.signal().is_some() {
            return Vec::new();
        }
        let mut visit = Visit { walk: self, directory, found: Discovery::empty(), below: Vec::new() };
        if let Err(skipped) = visit.all() {
            visit.found.skipped.extend(skipped);
        }
        self.found.lock().unwrap_or_else(PoisonError::into_inner).append(visit.found);
        visit.below
    }
}

/// One directory, and what is found in it.
struct Visit<'a, L> {
    walk: &'a Walk<'a, L>,
    directory: Directory,
    found: Discovery<L>,
    below: Vec<Directory>,
}

impl<L: Copy> Visit<'_, L> {
    /// The error is the row for why it came to an end, if that is news.
    fn all(&mut self) -> Result<(), Option<Skipped>> {
        let entries = self.entries().map_err(|error| refusal(&error, &self.directory.path))?;
        if !self.directory.is_root && entries.iter().any(|(name, entry)| marks_a_checkout(name, entry)) {
            return Ok(());
        }
        let Request { landmarks, use_ignore, .. } = self.walk.request;
        if entries.iter().any(|(name, _)| landmarks.iter().any(|landmark| name == landmark)) {
            self.found.landmarks.push(self.directory.path.clone());
        }
        if *use_ignore {
            let mut present = Present::default();
            for (name, _) in &entries {
                present.meet(name);
            }
            self.directory.ignores.read(&self.directory.path, present)?;
        }
        for (name, entry) in entries {
            let path = self.directory.join(&name);
            if let Err(error) = self.meet(&entry, &name, &path) {
                self.found.skipped.extend(refusal(&error, &path));
            }
        }
        Ok(())
    }

    fn entries(&self) -> io::Result<Vec<(OsString, DirEntry)>> {
        read_dir(&self.directory.path)?.map(|entry| entry.map(|entry| (entry.file_name(), entry))).collect()
    }

    fn meet(&mut self, entry: &DirEntry, name: &OsStr, path: &Path) -> io::Result<()> {
        let (kind, rules) = (entry.file_type()?, self.walk.rules);
        if kind.is_dir() && !self.passes_over(name, true) && !rules.hide_directory(path) {
            let ignores = self.directory.ignores.below(name);
            self.below.push(Directory { path: path.to_path_buf(), ignores, is_root: false });
        }
        if kind.is_file()
            && !self.passes_over(name, false)
            && let Some(language) = (self.walk.detect)(path)
            && !rules.hide_file(path)
        {
            self.collect(entry, path, language)?;
        }
        Ok(())
    }

    fn passes_over(&self, name: &OsStr, is_directory: bool) -> bool {
        passes_over(self.walk.request, &self.directory.ignores, name, is_directory)
    }

    fn collect(&mut self, entry: &DirEntry, path: &Path, language: L) -> io::Result<()> {
        let state = entry.metadata()?;
        // A name that was a file in the listing and is none any more is as good as vanished.
        if state.is_file() {
            let (size, stamp, source) = (state.len(), os::stamp(&state), Source::File);
            let path = path.to_path_buf();
            self.found.candidates.push(Candidate { path, language, size, stamp, named: false, source });
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
