//! Python: its encodings and its lines as radon counts them.

mod codecs;
pub mod encoding;
pub mod raw;
