//! Which change a command looks at: the options that commands share.

use clap::Args;

#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Changes")]
pub(in crate::cli) struct ChangeArgs {
    /// Only what is staged, as it would be committed; paths narrow it down
    #[arg(long, conflicts_with_all = ["since", "until", "paths_from"])]
    pub(in crate::cli) staged: bool,
    /// Only what changed since the common ancestor with a revision; `auto` asks the environment of pre-commit, GitHub or GitLab
    #[arg(long, value_name = "REV", conflicts_with = "paths_from")]
    pub(in crate::cli) since: Option<String>,
    /// With `--since`: as it is in this revision, not in the work tree
    #[arg(long, value_name = "REV", requires = "since")]
    pub(in crate::cli) until: Option<String>,
}
