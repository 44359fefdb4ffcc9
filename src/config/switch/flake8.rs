//! flake8: `max-complexity` turns C901 on.

use super::ForeignLimits;
use super::found::{PYTHON, everywhere};
use super::ini::{Section, value};
use super::ruff::{lift, match_length};

pub(super) fn read(file: &str, section: &Section, found: &mut ForeignLimits) {
    let Some(text) = value(section, "max-complexity") else { return };
    let text = text.split('#').next().unwrap_or_default().trim();
    let Ok(max) = text.parse::<f64>() else {
        return found.unread(file, &format!("flake8's `max-complexity`: `{text}` is no number"));
    };
    if max < 0.0 {
        return;
    }
    let named = |keys: [&str; 2]| {
        let values = keys.into_iter().filter_map(|key| value(section, key));
        match_length(&values.flat_map(codes).collect::<Vec<_>>())
    };
    let (selected, ignored) = (named(["select", "extend-select"]), named(["ignore", "extend-ignore"]));
    // Without `select` it is on with the number; where both name it, the longer code counts.
    let is_selected = selected.is_some() || value(section, "select").is_none();
    let why = match ignored {
        _ if !is_selected => "not selected",
        Some(_) if selected <= ignored => "ignored",
        _ => "",
    };
    if !why.is_empty() {
        let why = format!("flake8's `max-complexity` is set, and C901 is {why}: it gates on nothing");
        return found.unread(file, &why);
    }
    let origin = format!("flake8's `max-complexity` in {file}");
    found.limit(everywhere("cyclomatic_mccabe", max, PYTHON, origin.clone()));
    for line in value(section, "per-file-ignores").unwrap_or_default().lines() {
        let Some((globs, named)) = line.split_once(':') else { continue };
        if match_length(&codes(named).collect::<Vec<_>>()).is_some() {
            for glob in globs.split(',').map(str::trim).filter(|glob| !glob.is_empty()) {
                lift(file, glob, &origin, found);
            }
        }
    }
}

fn codes(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ' ', '\n']).map(str::trim).filter(|code| !code.is_empty())
}
