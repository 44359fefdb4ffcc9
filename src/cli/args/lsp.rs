//! The options of `metrics lsp`.

use clap::Args;

#[derive(Debug, Args)]
pub(in crate::cli) struct LspArgs {
    /// Speak on standard input and output, which is the only way: editors say so
    #[arg(long)]
    pub(in crate::cli) stdio: bool,
}
