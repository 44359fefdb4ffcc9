//! Why functions, classes and modules score what they score, line by line.

mod json;

use super::fold::folded;
use super::look::Look;
use super::row::at_line_start;
use crate::model::{Account, Explanation, Increment, Role, Topic, Vocabulary, printable};
use anstyle::{AnsiColor, Style};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// An explanation, and of what it is wanted.
#[derive(Debug)]
pub(crate) struct ExplanationReport<'a> {
    /// The file.
    pub path: &'a Path,
    /// What is known of it.
    pub explanation: &'a Explanation,
    /// What of the file is explained.
    pub topics: &'a [Topic],
    /// How it looks to a person.
    pub look: Look,
}

/// Columns before the rules of a line: where it is, and how much it adds.
const BEFORE_RULES: usize = 2 + PLACE + 2 + POINTS + 2;
const PLACE: usize = 6;
const POINTS: usize = 3;
/// Columns of the rules, unless a terminal is too narrow.
const RULES: usize = 28;
/// The least of a line of source that says something.
const SOURCE: usize = 16;
/// The most of it.
const LONGEST: usize = 72;

/// One line of an account.
struct Line<'a> {
    place: String,
    points: i64,
    rules: String,
    source: Option<&'a str>,
}

impl<'a> ExplanationReport<'a> {
    /// Writes the increments for a person.
    ///
    /// # Errors
    /// If the bytes cannot be written.
    pub(crate) fn write_scores(&self, out: &mut dyn Write) -> io::Result<()> {
        self.scores("", out)
    }

    /// Writes the same with `>` before what is quoted of the source, for a reader that takes text for instructions.
    ///
    /// # Errors
    /// If the bytes cannot be written.
    pub(crate) fn write_quoted(&self, out: &mut dyn Write) -> io::Result<()> {
        self.scores("> ", out)
    }

    fn scores(&self, quote: &str, out: &mut dyn Write) -> io::Result<()> {
        for &topic in self.topics {
            self.title(topic, out)?;
            for account in self.explanation.accounts(topic) {
                self.account(topic, &account, quote, out)?;
            }
            self.class(topic, out)?;
        }
        Ok(())
    }

    /// What each line adds to the scores of what it stands in, a few words for each metric: `cognitive +3: if, 2 deep`.
    #[must_use]
    pub(crate) fn by_line(&self) -> BTreeMap<u32, Vec<String>> {
        const TOLD: [&str; 2] = ["cyclomatic", "cognitive"];
        let mut lines: BTreeMap<u32, Vec<String>> = BTreeMap::new();
        let accounts = self.topics.iter().flat_map(|topic| self.explanation.accounts(*topic));
        for account in accounts.filter(|account| TOLD.contains(&account.metric)) {
            let mut by_line: BTreeMap<u32, Vec<&Increment>> = BTreeMap::new();
            for increment in &account.own {
                by_line.entry(increment.line).or_default().push(increment);
            }
            for (line, increments) in by_line {
                let points: i64 = increments.iter().map(|it| i64::from(it.points)).sum();
                let what = format!("{} {points:+}: {}", account.metric, self.rules(&increments, None));
                lines.entry(line).or_default().push(what);
            }
        }
        lines
    }

    /// Writes the operators and operands for a person, the most frequent first.
    ///
    /// # Errors
    /// If the bytes cannot be written.
    pub(crate) fn write_tokens(&self, out: &mut dyn Write) -> io::Result<()> {
        for &topic in self.topics {
            self.title(topic, out)?;
            let vocabularies = self.explanation.vocabularies(topic);
            if vocabularies.is_empty() {
                writeln!(out, "  Halstead's measures are of functions and files")?;
            }
            vocabularies.iter().try_for_each(|it| self.vocabulary(it, out))?;
        }
        Ok(())
    }

