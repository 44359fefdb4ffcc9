//! Why functions score what they score, line by line.

use super::json_text::write_line;
use super::row::PathFields;
use crate::model::{
    Explanation, FunctionMetrics, Increment, Role, SCHEMA_VERSION, Token, TokenKind, UnitRow, printable,
};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::{self, Write};
use std::path::Path;

/// An explanation, and of which functions it is wanted.
#[derive(Debug)]
pub struct ExplanationReport<'a> {
    /// The file.
    pub path: &'a Path,
    /// What is known of it.
    pub explanation: &'a Explanation,
    /// Rows of the functions.
    pub functions: &'a [usize],
}

/// A function with what adds to its scores.
struct Explained<'a> {
    function: &'a FunctionMetrics,
    cyclomatic: Sum,
    cyclomatic_mccabe: Option<Sum>,
    cognitive: Option<Sum>,
    tokens: Vec<&'a Token>,
}

/// A score and its parts: what it begins with, the increments of its own, and the rest.
#[derive(Serialize)]
struct Sum {
    score: u32,
    /// What the function itself counts for.
    base: i64,
    /// What the functions inside it add.
    inner: i64,
    #[serde(serialize_with = "in_rows")]
    increments: Vec<Increment>,
}

impl Sum {
    fn by_line(&self) -> BTreeMap<u32, Vec<&Increment>> {
        let mut lines: BTreeMap<u32, Vec<&Increment>> = BTreeMap::new();
        for increment in &self.increments {
            lines.entry(increment.line).or_default().push(increment);
        }
        lines
    }

    fn new(score: u32, base: i64, increments: Vec<Increment>) -> Sum {
        let own: i64 = increments.iter().map(|it| i64::from(it.points)).sum();
        Sum { score, base, inner: i64::from(score) - base - own, increments }
    }
}

impl<'a> ExplanationReport<'a> {
    fn explained(&self) -> Vec<Explained<'a>> {
        let why = self.explanation;
        let mut cyclomatic = by_unit(&why.cyclomatic, |it| it.unit);
        let mut mccabe = by_unit(&why.cyclomatic_mccabe, |it| it.unit);
        let mut cognitive = by_unit(&why.cognitive, |it| it.unit);
        let mut tokens = by_unit(&why.halstead, |it| it.unit);
        let wanted: HashSet<usize> = self.functions.iter().copied().collect();
        let rows = why.units.iter().enumerate().filter_map(|(unit, row)| match row {
            UnitRow::Function(row) if wanted.contains(row) => Some((unit, &why.metrics.functions[*row])),
            _ => None,
        });
        let own = |all: &mut HashMap<usize, Vec<&Increment>>, unit| {
            all.remove(&unit).unwrap_or_default().into_iter().copied().collect()
        };
        rows.map(|(unit, function)| Explained {
            function,
            cyclomatic: Sum::new(function.cyclomatic, 1, own(&mut cyclomatic, unit)),
            cyclomatic_mccabe: function
                .cyclomatic_mccabe
                .map(|score| Sum::new(score, 1, own(&mut mccabe, unit))),
            cognitive: function.cognitive.map(|score| Sum::new(score, 0, own(&mut cognitive, unit))),
            tokens: tokens.remove(&unit).unwrap_or_default(),
        })
        .collect()
    }

    /// Writes the increments for a person.
    ///
    /// # Errors
    /// If the bytes cannot be written.
    pub fn write_scores(&self, out: &mut dyn Write) -> io::Result<()> {
        self.sums("", out)
    }

    /// Writes the same with `>` before what is quoted of the source, for a reader that takes text for instructions.
    ///
    /// # Errors
    /// If the bytes cannot be written.
    pub fn write_quoted(&self, out: &mut dyn Write) -> io::Result<()> {
        self.sums("> ", out)
    }

    fn sums(&self, quote: &str, out: &mut dyn Write) -> io::Result<()> {
        for explained in self.explained() {
            self.title(explained.function, out)?;
            self.sum("cyclomatic", &explained.cyclomatic, quote, out)?;
            if let Some(mccabe) = &explained.cyclomatic_mccabe {
                self.sum("cyclomatic_mccabe", mccabe, quote, out)?;
            }
            if let Some(cognitive) = &explained.cognitive {
                self.sum("cognitive", cognitive, quote, out)?;
            }
        }
        Ok(())
    }

    /// What each line adds, a few words for each metric: `cognitive +3: if, 2 deep`.
    #[must_use]
    pub fn by_line(&self) -> BTreeMap<u32, Vec<String>> {
        let mut lines: BTreeMap<u32, Vec<String>> = BTreeMap::new();
        for explained in self.explained() {
            let cyclomatic = Some(("cyclomatic", &explained.cyclomatic));
            let cognitive = explained.cognitive.as_ref().map(|sum| ("cognitive", sum));
            for (metric, sum) in cyclomatic.into_iter().chain(cognitive) {
                for (line, increments) in sum.by_line() {
                    let points: i64 = increments.iter().map(|it| i64::from(it.points)).sum();
                    let what = format!("{metric} {points:+}: {}", rules(&increments));
                    lines.entry(line).or_default().push(what);
                }
            }
        }
        lines
    }

    /// Writes the operators and operands for a person, the most frequent first.
    ///
    /// # Errors
    /// If the bytes cannot be written.
    pub fn write_tokens(&self, out: &mut dyn Write) -> io::Result<()> {
        for explained in self.explained() {
            self.title(explained.function, out)?;
            let halstead = explained.function.halstead;
            for (kind, total, distinct) in [
                (TokenKind::Operator, halstead.total_operators, halstead.distinct_operators),
                (TokenKind::Operand, halstead.total_operands, halstead.distinct_operands),
            ] {
                writeln!(out, "  {total} {}s, {distinct} distinct", kind.word())?;
                tokens(&explained.tokens, kind, total, out)?;
            }
        }
        Ok(())
    }

    fn title(&self, function: &FunctionMetrics, out: &mut dyn Write) -> io::Result<()> {
        let path = super::row::display(self.path);
        let (path, name) = (printable(&path), printable(&function.qualified_name));
        writeln!(out, "{path}:{}: function `{name}`", function.location.line)
    }

    fn sum(&self, metric: &str, sum: &Sum, quote: &str, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "  {metric} {}", sum.score)?;
        if sum.base > 0 {
            writeln!(out, "  {:>6}  {:>3}  the function itself", "", format!("+{}", sum.base))?;
        }
        for (line, increments) in sum.by_line() {
            let points: i64 = increments.iter().map(|it| i64::from(it.points)).sum();
            let source = self.explanation.lines.get(&line).map_or("", |text| text.trim_start());
            writeln!(
                out,
                "  {line:>6}  {points:>+3}  {:<28}  {quote}{}",
                rules(&increments),
                shortened(source)
            )?;
        }
        if sum.inner != 0 {
            writeln!(out, "  {:>6}  {:>+3}  the functions inside it", "", sum.inner)?;
        }
        Ok(())
    }

    /// Writes everything as one JSON document.
    ///
    /// # Errors
    /// If the bytes cannot be written.
    pub fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        #[derive(Serialize)]
        struct Document<'a> {
            schema_version: u32,
            #[serde(flatten)]
            path: PathFields<'a>,
            parse_errors: u32,
            functions: Vec<Row<'a>>,
        }
        #[derive(Serialize)]
        struct Row<'a> {
            qualified_name: &'a str,
            line: u32,
            end_line: u32,
            cyclomatic: Sum,
            #[serde(skip_serializing_if = "Option::is_none")]
            cyclomatic_mccabe: Option<Sum>,
            cognitive: Option<Sum>,
            halstead: Vec<TokenRow<'a>>,
        }
        let row = |explained: Explained<'a>| Row {
            qualified_name: &explained.function.qualified_name,
            line: explained.function.location.line,
            end_line: explained.function.location.end_line,
            cyclomatic: explained.cyclomatic,
            cyclomatic_mccabe: explained.cyclomatic_mccabe,
            cognitive: explained.cognitive,
            halstead: explained.tokens.into_iter().map(TokenRow::new).collect(),
        };
        let document = Document {
            schema_version: SCHEMA_VERSION,
            path: PathFields::new(self.path),
            parse_errors: self.explanation.metrics.parse_errors,
            functions: self.explained().into_iter().map(row).collect(),
        };
        write_line(&document, out)
    }
}

