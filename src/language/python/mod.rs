//! Python: its encodings, its lines as radon counts them, the values of its literals.

mod codecs;
pub mod encoding;
pub mod literal;
pub mod raw;
