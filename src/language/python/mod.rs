//! Python: the row of the language, with the semantics of `CPython` 3.12 and later.

mod codecs;
pub mod encoding;
mod lexer;
pub mod literal;
mod notebook;
mod operand;
pub mod raw;
mod repair;

use super::LanguageSpec;
use crate::model::{
    ClassScore, Conventions, CyclomaticTotal, FunctionKinds, Marks, RawLines, SecondCyclomatic,
};
use operand::as_str;
use std::borrow::Cow;

/// The row of Python.
pub(super) const SPEC: LanguageSpec = LanguageSpec {
    name: "python",
    words: &["py"],
    extensions: &["py", "pyi", "pyw"],
    interpreters: &["python", "python3", "pypy", "pypy3"],
    grammar: tree_sitter_python::LANGUAGE,
    queries: &[
        include_str!("../../../queries/python/structure.scm"),
        include_str!("../../../queries/python/control.scm"),
        include_str!("../../../queries/python/cognitive.scm"),
        include_str!("../../../queries/python/halstead.scm"),
        include_str!("../../../queries/python/errors.scm"),
        include_str!("../../../queries/python/misread.scm"),
    ],
    decode: encoding::decode,
    raw_lines,
    line_starts,
    identifier,
    operand_identity: operand::identity,
    is_literal: operand::is_literal,
    comment: "#",
    dialect: |_| None,
    embedded: None,
    repair: Some(repair::repaired),
    misreads: repair::splits_indentation,
    conventions: Conventions {
        cyclomatic_total: CyclomaticTotal::Outermost,
        class_score: ClassScore::BodyAndMethods,
        function_kinds: FunctionKinds::ByPlace,
        second_cyclomatic: SecondCyclomatic::Mccabe,
        sonar_file: false,
        halstead_of_unrepaired: false,
    },
};

/// The row of notebooks, which are measured as the Python that is in them.
pub(super) const NOTEBOOK: LanguageSpec =
    LanguageSpec { extensions: &["ipynb"], interpreters: &[], decode: notebook::decode, ..SPEC };

/// radon reads tokens, not a tree.
fn raw_lines(text: &[u8], _: &Marks, _: &[u32]) -> RawLines {
    raw::raw_lines(as_str(text)).lines
}

/// Newlines are translated when a file is decoded, so only one kind is left.
fn line_starts(text: &[u8]) -> Vec<u32> {
    let ends = memchr::memchr_iter(b'\n', text).map(|end| u32::try_from(end + 1).unwrap_or(u32::MAX));
    std::iter::once(0).chain(ends).collect()
}

fn identifier(text: &[u8]) -> Cow<'_, [u8]> {
    match literal::name(as_str(text)) {
        Cow::Borrowed(name) => Cow::Borrowed(name.as_bytes()),
        Cow::Owned(name) => Cow::Owned(name.into_bytes()),
    }
}
