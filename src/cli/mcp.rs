//! `metrics mcp`: a server for coding agents, on standard input and output.

use crate::mcp::serve;
use anyhow::Result;
use std::io::{stdin, stdout};
use std::process::ExitCode;

pub(super) fn mcp() -> Result<ExitCode> {
    serve(stdin().lock(), stdout().lock())?;
    Ok(ExitCode::SUCCESS)
}
