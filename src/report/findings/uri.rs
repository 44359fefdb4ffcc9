//! Paths as URIs: `/` between the parts, everything unusual percent-encoded, bytes kept.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};
use std::path::Path;

const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// A relative path as a relative reference; a colon cannot make a scheme of its first part.
pub(super) fn relative_uri(path: &Path) -> String {
    let bytes = path.as_os_str().as_encoded_bytes();
    let encoded = percent_encode(bytes, KEPT).to_string();
    if std::path::MAIN_SEPARATOR == '/' { encoded } else { encoded.replace("%5C", "/") }
}

/// An absolute path as a `file` URI.
#[must_use]
pub(crate) fn file_uri(path: &Path) -> String {
    format!("file://{}", relative_uri(path))
}
