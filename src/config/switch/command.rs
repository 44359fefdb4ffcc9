//! Command lines of CI, hooks and scripts: which tools are started there, whatever starts them.

use super::ForeignLimits;
use super::options::{TOOLS, arguments};

/// What may stand before a command on its line, and starts it.
const BEFORE: [&str; 19] = [
    "run", "uv", "uvx", "poetry", "pdm", "hatch", "pipx", "pipenv", "rye", "python", "python3", "-m", "npx",
    "pnpm", "yarn", "bunx", "exec", "sudo", "time",
];

/// Keys of CI files and others whose value is a command.
const KEYS: [&str; 7] = ["run:", "script:", "entry:", "commands", "commands=", "=", "-"];

/// Words between commands.
const BETWEEN: [&str; 6] = ["&&", "||", ";", "|", "|-", ">-"];

/// The commands of a text, line by line; a line that ends in a backslash goes on.
pub(super) fn lines(file: &str, text: &str, found: &mut ForeignLimits) {
    for command in text.replace("\\\r\n", " ").replace("\\\n", " ").lines() {
        let command = command.trim();
        if !command.starts_with('#') {
            line(file, command.trim_start_matches('@'), found);
        }
    }
}

/// The commands of one line.
pub(super) fn line(file: &str, line: &str, found: &mut ForeignLimits) {
    let words = words(line);
    let mut rest = words.as_slice();
    while !rest.is_empty() {
        let end = rest.iter().position(|word| BETWEEN.contains(&word.as_str())).unwrap_or(rest.len());
        let (part, behind) = rest.split_at(end);
        let is_forgiven =
            matches!(behind, [or, next, ..] if or == "||" && matches!(next.as_str(), "true" | ":"));
        let mut limits = ForeignLimits::default();
        command(file, part, &mut limits);
        if is_forgiven && !limits.is_empty() {
            let origin = &limits.limits[0].origin;
            found.unread(file, &format!("{origin}: `|| true` is behind it, so it gates on nothing"));
        } else {
            found.take(limits);
        }
        rest = behind.get(1..).unwrap_or_default();
    }
}

/// A command with what stands before it.
fn command(file: &str, part: &[String], found: &mut ForeignLimits) {
    if let Some(text) = of_shell(part) {
        return line(file, text, found);
    }
    let start = part.iter().position(|word| {
        let is_before = BEFORE.contains(&word.as_str()) || KEYS.contains(&word.as_str());
        // An option of what starts the command, or a variable that does: `$(RUN) uv run --frozen xenon`.
        !is_before && !is_assignment(word) && !word.starts_with(['-', '$'])
    });
    // A tool alone on a line is the name of a package as often as a command.
    if let Some(start) = start.filter(|start| start + 1 < part.len()) {
        of_words(file, &part[start..], found);
    }
}

/// The text that a shell is given as its command: that of `bash -c "…"`, whatever starts the shell.
fn of_shell(words: &[String]) -> Option<&str> {
    let is_shell = |word: &str| matches!(word.rsplit('/').next(), Some("sh" | "bash" | "zsh" | "dash"));
    let is_command = |word: &str| word.starts_with('-') && !word.starts_with("--") && word.ends_with('c');
    let mut places = words.windows(3);
    places.find(|it| is_shell(&it[0]) && is_command(&it[1])).map(|it| it[2].as_str())
}

/// A command by its words, the tool first.
pub(super) fn of_words(place: &str, words: &[String], found: &mut ForeignLimits) {
    if let Some(text) = of_shell(words) {
        return line(place, text, found);
    }
    let Some((name, rest)) = words.split_first() else { return };
    let is_before = |word: &String| BEFORE.contains(&word.as_str()) || word.starts_with('-');
    let start = words.iter().position(|word| !is_before(word));
    if let Some(start) = start.filter(|start| *start > 0) {
        return of_words(place, &words[start..], found);
    }
    let Some(tool) = TOOLS.iter().find(|tool| tool.name == name) else { return };
    let glued = |word: &&String| word.split_once(' ').is_some_and(|(name, _)| tool.valued.contains(&name));
    if let Some(word) = rest.iter().find(glued) {
        return found.unread(place, &format!("{name}: `{word}` is one word, which it takes for a path"));
    }
    let arguments = arguments(rest, tool.valued);
    let is_variable = |text: &str| text.contains('$') || text.contains("{{");
    let values = arguments.options.iter().map(|(_, value)| value).chain(&arguments.paths);
    if tool.name != "eslint" && values.into_iter().any(|value| is_variable(value)) {
        return found.unread(place, &format!("{name}: a value or a path that is a variable"));
    }
    (tool.read)(place, &arguments, found);
}

fn is_assignment(word: &str) -> bool {
    word.split_once('=').is_some_and(|(name, _)| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
    })
}

/// The words of a line as a shell separates them, as far as quotes go.
pub(super) fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None::<char>);
    for c in line.chars() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '\'') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (None, ';') => {
                words.extend(word.take());
                words.push(";".to_owned());
            }
            (_, c) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}
