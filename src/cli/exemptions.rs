//! `metrics exemptions`: everything that a check does not look at, in one list.

use super::args::{ExemptionsArgs, Format};
use super::request;
use super::run::Run;
use super::terminal::{look, told};
use crate::config::Color;
use crate::model::printable;
use crate::report::exemptions::{write_json, write_text};
use crate::session::{Exemptions, Session};
use anyhow::Result;
use std::io::Write;
use std::process::ExitCode;

pub(super) fn exemptions(options: &ExemptionsArgs, color: Option<Color>) -> Result<ExitCode> {
    let (run, mut session) = Run::open(&options.run, request::exemptions(options, color)?)?;
    let Exemptions { all, notes } = run.attend(&mut session, Session::exemptions)?;
    run.finish(session)?;
    if !options.run.quiet {
        notes.iter().try_for_each(|note| writeln!(told(), "note: {}", printable(note)))?;
    }
    let destination = options.output.destination();
    let look = look(&destination);
    let write = |out: &mut dyn Write| match options.format {
        Format::Json => write_json(&all, out),
        _ => write_text(&all, look, out),
    };
    destination.write(write, || true)?;
    Ok(ExitCode::SUCCESS)
}
