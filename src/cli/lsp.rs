//! `metrics lsp`: a language server, on standard input and output.

use crate::lsp::serve;
use anyhow::Result;
use std::process::ExitCode;

pub(super) fn lsp() -> Result<ExitCode> {
    // The protocol wants 1 of a server that was not shut down before it was told to go.
    Ok(if serve()? { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
