//! The language that a text is parsed with: where its scanner is that of tree-sitter-python, one that does not look at the
//! same lines once for each of them (`core/ahead.c`).

#![expect(unsafe_code, reason = "a language is a structure of C; measured gain in ARCHITECTURE.md")]

use super::core::metrics_remembering;
use std::sync::{Mutex, PoisonError};
use tree_sitter::Language;

/// The same language, with a scanner that remembers if there is one for it. For our core alone.
pub(super) fn remembering(plain: &Language) -> Language {
    static TURN: Mutex<()> = Mutex::new(());
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    // SAFETY: it is called by one thread at a time, and gives the original or one like it that lives as long as the process.
    unsafe { Language::from_raw(metrics_remembering(plain.clone().into_raw())) }
}

#[cfg(test)]
mod tests;
