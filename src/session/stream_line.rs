//! A line of a stream: the name of a text and the text, as JSON.

use crate::model::{SkipReason, Skipped};
use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::path::PathBuf;

/// Characters of what a person is told of a line.
const DETAIL: usize = 200;

const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// What a line says; of a bad one what can be told of it.
pub(super) struct StreamLine<'a> {
    /// The name of the text, with the text, or why there is none.
    pub(super) text: Result<(PathBuf, Vec<u8>), Skipped>,
    /// What is handed back with the answer.
    pub(super) extra: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Fields<'a> {
    #[serde(borrow)]
    path: Cow<'a, str>,
    text: Option<String>,
    #[serde(borrow)]
    base64: Option<Cow<'a, str>>,
    #[serde(borrow, default, deserialize_with = "even_null")]
    extra: Option<&'a RawValue>,
}

/// The fields of a line that is to be handed back and says no text.
#[derive(Default, Deserialize)]
struct Named<'a> {
    #[serde(borrow)]
    path: Option<&'a RawValue>,
    #[serde(borrow, default, deserialize_with = "even_null")]
    extra: Option<&'a RawValue>,
}

/// `null` is a value like any other to whoever gets it back.
fn even_null<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<&'de RawValue>, D::Error> {
    <&RawValue>::deserialize(deserializer).map(Some)
}

impl<'a> StreamLine<'a> {
    /// Reads a line; `None` is one that was too long to be read.
    pub(super) fn read(number: u64, line: Option<&'a [u8]>, most: usize) -> StreamLine<'a> {
        let Some(line) = line else {
            let why = format!("longer than {most} bytes");
            return StreamLine { text: Err(bad(number, PathBuf::new(), &why)), extra: None };
        };
        match serde_json::from_slice::<Fields<'_>>(line) {
            Ok(fields) => {
                let path = PathBuf::from(&*fields.path);
                let text = match (fields.text, fields.base64) {
                    (Some(text), None) => Ok(text.into_bytes()),
                    (None, Some(text)) => BASE64.decode(&*text).map_err(|error| format!("`base64`: {error}")),
                    (None, None) => Err("neither `text` nor `base64`".to_owned()),
                    (Some(_), Some(_)) => Err("both `text` and `base64`".to_owned()),
                };
                let text = match text {
                    Ok(text) => Ok((path, text)),
                    Err(why) => Err(bad(number, path, &why)),
                };
                StreamLine { text, extra: fields.extra }
            }
            Err(error) => {
                let Named { path, extra } = serde_json::from_slice(line).unwrap_or_default();
                let path = path.and_then(|path| serde_json::from_str::<String>(path.get()).ok());
                let why = error.to_string().replacen(" at line 1 column ", " at column ", 1);
                StreamLine { text: Err(bad(number, path.unwrap_or_default().into(), &why)), extra }
            }
        }
    }
}

/// The row of a line that could not be measured.
pub(super) fn bad(number: u64, path: PathBuf, why: &str) -> Skipped {
    let mut why: String = why.to_owned();
    if let Some((end, _)) = why.char_indices().nth(DETAIL) {
        why.truncate(end);
        why.push('…');
    }
    Skipped { path, reason: SkipReason::BadInput, detail: format!("line {number}: {why}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> StreamLine<'_> {
        StreamLine::read(7, Some(line.as_bytes()), 1000)
    }

    #[test]
    fn a_line_has_a_text_in_one_of_two_forms() {
        for line in [
            r#"{"path": "a/b.py", "text": "x\n\u00e9"}"#,
            r#"{"text": "x\n\u00e9", "path": "a\/b.py", "base64": null, "other": [1]}"#,
            r#"{"path": "a/b.py", "base64": "eArDqQ=="}"#,
            r#" {"path": "a/b.py", "base64": "eArDqQ"} "#,
        ] {
            let (path, text) = read(line).text.unwrap();
            assert_eq!((path, &*text), (PathBuf::from("a/b.py"), "x\n\u{e9}".as_bytes()), "{line}");
        }
    }

    #[test]
    fn what_is_handed_back_is_what_was_given() {
        for extra in ["null", "[1e400, 12345678901234567890123]", r#"{"a":"\u00e9"}"#, "0.10"] {
            let line = format!(r#"{{"path": "a.py", "text": "", "extra": {extra}}}"#);
            assert_eq!(read(&line).extra.unwrap().get(), extra);
            let bad = format!(r#"{{"path": "a.py", "text": 1, "extra": {extra}}}"#);
            assert_eq!(read(&bad).extra.unwrap().get(), extra);
        }
        assert!(read(r#"{"path": "a.py", "text": ""}"#).extra.is_none());
    }

    #[test]
    fn a_bad_line_says_which_one_it_is_and_why() {
        let long = format!("\"{}\"", "é".repeat(5000));
        for (line, path, why) in [
            ("", "", "EOF while parsing a value at column 0"),
            ("{", "", "EOF while parsing an object at column 1"),
            (r#"{"text": ""}"#, "", "missing field `path` at column 12"),
            (r#"{"path": "a.py"}"#, "a.py", "neither `text` nor `base64`"),
            (r#"{"path": "a.py", "text": "", "base64": ""}"#, "a.py", "both `text` and `base64`"),
            (
                r#"{"path": "a.py", "text": 1}"#,
                "a.py",
                "invalid type: integer `1`, expected a string at column 26",
            ),
            (r#"{"path": "a.py", "text": "\ud800"}"#, "a.py", "unexpected end of hex escape at column 33"),
            (r#"{"path": "a.py", "base64": "*"}"#, "a.py", "`base64`: "),
            (r#"{"path": "a.py", "path": "b.py", "text": ""}"#, "", "duplicate field `path`"),
            (&long, "", "invalid type: string"),
        ] {
            let skipped = read(line).text.unwrap_err();
            assert_eq!((skipped.path, skipped.reason), (PathBuf::from(path), SkipReason::BadInput), "{line}");
            assert!(skipped.detail.starts_with(&format!("line 7: {why}")), "{line}: {}", skipped.detail);
            assert!(skipped.detail.chars().count() < 220, "{}", skipped.detail);
        }
        let skipped = StreamLine::read(7, None, 1000).text.unwrap_err();
        assert_eq!(skipped.detail, "line 7: longer than 1000 bytes");
    }
}
