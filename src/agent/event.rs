//! What an agent says happened: which agent it is, and which files it edited, or that its turn is over.

use super::host::Host;
use super::patch;
use serde_json::Value;
use std::path::PathBuf;

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The agent that says so.
    pub host: Host,
    /// The name of the event, as the agent spells it.
    pub name: String,
    /// What it was.
    pub moment: Moment,
    /// The directory that the agent works in.
    pub directory: Option<PathBuf>,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Moment {
    /// These files were edited, perhaps removed; none if the tool edits nothing.
    Edit(Vec<PathBuf>),
    /// The turn is over.
    End {
        /// Whether that is so because a hook sent the agent on before: it is told once and not for ever.
        again: bool,
    },
}

/// A text that says of no event.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoEvent {
    /// It is no JSON object.
    #[error("no JSON object on standard input: {0}")]
    Json(String),
    /// A field is missing.
    #[error("the event has no `{0}`: an agent's hook gets its payload on standard input")]
    Missing(&'static str),
    /// It is another event.
    #[error(
        "nothing was edited in the event `{0}`: the hook is for what comes after a tool, and at the end of a turn"
    )]
    Other(String),
    /// A tool that edits files, and nobody knows which.
    #[error("`{0}` edits files, and its input names none")]
    NoFile(String),
}

/// The keys under which tools have a file.
const FILES: [&str; 8] = [
    "file_path",
    "path",
    "notebook_path",
    "target_file",
    "target_notebook",
    "absolute_path",
    "filePath",
    "filename",
];

/// The keys under which they have several.
const LISTS: [&str; 3] = ["edits", "files", "changes"];

/// The keys under which they have a patch.
const PATCHES: [&str; 4] = ["command", "patch", "input", "diff"];

impl Event {
    /// Reads the payload of a hook.
    ///
    /// # Errors
    /// If it is none, or of an event that no edit belongs to.
    pub fn read(payload: &[u8]) -> Result<Event, NoEvent> {
        let payload = payload.strip_prefix(b"\xef\xbb\xbf").unwrap_or(payload);
        let value: Value =
            serde_json::from_slice(payload).map_err(|error| NoEvent::Json(error.to_string()))?;
        if !value.is_object() {
            return Err(NoEvent::Json("it is something else".to_owned()));
        }
        let name = value["hook_event_name"].as_str().ok_or(NoEvent::Missing("hook_event_name"))?.to_owned();
        let host = host(&name, &value);
        let moment = match name.to_ascii_lowercase().as_str() {
            "posttooluse" | "aftertool" => Moment::Edit(edited(&value)?),
            "afterfileedit" | "aftertabfileedit" => match files(&value) {
                files if files.is_empty() => return Err(NoEvent::Missing("file_path")),
                files => Moment::Edit(files),
            },
            "stop" | "subagentstop" | "afteragent" => Moment::End { again: is_again(&value) },
            _ => return Err(NoEvent::Other(name)),
        };
        let root = value["workspace_roots"].get(0).and_then(Value::as_str);
        let directory = value["cwd"].as_str().filter(|it| !it.is_empty()).or(root).map(PathBuf::from);
        Ok(Event { host, name, moment, directory })
    }
}

/// Each agent has fields of its own; what all have in common is Claude Code's.
fn host(name: &str, payload: &Value) -> Host {
    let has = |key: &str| payload.get(key).is_some();
    if has("cursor_version") || has("conversation_id") || name.starts_with(char::is_lowercase) {
        Host::Cursor
    } else if name.starts_with("After") {
        Host::Gemini
    } else if has("turn_id") || payload["tool_name"] == "apply_patch" {
        Host::Codex
    } else {
        Host::Claude
    }
}

fn is_again(payload: &Value) -> bool {
    payload["stop_hook_active"] == true || payload["loop_count"].as_u64().is_some_and(|count| count > 0)
}

/// The files that a tool edited; none for one that edits nothing.
fn edited(payload: &Value) -> Result<Vec<PathBuf>, NoEvent> {
    let tool = payload["tool_name"].as_str().ok_or(NoEvent::Missing("tool_name"))?;
    if !edits(tool) {
        return Ok(Vec::new());
    }
    let input = match &payload["tool_input"] {
        Value::Null => return Err(NoEvent::Missing("tool_input")),
        Value::String(text) => {
            serde_json::from_str(text).unwrap_or_else(|_| serde_json::json!({"patch": text}))
        }
        input => input.clone(),
    };
    match files(&input) {
        files if files.is_empty() => Err(NoEvent::NoFile(tool.to_owned())),
        files => Ok(files),
    }
}

/// Tools have got new names before, and what they do stands in them.
fn edits(tool: &str) -> bool {
    let tool = tool.to_ascii_lowercase();
    let words = ["edit", "write", "patch", "replace", "delete"];
    words.iter().any(|word| tool.contains(word)) && !tool.contains("todo")
}

/// The files that are named in the input of a tool, each once.
fn files(input: &Value) -> Vec<PathBuf> {
    let of = |object: &Value| -> Vec<String> {
        let named = FILES.iter().filter_map(|key| object[*key].as_str()).filter(|it| !it.is_empty());
        named.map(str::to_owned).collect()
    };
    let mut all = of(input);
    let lists = LISTS.iter().filter_map(|key| input[*key].as_array());
    all.extend(lists.flatten().flat_map(of));
    if all.is_empty() {
        let patches = PATCHES.iter().filter_map(|key| input[*key].as_str());
        all.extend(patches.flat_map(patch::files));
    }
    let mut seen = std::collections::BTreeSet::new();
    all.retain(|file| seen.insert(file.clone()));
    all.into_iter().map(PathBuf::from).collect()
}
