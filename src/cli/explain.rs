//! `metrics explain`: which lines of a function add how much to its scores.

use super::args::{ExplainArgs, ExplainFormat, SelectionArgs};
use super::configured::{Configured, Demands};
use super::select::{Selection, language_of_named};
use crate::config::Color;
use crate::discover::{Links, read};
use crate::model::{Explanation, Skipped, printable};
use crate::pipeline::explain_text;
use crate::report::{Destination, ExplanationReport, escaped};
use crate::watch::{Stop, Watch};
use anyhow::{Result, anyhow, bail};
use std::io::{Write, stderr};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub(super) fn explain(options: &ExplainArgs, color: Option<Color>) -> Result<ExitCode> {
    let (path, name) = place(&options.place);
    let explanation = explanation(&path, color)?;
    let functions = functions(&explanation, name.as_deref());
    if functions.is_empty() {
        bail!(unknown(&path, name.as_deref(), &explanation));
    }
    let report = ExplanationReport { path: &path, explanation: &explanation, functions: &functions };
    let write = |out: &mut dyn Write| match options.format {
        ExplainFormat::Json => report.write_json(out),
        ExplainFormat::Text if options.halstead => report.write_tokens(out),
        ExplainFormat::Text => report.write_scores(out),
    };
    Destination::Stdout.write(write, || true)?;
    if explanation.metrics.parse_errors > 0 {
        let path = path.to_string_lossy();
        writeln!(stderr(), "warning: {}: parse errors: what is in it is not all known", printable(&path))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// `PATH` or `PATH::NAME`, where both may have colons: the longest part that is a file is the path.
fn place(typed: &Path) -> (PathBuf, Option<String>) {
    let whole = || (typed.to_owned(), None);
    let Some(text) = typed.to_str().filter(|_| typed.symlink_metadata().is_err()) else { return whole() };
    let splits = text.rmatch_indices("::").map(|(at, colons)| (&text[..at], &text[at + colons.len()..]));
    let splits: Vec<_> = splits.collect();
    let is_file = |(path, _): &&(&str, &str)| Path::new(path).symlink_metadata().is_ok();
    let split = splits.iter().find(is_file).or(splits.last());
    split.map_or_else(whole, |(path, name)| (PathBuf::from(path), Some((*name).to_owned())))
}

fn explanation(path: &Path, color: Option<Color>) -> Result<Explanation> {
    let options = SelectionArgs::default();
    let paths = vec![path.to_owned()];
    let configured = Configured::new(&options, &paths, Demands { color, ..Demands::default() })?;
    let selection = Selection::new(&options, paths, &configured)?;
    let failed = |file: Skipped| {
        let path = file.path.to_string_lossy();
        anyhow!("{}: {}: {}", escaped(&path), file.reason.word().replace('_', " "), escaped(&file.detail))
    };
    let text = read(path, Links::Follow, configured.of_file(path)?.max_file_size.value)
        .map_err(failed)?
        .unwrap_or_default();
    let filter = configured.filter(path.parent().unwrap_or(Path::new("")));
    let Some(language) = language_of_named(path, &filter) else {
        bail!("{}: in no known language", escaped(&path.to_string_lossy()));
    };
    let watch = Watch::new(Stop::default());
    explain_text(path, text, language, &selection.limits, &watch).map_err(failed)
}

/// The rows of the functions that are called so: wholly, or else in their last parts.
fn functions(explanation: &Explanation, name: Option<&str>) -> Vec<usize> {
    let all = || explanation.metrics.functions.iter().map(|function| function.qualified_name.as_str());
    let rows = |is_meant: &dyn Fn(&str) -> bool| -> Vec<usize> {
        all().enumerate().filter(|(_, known)| is_meant(known)).map(|(row, _)| row).collect()
    };
    let Some(name) = name else { return rows(&|_| true) };
    let exact = rows(&|known| known == name);
    if exact.is_empty() {
        rows(&|known| known.strip_suffix(name).is_some_and(|before| before.ends_with('.')))
    } else {
        exact
    }
}

fn unknown(path: &Path, name: Option<&str>, explanation: &Explanation) -> String {
    let path = path.to_string_lossy();
    let path = escaped(&path);
    let Some(name) = name else { return format!("{path}: there is no function in it") };
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
