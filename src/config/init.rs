//! The text of a new configuration file.

use super::preset::Preset;
use super::show::quoted;
use super::switch::{ForeignLimits, text as text_of};
use crate::model::{SkipReason, Skipped};
use std::fmt::Write as _;

/// Where editors find the schema of this version.
const SCHEMA: &str =
    concat!(env!("CARGO_PKG_REPOSITORY"), "/raw/v", env!("CARGO_PKG_VERSION"), "/docs/config.schema.json");

/// More files than this belong to a pattern that a person writes.
const MOST_EXCLUDES: usize = 50;

/// A commented configuration with the limits of a preset, or without one those of other tools. It passes over the files that
/// were met and are no source that a person maintains.
#[must_use]
pub(crate) fn new_file(preset: Option<&Preset>, today: &ForeignLimits, skipped: &[Skipped]) -> String {
    let mut text = head(preset.map_or("", |preset| preset.name));
    if preset.is_none() {
        text += &text_of(today);
        text.push('\n');
    } else {
        text += EXAMPLES;
    }
    excludes(&mut text, skipped);
    text
}

/// What limits and exceptions look like.
const EXAMPLES: &str = "# Limits by metric (`metrics list`): a number, `off`, or {max: …, min: …, warn: …}.
# limits:
#   cyclomatic: 12
#   maintainability: { min: 20 }

# Exceptions, each with its reason; after the date the exception itself is a finding.
# overrides:
#   - paths: [\"tests/\"]
#     limits: { cognitive: 25 }
#     reason: \"tables of cases\"
#     expires: 2027-12-31

";

fn head(base: &str) -> String {
    format!(
        "# yaml-language-server: $schema={SCHEMA}\n\
         # Configuration of metrics. `metrics config show --effective --origin` prints what it comes to.\n\n\
         # The limits to start from: relaxed, standard or strict (`metrics config show --preset NAME`).\n\
         extends: [{base}]\n\n"
    )
}

fn excludes(text: &mut String, skipped: &[Skipped]) {
    let is_meant = |file: &&Skipped| file.reason.is_policy() || file.reason == SkipReason::TooLarge;
    let meant: Vec<_> = skipped.iter().filter(is_meant).collect();
    if meant.is_empty() {
        *text +=
            "# Files to pass over, as in a .gitignore beside this file.\n# exclude:\n#   - \"vendor/\"\n";
        return;
    }
    *text += "# Files to pass over, as in a .gitignore beside this file.\nexclude:\n";
    for file in meant.iter().take(MOST_EXCLUDES) {
        let Some(path) = file.path.to_str() else { continue };
        let pattern = format!("/{}", literal(&path.replace('\\', "/")));
        writeln!(text, "  - {} # {}", quoted(&pattern), file.reason.word())
            .expect("a String takes everything");
    }
    if meant.len() > MOST_EXCLUDES {
        let rest = meant.len() - MOST_EXCLUDES;
        writeln!(text, "  # and {rest} more such files, which are passed over without being named")
            .expect("a String takes everything");
    }
}

/// A path as a pattern that matches nothing else.
fn literal(path: &str) -> String {
    let mut pattern = String::new();
    for c in path.chars() {
        if "*?[]{}!\\# ".contains(c) {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern
}
