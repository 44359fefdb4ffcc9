//! Everything that is wrong with a configuration at once: what an error is about is taken out, and the rest read again.

use super::error::ConfigError;
use super::extend::chain;
use super::layer::{Found, Layer, Trust, read, tree};
use super::names::repository_root;
use super::settings::Settings;
use super::tree::{Entry, Node, Position, Value};
use crate::paths::absolute;
use std::path::Path;

/// More mistakes than a person mends in one go.
const MOST: usize = 100;

/// Checks a file and everything that it extends. One that was not named may turn out to be another program's: `false`.
///
/// # Errors
/// All that is wrong with it, in the order of the file.
pub fn validate(path: &Path, current: &Path, is_named: bool) -> Result<bool, Vec<ConfigError>> {
    let absolute = absolute(path, current);
    let root = absolute.parent().map_or_else(|| current.to_owned(), repository_root);
    let trust = Trust::Repository(root);
    if !is_named && matches!(Layer::find(&absolute, path, &trust), Ok(Found::Foreign(_))) {
        return Ok(false);
    }
    let mistakes = of_file(&absolute, path, &trust);
    match mistakes {
        Some(mistakes) if mistakes.is_empty() => Ok(true),
        Some(mistakes) => Err(mistakes),
        None => Ok(false),
    }
}

/// The mistakes in a file and in those that it extends; `None` for a `pyproject.toml` without a table of ours.
fn of_file(path: &Path, shown: &Path, trust: &Trust) -> Option<Vec<ConfigError>> {
    let text = match read(path, trust) {
        Ok(text) => text,
        Err(what) => return Some(vec![ConfigError::of_file(shown, what)]),
    };
    let mut node = match tree(path, &text) {
        Ok(node) => node?,
        Err(wrong) => return Some(vec![wrong.in_file(shown, &text)]),
    };
    let mut mistakes: Vec<ConfigError> = Vec::new();
    let mut touched = Vec::new();
    while mistakes.len() < MOST {
        let Err(error) = try_out(&node, path, shown, trust, &text) else { break };
        let place = error.at.filter(|_| error.path == shown);
        // What is missing where something was taken out is no mistake of its own.
        let is_told = place.is_some_and(|place| touched.contains(&place));
        match (is_told, error.path == shown) {
            (true, _) => {}
            (false, true) => mistakes.push(error),
            // The paths in messages are relative to the current directory, as those that were typed.
            (false, false) => {
                mistakes.extend(of_file(&error.path, &error.path, trust).unwrap_or(vec![error]));
            }
        }
        let Some(around) = place.and_then(|place| take_out(&mut node, place)) else { break };
        touched.push(around);
    }
    mistakes.sort_by_key(|error| error.at.map(|at| (at.line, at.column)));
    Some(mistakes)
}

/// Reads everything, as a run would.
fn try_out(node: &Node, path: &Path, shown: &Path, trust: &Trust, text: &str) -> Result<(), ConfigError> {
    let layer = Layer::of_node(node, path, shown, trust.clone(), text.to_owned())?;
    let mut settings = Settings::bare(layer.base());
    settings.lay(&layer)?;
    let profiles = layer.document.profiles.keys().map(|name| Some(name.as_str()));
    for profile in std::iter::once(None).chain(profiles) {
        chain(layer.clone(), profile)?.layers.iter().try_for_each(|layer| settings.lay(layer))?;
    }
    Ok(())
}

/// Takes out the smallest thing that stands in a place; gives the place of what it stood in.
fn take_out(node: &mut Node, place: Position) -> Option<Position> {
    let around = node.at;
    match &mut node.value {
        Value::List(items) => items.iter_mut().find_map(|item| take_out(item, place)).or_else(|| {
            let index = items.iter().position(|item| item.at == place)?;
            items.remove(index);
            Some(around)
        }),
        Value::Table(entries) => {
            entries.iter_mut().find_map(|entry| take_out(&mut entry.value, place)).or_else(|| {
                let is_it = |entry: &Entry| entry.key_at == place || entry.value.at == place;
                let index = entries.iter().position(is_it)?;
                entries.remove(index);
                Some(around)
            })
        }
        _ => None,
    }
}
