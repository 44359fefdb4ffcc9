//! The agents that are known, and how each is told to run the hook. Their contracts as of 2026-11-26.

/// An agent that can run a hook after an edit and at the end of a turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host {
    /// Claude Code; the documentation is at <https://code.claude.com/docs/en/hooks>.
    Claude,
    /// Codex; <https://developers.openai.com/codex/hooks>.
    Codex,
    /// Cursor; <https://cursor.com/docs/hooks>.
    Cursor,
    /// Gemini CLI; <https://geminicli.com/docs/hooks/reference>.
    Gemini,
}

/// What the settings of all of them name.
pub(super) const COMMAND: &str = "metrics hook";

impl Host {
    /// All of them.
    pub const ALL: [Host; 4] = [Host::Claude, Host::Codex, Host::Cursor, Host::Gemini];

    /// Its name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Host::Claude => "claude",
            Host::Codex => "codex",
            Host::Cursor => "cursor",
            Host::Gemini => "gemini",
        }
    }

    /// The file of a project that its hooks stand in, from the root of the project.
    #[must_use]
    pub(crate) fn settings_file(self) -> &'static str {
        match self {
            Host::Claude => ".claude/settings.json",
            Host::Codex => ".codex/hooks.json",
            Host::Cursor => ".cursor/hooks.json",
            Host::Gemini => ".gemini/settings.json",
        }
    }

    /// The events that the hook is for, each with the element that goes into its list.
    pub(super) fn entries(self) -> [(&'static str, String); 2] {
        let group = |matcher: &str, timeout: u32| {
            let matcher =
                if matcher.is_empty() { String::new() } else { format!(r#""matcher": "{matcher}", "#) };
            let hook = format!(r#"{{"type": "command", "command": "{COMMAND}", "timeout": {timeout}}}"#);
            format!(r#"{{{matcher}"hooks": [{hook}]}}"#)
        };
        let plain = |matcher: &str| format!(r#"{{"command": "{COMMAND}"{matcher}}}"#);
        match self {
            Host::Claude => {
                [("PostToolUse", group("Edit|MultiEdit|Write|NotebookEdit", 30)), ("Stop", group("", 30))]
            }
            Host::Codex => [("PostToolUse", group("apply_patch|Edit|Write", 30)), ("Stop", group("", 30))],
            // `afterFileEdit` is for formatters: nobody reads what its hooks say.
            Host::Cursor => [("postToolUse", plain(r#", "matcher": "Write""#)), ("stop", plain(""))],
            // In milliseconds.
            Host::Gemini => {
                [("AfterTool", group("write_file|replace", 30_000)), ("AfterAgent", group("", 30_000))]
            }
        }
    }

    /// What a settings file of its own needs besides.
    pub(super) fn preamble(self) -> &'static str {
        match self {
            Host::Cursor => "\"version\": 1,\n  ",
            _ => "",
        }
    }
}
