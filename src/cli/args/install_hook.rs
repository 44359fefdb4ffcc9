//! The options of `metrics install-hook`.

use crate::agent::Host;
use clap::{Args, builder::PossibleValue};

#[derive(Debug, Args)]
pub(in crate::cli) struct InstallHookArgs {
    /// Let a coding agent check its edits, by the settings of the project, instead of git its commits
    #[arg(long, value_enum, value_name = "NAME")]
    pub(in crate::cli) agent: Option<Agent>,
    /// Only say whether it is installed; exit with 1 if it is not
    #[arg(long)]
    pub(in crate::cli) status: bool,
    /// Take it out again, of git or of the settings of the agent, and nothing else
    #[arg(long, conflicts_with = "status")]
    pub(in crate::cli) uninstall: bool,
}

/// An agent, as it is typed.
#[derive(Clone, Copy, Debug)]
pub(in crate::cli) struct Agent(pub(in crate::cli) Host);

impl clap::ValueEnum for Agent {
    fn value_variants<'a>() -> &'a [Agent] {
        const ALL: [Agent; Host::ALL.len()] =
            [Agent(Host::ALL[0]), Agent(Host::ALL[1]), Agent(Host::ALL[2]), Agent(Host::ALL[3])];
        &ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.0.name()))
    }
}
