//! The limits of other tools as a part of a configuration: what holds everywhere, then exceptions, then what is not read.

use super::ForeignLimits;
use super::found::{PYTHON, SCRIPT};
use super::settle::{Ceiling, Settled, settle};
use crate::config::show::quoted;
use crate::model::printable;
use std::fmt::Write as _;

/// The keys `limits`, `languages` and `overrides`.
pub(in crate::config) fn text(found: &ForeignLimits) -> String {
    let settlement = settle(&found.limits);
    let mut text = String::from("# What other tools gate on here today.\n");
    let (all, own): (Vec<_>, Vec<_>) = settlement.everywhere.iter().partition(|it| it.languages.is_empty());
    if !all.is_empty() {
        text += "limits:\n";
        metrics(&mut text, "  ", all);
    }
    if !own.is_empty() {
        text += "languages:\n";
    }
    for word in [PYTHON, SCRIPT] {
        let limits: Vec<_> = own.iter().copied().filter(|it| it.languages == word).collect();
        if !limits.is_empty() {
            add(&mut text, format_args!("  {word}:\n    limits:\n"));
            metrics(&mut text, "      ", limits);
        }
    }
    overrides(&mut text, &settlement.narrow);
    for unread in &found.unread {
        let (file, why) = (printable(&unread.file), printable(&unread.why));
        add(&mut text, format_args!("# Not taken over: {file}: {why}.\n"));
    }
    text
}

fn add(text: &mut String, what: std::fmt::Arguments<'_>) {
    text.write_fmt(what).expect("a String takes everything");
}

fn metrics(text: &mut String, indent: &str, mut limits: Vec<&Settled<'_>>) {
    limits.sort_by_key(|it| it.metric);
    for limit in limits {
        let (bounds, origins) = (bounds(limit.ceiling), limit.origins.join(", "));
        add(text, format_args!("{indent}{}: {bounds} # {}\n", limit.metric, printable(&origins)));
    }
}

fn bounds(ceiling: Ceiling) -> String {
    match (ceiling.max, ceiling.warn) {
        (Some(max), Some(warn)) => format!("{{ max: {max}, warn: {warn} }}"),
        (Some(max), None) => max.to_string(),
        (None, Some(warn)) => format!("{{ warn: {warn} }}"),
        (None, None) => "off".to_owned(),
    }
}

/// The later ones win.
fn overrides(text: &mut String, limits: &[Settled<'_>]) {
    if !limits.is_empty() {
        text.push_str("overrides:\n");
    }
    for limit in limits {
        let paths: Vec<String> = limit.paths.iter().map(|path| quoted(path)).collect();
        add(text, format_args!("  - paths: [{}]\n", paths.join(", ")));
        if !limit.languages.is_empty() {
            add(text, format_args!("    languages: [{}]\n", limit.languages));
        }
        let (bounds, reason) = (bounds(limit.ceiling), quoted(&limit.origins.join(", ")));
        add(text, format_args!("    limits: {{ {}: {bounds} }}\n    reason: {reason}\n", limit.metric));
    }
}
