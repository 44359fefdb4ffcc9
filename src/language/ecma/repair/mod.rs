//! Reads a script as the language has it, and rewrites it in constructs that tree-sitter-javascript and
//! tree-sitter-typescript know and that every metric but Halstead's counts alike.

mod access;
mod class;
mod declaration;
mod doubt;
mod expression;
mod function;
mod logical;
mod markup;
mod members;
mod module;
mod primary;
mod reader;
mod rewrite;
mod statement;
mod strict;
#[cfg(test)]
mod tests;
mod token;
mod types;
mod words;

use crate::language::Repaired;
pub(super) use doubt::{is_misread, is_script_misread};
use reader::{Reader, ScriptDialect};

pub(super) fn javascript(text: &[u8]) -> Option<Repaired> {
    repaired(text, ScriptDialect { types: false, markup: true })
}

pub(super) fn typescript(text: &[u8]) -> Option<Repaired> {
    repaired(text, ScriptDialect { types: true, markup: false })
}

pub(super) fn tsx(text: &[u8]) -> Option<Repaired> {
    repaired(text, ScriptDialect { types: true, markup: true })
}

/// A character that stands nowhere but in strings, templates and comments, too.
const OTHER_CONTROL: u8 = 1;

/// The text as it is rewritten; `None` if it cannot be read. The parser takes a zero byte for the end of the text, where the
/// language has it in strings, templates and comments.
fn repaired(text: &[u8], dialect: ScriptDialect) -> Option<Repaired> {
    if memchr::memchr(0, text).is_some() {
        let visible: Vec<u8> =
            text.iter().map(|byte| if *byte == 0 { OTHER_CONTROL } else { *byte }).collect();
        return rewritten(&visible, dialect);
    }
    rewritten(text, dialect)
}

fn rewritten(text: &[u8], dialect: ScriptDialect) -> Option<Repaired> {
    [true, false].into_iter().find_map(|is_module| {
        let mut reader = Reader::new(text, dialect, is_module);
        reader.program().ok()?;
        Some(Repaired::new(text, std::mem::take(&mut reader.edits)))
    })
}
