//! The stages of the work on one file, each of them timed by itself.

use code_metrics::language::{LanguageSpec, by_path};
use code_metrics::measure::{Subject, explain, measure};
use code_metrics::model::Marks;
use code_metrics::syntax::{Budget, Grammar};
use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

/// The parser is what is timed for some texts alone, and may take long on one with errors.
const PARSER: Duration = Duration::from_millis(500);

/// A text that is parsed.
pub(crate) struct Stages {
    bytes: Vec<u8>,
    written_in: &'static LanguageSpec,
    /// The language of its code.
    language: &'static LanguageSpec,
    text: Vec<u8>,
    marks: Marks,
    /// CPU time that the parser took.
    parsing: Duration,
    /// CPU time that the walk over its tree took, if the parser was done in time.
    walking: Duration,
}

impl Stages {
    pub(crate) fn new(file: &str, bytes: Vec<u8>) -> Stages {
        let written_in = by_path(Path::new(file)).expect("a known suffix");
        let mut text = (written_in.decode)(bytes.clone()).expect("a text").text().to_vec();
        let language = written_in.embedded.map_or(written_in, |embedded| embedded(&mut text).row());
        let grammar = Grammar::new(&language.grammar.into(), language.queries).expect("its own queries");
        let mut marks = Marks::default();
        let budget = Budget::of(PARSER);
        // without a tree there is less to do after it, but not nothing
        let taken = cpu_time(|| grammar.marks(&text, &budget, &mut marks));
        let parsing = budget.parsing();
        let walking = taken.saturating_sub(parsing);
        Stages { bytes, written_in, language, text, marks, parsing, walking }
    }

    /// CPU time of the parser.
    pub(crate) fn parsing(&self) -> Duration {
        self.parsing
    }

    /// CPU time of each stage but the parser.
    pub(crate) fn times(&self) -> Vec<(&'static str, Duration)> {
        let Stages { bytes, written_in, language, text, marks, walking, .. } = self;
        let decoded = cpu_time(|| (written_in.decode)(bytes.clone()));
        let mut copy = (written_in.decode)(bytes.clone()).expect("a text");
        let embedded = cpu_time(|| written_in.embedded.map(|embedded| embedded(copy.text_mut()).language));
        let repaired = cpu_time(|| language.repair.and_then(|repair| repair(text)));
        let repairs = language.repair.and_then(|repair| repair(text));
        let mut copy = marks.clone();
        let restored = cpu_time(|| repairs.as_ref().map(|repaired| repaired.restore(&mut copy)));
        let starts = (language.line_starts)(text);
        let lines = cpu_time(|| (language.line_starts)(text));
        let raw = cpu_time(|| (language.raw_lines)(text, marks, &starts));
        let dialect = cpu_time(|| (language.dialect)(text));
        let subject = self.subject(starts);
        let measured = cpu_time(|| measure(&subject));
        let explained = cpu_time(|| explain(&subject));
        vec![
            ("walking", *walking),
            ("decoding", decoded),
            ("finding its scripts", embedded),
            ("repairing", repaired),
            ("restoring", restored),
            ("finding lines", lines),
            ("counting lines", raw),
            ("telling the dialect", dialect),
            ("measuring", measured),
            ("explaining", explained),
        ]
    }

    fn subject(&self, line_starts: Vec<u32>) -> Subject<'_> {
        let Stages { language, text, marks, .. } = self;
        Subject {
            language: language.name,
            conventions: language.conventions,
            identifier: language.identifier,
            operand_identity: language.operand_identity,
            is_literal: language.is_literal,
            text,
            stored_offset: &|offset| offset,
            cell: &|_, _| None,
            marks,
            raw: (language.raw_lines)(text, marks, &line_starts),
            line_starts,
            dialect: language.dialect,
        }
    }
}

fn cpu_time<T>(work: impl FnOnce() -> T) -> Duration {
    let now = || Duration::try_from(rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime));
    let start = now().expect("a clock that runs forwards");
    let result = black_box(work());
    let took = now().expect("a clock that runs forwards").saturating_sub(start);
    drop(result);
    took
}
