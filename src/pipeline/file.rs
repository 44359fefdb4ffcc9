//! One file: bytes to record.

use super::panics::caught;
use super::work::Limits;
use crate::discover::Candidate;
use crate::language::{LANGUAGES, LanguageSpec, generated};
use crate::measure::{Subject, explain, measure};
use crate::model::{Explanation, Marks, Record, SkipReason, Skipped};
use crate::syntax::{Budget, Grammar, Unfinished};
use crate::watch::Watch;
use std::path::Path;
use std::sync::OnceLock;

/// Reads and measures a file; `None` if it vanished after it was found.
pub(super) fn measure_file(
    file: &Candidate<&'static LanguageSpec>,
    limits: &Limits,
    watch: &Watch,
    marks: &mut Marks,
) -> Option<Result<Record, Skipped>> {
    let terms = limits.terms(file);
    let bytes = match file.read(terms.max_file_size) {
        Ok(bytes) => bytes?,
        Err(skipped) => return Some(Err(skipped)),
    };
    if terms.generated.skips(file.named)
        && let Some((reason, detail)) = generated(&file.path, &bytes)
    {
        return Some(Err(Skipped { path: file.path.clone(), reason, detail }));
    }
    Some(record(&file.path, bytes, file.language, (limits, watch), marks))
}

/// Measures a text that was given instead of a file, under the name that was given with it.
///
/// # Errors
/// If it could not be done, with the reason.
pub fn measure_text(
    path: &Path,
    text: Vec<u8>,
    language: &'static LanguageSpec,
    limits: &Limits,
    watch: &Watch,
) -> Result<Record, Skipped> {
    if limits.generated.skips(true)
        && let Some((reason, detail)) = generated(path, &text)
    {
        return Err(Skipped { path: path.to_path_buf(), reason, detail });
    }
    record(path, text, language, (limits, watch), &mut Marks::default())
}

pub(super) fn record(
    path: &Path,
    bytes: Vec<u8>,
    language: &'static LanguageSpec,
    (limits, watch): (&Limits, &Watch),
    marks: &mut Marks,
) -> Result<Record, Skipped> {
    let metrics = understood(path, bytes, language, (limits, watch), marks, &measure)?;
    Ok(Record { path: path.to_path_buf(), metrics })
}

/// Says why the scores of a file are what they are.
///
/// # Errors
/// If it could not be done, with the reason.
pub fn explain_text(
    path: &Path,
    text: Vec<u8>,
    language: &'static LanguageSpec,
    limits: &Limits,
    watch: &Watch,
) -> Result<Explanation, Skipped> {
    understood(path, text, language, (limits, watch), &mut Marks::default(), &explain)
}

/// Parses a text and does something with what is known of it.
fn understood<T>(
    path: &Path,
    bytes: Vec<u8>,
    language: &'static LanguageSpec,
    (limits, watch): (&Limits, &Watch),
    marks: &mut Marks,
    then: &dyn Fn(&Subject<'_>) -> T,
) -> Result<T, Skipped> {
    let budget = Budget { cpu: limits.cpu_budget, stopped: &|| watch.stopped() };
    caught(|| parse(path, bytes, language, budget, marks, then))
        .unwrap_or_else(|message| Err((SkipReason::Panic, message)))
        .map_err(|(reason, detail)| Skipped { path: path.to_path_buf(), reason, detail })
}

fn parse<T>(
    path: &Path,
    bytes: Vec<u8>,
    language: &'static LanguageSpec,
    budget: Budget<'_>,
    marks: &mut Marks,
    then: &dyn Fn(&Subject<'_>) -> T,
) -> Result<T, (SkipReason, String)> {
    fail_on_demand(path);
    let mut source = (language.decode)(bytes).map_err(|error| (error.reason, error.detail))?;
    let language = language.embedded.map_or(language, |embedded| embedded(source.text_mut()));
    let unrepaired = mark(language, source.text(), budget, marks)
        .map_err(|unfinished| (SkipReason::Timeout, unfinished.to_string()))?;
    let line_starts = (language.line_starts)(source.text());
    Ok(then(&Subject {
        language: language.name,
        conventions: language.conventions,
        identifier: language.identifier,
        operand_identity: language.operand_identity,
        is_literal: language.is_literal,
        text: source.text(),
        stored_offset: &|offset| source.stored_offset(offset),
        cell: &|offset| source.cell(offset),
        marks,
        unrepaired: unrepaired.as_ref().filter(|_| language.conventions.halstead_of_unrepaired),
        raw: (language.raw_lines)(source.text(), marks, &line_starts),
        line_starts,
        dialect: language.dialect,
    }))
}

/// Finds the marks of a text: parses it, and once more with repairs if the grammar met what it does not know; then gives
/// those of the first parse. Both parses together have the budget: whether a file is measured must not depend on which
/// of them was slow.
fn mark(
    language: &'static LanguageSpec,
    text: &[u8],
    budget: Budget<'_>,
    marks: &mut Marks,
) -> Result<Option<Marks>, Unfinished> {
    marks.list.clear();
    marks.errors = 0;
    let spent = grammar(language).marks(text, budget, marks)?;
    let repair = language.repair.filter(|_| marks.errors > 0);
    let Some(repaired) = repair.and_then(|repair| repair(text)) else { return Ok(None) };
    let mut again = Marks::default();
    grammar(language).marks(repaired.text(), budget.after(spent), &mut again).map_err(|unfinished| {
        match unfinished {
            Unfinished::TimedOut(_) => Unfinished::TimedOut(budget.cpu),
            other => other,
        }
    })?;
    if again.errors >= marks.errors {
        return Ok(None);
    }
    repaired.restore(&mut again);
    Ok(Some(std::mem::replace(marks, again)))
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
