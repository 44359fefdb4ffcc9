//! From the bytes of one text to its record.

use super::panics::caught;
use super::pieces::{cell_place, of_pieces, raw_lines};
use crate::course::{Allowance, Course};
use crate::language::source::DecodeError;
use crate::language::{LANGUAGES, LanguageSpec};
use crate::measure::{Subject, explain, measure};
use crate::model::{Explanation, Marks, Record, SkipReason, Skipped};
use crate::syntax::{Budget, Grammar, Pace, Unfinished, apart, take_tokens};
use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

/// CPU time that a parser may take, once slow files have spent their allowance, before it has read anything.
const LEAST_PACE: Duration = Duration::from_millis(5);

/// And for each byte, so many times what a byte usually takes.
const PATIENCE: u32 = 4;

/// Measures a text; the parser may spend so much CPU time on it.
///
/// # Errors
/// If it could not be done, with the reason.
pub fn record(
    path: &Path,
    bytes: Vec<u8>,
    language: &'static LanguageSpec,
    (cpu_budget, course): (Duration, &Course),
    marks: &mut Marks,
) -> Result<Record, Skipped> {
    let metrics = understood(path, bytes, language, (cpu_budget, course), marks, measure)?;
    Ok(Record { path: path.to_path_buf(), metrics })
}

/// Says why the scores of a text are what they are.
///
/// # Errors
/// As [`record`].
pub fn explanation(
    path: &Path,
    bytes: Vec<u8>,
    language: &'static LanguageSpec,
    means: (Duration, &Course),
) -> Result<Explanation, Skipped> {
    understood(path, bytes, language, means, &mut Marks::default(), explain)
}

/// Parses a text and does something with what is known of it, apart from this thread if it is large.
fn understood<T: Send + 'static>(
    path: &Path,
    bytes: Vec<u8>,
    language: &'static LanguageSpec,
    (cpu_budget, course): (Duration, &Course),
    marks: &mut Marks,
    then: Then<T>,
) -> Result<T, Skipped> {
    course.count_parsed();
    let (size, mut own, stop) = (bytes.len(), std::mem::take(marks), course.stop());
    let (name, cpu, pace) = (path.to_path_buf(), cpu_budget, pace(course.allowance()));
    let job = move || {
        let budget = Budget::new(cpu, pace, Arc::new(move || stop.signal().is_some()));
        let result = caught(|| parse(&name, bytes, language, &budget, &mut own, then));
        (result, budget.parsing(), own)
    };
    let done = apart(size, &|| course.stopped(), job).map(|(result, parsing, own)| {
        *marks = own;
        let is_slow = matches!(&result, Ok(Err(Fault::Unfinished(_))));
        course.allowance().charge(size, parsing, !is_slow);
        result.unwrap_or_else(|message| Err(Fault::Panic(message)))
    });
    done.unwrap_or_else(|unfinished| Err(unfinished.into())).map_err(|fault| fault.of(path))
}

type Then<T> = fn(&Subject<'_>) -> T;

/// How fast a parser has to be once slow files have taken all that they may in this run.
fn pace(allowance: &Allowance) -> Option<Pace> {
    let pace = || Pace { start: LEAST_PACE, per_byte: PATIENCE * allowance.per_byte() };
    allowance.is_spent().then(pace)
}

/// Why a file was not measured.
enum Fault {
    Undecoded(DecodeError),
    Unfinished(Unfinished),
    Panic(String),
}

impl Fault {
    fn of(self, path: &Path) -> Skipped {
        let (reason, detail) = match self {
            Fault::Undecoded(error) => (error.reason, error.detail),
            Fault::Unfinished(Unfinished::Failed) => (SkipReason::Panic, Unfinished::Failed.to_string()),
            Fault::Unfinished(unfinished) => (SkipReason::Timeout, unfinished.to_string()),
            Fault::Panic(message) => (SkipReason::Panic, message),
        };
        Skipped { path: path.to_path_buf(), reason, detail }
    }
}

impl From<Unfinished> for Fault {
    fn from(unfinished: Unfinished) -> Fault {
        Fault::Unfinished(unfinished)
    }
}

fn parse<T>(
    path: &Path,
    bytes: Vec<u8>,
    language: &'static LanguageSpec,
    budget: &Budget,
    marks: &mut Marks,
    then: Then<T>,
) -> Result<T, Fault> {
    fail_on_demand(path);
    let mut source = (language.decode)(bytes).map_err(Fault::Undecoded)?;
    budget.check()?;
    let embedded = language.embedded.map(|embedded| embedded(source.text_mut()));
    let language = embedded.as_ref().map_or(language, |embedded| embedded.row());
    let pieces = embedded.as_ref().map_or_else(|| source.pieces(), |embedded| embedded.pieces.clone());
    budget.check()?;
    of_pieces(source.text(), &pieces, marks, &|text, marks| mark(language, text, budget, marks))?;
    for fault in embedded.iter().flat_map(|embedded| &embedded.faults) {
        marks.add_error(fault);
    }
    budget.check()?;
    let line_starts = (language.line_starts)(source.text());
    let raw = raw_lines(language, &source, marks, &line_starts);
    budget.check()?;
    Ok(then(&Subject {
        language: language.name,
        conventions: language.conventions,
        identifier: language.identifier,
        operand_identity: language.operand_identity,
        is_literal: language.is_literal,
        text: source.text(),
        stored_offset: &|offset| source.stored_offset(offset),
        cell: &|offset, lines| cell_place(&source, offset, lines),
        marks,
        raw,
        line_starts,
        dialect: language.dialect,
    }))
}

/// Finds the marks of a text: parses it, and once more with repairs if the grammar met what it does not know, or may
/// have misread. Both parses together have the budget: whether a file is measured must not depend on which of them was
/// slow.
fn mark(
    language: &'static LanguageSpec,
    text: &[u8],
    budget: &Budget,
    marks: &mut Marks,
) -> Result<(), Unfinished> {
    marks.clear();
    grammar(language).marks(text, budget, marks)?;
    let is_doubtful = marks.errors > 0 || marks.is_doubtful || (language.misreads)(text, marks);
    let repair = language.repair.filter(|_| is_doubtful);
    let Some(repaired) = repair.and_then(|repair| repair(text)) else { return Ok(()) };
    budget.check()?;
    let mut again = Marks::default();
    grammar(language).marks(repaired.text(), budget, &mut again)?;
    if again.errors > 0 && again.errors >= marks.errors {
        return Ok(());
    }
    repaired.restore(&mut again);
    if language.conventions.halstead_of_unrepaired {
        take_tokens(&mut again, marks);
    }
    *marks = again;
    Ok(())
}

/// The grammar of a language, compiled when a run first needs it.
fn grammar(language: &'static LanguageSpec) -> &'static Grammar {
    static GRAMMARS: [OnceLock<Grammar>; LANGUAGES.len()] = [const { OnceLock::new() }; LANGUAGES.len()];
    let row = LANGUAGES.iter().position(|other| std::ptr::eq(other, language));
    GRAMMARS[row.expect("every language is a row of the table")].get_or_init(|| {
        Grammar::new(&language.grammar.into(), language.queries)
            .expect("a test compiles the queries of every language")
    })
}

/// Lets a test see that a defect in one file does not stop the others.
#[cfg(debug_assertions)]
fn fail_on_demand(path: &Path) {
    assert!(
        std::env::var_os("METRICS_TEST_PANIC").is_none_or(|name| path.file_name() != Some(&name)),
        "requested by METRICS_TEST_PANIC"
    );
}

#[cfg(not(debug_assertions))]
fn fail_on_demand(_: &Path) {}
