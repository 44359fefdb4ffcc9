//! Puts the hook into the settings of an agent and takes it out again. What is not ours stays byte for byte.
//!
//! Our parts go behind an opening bracket. Each kind (an element, a list, the table of hooks, the file) is written in a
//! form of its own, so what the text was before can be had back: it is the one that the same installation makes the
//! present text of.

use super::host::{COMMAND, Host};
use super::json::{Child, Children, behind_comma, children, plain};
use serde_json::Value;

/// Whether the hook stands in settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// For every event.
    Installed,
    /// For one event and not for the other.
    Partly,
    /// Nowhere.
    Absent,
}

/// Settings that nothing can be put into.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoSettings {
    /// They are no JSON.
    #[error("no JSON object, and left alone: {0}")]
    Json(String),
    /// Something else stands where hooks should.
    #[error("`{0}` is no {1}, and left alone")]
    Shape(&'static str, &'static str),
}

/// Whether the hook is there.
///
/// # Errors
/// If the settings cannot be read.
pub fn state(host: Host, text: &str) -> Result<State, NoSettings> {
    let is_there = |(event, _): (&'static str, _)| Ok(!ours(text, event)?.is_empty());
    let found: Vec<bool> = host.entries().into_iter().map(is_there).collect::<Result<_, NoSettings>>()?;
    Ok(match (found.iter().any(|it| *it), found.iter().all(|it| *it)) {
        (_, true) => State::Installed,
        (true, false) => State::Partly,
        (false, _) => State::Absent,
    })
}

/// The settings with the hook; `None` is a file that is not there.
///
/// # Errors
/// If the settings cannot be read, or have something else where hooks should be.
pub fn install(host: Host, text: Option<&str>) -> Result<String, NoSettings> {
    let Some(text) = text else {
        let text = format!("{{{}{}}}", host.preamble(), hooks(host, ["", ""]));
        let value: Value =
            serde_json::from_str(&text).map_err(|error| NoSettings::Json(error.to_string()))?;
        return Ok(format!("{value:#}\n"));
    };
    let mut text = text.to_owned();
    // The last event first, so that the first stands before it.
    for (event, entry) in host.entries().iter().rev() {
        if ours(&text, event)?.is_empty() {
            text = with_entry(host, &text, event, entry)?;
        }
    }
    Ok(text)
}

/// The settings without the hook; `None` if nothing of the file is left that was not ours.
///
/// # Errors
/// If the settings cannot be read, or the hook cannot be taken out of them.
pub fn uninstall(host: Host, text: &str) -> Result<Option<String>, NoSettings> {
    if state(host, text)? == State::Absent {
        return Ok(Some(text.to_owned()));
    }
    if install(host, None)? == text {
        return Ok(None);
    }
    let events = host.entries().map(|(event, _)| event);
    let mut is_mixed = false;
    for event in events {
        is_mixed |= ours(text, event)?.iter().any(|part| part.inner.is_some());
    }
    let mut candidates = vec![without_hooks(text)];
    let both = [true, false];
    let choices = both.iter().flat_map(|first| both.iter().map(move |second| [*first, *second]));
    candidates.extend(choices.map(|wholly| {
        let pairs = events.iter().zip(wholly);
        pairs.into_iter().try_fold(text.to_owned(), |text, (event, wholly)| without(&text, event, wholly))
    }));
    let is_origin = |it: &String| install(host, Some(it)).is_ok_and(|again| again == text);
    let exact = candidates.iter().flatten().find(|it| !is_mixed && is_origin(it)).cloned();
    // Somebody has changed the form of it since: our commands go, and what has nothing in it then.
    let left = exact.or_else(|| taken_out(text, &events));
    left.map(Some).ok_or_else(|| NoSettings::Json("the hook cannot be taken out of it".to_owned()))
}

fn hooks(host: Host, around: [&str; 2]) -> String {
    let lists = host.entries().map(|(event, entry)| list(event, &entry, around));
    format!("\"hooks\": {{\n    {}\n  }}", lists.join(",\n    "))
}

fn list(event: &str, entry: &str, [before, behind]: [&str; 2]) -> String {
    format!("\"{event}\": [{before}{entry}{behind}]")
}

/// Puts an element in, with whatever is not there around it.
fn with_entry(host: Host, text: &str, event: &'static str, entry: &str) -> Result<String, NoSettings> {
    let root = object(text)?;
    let Some(hooks) = root.of("hooks") else {
        return Ok(inserted(text, &root, &format!("\n  {}", self::hooks(host, ["", ""]))));
    };
    let hooks = at(text, hooks.start, b'{').ok_or(NoSettings::Shape("hooks", "object"))?;
    let Some(events) = hooks.of(event) else {
        return Ok(inserted(text, &hooks, &format!("\n    {}", list(event, entry, [" ", ""]))));
    };
    let events = at(text, events.start, b'[').ok_or(NoSettings::Shape(event, "list"))?;
    Ok(inserted(text, &events, &format!("\n      {entry}")))
}

/// A part behind an opening bracket.
fn inserted(text: &str, into: &Children, part: &str) -> String {
    let comma = if into.list.is_empty() { "" } else { "," };
    format!("{}{part}{comma}{}", &text[..into.start], &text[into.start..])
}

/// Where one of our commands stands in the list of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Part {
    /// The element.
    element: usize,
    /// Which of the hooks in it, if somebody put others beside ours.
    inner: Option<usize>,
}

