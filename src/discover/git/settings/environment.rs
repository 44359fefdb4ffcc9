//! What the environment configures: `GIT_CONFIG_COUNT` with its keys and values, and `GIT_CONFIG_PARAMETERS`, by which
//! `git -c` passes on what it was given.

use super::parse::Entry;
use std::env::var_os;

/// No command line has more.
const MOST: usize = 10_000;

pub(super) fn entries() -> Vec<Entry> {
    let bytes = |name: &str| var_os(name).map(std::ffi::OsString::into_encoded_bytes);
    let mut entries = counted(bytes);
    entries.extend(bytes("GIT_CONFIG_PARAMETERS").and_then(|text| parameters(&text)).unwrap_or_default());
    entries
}

fn counted(variable: impl Fn(&str) -> Option<Vec<u8>>) -> Vec<Entry> {
    let count = variable("GIT_CONFIG_COUNT").and_then(|count| std::str::from_utf8(&count).ok()?.parse().ok());
    let entry = |index| {
        let key = key(&variable(&format!("GIT_CONFIG_KEY_{index}"))?)?;
        Some(Entry { key, value: Some(variable(&format!("GIT_CONFIG_VALUE_{index}"))?) })
    };
    (0..count.unwrap_or(0).min(MOST)).map_while(entry).collect()
}

/// A list in the quotes of a shell, of `'key=value'`, `'key'='value'` and `'key'=`.
fn parameters(text: &[u8]) -> Option<Vec<Entry>> {
    let (mut rest, mut entries) = (text.trim_ascii(), Vec::new());
    while !rest.is_empty() {
        let (mut name, behind) = quoted(rest)?;
        let mut value = None;
        rest = behind;
        if let Some(behind) = rest.strip_prefix(b"=") {
            rest = behind;
            if rest.first() == Some(&b'\'') {
                let (text, behind) = quoted(rest)?;
                (value, rest) = (Some(text), behind);
            }
        } else if let Some(end) = memchr::memchr(b'=', &name) {
            value = Some(name[end + 1..].to_vec());
            name.truncate(end);
        }
        entries.push(Entry { key: key(&name)?, value });
        rest = rest.trim_ascii_start();
    }
    Some(entries)
}

/// One word in single quotes, in which `'\''` is a quote and `'\!'` an exclamation mark; and what stands behind it.
fn quoted(text: &[u8]) -> Option<(Vec<u8>, &[u8])> {
    let (mut word, mut rest) = (Vec::new(), text.strip_prefix(b"'")?);
    loop {
        let end = memchr::memchr(b'\'', rest)?;
        word.extend_from_slice(&rest[..end]);
        rest = &rest[end + 1..];
        match rest {
            [b'\\', byte @ (b'\'' | b'!'), b'\'', behind @ ..] => {
                word.push(*byte);
                rest = behind;
            }
            _ => return Some((word, rest)),
        }
    }
}

/// The full name of a key: its first and last parts in small letters.
fn key(name: &[u8]) -> Option<Vec<u8>> {
    let (first, last) = (memchr::memchr(b'.', name)?, memchr::memrchr(b'.', name)?);
    let mut key = name.to_vec();
    key[..first].make_ascii_lowercase();
    key[last..].make_ascii_lowercase();
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(entries: Option<Vec<Entry>>) -> Vec<String> {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let entry = |it: Entry| format!("{}={:?}", text(&it.key), it.value.as_deref().map(text));
        entries.unwrap_or_default().into_iter().map(entry).collect()
    }

    #[test]
    fn both_forms_of_parameters_are_known() {
        let old = br"'Safe.Directory=*' 'core.excludesFile=~/a b'";
        assert_eq!(
            told(parameters(old)),
            ["safe.directory=Some(\"*\")", "core.excludesfile=Some(\"~/a b\")"]
        );
        let new = br"'url.Git@X:.insteadOf'='it'\''s' 'core.bare'= 'core.x'=''";
        let expected = ["url.Git@X:.insteadof=Some(\"it's\")", "core.bare=None", "core.x=Some(\"\")"];
        assert_eq!(told(parameters(new)), expected);
        assert_eq!(told(parameters(b"'unfinished")), [""; 0]);
    }

    #[test]
    fn as_many_pairs_count_as_are_told() {
        let all = [
            ("GIT_CONFIG_COUNT", "2"),
            ("GIT_CONFIG_KEY_0", "A.b"),
            ("GIT_CONFIG_VALUE_0", ""),
            ("GIT_CONFIG_KEY_1", "a.C"),
            ("GIT_CONFIG_VALUE_1", "x"),
        ];
        let variable =
            |name: &str| all.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_bytes().to_vec());
        assert_eq!(told(Some(counted(variable))), ["a.b=Some(\"\")", "a.c=Some(\"x\")"]);
    }
}
