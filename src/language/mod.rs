//! The languages: one row each. A language is data; what queries cannot say is a function in its row.

mod density;
mod detect;
pub mod ecma;
mod fingerprint;
mod generated;
pub mod python;
mod repaired;
pub mod source;
mod spec;

pub use detect::{by_name, by_path};
pub use detect::{by_shebang, language_words, names_for};
pub use fingerprint::fingerprint;
pub use generated::generated;
pub use repaired::Repaired;
pub use spec::{Embedded, LanguageSpec};

/// All languages.
pub static LANGUAGES: &[LanguageSpec] = &[
    python::SPEC,
    python::NOTEBOOK,
    ecma::JAVASCRIPT,
    ecma::TYPESCRIPT,
    ecma::DECLARATIONS,
    ecma::TSX,
    ecma::VUE,
    ecma::SVELTE,
    ecma::ASTRO,
];

/// The names of all languages, some of them more than once.
pub static NAMES: [&str; LANGUAGES.len()] = {
    let mut names = [""; LANGUAGES.len()];
    let mut row = 0;
    while row < names.len() {
        names[row] = LANGUAGES[row].name;
        row += 1;
    }
    names
};
