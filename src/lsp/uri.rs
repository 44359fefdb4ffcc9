//! Between the URIs of editors and paths.

use crate::report::findings::file_uri;
use lsp_types::Uri;
use percent_encoding::percent_decode_str;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// Bytes of a URI: three times as many as a path has on any system that this program runs on.
const LONGEST: usize = 96 << 10;

/// The path of a URI; `None` for what is no file, as a buffer without a name.
pub(super) fn path(uri: &Uri) -> Option<PathBuf> {
    let rest = uri.as_str().strip_prefix("file://").filter(|rest| rest.len() <= LONGEST)?;
    let bytes: Vec<u8> = percent_decode_str(&rest[rest.find('/')?..]).collect();
    crate::paths::absolute(&native(bytes)?, Path::new("/")).into_owned().into()
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere not all bytes are a path")]
fn native(bytes: Vec<u8>) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStringExt;
    Some(std::ffi::OsString::from_vec(bytes).into())
}

/// Elsewhere a slash stands before the letter of a drive.
#[cfg(not(unix))]
fn native(bytes: Vec<u8>) -> Option<PathBuf> {
    Some(String::from_utf8(bytes).ok()?.trim_start_matches('/').into())
}

/// The URI of a path.
pub(super) fn uri(path: &Path) -> Option<Uri> {
    Uri::from_str(&file_uri(path)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_survives_being_a_uri() {
        for typed in ["/a/b.py", "/with space/é🦀#?%.py", "/[x](y)/\u{7f}.py"] {
            assert_eq!(path(&uri(Path::new(typed)).unwrap()).unwrap(), Path::new(typed));
        }
        let read = |text: &str| path(&Uri::from_str(text).unwrap());
        assert_eq!(read("file:///a/b%20c.py"), Some("/a/b c.py".into()));
        assert_eq!(read("file://localhost/a/../b.py"), Some("/b.py".into()));
        assert_eq!(read("untitled:Untitled-1"), None);
        assert_eq!(read("git:/a.py?x"), None);
    }
}
