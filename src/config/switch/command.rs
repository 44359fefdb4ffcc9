//! Command lines of CI, hooks and scripts: what xenon, lizard, complexipy, flake8, ruff and `ESLint` are told there.

use super::{ForeignLimit, ForeignLimits, PYTHON, complexipy, everywhere, patterns, ruff};

/// What may stand before a command on its line, and starts it.
const BEFORE: [&str; 19] = [
    "run", "uv", "uvx", "poetry", "pdm", "hatch", "pipx", "pipenv", "rye", "python", "python3", "-m", "npx",
    "pnpm", "yarn", "bunx", "exec", "sudo", "time",
];

/// Keys of CI files and others whose value is a command.
const KEYS: [&str; 7] = ["run:", "script:", "entry:", "commands", "commands=", "=", "-"];

/// Words between commands.
const BETWEEN: [&str; 6] = ["&&", "||", ";", "|", "|-", ">-"];

/// A tool: how it is read, and its options that take a value.
struct Tool {
    name: &'static str,
    read: fn(&str, &Arguments, &mut ForeignLimits),
    valued: &'static [&'static str],
}

static TOOLS: [Tool; 7] = [
    Tool {
        name: "xenon",
        read: xenon,
        valued: &[
            "-a",
            "--max-average",
            "-m",
            "--max-modules",
            "-b",
            "--max-absolute",
            "-e",
            "--exclude",
            "-i",
            "--ignore",
        ],
    },
    Tool {
        name: "lizard",
        read: lizard,
        valued: &[
            "-C",
            "--CCN",
            "-L",
            "--length",
            "-a",
            "--arguments",
            "-l",
            "--languages",
            "-x",
            "--exclude",
            "-T",
            "--Threshold",
            "-i",
            "--ignore_warnings",
            "-t",
            "--working_threads",
            "-o",
            "--output_file",
            "-s",
            "--sort",
            "-W",
            "--whitelist",
            "-E",
            "--extension",
            "-f",
            "--input_file",
        ],
    },
    Tool {
        name: "complexipy",
        read: of_complexipy,
        valued: &[
            "-mx",
            "--max-complexity-allowed",
            "-e",
            "--exclude",
            "-s",
            "--sort",
            "-O",
            "--output",
            "-f",
            "--failed",
        ],
    },
    Tool {
        name: "flake8",
        read: flake8,
        valued: &["--max-complexity", "--config", "--select", "--ignore", "--exclude"],
    },
    Tool {
        name: "ruff",
        read: of_ruff,
        valued: &["--select", "--extend-select", "--config", "--ignore", "--exclude"],
    },
    Tool {
        name: "ruff-check",
        read: of_ruff,
        valued: &["--select", "--extend-select", "--config", "--ignore", "--exclude"],
    },
    Tool { name: "eslint", read: eslint, valued: &["--rule", "-c", "--config", "--ext"] },
];

/// What was given to a tool.
struct Arguments {
    options: Vec<(String, String)>,
    paths: Vec<String>,
}

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
    for part in words.split(|word| BETWEEN.contains(&word.as_str())) {
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
}

/// A command by its words, the tool first.
pub(super) fn of_words(place: &str, words: &[String], found: &mut ForeignLimits) {
    let Some((name, rest)) = words.split_first() else { return };
    let is_before = |word: &String| BEFORE.contains(&word.as_str()) || word.starts_with('-');
    let start = words.iter().position(|word| !is_before(word));
    if let Some(start) = start.filter(|start| *start > 0) {
        return of_words(place, &words[start..], found);
    }
    let Some(tool) = TOOLS.iter().find(|tool| tool.name == name) else { return };
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

/// Options with their values, and what is neither; an option that is not known takes none.
fn arguments(words: &[String], valued: &[&str]) -> Arguments {
    let mut all = Arguments { options: Vec::new(), paths: Vec::new() };
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let is_short = word.starts_with('-') && !word.starts_with("--");
        let glued = valued
            .iter()
            .find(|name| is_short && name.len() == 2 && word.len() > 2 && word.starts_with(**name));
        match word.split_once('=') {
            _ if valued.contains(&word.as_str()) => {
                all.options.push((word.clone(), words.next().cloned().unwrap_or_default()));
            }
            Some((name, value)) if name.starts_with("--") => {
                all.options.push((name.to_owned(), value.to_owned()));
            }
            _ if glued.is_some() => all.options.push((word[..2].to_owned(), word[2..].to_owned())),
            _ if word.starts_with('-') => all.options.push((word.clone(), String::new())),
            _ => all.paths.push(word.clone()),
        }
    }
    all
}

impl Arguments {
    /// The last value of an option by its names.
    fn value(&self, names: &[&str]) -> Option<&str> {
        let mut given = self.options.iter().rev().filter(|(name, _)| names.contains(&name.as_str()));
        given.next().map(|(_, value)| value.as_str())
    }

    /// The number that an option has; what is none is said.
    fn number(&self, names: &[&str], place: &str, found: &mut ForeignLimits) -> Option<f64> {
        let text = self.value(names)?;
        let number = text.parse::<f64>().ok();
        if number.is_none() {
            found.unread(place, &format!("`{}`: `{text}` is no number", names[names.len() - 1]));
        }
        number
    }

    fn patterns(&self, but: &str) -> Vec<String> {
        patterns::of_paths(self.paths.iter().map(String::as_str).filter(|path| *path != but))
    }
}