fn by_unit<T>(all: &[T], unit: impl Fn(&T) -> Option<usize>) -> HashMap<usize, Vec<&T>> {
    let mut units: HashMap<usize, Vec<&T>> = HashMap::new();
    for one in all {
        if let Some(unit) = unit(one) {
            units.entry(unit).or_default().push(one);
        }
    }
    units
}

/// Lists the spellings of a kind of token, and how many stand in inner functions.
fn tokens(all: &[&Token], kind: TokenKind, total: u32, out: &mut dyn Write) -> io::Result<()> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for token in all.iter().filter(|token| token.kind == kind) {
        *counts.entry(&token.text).or_default() += 1;
    }
    let inner = (total as usize).saturating_sub(counts.values().sum());
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(text, count)| (Reverse(*count), *text));
    for (text, count) in counts {
        writeln!(out, "  {count:>6}  {}", shortened(text))?;
    }
    if inner > 0 { writeln!(out, "  {inner:>6}  in the functions inside it") } else { Ok(()) }
}

#[derive(Serialize)]
struct TokenRow<'a> {
    kind: &'static str,
    line: u32,
    column: u32,
    text: &'a str,
    first_in_file: bool,
}

impl TokenRow<'_> {
    fn new(token: &Token) -> TokenRow<'_> {
        let Token { line, column, kind, text, is_first, .. } = token;
        TokenRow { kind: kind.word(), line: *line, column: *column, text, first_in_file: *is_first }
    }
}

fn in_rows<S: serde::Serializer>(increments: &[Increment], serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Row {
        line: u32,
        column: u32,
        rule: &'static str,
        points: i32,
        nesting: u32,
    }
    serializer.collect_seq(increments.iter().map(|it| {
        let Increment { line, column, points, nesting, .. } = *it;
        Row { line, column, rule: it.rule.name(), points, nesting }
    }))
}

/// The words of the rules that a line falls under, each once, with what nesting has to do with it.
fn rules(increments: &[&Increment]) -> String {
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
    let times = |(word, times): (String, usize)| if times > 1 { format!("{word} ×{times}") } else { word };
    words.into_iter().map(times).collect::<Vec<_>>().join("; ")
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

/// As much of a text as a line for a person has room for.
fn shortened(text: &str) -> String {
    const WIDTH: usize = 72;
    let first = text.lines().next().unwrap_or_default();
    let is_all = first.len() == text.len() && first.chars().count() <= WIDTH;
    let shown: String = first.chars().take(WIDTH).collect();
    let shown = printable(&shown);
    if is_all { shown.into_owned() } else { format!("{shown}…") }
}
