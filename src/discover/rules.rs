//! What counts in a directory: the filter of its configuration, and the ignore files there and above.

use super::filter::{Filter, Govern, excluded_name};
use super::ignores::{Ignores, Present, Whose};
use super::{HiddenBy, Request, as_reported};
use crate::model::Skipped;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What is looked for, and who says what holds where.
pub(super) struct Search<'a> {
    pub(super) request: &'a Request,
    pub(super) govern: Govern<'a>,
    /// The directory that relative paths are relative to.
    pub(super) current: PathBuf,
}

impl<'a> Search<'a> {
    pub(super) fn new(request: &'a Request, govern: Govern<'a>) -> Search<'a> {
        // Without a current directory only absolute paths are left, and these do not need it.
        Search { request, govern, current: std::env::current_dir().unwrap_or_default() }
    }

    /// The filter that holds for a file.
    pub(super) fn filter_of(&self, file: &Path) -> Arc<Filter> {
        (self.govern)(file.parent().unwrap_or(Path::new("")))
    }
}

/// What counts in a directory.
#[derive(Clone)]
pub(super) struct Rules {
    pub(super) filter: Arc<Filter>,
    ignores: Ignores,
    whose: Whose,
}

impl Rules {
    /// In a directory that a search begins with; its own ignore files are still to be read.
    ///
    /// # Errors
    /// The row for an ignore file above that must not be opened.
    pub(super) fn at(directory: &Path, filter: Arc<Filter>, whose: Whose) -> Result<Rules, Skipped> {
        let above = || Ignores::above(directory, whose, filter.earlier_ignores.clone());
        let ignores = if filter.use_ignore { above()? } else { Ignores::none() };
        Ok(Rules { filter, ignores, whose })
    }

    /// In a directory of this one, unless something is found there.
    pub(super) fn below(&self, name: &OsStr) -> Rules {
        Rules { filter: Arc::clone(&self.filter), ignores: self.ignores.below(name), whose: self.whose }
    }

    /// Lets another configuration govern from this directory on.
    ///
    /// # Errors
    /// As [`Rules::at`].
    pub(super) fn govern(&mut self, directory: &Path, filter: Arc<Filter>) -> Result<(), Skipped> {
        if self.filter.use_ignore != filter.use_ignore {
            *self = Rules::at(directory, filter, self.whose)?;
        } else if !Arc::ptr_eq(&self.filter, &filter) {
            self.filter = filter;
        }
        Ok(())
    }

    /// Reads the directory's own ignore files if they count.
    ///
    /// # Errors
    /// The row for one that must not be opened.
    pub(super) fn read(&mut self, directory: &Path, present: Present) -> Result<(), Skipped> {
        if self.filter.use_ignore { self.ignores.read(&as_reported(directory), present) } else { Ok(()) }
    }

    /// Whether a walk passes over an entry of the directory for its name or by an ignore file.
    pub(super) fn passes_over(&self, request: &Request, name: &OsStr, is_directory: bool) -> bool {
        let is_hidden = || !request.hidden && name.as_encoded_bytes().first() == Some(&b'.');
        self.ignores.hide(name, is_directory).unwrap_or_else(is_hidden)
    }

    /// Why it does.
    pub(super) fn against(&self, name: &OsStr, is_directory: bool) -> HiddenBy {
        let by_name = || excluded_name(name).filter(|_| is_directory).map_or(HiddenBy::Dot, HiddenBy::Name);
        self.ignores.against(name, is_directory).unwrap_or_else(by_name)
    }
}
