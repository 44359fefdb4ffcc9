//! From `--staged` and `--since` to what changed, measured.

use super::args::ChangeArgs;
use super::select::Selection;
use crate::discover::git::{ChangedFiles, Changes, Range, WorkTree, select};
use crate::language::{LanguageSpec, by_path};
use crate::model::Outcome;
use crate::pipeline::measure_all;
use anyhow::Result;
use std::path::PathBuf;

/// What changed, chosen and not yet measured.
#[derive(Debug)]
pub(super) struct Changed {
    files: ChangedFiles<&'static LanguageSpec>,
}

impl Changed {
    /// Asks git; `None` if nothing at all is staged and files were named, which are then to be taken as they are.
    ///
    /// pre-commit names every file when it is run over all of them, and stages none.
    pub(super) fn find(
        options: &ChangeArgs,
        selection: &Selection,
        paths: &[PathBuf],
    ) -> Result<Option<Changed>> {
        let changes = changes(options, paths)?;
        let names_files = paths.iter().any(|path| path.is_file());
        if options.staged && changes.is_empty() && names_files {
            return Ok(None);
        }
        Ok(Some(Changed { files: select(changes, &selection.request, &by_path)? }))
    }

    /// Measures what was asked for as it is.
    pub(super) fn measure(mut self, selection: &Selection) -> Outcome {
        let wanted = self.files.wanted;
        self.files.after.retain(|file| wanted.contains(&file.path));
        let mut outcome = measure_all(&self.files.after, &selection.limits);
        outcome.skipped.extend(self.files.skipped);
        outcome.sort();
        outcome
    }

    /// Files that git only knows somebody intends to add.
    pub(super) fn intended(&self) -> &[PathBuf] {
        &self.files.intended
    }
}

fn changes(options: &ChangeArgs, paths: &[PathBuf]) -> Result<Changes> {
    let work_tree = WorkTree::open()?;
    let range = match options.since.as_deref() {
        Some("auto") => Some(Range::of_environment()?),
        Some(since) => Some(Range { since: since.to_owned(), until: None }),
        // pre-commit's hooks for a push judge commits, with the index that happens to be there.
        None => Range::of_push(),
    };
    Ok(match range {
        Some(range) => {
            let until = options.until.clone().or(range.until);
            work_tree.since(&Range { since: range.since, until }, paths)?
        }
        None => work_tree.staged(paths)?,
    })
}