    fn title(&self, topic: Topic, out: &mut dyn Write) -> io::Result<()> {
        let file = &self.explanation.metrics;
        let (location, what) = match topic {
            Topic::Function(row) => {
                let it = &file.functions[row];
                (Some(it.location), format!("function `{}`", it.qualified_name))
            }
            Topic::Class(row) => {
                let it = &file.classes[row];
                (Some(it.location), format!("class `{}`", it.qualified_name))
            }
            Topic::Module => (None, "code outside of functions and classes".to_owned()),
        };
        let line = location.map(|it| format!(":{}", it.in_file().line)).unwrap_or_default();
        let cell = location.and_then(|it| it.cell).map(|it| format!(" ({it})")).unwrap_or_default();
        let bold = self.look.style(Style::new().bold());
        let title = format!("{}{line}: {}{cell}", at_line_start(self.path), printable(&what));
        let title = folded(&title, self.look.width, 2);
        writeln!(out, "{bold}{title}{bold:#}")
    }

    fn account(&self, topic: Topic, account: &Account, quote: &str, out: &mut dyn Write) -> io::Result<()> {
        let style = self.look.style(AnsiColor::Cyan.on_default());
        writeln!(out, "  {style}{} {}{style:#}", account.metric, account.score)?;
        let lines = self.lines(topic, account);
        let widest = lines.iter().map(|line| line.rules.width()).max().unwrap_or(0);
        let room = self.look.width.map_or(RULES, |width| {
            (width / 3).min(width.saturating_sub(BEFORE_RULES + 2 + SOURCE)).min(RULES)
        });
        let column = if self.look.width.is_some() { widest.min(room) } else { RULES };
        lines.iter().try_for_each(|line| self.line(line, column, quote, out))
    }

