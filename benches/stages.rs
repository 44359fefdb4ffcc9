//! How long each stage takes on a text of some hundred kilobytes that is made of the samples, per language.
//!
//! ```console
//! $ cargo bench --bench stages
//! ```
//!
//! The samples are dense: whole code bases have more comments and longer names. What is compared here is a stage before
//! and after a change.

use code_metrics::language::source::SourceText;
use code_metrics::language::{LANGUAGES, LanguageSpec};
use code_metrics::measure::{Subject, measure};
use code_metrics::model::Marks;
use code_metrics::syntax::{Budget, Grammar};
use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

const SIZE: usize = 256 * 1024;

const NO_LIMIT: Duration = Duration::from_mins(10);

fn main() {
    divan::main();
}

/// The languages that have samples, by name.
fn languages() -> impl Iterator<Item = &'static str> {
    let names = LANGUAGES.iter().map(|language| language.name).collect::<BTreeSet<_>>();
    names.into_iter().filter(|name| Path::new("testdata").join(name).is_dir())
}

/// A language and its text.
struct Subjects {
    language: &'static LanguageSpec,
    grammar: Grammar,
    bytes: Vec<u8>,
    source: SourceText,
    marks: Marks,
}

impl Subjects {
    fn new(name: &str) -> Subjects {
        let language = LANGUAGES.iter().find(|language| language.name == name).expect("a language");
        let grammar = Grammar::new(&language.grammar.into(), language.queries).expect("queries that compile");
        let bytes = samples(language, &grammar);
        let source = (language.decode)(bytes.clone()).expect("text");
        let marks = marks(&grammar, source.text());
        assert_eq!(marks.errors, 0, "the samples stay correct side by side");
        Subjects { language, grammar, bytes, source, marks }
    }
}

/// The samples without errors and with plain text, one after the other, as often as fits.
fn samples(language: &LanguageSpec, grammar: &Grammar) -> Vec<u8> {
    let directory = Path::new("testdata").join(language.name);
    let entries = std::fs::read_dir(directory).expect("samples").map(|entry| entry.expect("an entry").path());
    let is_sample = |path: &Path| {
        path.extension().is_some_and(|suffix| language.extensions.iter().any(|known| suffix == *known))
    };
    let mut paths: Vec<_> = entries.filter(|path| is_sample(path)).collect();
    paths.sort();
    let mut all = Vec::new();
    for bytes in paths.iter().map(|path| std::fs::read(path).expect("a sample")) {
        let is_plain = bytes.is_ascii() && bytes.ends_with(b"\n") && !bytes.contains(&b'\r');
        if is_plain && marks(grammar, &bytes).errors == 0 {
            all.extend(bytes);
        }
    }
    all.repeat(SIZE / all.len())
}

fn marks(grammar: &Grammar, text: &[u8]) -> Marks {
    let mut marks = Marks::default();
    grammar.marks(text, &Budget::of(NO_LIMIT), &mut marks).expect("time without limit");
    marks
}

#[divan::bench(args = languages())]
fn a_compile_queries(bencher: Bencher<'_, '_>, name: &str) {
    let language = Subjects::new(name).language;
    bencher.bench(|| Grammar::new(&language.grammar.into(), black_box(language.queries)));
}

#[divan::bench(args = languages())]
fn b_decode(bencher: Bencher<'_, '_>, name: &str) {
    let subjects = Subjects::new(name);
    bencher
        .counter(BytesCount::of_slice(&subjects.bytes))
        .with_inputs(|| subjects.bytes.clone())
        .bench_values(|bytes| (subjects.language.decode)(bytes));
}

#[divan::bench(args = languages())]
fn c_parse(bencher: Bencher<'_, '_>, name: &str) {
    let subjects = Subjects::new(name);
    let mut parser = tree_sitter::Parser::new();
    parser.set_language(&subjects.language.grammar.into()).expect("a grammar");
    let text = subjects.source.text();
    bencher.counter(BytesCount::of_slice(text)).bench_local(|| parser.parse(black_box(text), None));
}

#[divan::bench(args = languages())]
fn d_parse_and_walk(bencher: Bencher<'_, '_>, name: &str) {
    let subjects = Subjects::new(name);
    let text = subjects.source.text();
    bencher.counter(BytesCount::of_slice(text)).bench(|| marks(&subjects.grammar, black_box(text)));
}

#[divan::bench(args = languages())]
fn e_raw_lines(bencher: Bencher<'_, '_>, name: &str) {
    let Subjects { language, source, marks, .. } = Subjects::new(name);
    let text = source.text();
    let line_starts = (language.line_starts)(text);
    bencher
        .counter(BytesCount::of_slice(text))
        .bench(|| (language.raw_lines)(black_box(text), &marks, &line_starts));
}

#[divan::bench(args = languages())]
fn f_measure(bencher: Bencher<'_, '_>, name: &str) {
    let Subjects { language, source, marks, .. } = Subjects::new(name);
    let text = source.text();
    let line_starts = (language.line_starts)(text);
    let raw = (language.raw_lines)(text, &marks, &line_starts);
    bencher.counter(BytesCount::of_slice(text)).bench(|| {
        measure(&Subject {
            language: language.name,
            conventions: language.conventions,
            identifier: language.identifier,
            operand_identity: language.operand_identity,
            is_literal: language.is_literal,
            text: black_box(text),
            stored_offset: &|offset| source.stored_offset(offset),
            cell: &|_, _| None,
            marks: &marks,
            raw,
            line_starts: line_starts.clone(),
            dialect: language.dialect,
        })
    });
}
