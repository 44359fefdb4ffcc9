//! Rewrites what tree-sitter-javascript and tree-sitter-typescript do not know, in constructs that they know and that
//! every metric but Halstead's counts alike; those keep the tree of the text as it is, as their reference tool has it.

mod rules;
#[cfg(test)]
mod tests;
mod tokens;

use crate::language::Repaired;
use crate::language::repaired::Edit;
use rules::{Code, Rule};
use tokens::tokens;

/// The text of a script with repairs; `None` if there is nothing to repair.
pub(super) fn repaired(text: &[u8]) -> Option<Repaired> {
    let tokens = tokens(text);
    repaired_by(&Code::RULES, Code { text, tokens: &tokens })
}

/// The same for a declaration file, where a function without a name has no body either.
pub(super) fn repaired_declarations(text: &[u8]) -> Option<Repaired> {
    let tokens = tokens(text);
    repaired_by(&[Code::RULES.as_slice(), &[Code::nameless]].concat(), Code { text, tokens: &tokens })
}

fn repaired_by<'a>(rules: &[Rule<'a>], code: Code<'a>) -> Option<Repaired> {
    let mut edits: Vec<Edit> = Vec::new();
    for at in 0..code.tokens.len() {
        if let Some(edit) = rules.iter().find_map(|rule| rule(code, at)) {
            let is_free = edits.last().is_none_or(|last| last.at + last.removed <= edit.at);
            if is_free {
                edits.push(edit);
            }
        }
    }
    (!edits.is_empty()).then(|| Repaired::new(code.text, edits))
}