/// The places of our commands in the list of an event, in their order.
fn ours(text: &str, event: &'static str) -> Result<Vec<Part>, NoSettings> {
    let root = object(text)?;
    let Some(hooks) = root.of("hooks") else { return Ok(Vec::new()) };
    let hooks = at(text, hooks.start, b'{').ok_or(NoSettings::Shape("hooks", "object"))?;
    let Some(events) = hooks.of(event) else { return Ok(Vec::new()) };
    let events = at(text, events.start, b'[').ok_or(NoSettings::Shape(event, "list"))?;
    let parts = |(element, child): (usize, &Child)| {
        let inner = ours_in(&text[child.value.clone()]);
        inner.into_iter().map(move |inner| Part { element, inner })
    };
    Ok(events.list.iter().enumerate().flat_map(parts).collect())
}

/// Which hooks of an element run our command; `None` is the element as a whole, which runs nothing else.
fn ours_in(element: &str) -> Vec<Option<usize>> {
    let Ok(element) = serde_json::from_str::<Value>(&plain(element)) else { return Vec::new() };
    let runs_us = |hook: &Value| hook["command"] == COMMAND;
    match element["hooks"].as_array() {
        Some(hooks) if !hooks.is_empty() && hooks.iter().all(runs_us) => vec![None],
        Some(hooks) => (0..hooks.len()).filter(|&place| runs_us(&hooks[place])).map(Some).collect(),
        None if runs_us(&element) => vec![None],
        None => Vec::new(),
    }
}

fn object(text: &str) -> Result<Children, NoSettings> {
    let value: Value =
        serde_json::from_str(&plain(text)).map_err(|error| NoSettings::Json(error.to_string()))?;
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let root = value.is_object().then(|| children(text, start)).flatten();
    root.ok_or_else(|| NoSettings::Json("something else".to_owned()))
}

/// What stands in a bracket of a kind.
fn at(text: &str, start: usize, bracket: u8) -> Option<Children> {
    (text.as_bytes().get(start) == Some(&bracket)).then(|| children(text, start)).flatten()
}

/// The text without the whole table of hooks.
fn without_hooks(text: &str) -> Option<String> {
    let root = object(text).ok()?;
    let place = root.list.iter().position(|child| child.key == "\"hooks\"")?;
    removed(text, &root, place)
}

/// The text without our elements in the list of an event, or without the list.
fn without(text: &str, event: &'static str, wholly: bool) -> Option<String> {
    let places = ours(text, event).ok()?;
    let hooks = at(text, object(text).ok()?.of("hooks")?.start, b'{')?;
    if places.is_empty() {
        return Some(text.to_owned());
    }
    if wholly {
        let place = hooks.list.iter().position(|child| child.key == format!("\"{event}\""))?;
        return removed(text, &hooks, place);
    }
    places.into_iter().rev().try_fold(text.to_owned(), |text, part| {
        let hooks = at(&text, object(&text).ok()?.of("hooks")?.start, b'{')?;
        let events = at(&text, hooks.of(event)?.start, b'[')?;
        let Some(inner) = part.inner else { return removed(&text, &events, part.element) };
        let element = at(&text, events.list[part.element].value.start, b'{')?;
        removed(&text, &at(&text, element.of("hooks")?.start, b'[')?, inner)
    })
}

/// The text without our commands, and without the lists and the table that they leave empty.
fn taken_out(text: &str, events: &[&'static str]) -> Option<String> {
    let is_empty = |text: &str, of: &Children| text[of.start..].trim_start().starts_with([']', '}']);
    let mut left = text.to_owned();
    for event in events.iter().copied().filter(|event| ours(text, event).is_ok_and(|it| !it.is_empty())) {
        left = without(&left, event, false)?;
        let hooks = at(&left, object(&left).ok()?.of("hooks")?.start, b'{')?;
        let place = hooks.list.iter().position(|child| child.key == format!("\"{event}\""))?;
        if is_empty(&left, &at(&left, hooks.list[place].value.start, b'[')?) {
            left = removed(&left, &hooks, place)?;
        }
    }
    let hooks = at(&left, object(&left).ok()?.of("hooks")?.start, b'{')?;
    if is_empty(&left, &hooks) { without_hooks(&left) } else { Some(left) }
}

/// The text without a child and one comma.
fn removed(text: &str, of: &Children, place: usize) -> Option<String> {
    let child = &of.list[place].value;
    let range = match (place.checked_sub(1), of.list.get(place + 1)) {
        (Some(before), _) => of.list[before].value.end..child.end,
        (None, Some(_)) => of.start..behind_comma(text, child.end)?,
        (None, None) => of.start..child.end,
    };
    Some(format!("{}{}", &text[..range.start], &text[range.end..]))
}
