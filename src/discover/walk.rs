//! Walks directories in parallel and collects the regular files whose language is known. Links are not followed, and
//! only such files are asked for their size.

use super::guard::{Guard, OWN_IGNORE_FILE, trap_in};
use super::rules::Rules;
use super::{Candidate, Detect, Discovery, Request, Source};
use crate::model::{SkipReason, Skipped};
use crate::watch::Stop;
use ignore::{DirEntry, ParallelVisitor, ParallelVisitorBuilder, WalkBuilder, WalkState};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Walks the directories, which are as reported; what is found is in no order and may have duplicates.
pub(super) fn walk<L: Copy + Send>(
    directories: &[PathBuf],
    request: &Request,
    rules: Rules,
    detect: Detect<'_, L>,
) -> Discovery<L> {
    let mut found = Discovery::empty();
    let roots = harmless(directories, request, &mut found.skipped);
    let Some((first, others)) = roots.split_first() else { return found };
    let mut builder = builder(request, first);
    for root in others {
        builder.add(root);
    }
    let filter = Arc::new(Filter { rules, use_ignore: request.use_ignore, traps: Mutex::default() });
    let shared = Arc::clone(&filter);
    builder.filter_entry(move |entry| shared.enter(entry));
    let total = Mutex::new(found);
    builder.build_parallel().visit(&mut Collectors {
        filter: &filter,
        detect,
        stop: &request.stop,
        total: &total,
    });
    let mut found = total.into_inner().unwrap_or_else(PoisonError::into_inner);
    found.skipped.append(&mut filter.traps.lock().unwrap_or_else(PoisonError::into_inner));
    found
}

/// The walker for a root with the ignore files of the request; it follows no link.
pub(super) fn builder(request: &Request, root: &Path) -> WalkBuilder {
    let mut builder = WalkBuilder::new(root);
    builder.standard_filters(request.use_ignore).hidden(!request.hidden).threads(request.threads);
    if request.use_ignore {
        builder.add_custom_ignore_filename(OWN_IGNORE_FILE);
    }
    builder
}

/// The directories as the walker should see them, without those whose ignore files must not be opened.
fn harmless(directories: &[PathBuf], request: &Request, skipped: &mut Vec<Skipped>) -> Vec<PathBuf> {
    let mut guard = Guard::default();
    let mut keep = |directory: &&PathBuf| {
        let trap = if request.use_ignore { guard.trap_above(directory) } else { None };
        skipped.extend(trap.clone());
        trap.is_none()
    };
    // The walker takes a lone `-` for standard input.
    let spelled = |path: &PathBuf| if path == "-" { PathBuf::from("./-") } else { path.clone() };
    directories.iter().filter(|directory| keep(directory)).map(spelled).collect()
}

/// Decides which directories are entered; the walker asks it before it reads them, and never about a root.
struct Filter {
    rules: Rules,
    use_ignore: bool,
    traps: Mutex<Vec<Skipped>>,
}

impl Filter {
    fn enter(&self, entry: &DirEntry) -> bool {
        if !entry.file_type().is_some_and(|kind| kind.is_dir()) {
            return true;
        }
        let path = reported(entry.path());
        if self.rules.hide_directory(path) {
            return false;
        }
        let trap = if self.use_ignore { trap_in(path) } else { None };
        let enter = trap.is_none();
        if let Some(trap) = trap {
            self.traps.lock().unwrap_or_else(PoisonError::into_inner).push(trap);
        }
        enter
    }
}

/// Gives every thread its own collector.
struct Collectors<'a, L> {
    filter: &'a Filter,
    detect: Detect<'a, L>,
    stop: &'a Stop,
    total: &'a Mutex<Discovery<L>>,
}

impl<'a, L: Copy + Send> ParallelVisitorBuilder<'a> for Collectors<'a, L> {
    fn build(&mut self) -> Box<dyn ParallelVisitor + 'a> {
        let Collectors { filter, detect, stop, total } = *self;
        Box::new(Collector { filter, detect, stop, total, found: Discovery::empty() })
    }
}

/// What one thread finds; it reaches the total once, when the thread ends.
struct Collector<'a, L> {
    filter: &'a Filter,
    detect: Detect<'a, L>,
    stop: &'a Stop,
    total: &'a Mutex<Discovery<L>>,
    found: Discovery<L>,
}

impl<L> Drop for Collector<'_, L> {
    fn drop(&mut self) {
        let found = std::mem::replace(&mut self.found, Discovery::empty());
        self.total.lock().unwrap_or_else(PoisonError::into_inner).append(found);
    }
}

impl<L: Copy + Send> ParallelVisitor for Collector<'_, L> {
    fn visit(&mut self, entry: Result<DirEntry, ignore::Error>) -> WalkState {
        if self.stop.signal().is_some() {
            return WalkState::Quit;
        }
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => self.meet(&entry),
            Ok(_) => {}
            // An error without a depth is about the ignore files above a root: git passes over these in silence.
            Err(error) if error.depth().is_none() => {}
            Err(error) => self.found.skipped.extend(refusal(&error, Path::new(""))),
        }
        WalkState::Continue
    }
}

impl<L: Copy> Collector<'_, L> {
    fn meet(&mut self, entry: &DirEntry) {
        let path = reported(entry.path());
        let Some(language) = (self.detect)(path) else { return };
        if self.filter.rules.hide_file(path) {
            return;
        }
        match entry.metadata() {
            // A name that was a file in the directory and is none any more is as good as vanished.
            Ok(state) if !state.is_file() => {}
            Ok(state) => {
                let (path, size) = (path.to_path_buf(), state.len());
                let source = Source::File;
                self.found.candidates.push(Candidate { path, language, size, named: false, source });
            }
            Err(error) => self.found.skipped.extend(refusal(&error, path)),
        }
    }
}

/// The row for a refusal of the operating system, none for what has vanished since its directory was read.
fn refusal(error: &ignore::Error, path: &Path) -> Option<Skipped> {
    match error {
        ignore::Error::WithPath { path, err } => refusal(err, path),
        ignore::Error::WithDepth { err, .. } => refusal(err, path),
        ignore::Error::Io(error) if error.kind() == ErrorKind::NotFound => None,
        error => {
            let path = reported(path).to_path_buf();
            Some(Skipped { path, reason: SkipReason::Unreadable, detail: error.to_string() })
        }
    }
}

/// The walker joins names to the root as given, so that below `.` everything starts with `./`.
fn reported(path: &Path) -> &Path {
    match path.strip_prefix(".") {
        Ok(rest) if !rest.as_os_str().is_empty() => rest,
        _ => path,
    }
}
