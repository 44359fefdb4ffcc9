//! What a value in git's configuration means.

use crate::discover::path_of_bytes;
use std::env::var_os;
use std::path::PathBuf;

/// Whether a value says yes.
pub(in crate::discover) fn is_yes(value: Option<&[u8]>) -> bool {
    value.is_none_or(|value| {
        let value = value.to_ascii_lowercase();
        matches!(value.as_slice(), b"true" | b"yes" | b"on")
            || std::str::from_utf8(&value).is_ok_and(|value| value.parse::<i64>().is_ok_and(|it| it != 0))
    })
}

/// A path, in which `~/` is the home of the user.
pub(in crate::discover) fn expanded(path: &[u8]) -> PathBuf {
    let path = path.strip_prefix(b":(optional)").unwrap_or(path);
    let whole = || path_of_bytes(path).unwrap_or_default();
    let Some(rest) = path.strip_prefix(b"~") else { return whole() };
    match (rest.strip_prefix(b"/"), home()) {
        (Some(below), Some(home)) => home.join(path_of_bytes(below).unwrap_or_default()),
        (None, Some(home)) if rest.is_empty() => home,
        _ => whole(),
    }
}

/// The directory of the user.
pub(super) fn home() -> Option<PathBuf> {
    let name = if cfg!(windows) && var_os("HOME").is_none() { "USERPROFILE" } else { "HOME" };
    var_os(name).filter(|home| !home.is_empty()).map(PathBuf::from)
}

/// Where the user's programs have their configurations.
pub(super) fn home_of_configuration() -> Option<PathBuf> {
    let own = var_os("XDG_CONFIG_HOME").filter(|home| !home.is_empty()).map(PathBuf::from);
    own.or_else(|| Some(home()?.join(".config")))
}
