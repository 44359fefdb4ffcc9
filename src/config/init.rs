//! The text of a new configuration file.

use super::preset::Preset;
use super::show::quoted;
use crate::model::{SkipReason, Skipped};
use std::fmt::Write as _;

/// Where editors find the schema of this version.
const SCHEMA: &str =
    concat!(env!("CARGO_PKG_REPOSITORY"), "/raw/v", env!("CARGO_PKG_VERSION"), "/docs/config.schema.json");

/// More files than this belong to a pattern that a person writes.
const MOST_EXCLUDES: usize = 50;

/// A commented configuration that passes over the files that were met and are no source that a person maintains.
#[must_use]
pub fn new_file(preset: &Preset, skipped: &[Skipped]) -> String {
    let mut text = format!(
        "# yaml-language-server: $schema={SCHEMA}\n\
         # Configuration of metrics. `metrics config show --effective --origin` prints what it comes to.\n\n\
         # The limits to start from: relaxed, standard or strict (`metrics config show --preset NAME`).\n\
         extends: [{}]\n\n\
         # Limits by metric (`metrics list`): a number, `off`, or {{max: …, min: …, warn: …}}.\n\
         # limits:\n\
         #   cyclomatic: 12\n\
         #   maintainability: {{min: 20}}\n\n\
         # Exceptions, each with its reason; after the date the exception itself is a finding.\n\
         # overrides:\n\
         #   - paths: [\"tests/\"]\n\
         #     limits: {{cognitive: 25}}\n\
         #     reason: \"tables of cases\"\n\
         #     expires: 2027-12-31\n\n",
        preset.name
    );
    excludes(&mut text, skipped);
    text
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
