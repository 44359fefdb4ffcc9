//! flake8: `max-complexity` turns C901 on.

use super::found::{PYTHON, everywhere};
use super::ini::{Section, value};
use super::ruff::{METRIC, lift, match_length, pass_over};
use super::{ForeignLimit, ForeignLimits};

pub(super) const TOOL: &str = "flake8";

pub(super) fn read(file: &str, section: &Section, found: &mut ForeignLimits) {
    let usual = everywhere(METRIC, 0.0, PYTHON, (TOOL, file), format!("flake8's `max-complexity` in {file}"));
    let Some(text) = value(section, "max-complexity") else {
        // A command may say the number.
        let mut own = ForeignLimits::default();
        lifts(section, &usual, &mut own);
        return own.limits.into_iter().for_each(|limit| found.limit(limit));
    };
    let text = text.split('#').next().unwrap_or_default().trim();
    let Ok(max) = text.parse::<f64>() else {
        return found.unread(file, &format!("flake8's `max-complexity`: `{text}` is no number"));
    };
    if max < 0.0 {
        return;
    }
    if let Some(why) = idle(section) {
        let why = format!("flake8's `max-complexity` is set, and C901 is {why}: it gates on nothing");
        return found.unread(file, &why);
    }
    found.limit(ForeignLimit { max: Some(max), ..usual.clone() });
    lifts(section, &usual, found);
}

/// Why C901 is not on, if it is not.
fn idle(section: &Section) -> Option<&'static str> {
    let named = |keys: [&str; 2]| {
        let values = keys.into_iter().filter_map(|key| value(section, key));
        match_length(&values.flat_map(codes).collect::<Vec<_>>())
    };
    let (selected, ignored) = (named(["select", "extend-select"]), named(["ignore", "extend-ignore"]));
    // Without `select` it is on with the number; where both name it, the longer code counts.
    let is_selected = selected.is_some() || value(section, "select").is_none();
    match ignored {
        _ if !is_selected => Some("not selected"),
        Some(_) if selected <= ignored => Some("ignored"),
        _ => None,
    }
}

/// What is taken out of the limit, which may be that of a command: flake8 reads both.
fn lifts(section: &Section, limit: &ForeignLimit, found: &mut ForeignLimits) {
    for line in value(section, "per-file-ignores").unwrap_or_default().lines() {
        let Some((globs, named)) = line.split_once(':') else { continue };
        if match_length(&codes(named).collect::<Vec<_>>()).is_some() {
            for glob in globs.split(',').map(str::trim).filter(|glob| !glob.is_empty()) {
                lift(limit, glob, found);
            }
        }
    }
    for key in ["exclude", "extend-exclude"] {
        let lines = value(section, key).unwrap_or_default().lines();
        let plain = lines.map(|line| line.split('#').next().unwrap_or_default());
        pass_over(limit, key, plain.flat_map(codes), found);
    }
    if value(section, "filename").is_some() {
        found.unread(&limit.file, "flake8's `filename`: which files it reads");
    }
}

fn codes(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ' ', '\n']).map(str::trim).filter(|code| !code.is_empty())
}
