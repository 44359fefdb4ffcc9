//! The `metrics` command: runs, maps the result to an exit status, and is quiet on a closed pipe.

use code_metrics::discover::git::GitError;
use std::io::{ErrorKind, Write};
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    code_metrics::syntax::use_mimalloc();
    code_metrics::pipeline::install_quiet_hook();
    code_metrics::cli::run(std::env::args_os()).unwrap_or_else(|error| status(&error))
}

fn status(error: &anyhow::Error) -> ExitCode {
    if let Some(usage) = error.downcast_ref::<clap::Error>() {
        let asked_for = !usage.use_stderr();
        return if usage.print().is_ok() && asked_for { ExitCode::SUCCESS } else { ExitCode::from(2) };
    }
    if is_closed_pipe(error) {
        return ExitCode::SUCCESS;
    }
    // standard error may be closed too, and then there is nobody to tell
    let _ = writeln!(std::io::stderr(), "error: {error:#}");
    if let Some(help) = error.downcast_ref::<GitError>().and_then(GitError::help) {
        let _ = writeln!(std::io::stderr(), "help: {help}");
    }
    ExitCode::from(2)
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<std::io::Error>())
        .any(|io| io.kind() == ErrorKind::BrokenPipe)
}
