//! The values of keys: how each is written, and what is allowed.

use super::words::allowed;
use crate::language::{language_words, names_for};
use crate::report::findings::ReportFormat;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{Deserializer, Error, Visitor};
use std::borrow::Cow;
use std::cmp::Reverse;
use std::fmt;

/// What happens to generated and minified files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum GeneratedFiles {
    /// They are passed over, and listed as skipped.
    #[default]
    Skip,
    /// They are measured like any other file.
    Measure,
}

/// What a file with parse errors means for a check.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum ParseErrors {
    /// A warning on standard error.
    #[default]
    Warn,
    /// Exit status 2.
    Error,
    /// Nothing.
    Ignore,
}

/// How cache entries are stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum Packing {
    /// As they are.
    #[default]
    None,
    /// Compressed: smaller and slower.
    Gzip,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum Color {
    /// On a terminal that takes it.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The form of a report on findings with a name.
///
/// # Errors
/// What is allowed, and the nearest match.
pub(crate) fn report_format(name: &str) -> Result<&'static ReportFormat, String> {
    let unknown = || format!("unknown report format `{name}`; {}", allowed(name, &ReportFormat::names()));
    ReportFormat::find(name).ok_or_else(unknown)
}

/// Form of a report on findings, by its name.
#[derive(Clone, Copy, Debug)]
pub(super) struct FormatName(pub(super) &'static ReportFormat);

impl<'de> Deserialize<'de> for FormatName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<FormatName, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text.contains('=') {
            return Err(Error::custom(
                "a report is only written to a file by `--report` on the command line",
            ));
        }
        report_format(&text).map(FormatName).map_err(Error::custom)
    }
}

/// A number of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Size(pub u64);

const SIZE: &str = "a size below 4GiB, such as `500kB` or `1MiB`";

impl Size {
    /// Reads a number of bytes with an optional unit, decimal or binary.
    ///
    /// # Errors
    /// What is expected.
    pub(crate) fn parse(text: &str) -> Result<Size, String> {
        const UNITS: [(&str, u64); 8] = [
            ("", 1),
            ("b", 1),
            ("kb", 1000),
            ("mb", 1_000_000),
            ("gb", 1_000_000_000),
            ("kib", 1 << 10),
            ("mib", 1 << 20),
            ("gib", 1 << 30),
        ];
        let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let unit = text[digits.len()..].to_ascii_lowercase();
        let scale = UNITS.iter().find(|(name, _)| *name == unit).map(|(_, scale)| *scale);
        let size = digits
            .trim()
            .parse::<u64>()
            .ok()
            .zip(scale)
            .and_then(|(number, scale)| number.checked_mul(scale));
        size.filter(|size| *size < 1 << 32).map(Size).ok_or_else(|| format!("expected {SIZE}"))
    }
}

/// Number of worker threads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Jobs {
    /// As many as are useful.
    #[default]
    Auto,
    /// So many, from 1 to 256.
    Count(usize),
}

impl Jobs {
    /// Reads `auto` or a number.
    ///
    /// # Errors
    /// What is expected.
    pub fn parse(text: &str) -> Result<Jobs, String> {
        match (text, text.parse()) {
            ("auto", _) => Ok(Jobs::Auto),
            (_, Ok(jobs @ 1..=256)) => Ok(Jobs::Count(jobs)),
            _ => Err("expected `auto` or a number from 1 to 256".to_owned()),
        }
    }
}

/// A value that is written as a text or a number, and is parsed from text.
struct TextOr<T> {
    expected: &'static str,
    parse: fn(&str) -> Result<T, String>,
}

impl<T> Visitor<'_> for TextOr<T> {
    type Value = T;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.expected)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<T, E> {
        (self.parse)(&number.to_string()).map_err(|what| E::custom(format_args!("{what}, found {number}")))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        (self.parse)(text).map_err(|what| E::custom(format_args!("{what}, found `{text}`")))
    }
}

impl<'de> Deserialize<'de> for Size {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Size, D::Error> {
        deserializer.deserialize_any(TextOr { expected: SIZE, parse: Size::parse })
    }
}

impl<'de> Deserialize<'de> for Jobs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Jobs, D::Error> {
        let expected = "`auto` or a number from 1 to 256";
        deserializer.deserialize_any(TextOr { expected, parse: Jobs::parse })
    }
}

