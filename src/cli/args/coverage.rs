//! What the tests ran: the options that commands share.

use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Coverage")]
pub(in crate::cli) struct CoverageArgs {
    /// A report on what the tests run: coverage.py's JSON, Cobertura, lcov or Istanbul's JSON
    #[arg(long, value_name = "FILE,…", value_delimiter = ',')]
    pub(in crate::cli) coverage: Vec<PathBuf>,
    /// The directory that relative paths in these reports begin at [default: the ends of the paths decide]
    #[arg(long, value_name = "DIR", requires = "coverage")]
    pub(in crate::cli) coverage_root: Option<PathBuf>,
}
