//! Groups of files: the options that commands share.

use crate::session::Grouping;
use clap::{Args, ValueEnum};

#[derive(Debug, Default, Args)]
pub(in crate::cli) struct GroupingArgs {
    /// Put files together
    #[arg(long, value_enum, value_name = "WHAT", help_heading = "Report")]
    pub(in crate::cli) by: Option<Together>,
    /// With `--by directory`: how deep [default: 1]
    #[arg(long, value_name = "N", value_parser = depth, requires = "by", help_heading = "Report")]
    pub(in crate::cli) depth: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Together {
    /// Directories, each with all that is below it
    Directory,
    /// Packages: what the nearest `package.json` or `pyproject.toml` names
    Package,
    /// Owners, as CODEOWNERS has them
    Owner,
}

impl GroupingArgs {
    /// What was asked for.
    pub(in crate::cli) fn grouping(&self) -> Option<Grouping> {
        Some(match self.by? {
            Together::Directory => Grouping::Directory { depth: self.depth.unwrap_or(1) },
            Together::Package => Grouping::Package,
            Together::Owner => Grouping::Owner,
        })
    }
}

/// A number of directories above each other.
pub(super) fn depth(text: &str) -> Result<usize, String> {
    let number = text.parse().ok().filter(|number| *number > 0);
    number.ok_or_else(|| "expected a number from 1".to_owned())
}
