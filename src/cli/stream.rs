//! `metrics stream`: texts on standard input, a record a line on standard output.

use super::args::StreamArgs;
use super::terminal::told;
use crate::config::Options;
use crate::model::counted;
use crate::report::escaped;
use crate::session::Stream;
use anyhow::Result;
use std::io::{Write, stdin, stdout};
use std::process::ExitCode;

pub(super) fn stream(typed: &StreamArgs) -> Result<ExitCode> {
    let stream = Stream::open(&Options {
        jobs: typed.jobs,
        max_file_size: typed.max_file_size,
        include_generated: typed.include_generated,
        cache_directory: typed.cache_dir.clone(),
        ..Options::default()
    })?;
    let counts = stream.answer(stdin(), &mut stdout().lock())?;
    let warning = stream.close();
    if typed.quiet {
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(warning) = warning {
        writeln!(told(), "warning: {}", escaped(&warning))?;
    }
    if counts.bad > 0 {
        let bad = counted(usize::try_from(counts.bad).unwrap_or(usize::MAX), "line says", "lines say");
        writeln!(told(), "warning: {bad} no text in a known language, of {}: `bad_input`", counts.lines)?;
    }
    Ok(ExitCode::SUCCESS)
}
