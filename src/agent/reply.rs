//! The answer to an event, in the form and with the status that its agent passes on to the model.

use super::event::{Event, Moment};
use super::host::Host;
use serde_json::json;

/// What an answer may have, whatever form it is in.
pub(crate) const MOST_BYTES: usize = 500;

/// An answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Reply {
    /// For standard output.
    pub output: String,
    /// For standard error.
    pub error: String,
    /// The exit status.
    pub status: u8,
}

impl Reply {
    /// Says something: `text` is asked for a text of at most so many bytes. Nothing is said by [`Reply::default`].
    #[must_use]
    pub(crate) fn new(event: &Event, text: impl Fn(usize) -> String) -> Reply {
        let mut room = MOST_BYTES;
        loop {
            let reply = Reply::saying(event, &text(room));
            let length = reply.output.len() + reply.error.len();
            if length <= MOST_BYTES || room == 0 {
                return reply;
            }
            room = room.saturating_sub(length - MOST_BYTES);
        }
    }

    fn saying(event: &Event, text: &str) -> Reply {
        let is_end = matches!(event.moment, Moment::End { .. });
        let output = match (event.host, is_end) {
            // Standard output is for the user there, and another status than 2 is not passed on.
            (Host::Claude | Host::Codex, _) => {
                return Reply { error: format!("{}\n", text.trim_end()), status: 2, output: String::new() };
            }
            (Host::Cursor, true) => json!({"followup_message": text}),
            (Host::Cursor, false) => json!({"additional_context": text}),
            (Host::Gemini, true) => json!({"decision": "deny", "reason": text}),
            // A status of 2 would put the text in the place of what the tool said.
            (Host::Gemini, false) => {
                json!({"hookSpecificOutput": {"hookEventName": event.name, "additionalContext": text}})
            }
        };
        Reply { output: format!("{output}\n"), ..Reply::default() }
    }
}