/// The largest value of a rank of radon.
fn rank(letter: &str) -> Option<f64> {
    let ranks = [("A", 5.0), ("B", 10.0), ("C", 20.0), ("D", 30.0), ("E", 40.0), ("F", f64::INFINITY)];
    ranks.into_iter().find(|(rank, _)| rank.eq_ignore_ascii_case(letter)).map(|(_, most)| most)
}

fn xenon(place: &str, given: &Arguments, found: &mut ForeignLimits) {
    let options: [(&[&str], &'static str); 2] =
        [(&["-b", "--max-absolute"], "cyclomatic"), (&["-m", "--max-modules"], "cyclomatic.average")];
    for (names, metric) in options {
        let Some(letter) = given.value(names) else { continue };
        match rank(letter) {
            Some(most) if most.is_finite() => {
                let origin = format!("xenon's `{} {letter}` in {place}", names[1]);
                found.limit(ForeignLimit {
                    paths: given.patterns(""),
                    ..everywhere(metric, most, PYTHON, origin)
                });
            }
            Some(_) => {}
            None => found.unread(place, &format!("xenon: `{letter}` is no rank")),
        }
    }
    if given.value(&["-a", "--max-average"]).is_some() {
        found.unread(place, "xenon's `--max-average`: no limit here is about the mean of a whole project");
    }
    if given.value(&["-e", "--exclude", "-i", "--ignore"]).is_some() {
        found.unread(place, "xenon's `--exclude` and `--ignore`");
    }
}

fn lizard(place: &str, given: &Arguments, found: &mut ForeignLimits) {
    let word = match given.value(&["-l", "--languages"]) {
        Some("python") => PYTHON,
        Some("javascript" | "typescript" | "js" | "ts") => super::SCRIPT,
        None => "",
        Some(_) => return,
    };
    if given.value(&["-i", "--ignore_warnings"]).is_some_and(|number| number != "0") {
        return found.unread(
            place,
            "lizard's `--ignore_warnings`: it passes although functions are beyond their limit",
        );
    }
    let mut limit = |metric, max, option: &str| {
        let origin = format!("lizard's `{option}` in {place}");
        found.limit(ForeignLimit { paths: given.patterns(""), ..everywhere(metric, max, word, origin) });
    };
    let number = |names: &[&str]| given.value(names).map(str::parse::<f64>);
    match number(&["-C", "--CCN"]) {
        None => limit("cyclomatic", 15.0, "--CCN"),
        Some(Ok(max)) => limit("cyclomatic", max, "--CCN"),
        Some(Err(_)) => found.unread(place, "lizard's `--CCN` is no number"),
    }
    for (names, metric) in [(["-L", "--length"], "loc"), (["-a", "--arguments"], "parameters")] {
        if let Some(max) = given.number(&names, place, found) {
            let origin = format!("lizard's `{}` in {place}", names[1]);
            found.limit(ForeignLimit { paths: given.patterns(""), ..everywhere(metric, max, word, origin) });
        }
    }
    for names in [["-T", "--Threshold"], ["-x", "--exclude"], ["-W", "--whitelist"]] {
        if given.value(&names).is_some() {
            found.unread(place, &format!("lizard's `{}`", names[1]));
        }
    }
}

fn of_complexipy(place: &str, given: &Arguments, found: &mut ForeignLimits) {
    if given.value(&["-i", "--ignore-complexity"]).is_some() {
        return found.unread(place, "complexipy's `--ignore-complexity`: it gates on nothing");
    }
    let names = ["-mx", "--max-complexity-allowed"];
    let max = match given.value(&names) {
        None => complexipy::USUAL,
        Some(_) => match given.number(&names, place, found) {
            Some(max) => max,
            None => return,
        },
    };
    let origin = format!("complexipy in {place}");
    found.limit(ForeignLimit { paths: given.patterns(""), ..everywhere("cognitive", max, PYTHON, origin) });
}

fn flake8(place: &str, given: &Arguments, found: &mut ForeignLimits) {
    let Some(max) = given.number(&["--max-complexity"], place, found).filter(|max| *max >= 0.0) else {
        return;
    };
    let origin = format!("flake8's `--max-complexity` in {place}");
    found.limit(ForeignLimit {
        paths: given.patterns(""),
        ..everywhere("cyclomatic_mccabe", max, PYTHON, origin)
    });
}

fn of_ruff(place: &str, given: &Arguments, found: &mut ForeignLimits) {
    let values = |names: [&'static str; 2]| {
        let named = given.options.iter().filter(move |(name, _)| names.contains(&name.as_str()));
        named.map(|(_, value)| value.as_str())
    };
    let codes: Vec<&str> =
        values(["--select", "--extend-select"]).flat_map(|codes| codes.split(',')).collect();
    if ruff::match_length(&codes).is_none() {
        return;
    }
    let inline = values(["--config", "--config"]).find_map(|it| it.split_once("max-complexity"));
    let max = inline.and_then(|(_, value)| value.trim().strip_prefix('=')?.trim().parse::<f64>().ok());
    match max {
        Some(max) => {
            let origin = format!("ruff's C901 in {place}");
            let paths = given.patterns("check");
            found.limit(ForeignLimit { paths, ..everywhere("cyclomatic_mccabe", max, PYTHON, origin) });
        }
        None => found.unread(
            place,
            "ruff selects C901, and its limit is not on the line: see `mccabe.max-complexity`",
        ),
    }
}

fn eslint(place: &str, given: &Arguments, found: &mut ForeignLimits) {
    if given.value(&["--rule"]).is_some_and(|rule| rule.contains("complexity")) {
        found.unread(place, "ESLint's `--rule` on a command line");
    }
}
