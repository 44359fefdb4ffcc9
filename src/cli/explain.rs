//! `metrics explain`: which lines of a function add how much to its scores.

use super::args::{ExplainArgs, Format};
use super::terminal::choose;
use crate::config::{Color, Options};
use crate::model::printable;
use crate::report::ExplanationReport;
use crate::session::{Explained, Place, Selection, Session};
use anyhow::Result;
use std::io::{Write, stderr};
use std::process::ExitCode;

pub(super) fn explain(options: &ExplainArgs, color: Option<Color>) -> Result<ExitCode> {
    let place = Place::read(&options.place);
    let selection = Selection::of(vec![place.path.clone()]);
    let session = Session::open(Selection { options: Options { color, ..Options::default() }, ..selection })?;
    choose(session.settings().color.value);
    let Explained { explanation, functions } = session.explain(&place)?;
    let report = ExplanationReport { path: &place.path, explanation: &explanation, functions: &functions };
    let write = |out: &mut dyn Write| match options.format {
        Format::Json => report.write_json(out),
        _ if options.halstead => report.write_tokens(out),
        _ => report.write_scores(out),
    };
    options.output.destination().write(write, || true)?;
    if explanation.metrics.parse_errors > 0 {
        let path = place.path.to_string_lossy();
        writeln!(stderr(), "warning: {}: parse errors: what is in it is not all known", printable(&path))?;
    }
    Ok(ExitCode::SUCCESS)
}
