//! Where an answer goes: the option that commands share.

use crate::report::Destination;
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Default, Args)]
pub(in crate::cli) struct OutputArgs {
    /// Write the report to a file, whole or not at all
    #[arg(short, long, value_name = "FILE", help_heading = "Report")]
    pub(in crate::cli) output: Option<PathBuf>,
}

impl OutputArgs {
    pub(in crate::cli) fn destination(&self) -> Destination {
        self.output.clone().map_or(Destination::Stdout, Destination::File)
    }
}
