//! The question why: which lines of a function add how much to its scores.

use super::session::Session;
use super::{SessionError, languages};
use crate::model::{Explanation, FunctionMetrics, printable};
use crate::pipeline::explain_text;
use std::path::{Path, PathBuf};

/// A file, or a function of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub path: PathBuf,
    /// The qualified name of the function, or the end of it; `None` is all functions of the file.
    pub name: Option<String>,
}

impl Place {
    /// Reads `PATH` or `PATH::NAME`, where both may have colons: the longest part that is a file is the path.
    #[must_use]
    pub fn read(typed: &Path) -> Place {
        let whole = || Place { path: typed.to_owned(), name: None };
        let Some(text) = typed.to_str().filter(|_| typed.symlink_metadata().is_err()) else { return whole() };
        let splits = text.rmatch_indices("::").map(|(at, colons)| (&text[..at], &text[at + colons.len()..]));
        let splits: Vec<_> = splits.collect();
        let is_file = |(path, _): &&(&str, &str)| Path::new(path).symlink_metadata().is_ok();
        let split = splits.iter().find(is_file).or(splits.last());
        split.map_or_else(whole, |(path, name)| Place {
            path: PathBuf::from(path),
            name: Some((*name).to_owned()),
        })
    }
}

/// Why the scores of a place are what they are.
#[derive(Debug)]
pub struct Explained {
    /// The whole file.
    pub explanation: Explanation,
    /// Which functions of it were meant, by their rows in the record; at least one.
    pub functions: Vec<usize>,
}

impl Session {
    /// Says why the scores of a place are what they are.
    ///
    /// # Errors
    /// If the file could not be measured, or has no such function.
    pub fn explain(&self, place: &Place) -> Result<Explained, SessionError> {
        let explanation = self.explanation(&place.path)?;
        let functions = functions(&explanation, place.name.as_deref());
        if functions.is_empty() {
            return Err(SessionError::Request(unknown(place, &explanation)));
        }
        Ok(Explained { explanation, functions })
    }

    fn explanation(&self, path: &Path) -> Result<Explanation, SessionError> {
        let text = self.bytes_of(path)?;
        let filter = self.configured.filter(path.parent().unwrap_or(Path::new("")));
        let of_text = || Some(self.file_of_text(path)?.language);
        let Some(language) = of_text().or_else(|| languages::of_named(path, &filter)) else {
            return Err(SessionError::Request(format!("{}: in no known language", path.display())));
        };
        explain_text(path, text, language, &self.plan.limits, &self.work.course)
            .map_err(SessionError::NotMeasured)
    }
}

/// The rows of the functions that are meant.
fn functions(explanation: &Explanation, name: Option<&str>) -> Vec<usize> {
    match name {
        Some(name) => rows_called(&explanation.metrics.functions, name),
        None => (0..explanation.metrics.functions.len()).collect(),
    }
}

/// The places of the functions that are called so: wholly, or else in their last parts.
pub(super) fn rows_called(functions: &[FunctionMetrics], name: &str) -> Vec<usize> {
    let all = || functions.iter().map(|function| function.qualified_name.as_str());
    let rows = |is_meant: &dyn Fn(&str) -> bool| -> Vec<usize> {
        all().enumerate().filter(|(_, known)| is_meant(known)).map(|(row, _)| row).collect()
    };
    let exact = rows(&|known| known == name);
    if exact.is_empty() {
        rows(&|known| known.strip_suffix(name).is_some_and(|before| before.ends_with('.')))
    } else {
        exact
    }
}

fn unknown(place: &Place, explanation: &Explanation) -> String {
    let path = place.path.display();
    let Some(name) = &place.name else { return format!("{path}: there is no function in it") };
    let known = explanation.metrics.functions.iter().map(|function| function.qualified_name.as_str());
    let alike = |known: &str| {
        let last = known.rsplit('.').next().unwrap_or(known);
        strsim::jaro_winkler(name, known).max(strsim::jaro_winkler(name, last))
    };
    let scored = known.map(|known| (alike(known), known));
    let nearest = scored.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|(score, _)| *score > 0.7);
    let hint =
        nearest.map(|(_, known)| format!("; did you mean `{}`?", printable(known))).unwrap_or_default();
    format!("{path}: there is no function `{}` in it{hint}", printable(name))
}
