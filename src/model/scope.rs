//! What is measured: a function, a class or a file.

use serde::{Deserialize, Serialize};

/// What a metric is measured of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// A function or method.
    Function,
    /// A class.
    Class,
    /// A file.
    File,
}

impl Scope {
    /// Its name in the catalogue.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Scope::Function => "function",
            Scope::Class => "class",
            Scope::File => "file",
        }
    }
}
