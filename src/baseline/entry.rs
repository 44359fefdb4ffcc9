//! An entry: a value beyond its limit, and by what it is known again.

use crate::model::{Cause, Finding, Scope, with_slashes};
use crate::pairing::Values;
use percent_encoding::{percent_decode_str, percent_encode_byte};
use std::cmp::Ordering;
use std::path::Path;

/// A value beyond its limit, in the baseline or now.
#[derive(Clone, Debug, PartialEq)]
pub struct BaselineEntry {
    /// The file from the root of the repository, with `/`; see [`exact`].
    pub path: String,
    /// What kind of thing it is.
    pub scope: Scope,
    /// Qualified name of the function or class; empty for a file.
    pub name: String,
    /// How many functions or classes of this name stand before it in the file.
    pub ordinal: u32,
    /// Id of the metric.
    pub metric: String,
    /// What it came to.
    pub value: f64,
    /// By which definition of the metric; `None` where nobody noted it.
    pub definition: Option<u32>,
    /// Hash of what it says, without its own name.
    pub body: u64,
    /// How many of its kind stand before it in the same function, class or file, if that is known.
    pub place: Option<u32>,
    /// Further values, by which it is told from others when its name and its body changed.
    pub values: Values,
}

impl BaselineEntry {
    /// The entry of a finding; `None` for one that no limit is the matter of.
    #[must_use]
    pub fn of(finding: &Finding) -> Option<BaselineEntry> {
        let Cause::Limit(breach) = &finding.cause else { return None };
        Some(BaselineEntry {
            path: exact(&finding.in_repository),
            scope: finding.scope,
            name: finding.name.clone(),
            ordinal: u32::try_from(finding.ordinal).unwrap_or(u32::MAX),
            metric: breach.metric.id.to_owned(),
            value: breach.value,
            definition: Some(breach.metric.version),
            body: finding.body,
            place: None,
            values: Values::new(),
        })
    }

    /// Its path for a person.
    #[must_use]
    pub(crate) fn told_path(&self) -> String {
        String::from_utf8_lossy(&bytes(&self.path)).into_owned()
    }

    /// The order of the file: no two entries of one state of a repository are equal in it.
    #[must_use]
    pub fn order(&self, other: &BaselineEntry) -> Ordering {
        self.key().cmp(&other.key())
    }

    /// What tells it from all others of the same state.
    pub(super) fn key(&self) -> (&str, &str, &str, u32, &str) {
        (&self.path, &self.name, self.scope.word(), self.ordinal, &self.metric)
    }

    /// What tells the function, class or file that it is about.
    pub(super) fn thing(&self) -> (&str, Scope, &str, u32) {
        (&self.path, self.scope, &self.name, self.ordinal)
    }
}

/// A path as text from which it can be had again: what is no UTF-8 is percent-encoded, and so is `%`.
#[must_use]
pub fn exact(path: &Path) -> String {
    let bytes = path.as_os_str().as_encoded_bytes();
    let mut text = String::new();
    for chunk in bytes.utf8_chunks() {
        text.push_str(&chunk.valid().replace('%', "%25"));
        chunk.invalid().iter().for_each(|byte| text.push_str(percent_encode_byte(*byte)));
    }
    with_slashes(text.into()).into_owned()
}

/// The bytes of a path that [`exact`] wrote.
#[must_use]
pub fn bytes(path: &str) -> Vec<u8> {
    percent_decode_str(path).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Bound, Breach, Metric, Origin, Severity};

    #[cfg(unix)]
    #[test]
    fn every_path_comes_back() {
        use std::os::unix::ffi::OsStrExt;
        for path in [&b"a/b c.py"[..], b"100%.py", b"caf\xe9.py", "é/ü.py".as_bytes(), b"%41.py"] {
            let text = exact(Path::new(std::ffi::OsStr::from_bytes(path)));
            assert_eq!(bytes(&text), path, "{text}");
        }
        assert_eq!(exact(Path::new("src/é.py")), "src/é.py", "and what is text stays readable");
    }

    #[test]
    fn a_finding_about_a_limit_has_an_entry_and_no_other_has() {
        let metric = Metric::find("cyclomatic").unwrap();
        let limit = Breach { metric, value: 12.0, bound: Bound::Max, limit: 10.0, origin: Origin::Default };
        let of = |cause| {
            let path = Path::new("100%.py");
            let about = Finding::about_line(path, path.to_owned(), 1, Severity::Error, cause);
            let what = Finding { scope: Scope::Function, name: "f".to_owned(), ordinal: 2, body: 7, ..about };
            BaselineEntry::of(&what)
        };
        let entry = of(Cause::Limit(limit)).unwrap();
        assert_eq!(entry.key(), ("100%25.py", "f", "function", 2, "cyclomatic"));
        assert_eq!((entry.value, entry.definition, entry.body), (12.0, Some(metric.version), 7));
        assert_eq!(entry.told_path(), "100%.py");
        assert_eq!(of(Cause::UnusedSuppression { why: String::new() }), None);
    }
}
