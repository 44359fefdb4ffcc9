//! What a check came to: the findings, and what was looked at.

use super::{Finding, Severity, SkipReason, Skipped, counted};
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// The result of a check.
#[derive(Debug, Default)]
pub struct Verdict {
    /// What was found, the worst first.
    pub findings: Vec<Finding>,
    /// What a change is not to blame for, or the baseline knows.
    pub inherited: Vec<Finding>,
    /// What comments in the source excuse.
    pub suppressed: Vec<Finding>,
    /// How many entries of the baseline nothing is left of.
    pub outdated: usize,
    /// The files that were judged, in the order of their paths.
    pub judged: Vec<PathBuf>,
    /// How many functions they have.
    pub functions: usize,
    /// The files that were not measured.
    pub skipped: Vec<Skipped>,
    /// How many files and directories patterns of the configuration or the command line hid.
    pub excluded: usize,
    /// The files with parse errors.
    pub partial: Vec<PathBuf>,
    /// Those of them that their configuration wants no word about.
    pub ignored_errors: HashSet<PathBuf>,
}

impl Verdict {
    /// Number of findings that make the check fail.
    #[must_use]
    pub fn errors(&self) -> usize {
        self.findings.iter().filter(|finding| finding.severity == Severity::Error).count()
    }

    /// Number of findings that are reported only.
    #[must_use]
    pub fn warnings(&self) -> usize {
        self.findings.len() - self.errors()
    }

    /// The files that should have been measured and could not be.
    pub fn not_done(&self) -> impl Iterator<Item = &Skipped> {
        self.skipped.iter().filter(|skipped| !SkipReason::is_policy(skipped.reason))
    }

    /// Whether something is not known that has to be.
    #[must_use]
    pub fn is_incomplete(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error && finding.is_unknown())
    }

    /// The word for it: `incomplete`, `fail` for errors, `warn` for warnings, else `pass`.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match (self.errors(), self.warnings()) {
            _ if self.is_incomplete() => "incomplete",
            (0, 0) => "pass",
            (0, _) => "warn",
            _ => "fail",
        }
    }

    /// One line for a person.
    #[must_use]
    pub fn summary(&self) -> String {
        let errors = |number| counted(number, "error", "errors");
        let warnings = |number| counted(number, "warning", "warnings");
        let found = match (self.errors(), self.warnings()) {
            (0, 0) => "no findings".to_owned(),
            (error, 0) => errors(error),
            (0, warning) => warnings(warning),
            (error, warning) => format!("{}, {}", errors(error), warnings(warning)),
        };
        let broken: HashSet<&Path> = self.findings.iter().map(|finding| &*finding.path).collect();
        let judged = self.judged.iter().map(PathBuf::as_path);
        let all: Vec<&Path> = judged.chain(self.not_done().map(|file| &*file.path)).collect();
        let files = match all.iter().filter(|path| broken.contains(*path)).count() {
            some if 0 < some && some < all.len() => format!("{some} of {} files", all.len()),
            _ => counted(all.len(), "file", "files"),
        };
        let functions = counted(self.functions, "function", "functions");
        let left = [
            (self.inherited.len(), "inherited"),
            (self.suppressed.len(), "suppressed"),
            (self.outdated, "outdated in the baseline"),
            (self.excluded, "excluded"),
            (self.skipped.len(), "skipped"),
            (self.partial.len(), "with parse errors"),
        ];
        let left = left.iter().filter(|(number, _)| *number > 0);
        let left = left.map(|(number, what)| format!("; {number} {what}"));
        std::iter::once(format!("{found} in {files}, {functions}")).chain(left).collect()
    }
}