    /// The lines of an account: what it begins with, what its own lines and those of functions in it add, and the rest.
    fn lines(&self, topic: Topic, account: &Account) -> Vec<Line<'a>> {
        let plain = |points, rules: &str| Line {
            place: String::new(),
            points,
            rules: rules.to_owned(),
            source: None,
        };
        let itself = match topic {
            Topic::Function(_) => "the function itself",
            Topic::Class(_) => "the class itself",
            Topic::Module => "the module itself",
        };
        let base = (account.base != 0).then(|| plain(account.base, itself));
        // What begins in a line and what stands in it are told apart by the function that they count for.
        let mut by_line: BTreeMap<(u32, Option<usize>), Vec<&Increment>> = BTreeMap::new();
        for increment in &account.own {
            by_line.entry((increment.line, None)).or_default().push(increment);
        }
        for increment in &account.inside {
            by_line.entry((increment.line, increment.unit)).or_default().push(increment);
        }
        let lines = by_line.into_iter().map(|((line, inner), increments)| Line {
            place: self.place(line),
            points: increments.iter().map(|it| i64::from(it.points)).sum(),
            rules: self.rules(&increments, inner),
            source: Some(self.explanation.lines.get(&line).map_or("", |text| text.trim_start())),
        });
        let rest = account.unlisted();
        let rest = (rest != 0).then(|| plain(rest, "the functions inside it"));
        base.into_iter().chain(lines).chain(rest).collect()
    }

    /// A line; in a notebook, the cell and the line in it.
    fn place(&self, line: u32) -> String {
        match self.explanation.cells.get(&line) {
            Some(cell) => format!("{}:{}", cell.number + 1, cell.line),
            None => line.to_string(),
        }
    }

    fn line(&self, line: &Line<'_>, column: usize, quote: &str, out: &mut dyn Write) -> io::Result<()> {
        let Line { place, points, rules, source } = line;
        let style = self.look.style(color(*points));
        write!(out, "  {place:>PLACE$}  {style}{points:>+POINTS$}{style:#}  ")?;
        let Some(source) = source else { return writeln!(out, "{rules}") };
        let dim = self.look.style(Style::new().dimmed());
        let before = BEFORE_RULES + column + 2;
        let room =
            self.look.width.map_or(LONGEST, |width| width.saturating_sub(before + quote.len()).max(SOURCE));
        let source = shortened(source, room);
        let spare = column.saturating_sub(rules.width());
        if self.look.width.is_some() && rules.width() > column {
            // Too narrow for both: the source stands below the rules.
            writeln!(
                out,
                "{}",
                folded(rules, self.look.width.map(|it| it.saturating_sub(BEFORE_RULES)), 0)
                    .replace('\n', &format!("\n{:BEFORE_RULES$}", ""))
            )?;
            return writeln!(out, "{:before$}{dim}{quote}{source}{dim:#}", "");
        }
        writeln!(out, "{rules}{:spare$}  {dim}{quote}{source}{dim:#}", "")
    }

    /// The words of the rules that a line falls under, each once, with what nesting has to do with it, and the function
    /// inside that it stands in.
    fn rules(&self, increments: &[&Increment], inner: Option<usize>) -> String {
        let mut words: Vec<(String, usize)> = Vec::new();
        for increment in increments {
            let word = match increment.nesting {
                0 => word(increment.rule),
                nesting => format!("{}, {nesting} deep", word(increment.rule)),
            };
            match words.iter_mut().find(|(known, _)| *known == word) {
                Some((_, times)) => *times += 1,
                None => words.push((word, 1)),
            }
        }
        let times =
            |(word, times): (String, usize)| if times > 1 { format!("{word} ×{times}") } else { word };
        let words = words.into_iter().map(times).collect::<Vec<_>>().join("; ");
        match inner.and_then(|unit| self.explanation.function(unit)) {
            None => words,
            Some(it) if increments.iter().all(|it| it.rule == Role::Function) => {
                format!("{} `{}`", it.kind.word().replace('_', " "), printable(&it.name))
            }
            Some(it) => format!("{words}, in `{}`", printable(&it.name)),
        }
    }

    /// What the methods of a class come to.
    fn class(&self, topic: Topic, out: &mut dyn Write) -> io::Result<()> {
        let Topic::Class(row) = topic else { return Ok(()) };
        let it = &self.explanation.metrics.classes[row];
        let text = format!(
            "cyclomatic {}, roughly the mean of its methods, of which it has {}; the largest has {}",
            it.cyclomatic, it.methods, it.cyclomatic_max
        );
        writeln!(out, "  {}", folded(&text, self.look.width.map(|width| width.saturating_sub(2)), 2))
    }

    fn vocabulary(&self, it: &Vocabulary, out: &mut dyn Write) -> io::Result<()> {
        let distinct = it.distinct.map(|distinct| format!(", {distinct} distinct")).unwrap_or_default();
        writeln!(out, "  {} {}s{distinct}", it.total, it.kind.word())?;
        let room = self.look.width.map_or(LONGEST, |width| width.saturating_sub(2 + PLACE + 2).max(SOURCE));
        for (text, count) in &it.spellings {
            writeln!(out, "  {count:>PLACE$}  {}", shortened(text, room))?;
        }
        if it.inside > 0 {
            writeln!(out, "  {:>PLACE$}  in the functions inside it", it.inside)?;
        }
        Ok(())
    }
}

fn color(points: i64) -> Style {
    match points {
        ..=1 => Style::new(),
        2..=3 => AnsiColor::Yellow.on_default(),
        _ => AnsiColor::Red.on_default(),
    }
}

fn word(rule: Role) -> String {
    let word = match rule {
        Role::IfChained => "else if",
        Role::CaseRest => "last case takes everything",
        Role::ComprehensionFilter => "comprehension if",
        Role::Callee => "recursion",
        Role::Sequence | Role::LogicalAnd | Role::LogicalTree | Role::LogicalFree => "logical",
        Role::OptionalChain => "optional chain",
        Role::Default => "default value",
        rule => rule.name(),
    };
    word.replace('.', " ")
}

/// As much of the first line of a text as so many columns have room for.
fn shortened(text: &str, room: usize) -> String {
    let first = printable(text.lines().next().unwrap_or_default()).into_owned();
    if text.lines().count() <= 1 && first.width() <= room {
        return first;
    }
    let mut left = room.saturating_sub(1);
    let fits = |c: &char| {
        let rest = left.checked_sub(c.width().unwrap_or(0));
        left = rest.unwrap_or(0);
        rest.is_some()
    };
    let mut shown: String = first.chars().take_while(fits).collect();
    shown.push('…');
    shown
}
