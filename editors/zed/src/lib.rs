//! Starts `metrics lsp`, as it is found in the environment of the project, and lets it do the rest.

use zed_extension_api::settings::LspSettings;
use zed_extension_api::{register_extension, serde_json, Command, Extension, LanguageServerId, Result, Worktree};

struct Metrics;

impl Extension for Metrics {
    fn new() -> Metrics {
        Metrics
    }

    fn language_server_command(&mut self, _: &LanguageServerId, worktree: &Worktree) -> Result<Command> {
        let command = worktree.which("metrics").ok_or("`metrics` is not installed")?;
        Ok(Command { command, args: vec!["lsp".to_owned()], env: worktree.shell_env() })
    }

    fn language_server_initialization_options(
        &mut self,
        server: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Option<serde_json::Value>> {
        Ok(LspSettings::for_worktree(server.as_ref(), worktree)?.initialization_options)
    }
}

register_extension!(Metrics);
