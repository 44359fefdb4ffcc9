//! The limits of other tools as a part of a configuration: what holds everywhere, then exceptions, then what is not read.

use super::{ForeignLimit, ForeignLimits};
use crate::config::show::quoted;
use crate::model::{Severity, printable};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The smallest limits of a metric, of all that say one.
#[derive(Default)]
struct Strictest<'a> {
    max: Option<f64>,
    warn: Option<f64>,
    origins: Vec<&'a str>,
}

/// Languages, and in them metrics.
type Table<'a> = BTreeMap<&'static str, BTreeMap<&'static str, Strictest<'a>>>;

/// The keys `limits`, `languages` and `overrides`.
pub(in crate::config) fn text(found: &ForeignLimits) -> String {
    let mut table = Table::new();
    let everywhere = found.limits.iter().filter(|limit| limit.paths.is_empty());
    for (limit, max) in everywhere.filter_map(|limit| Some((limit, limit.max?))) {
        let strictest = table.entry(limit.languages).or_default().entry(limit.metric).or_default();
        let bound = if limit.severity == Severity::Error { &mut strictest.max } else { &mut strictest.warn };
        *bound = Some(bound.map_or(max, |known| known.min(max)));
        strictest.origins.push(&limit.origin);
    }
    let mut text = String::from("# What other tools gate on here today.\n");
    if let Some(all) = table.remove("") {
        text += "limits:\n";
        metrics(&mut text, "  ", &all);
    }
    if !table.is_empty() {
        text += "languages:\n";
    }
    for (word, limits) in &table {
        add(&mut text, format_args!("  {word}:\n    limits:\n"));
        metrics(&mut text, "      ", limits);
    }
    overrides(&mut text, &found.limits);
    for unread in &found.unread {
        let (file, why) = (printable(&unread.file), printable(&unread.why));
        add(&mut text, format_args!("# Not taken over: {file}: {why}.\n"));
    }
    text
}

fn add(text: &mut String, what: std::fmt::Arguments<'_>) {
    text.write_fmt(what).expect("a String takes everything");
}

fn metrics(text: &mut String, indent: &str, limits: &BTreeMap<&'static str, Strictest<'_>>) {
    for (metric, Strictest { max, warn, origins }) in limits {
        let bounds = match (max, warn) {
            (Some(max), Some(warn)) => format!("{{ max: {max}, warn: {warn} }}"),
            (Some(max), None) => max.to_string(),
            (None, Some(warn)) => format!("{{ warn: {warn} }}"),
            (None, None) => continue,
        };
        let origins = origins.join(", ");
        add(text, format_args!("{indent}{metric}: {bounds} # {}\n", printable(&origins)));
    }
}

/// The later ones win, so that what is lifted comes last.
fn overrides(text: &mut String, limits: &[ForeignLimit]) {
    let narrow = |is_lifted: bool| {
        limits.iter().filter(move |limit| !limit.paths.is_empty() && limit.max.is_none() == is_lifted)
    };
    let all: Vec<&ForeignLimit> = narrow(false).chain(narrow(true)).collect();
    if !all.is_empty() {
        text.push_str("overrides:\n");
    }
    for limit in all {
        let paths: Vec<String> = limit.paths.iter().map(|path| quoted(path)).collect();
        add(text, format_args!("  - paths: [{}]\n", paths.join(", ")));
        if !limit.languages.is_empty() {
            add(text, format_args!("    languages: [{}]\n", limit.languages));
        }
        let bound = match (limit.max, limit.severity) {
            (None, _) => "off".to_owned(),
            (Some(max), Severity::Error) => max.to_string(),
            (Some(max), Severity::Warning) => format!("{{ warn: {max} }}"),
        };
        add(
            text,
            format_args!(
                "    limits: {{ {}: {bound} }}\n    reason: {}\n",
                limit.metric,
                quoted(&limit.origin)
            ),
        );
    }
}
