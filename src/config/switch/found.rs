//! What was found in the configurations of other tools: limits, and what could not be read.

use crate::model::Severity;

/// What other tools gate on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ForeignLimits {
    /// The limits, in the order of the files.
    pub limits: Vec<ForeignLimit>,
    /// What could not be read, or gates on nothing.
    pub unread: Vec<Unread>,
}

/// A limit of another tool in our words.
#[derive(Clone, Debug, PartialEq)]
pub struct ForeignLimit {
    /// Id of the metric with the tool's numbers.
    pub metric: &'static str,
    /// The largest value that passes; `None` where the tool is told not to look.
    pub max: Option<f64>,
    /// Whether it fails or warns.
    pub severity: Severity,
    /// The word of the languages that the tool reads; empty for all.
    pub languages: &'static str,
    /// Where, as patterns of a `.gitignore`; everywhere if there are none.
    pub paths: Vec<String>,
    /// Who says so: the tool and the file.
    pub origin: String,
    /// The tool.
    pub tool: &'static str,
    /// The file, or the hook in it.
    pub file: String,
    /// Whether a command says it, which counts beside the tool's configuration, or that configuration.
    pub is_command: bool,
    /// Whether it is what the tool takes where nobody says anything: its own configuration counts more.
    pub is_usual: bool,
}

/// What could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// The file.
    pub file: String,
    /// What is not understood, or why it gates on nothing.
    pub why: String,
}

/// Languages by their words.
pub(super) const PYTHON: &str = "python";
pub(super) const SCRIPT: &str = "script";

impl ForeignLimits {
    /// Whether any tool gates on something that can be taken over.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.limits.is_empty()
    }

    /// Notes a file that is there and cannot be read.
    pub(crate) fn note_unreadable(&mut self, file: &str, why: &str) {
        self.unread(file, why);
    }

    /// Notes what is not understood, once.
    pub(super) fn unread(&mut self, file: &str, why: &str) {
        let unread = Unread { file: file.to_owned(), why: why.to_owned() };
        if !self.unread.contains(&unread) {
            self.unread.push(unread);
        }
    }

    /// Takes over what was found elsewhere.
    pub(super) fn take(&mut self, other: ForeignLimits) {
        other.limits.into_iter().for_each(|limit| self.limit(limit));
        other.unread.iter().for_each(|unread| self.unread(&unread.file, &unread.why));
    }

    /// Notes what a tool passes over, last of what a configuration says, because it passes it over whatever the rest says.
    pub(super) fn lift(&mut self, limit: &ForeignLimit, key: &str, paths: Vec<String>) {
        if !paths.is_empty() {
            let origin = format!("{}, `{key}`", limit.origin);
            self.limit(ForeignLimit { max: None, severity: Severity::Error, paths, origin, ..limit.clone() });
        }
    }

    /// Notes a limit, once.
    pub(super) fn limit(&mut self, limit: ForeignLimit) {
        if !self.limits.contains(&limit) {
            self.limits.push(limit);
        }
    }
}

/// A limit of a configuration that fails, everywhere.
pub(super) fn everywhere(
    metric: &'static str,
    max: f64,
    languages: &'static str,
    (tool, file): (&'static str, &str),
    origin: String,
) -> ForeignLimit {
    ForeignLimit {
        metric,
        max: Some(max),
        severity: Severity::Error,
        languages,
        paths: Vec::new(),
        origin,
        tool,
        file: file.to_owned(),
        is_command: false,
        is_usual: false,
    }
}
