//! `metrics explain`: which lines of a function, a class or a module add how much to its scores.

use super::args::{ExplainArgs, Format};
use super::terminal::{choose, look, told};
use crate::config::{Color, Options};
use crate::model::{counted, printable};
use crate::report::{ExplanationReport, Look, folded, quoted};
use crate::session::{Aim, Among, Explained, Place, Selection, Session};
use anyhow::{Result, bail};
use std::io::{self, Write, stdin};
use std::path::Path;
use std::process::ExitCode;

pub(super) fn explain(options: &ExplainArgs, color: Option<Color>) -> Result<ExitCode> {
    let mut place = Place::read(&options.place);
    if options.all && place.aim == Aim::Worst {
        place.aim = Aim::Functions;
    }
    let is_input = place.path == Path::new("-");
    match &options.stdin_filename {
        Some(name) if is_input => place.path.clone_from(name),
        Some(_) => bail!("--stdin-filename: standard input is not read without `-`"),
        None if is_input => {
            bail!("-: the language of standard input is not known without `--stdin-filename`")
        }
        None => {}
    }
    let selection = Selection::of(vec![place.path.clone()]);
    let mut session =
        Session::open(Selection { options: Options { color, ..Options::default() }, ..selection })?;
    choose(session.settings().color.value);
    if is_input {
        session.take_text(&place.path, stdin().lock())?;
    }
    let (place, among) = session.locate(&place)?;
    let explained = session.explain(&place)?;
    write(options, &place, &explained, among)?;
    session.close();
    if explained.explanation.metrics.parse_errors > 0 {
        let path = place.path.to_string_lossy();
        writeln!(told(), "warning: {}: parse errors: what is in it is not all known", printable(&path))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn write(options: &ExplainArgs, place: &Place, explained: &Explained, among: Option<Among>) -> Result<()> {
    let Explained { explanation, topics, among: in_file } = explained;
    let destination = options.output.destination();
    let look = look(&destination);
    let report = ExplanationReport { path: &place.path, explanation, topics, look };
    let write = |out: &mut dyn Write| {
        match options.format {
            Format::Json => return report.write_json(out),
            _ if options.halstead => report.write_tokens(out)?,
            _ => report.write_scores(out)?,
        }
        among.or(*in_file).map_or(Ok(()), |among| hint(among, &place.path, look, out))
    };
    Ok(destination.write(write, || true)?)
}

/// What else could be explained.
fn hint(among: Among, path: &Path, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let Among { functions, files } = among;
    let path = path.to_string_lossy();
    let (path, functions) = (quoted(&path), counted(functions, "function", "functions"));
    let files = if files > 1 { format!(" in {}", counted(files, "file", "files")) } else { String::new() };
    let text = format!(
        "help: the worst of {functions}{files}; `metrics explain {path}:LINE` or `{path}::NAME` explains another, \
         `--all` those of the file"
    );
    writeln!(out, "{}", folded(&printable(&text), look.width, 6))
}
