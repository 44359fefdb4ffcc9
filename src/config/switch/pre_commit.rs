//! pre-commit: hooks of the tools, with their arguments.

use super::{ForeignLimits, command, patterns};
use serde_json::Value;

pub(super) fn read(file: &str, config: &Value, found: &mut ForeignLimits) {
    let repos = config.get("repos").and_then(Value::as_array).into_iter().flatten();
    let hooks = repos.filter_map(|repo| repo.get("hooks")?.as_array()).flatten();
    for hook in hooks {
        of_hook(file, hook, found);
    }
}

fn of_hook(file: &str, hook: &Value, found: &mut ForeignLimits) {
    let text = |key: &str| hook.get(key).and_then(Value::as_str);
    let id = text("id").unwrap_or_default();
    let mut words = command::words(text("entry").unwrap_or(id));
    let arguments = hook.get("args").and_then(Value::as_array).into_iter().flatten();
    words.extend(arguments.filter_map(Value::as_str).map(str::to_owned));
    let mut limits = ForeignLimits::default();
    command::of_words(&format!("hook `{id}` of {file}"), &words, &mut limits);
    let whole = directory(text("files").unwrap_or_default());
    for mut limit in limits.limits {
        match &whole {
            Some(paths) if limit.paths.is_empty() => limit.paths.clone_from(paths),
            Some(_) => {}
            None => found.unread(file, &format!("the regular expression `files` of the hook `{id}`")),
        }
        found.limit(limit);
        if text("exclude").is_some() {
            found.unread(file, &format!("the regular expression `exclude` of the hook `{id}`"));
        }
    }
    for unread in limits.unread {
        found.unread(file, &unread.why);
    }
}

/// What a regular expression says that is only the beginning of a path; `None` for any other.
fn directory(expression: &str) -> Option<Vec<String>> {
    if expression.is_empty() {
        return Some(Vec::new());
    }
    let path = expression.strip_prefix('^')?;
    let is_plain = path.chars().all(|c| c.is_alphanumeric() || matches!(c, '/' | '_' | '-'));
    is_plain.then(|| patterns::of_path(path).into_iter().collect())
}
