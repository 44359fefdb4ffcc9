//! What a language is: its text, its literals and its lines. No disk, no tree.

pub mod python;
pub mod source;
