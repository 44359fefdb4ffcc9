//! Command lines of CI, hooks and scripts: which tools are started there, whatever starts them.

use super::ForeignLimits;
use super::options::{TOOLS, Tool, arguments};

/// What may stand before a command on its line, and starts it.
const BEFORE: [&str; 17] = [
    "run", "uv", "uvx", "poetry", "pdm", "hatch", "pipx", "pipenv", "rye", "-m", "npx", "pnpm", "yarn",
    "bunx", "exec", "sudo", "time",
];

/// Keys of CI files and others whose value is a command.
const KEYS: [&str; 7] = ["run:", "script:", "entry:", "commands", "commands=", "=", "-"];

/// Words between commands.
const BETWEEN: [&str; 8] = ["&&", "||", ";", "|", "|-", "&", "(", ")"];

/// The commands of a text, line by line; a line that ends in a backslash goes on.
pub(super) fn lines(file: &str, text: &str, found: &mut ForeignLimits) {
    for command in text.replace("\\\r\n", " ").replace("\\\n", " ").lines() {
        let command = command.trim();
        if command.starts_with('#') {
            continue;
        }
        if let Some(action) = action(command) {
            found.unread(file, &format!("the action `{action}`: what it is given is not read"));
        }
        let bare = match file {
            "Makefile" => command.trim_start_matches(['@', '-', '+', ' ']),
            "tox.ini" => {
                let value = command.strip_prefix("commands").unwrap_or(command).trim_start();
                value.strip_prefix('=').unwrap_or(value).trim_start_matches(['-', ' '])
            }
            _ => command.trim_start_matches('@'),
        };
        let is_ignored = matches!(file, "Makefile" | "tox.ini")
            && command.strip_suffix(bare).is_some_and(|before| before.contains('-'));
        of_line(file, bare, is_ignored.then_some("`-` is before it"), found);
    }
}

/// The action of a workflow that starts a tool: `uses: …`.
fn action(line: &str) -> Option<&str> {
    let name = line.trim_start_matches(['-', ' ']).strip_prefix("uses:")?.split_whitespace().next()?;
    let lower = name.to_ascii_lowercase();
    let is_known = ["lizard", "xenon", "complexipy", "flake8"].iter().any(|tool| lower.contains(tool));
    is_known.then(|| name.trim_matches(['"', '\'']))
}

/// The commands of one line.
pub(super) fn line(file: &str, line: &str, found: &mut ForeignLimits) {
    of_line(file, line, None, found);
}

/// The commands of one line, and why none of them gates, if that is so.
fn of_line(file: &str, line: &str, forgiven: Option<&str>, found: &mut ForeignLimits) {
    let words = words(line);
    let mut rest = words.as_slice();
    while !rest.is_empty() {
        let end = rest.iter().position(|word| BETWEEN.contains(&word.as_str())).unwrap_or(rest.len());
        let (part, behind) = rest.split_at(end);
        let mut after = behind.iter().map(String::as_str).skip_while(|word| *word == ")");
        let is_forgiven = after.next() == Some("||") && matches!(after.next(), Some("true" | ":"));
        let why = forgiven.or(is_forgiven.then_some("`|| true` is behind it"));
        let mut limits = ForeignLimits::default();
        command(file, part, &mut limits);
        match why {
            Some(why) if !limits.is_empty() => {
                let origin = &limits.limits[0].origin;
                found.unread(file, &format!("{origin}: {why}, so it gates on nothing"));
            }
            _ => found.take(limits),
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
        let is_before = is_starter(word) || KEYS.contains(&word.as_str());
        // An option of what starts the command, or a variable that does: `$(RUN) uv run --frozen xenon`.
        let is_passed = word.starts_with('-') || (word.starts_with('$') && tool(word).is_none());
        !is_before && !is_assignment(word) && !is_passed
    });
    // A tool alone on a line is the name of a package as often as a command.
    if let Some(start) = start.filter(|start| start + 1 < part.len()) {
        of_words(file, &part[start..], found);
    }
}

/// The text that a shell is given as its command: that of `bash -c "…"`, whatever starts the shell.
fn of_shell(words: &[String]) -> Option<&str> {
    let is_shell = |word: &str| matches!(program(word), "sh" | "bash" | "zsh" | "dash");
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
    let is_before = |word: &String| is_starter(word) || word.starts_with('-');
    let start = words.iter().position(|word| !is_before(word));
    if let Some(start) = start.filter(|start| *start > 0) {
        return of_words(place, &words[start..], found);
    }
    let Some(tool) = tool(name) else { return };
    let name = tool.name;
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

/// The program that a word names, by its path or not.
fn program(word: &str) -> &str {
    word.rsplit('/').next().unwrap_or(word)
}

fn tool(word: &str) -> Option<&'static Tool> {
    TOOLS.iter().find(|tool| tool.name == program(word))
}

/// Whether it may stand before a command, as `python3.11` and `.venv/bin/python` may.
fn is_starter(word: &str) -> bool {
    let program = program(word);
    let version = program.strip_prefix("python");
    let is_python = version.is_some_and(|version| version.chars().all(|c| c.is_ascii_digit() || c == '.'));
    is_python || BEFORE.contains(&program)
}

fn is_assignment(word: &str) -> bool {
    word.split_once('=').is_some_and(|(name, _)| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
    })
}

/// The words of a line as a shell separates them, as far as quotes go, without redirections and the comment at its end.
pub(super) fn words(line: &str) -> Vec<String> {
    let mut words = Words::default();
    let mut quote = None::<char>;
    for c in line.chars() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '\'') => {
                quote = Some(c);
                words.word.get_or_insert_default();
            }
            (None, '#') if words.word.is_none() => break,
            (None, c) if c.is_whitespace() => words.end(),
            (None, '<' | '>') => words.redirect(),
            (None, ';') => words.separate(c),
            (None, '(') if words.word.is_none() => words.separate(c),
            (None, ')') if words.open == 0 => words.separate(c),
            (None, '(' | ')') => {
                words.open = if c == '(' { words.open + 1 } else { words.open - 1 };
                words.push(c);
            }
            (_, c) => words.push(c),
        }
    }
    words.end();
    words.all
}

/// Words while they are read.
#[derive(Default)]
struct Words {
    all: Vec<String>,
    word: Option<String>,
    /// Whether the word that comes is where a redirection goes.
    is_target: bool,
    /// How many parentheses are open that belong to words: `$(VENV)/bin`.
    open: usize,
}

impl Words {
    fn push(&mut self, c: char) {
        self.word.get_or_insert_default().push(c);
    }

    fn end(&mut self) {
        if let Some(word) = self.word.take()
            && !std::mem::take(&mut self.is_target)
        {
            self.all.push(word);
        }
    }

    fn separate(&mut self, c: char) {
        self.end();
        self.is_target = false;
        self.all.push(c.to_string());
    }

    /// The sign of a redirection, with the number or the `&` before it.
    fn redirect(&mut self) {
        let is_stream = |word: &String| word.chars().all(|c| c.is_ascii_digit() || c == '&');
        if !self.is_target && self.word.as_ref().is_some_and(is_stream) {
            self.word = None;
        }
        self.end();
        self.is_target = true;
    }
}
