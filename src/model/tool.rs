//! The program as reports name it.

use serde::Serialize;

/// The program and the version of its numbers.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Tool {
    /// Name of the command.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
    /// Hash of what the numbers depend on besides the files.
    pub fingerprint: &'static str,
}
