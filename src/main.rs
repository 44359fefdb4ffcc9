//! The `metrics` command.

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    code_metrics::syntax::end_aborts_with(2);
    code_metrics::text::install_quiet_hook();
    code_metrics::cli::run(std::env::args_os()).unwrap_or_else(|error| code_metrics::cli::fail(&error))
}