/// A day, `YYYY-MM-DD`.
#[derive(Clone, Debug)]
pub(super) struct Date(pub(super) String);

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        let parse = |text: &str| {
            // and back, because `2026-1-1` is read as well
            let is_plain = text.parse::<chrono::NaiveDate>().is_ok_and(|date| date.to_string() == text);
            is_plain.then(|| Date(text.to_owned())).ok_or_else(|| "expected a date, YYYY-MM-DD".to_owned())
        };
        deserializer.deserialize_any(TextOr { expected: "a date, YYYY-MM-DD", parse })
    }
}

/// A suffix of a file name, without the dot.
#[derive(Clone, Debug)]
pub(super) struct Extension(pub(super) String);

impl<'de> Deserialize<'de> for Extension {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Extension, D::Error> {
        let text = String::deserialize(deserializer)?;
        let suffix = text.strip_prefix('.').unwrap_or(&text);
        if suffix.is_empty() || suffix.contains(['.', '/', '\\', '*']) {
            let what = format_args!("expected the suffix of a file name, such as `.py`, found `{text}`");
            return Err(Error::custom(what));
        }
        Ok(Extension(suffix.to_owned()))
    }
}

/// A word for a language, or for several that are one to whoever limits them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct LanguageWord {
    /// Where it stands among the words: a wider one comes before a narrower one, which decides.
    width: Reverse<usize>,
    /// The names of the languages.
    pub(super) names: Vec<&'static str>,
}

impl LanguageWord {
    /// The only language that it stands for.
    pub(super) fn only(&self) -> Option<&'static str> {
        if let [name] = self.names.as_slice() { Some(name) } else { None }
    }
}

impl<'de> Deserialize<'de> for LanguageWord {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<LanguageWord, D::Error> {
        let word = String::deserialize(deserializer)?;
        let names = names_for(&word);
        if names.is_empty() {
            let what = format_args!("unknown language `{word}`; {}", allowed(&word, &language_words()));
            return Err(Error::custom(what));
        }
        Ok(LanguageWord { width: Reverse(names.len()), names })
    }
}

/// Describes a type that is written as text, for the schema.
macro_rules! schema {
    ($type:ty, $name:literal, $schema:expr) => {
        impl JsonSchema for $type {
            fn inline_schema() -> bool {
                true
            }
            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }
            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                $schema
            }
        }
    };
}

schema!(FormatName, "ReportFormat", json_schema!({ "type": "string", "enum": ReportFormat::names() }));
schema!(
    Size,
    "Size",
    json_schema!({
        "type": ["string", "integer"], "minimum": 0, "pattern": "^[0-9]+ *([kKmMgG]?[iI]?[bB])?$"
    })
);
schema!(
    Jobs,
    "Jobs",
    json_schema!({ "anyOf": [{ "const": "auto" }, { "type": "integer", "minimum": 1, "maximum": 256 }] })
);
schema!(
    Date,
    "Date",
    json_schema!({ "type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" })
);
schema!(Extension, "Extension", json_schema!({ "type": "string", "minLength": 1 }));
schema!(LanguageWord, "LanguageName", json_schema!({ "type": "string", "enum": language_words() }));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_decimal_and_binary_units() {
        let size = |text| Size::parse(text).map(|size| size.0);
        assert_eq!((size("77"), size("77 B"), size("1GB")), (Ok(77), Ok(77), Ok(1_000_000_000)));
        assert_eq!((size("500kB"), size("2 MB")), (Ok(500_000), Ok(2_000_000)));
        assert_eq!((size("3KiB"), size("64MiB"), size("1gib")), (Ok(3 << 10), Ok(64 << 20), Ok(1 << 30)));
        assert!(
            ["MiB", "1 parsec", "4GiB", "99999999999999999GiB", "-1", ""].iter().all(|it| size(it).is_err())
        );
    }

    #[test]
    fn jobs_are_bounded() {
        assert!(["0", "257", "x", ""].iter().all(|text| Jobs::parse(text).is_err()));
        assert_eq!((Jobs::parse("3"), Jobs::parse("auto")), (Ok(Jobs::Count(3)), Ok(Jobs::Auto)));
    }
}
