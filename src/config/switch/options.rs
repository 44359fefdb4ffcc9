//! What xenon, lizard, complexipy, flake8, ruff and `ESLint` are told on a command line.

use super::found::{PYTHON, SCRIPT, everywhere};
use super::{ForeignLimit, ForeignLimits, complexipy, flake8 as flake, patterns, ruff};

/// A tool: how it is read, and its options that take a value.
pub(super) struct Tool {
    pub(super) name: &'static str,
    pub(super) read: fn(&str, &Arguments, &mut ForeignLimits),
    pub(super) valued: &'static [&'static str],
}

const OF_RUFF: &[&str] = &[
    "--select",
    "--extend-select",
    "--config",
    "--ignore",
    "--extend-ignore",
    "--per-file-ignores",
    "--extend-per-file-ignores",
    "--exclude",
    "--extend-exclude",
    "--fixable",
    "--unfixable",
    "--extend-fixable",
    "--line-length",
    "--output-format",
    "-o",
    "--output-file",
    "--target-version",
    "--cache-dir",
    "--stdin-filename",
    "--extension",
    "--dummy-variable-rgx",
];

pub(super) static TOOLS: [Tool; 7] = [
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
        valued: &[
            "--max-complexity",
            "--config",
            "--append-config",
            "--select",
            "--extend-select",
            "--ignore",
            "--extend-ignore",
            "--per-file-ignores",
            "--exclude",
            "--extend-exclude",
            "--filename",
            "--stdin-display-name",
            "--format",
            "--max-line-length",
            "--max-doc-length",
            "--indent-size",
            "--builtins",
            "--output-file",
            "--color",
            "-j",
            "--jobs",
        ],
    },
    Tool { name: "ruff", read: of_ruff, valued: OF_RUFF },
    Tool { name: "ruff-check", read: of_ruff, valued: OF_RUFF },
    Tool { name: "eslint", read: eslint, valued: &["--rule", "-c", "--config", "--ext"] },
];

/// What keeps files from the rules of ruff and flake8.
const PASSING: &[&str] =
    &["--exclude", "--extend-exclude", "--per-file-ignores", "--extend-per-file-ignores", "--filename"];

/// What was given to a tool.
pub(super) struct Arguments {
    pub(super) options: Vec<(String, String)>,
    pub(super) paths: Vec<String>,
}

/// Options with their values, and what is neither; an option that is not known takes none.
pub(super) fn arguments(words: &[String], valued: &[&str]) -> Arguments {
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

    /// Says which of some options are given and not taken over.
    fn say(&self, names: &[&str], place: &str, tool: &str, found: &mut ForeignLimits) {
        for name in names.iter().filter(|name| self.value(&[name]).is_some()) {
            found.unread(place, &format!("{tool}'s `{name}` on a command line"));
        }
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
                    is_command: true,
                    ..everywhere(metric, most, PYTHON, ("xenon", place), origin)
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
    let languages = languages(place, given, found);
    if languages.is_empty() {
        return;
    }
    if given.value(&["-i", "--ignore_warnings"]).is_some_and(|number| number != "0") {
        return found.unread(
            place,
            "lizard's `--ignore_warnings`: it passes although functions are beyond their limit",
        );
    }
    let options: [([&str; 2], &'static str, Option<f64>); 3] = [
        (["-C", "--CCN"], "cyclomatic", Some(15.0)),
        (["-L", "--length"], "loc", None),
        (["-a", "--arguments"], "parameters", None),
    ];
    for (names, metric, usual) in options {
        let is_given = given.value(&names).is_some();
        let max = if is_given { given.number(&names, place, found) } else { usual };
        for (word, max) in languages.iter().filter_map(|word| Some((word, max?))) {
            let origin = format!("lizard's `{}` in {place}", names[1]);
            found.limit(ForeignLimit {
                paths: given.patterns(""),
                is_command: true,
                ..everywhere(metric, max, word, ("lizard", place), origin)
            });
        }
    }
    for names in [["-T", "--Threshold"], ["-x", "--exclude"], ["-W", "--whitelist"], ["-m", "--modified"]] {
        if given.value(&names).is_some() {
            found.unread(place, &format!("lizard's `{}`", names[1]));
        }
    }
}

/// The languages that lizard is told to read, by our words; those that are not measured here are said.
fn languages(place: &str, given: &Arguments, found: &mut ForeignLimits) -> Vec<&'static str> {
    let named = given.options.iter().filter(|(name, _)| matches!(name.as_str(), "-l" | "--languages"));
    let (mut words, mut is_any) = (Vec::new(), false);
    for (_, value) in named {
        is_any = true;
        let word = match value.as_str() {
            "python" => PYTHON,
            "javascript" | "js" | "jsx" | "typescript" | "ts" | "tsx" | "vue" | "vuejs" => SCRIPT,
            other => {
                found.unread(place, &format!("lizard's `-l {other}`: a language not measured here"));
                continue;
            }
        };
        if !words.contains(&word) {
            words.push(word);
        }
    }
    if is_any { words } else { vec![""] }
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
    let origin = format!("{}{place}", complexipy::ORIGIN);
    let is_usual = given.value(&names).is_none();
    let limit = everywhere("cognitive", max, PYTHON, (complexipy::TOOL, place), origin);
    found.limit(ForeignLimit { paths: given.patterns(""), is_usual, is_command: true, ..limit });
    given.say(&["-e", "--exclude"], place, "complexipy", found);
}

fn flake8(place: &str, given: &Arguments, found: &mut ForeignLimits) {
    let Some(max) = given.number(&["--max-complexity"], place, found).filter(|max| *max >= 0.0) else {
        return;
    };
    if given.value(&["--exit-zero"]).is_some() {
        return found.unread(place, "flake8's `--exit-zero`: it gates on nothing");
    }
    let origin = format!("flake8's `--max-complexity` in {place}");
    found.limit(ForeignLimit {
        paths: given.patterns(""),
        is_command: true,
        ..everywhere(ruff::METRIC, max, PYTHON, (flake::TOOL, place), origin)
    });
    given.say(PASSING, place, flake::TOOL, found);
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
    if given.value(&["--exit-zero", "-e"]).is_some() {
        return found.unread(place, "ruff's `--exit-zero`: it gates on nothing");
    }
    let inline = values(["--config", "--config"]).find_map(|it| it.split_once("max-complexity"));
    let max = inline.and_then(|(_, value)| value.trim().strip_prefix('=')?.trim().parse::<f64>().ok());
    match max {
        Some(max) => {
            let origin = format!("ruff's C901 in {place}");
            let paths = given.patterns("check");
            let limit = everywhere(ruff::METRIC, max, PYTHON, (ruff::TOOL, place), origin);
            found.limit(ForeignLimit { paths, is_command: true, ..limit });
            given.say(PASSING, place, ruff::TOOL, found);
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
