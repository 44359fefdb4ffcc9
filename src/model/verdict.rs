//! What a check came to: the findings, and what was looked at.

use super::{
    Asked, Balance, Covered, Finding, GroupFindings, Looked, Metric, Partial, Severity, SkipReason, Skipped,
    UnjudgedBudget, counted, printable,
};
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
    /// What the baseline has by other definitions of metrics than those of this program.
    pub redefined: Vec<Redefined>,
    /// The files that were judged, in the order of their paths.
    pub judged: Vec<PathBuf>,
    /// How many files were left, because the first error was enough.
    pub left: usize,
    /// How many functions they have.
    pub functions: usize,
    /// What was looked at in vain, where there was nothing to judge.
    pub looked: Looked,
    /// The files that were not measured.
    pub skipped: Vec<Skipped>,
    /// How many files and directories patterns of the configuration or the command line hid.
    pub excluded: usize,
    /// The files that were only partly understood.
    pub partial: Vec<Partial>,
    /// Those of them that their configuration wants no word about.
    pub ignored_errors: HashSet<PathBuf>,
    /// What became of the files that git or the caller named.
    pub balance: Balance,
    /// What reports on coverage said of the functions, if any were given.
    pub covered: Option<Covered>,
    /// The ids of metrics that have a limit and were not judged, because no report was given.
    pub uncovered: Vec<&'static str>,
    /// The budgets that the run could not judge.
    pub unjudged_budgets: Vec<UnjudgedBudget>,
    /// What was found in each group, if they were asked for.
    pub groups: Vec<GroupFindings>,
}

/// A metric that the baseline has by another definition, and what that moved.
#[derive(Clone, Debug)]
pub struct Redefined {
    /// The metric.
    pub metric: &'static Metric,
    /// The version of its definition in the baseline and here.
    pub versions: (u32, u32),
    /// How many values moved of code that says what it said: the definition moved them.
    pub values: usize,
    /// How many findings may be due to the definition or to the code: the old number by the new definition is not known.
    pub doubtful: usize,
}

impl Redefined {
    /// One line for a person.
    #[must_use]
    pub fn sentence(&self) -> String {
        let (then, now) = self.versions;
        let moved = match self.values {
            0 => String::new(),
            values => format!(
                "; {} moved because of it and not because of the code",
                counted(values, "value", "values")
            ),
        };
        let doubtful = match self.doubtful {
            0 => String::new(),
            some => format!("; {} may be due to it or to the code", counted(some, "finding", "findings")),
        };
        let id = self.metric.id;
        format!(
            "the baseline has `{id}` by version {then} of its definition, this is version {now}{moved}{doubtful}"
        )
    }
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

    /// Whether no file was looked at, so that there is nothing to call clean.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.judged.is_empty() && self.findings.is_empty() && self.not_done().next().is_none()
    }

    /// One line for a person.
    #[must_use]
    pub fn summary(&self) -> String {
        let left = [
            (self.inherited.len(), "inherited"),
            (self.suppressed.len(), "suppressed"),
            (self.outdated, "outdated in the baseline"),
            (self.excluded_unsaid(), "excluded"),
            (self.skipped.len().saturating_sub(self.balance.skipped()), "skipped"),
        ];
        let left = left.iter().filter(|(number, _)| *number > 0);
        let left = left.map(|(number, what)| format!("; {number} {what}"));
        let missing = self.balance.missing().map(|it| format!("; {it}"));
        let rest = missing
            .into_iter()
            .chain(self.without_coverage())
            .chain(self.without_budgets())
            .chain(self.partly_understood());
        std::iter::once(self.result()).chain(left).chain(self.stopped()).chain(rest).collect()
    }

    /// Budgets that nobody should take for kept.
    fn without_budgets(&self) -> Option<String> {
        UnjudgedBudget::told(&self.unjudged_budgets).map(|told| format!("; {told}"))
    }

    /// What nobody should take for covered, or for judged.
    fn without_coverage(&self) -> Option<String> {
        let unknown = self.covered.as_ref().map_or(0, |it| it.unknown);
        match (unknown, self.uncovered.as_slice()) {
            (0, []) => None,
            (0, ids) => Some(format!("; {} not judged without `--coverage`", ids.join(", "))),
            _ => Some(format!("; coverage of {} not known", counted(unknown, "function", "functions"))),
        }
    }

    /// That not everything was looked at, if nothing else says so.
    fn stopped(&self) -> Option<String> {
        let left = self.left.saturating_sub(self.balance.left());
        let files = counted(left, "file", "files");
        (left > 0).then(|| format!("; stopped at the first error, {files} not judged"))
    }

    /// How many patterns hid that nothing else says.
    fn excluded_unsaid(&self) -> usize {
        self.excluded.saturating_sub(self.balance.hidden()).saturating_sub(self.looked.hidden)
    }

    /// What was found, and where.
    fn result(&self) -> String {
        let errors = |number| counted(number, "error", "errors");
        let warnings = |number| counted(number, "warning", "warnings");
        let found = match (self.errors(), self.warnings()) {
            (0, 0) => return self.no_findings(),
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
        format!("{found} in {files}, {}", self.count_of_functions())
    }

    /// That nothing was found, which is said only of files that were looked at and understood.
    fn no_findings(&self) -> String {
        let understood = self.judged.len().saturating_sub(self.partial.len());
        let files = counted(understood, "file", "files");
        match (understood, self.partial.len()) {
            (0, 0) => self.nothing_to_judge(),
            (0, _) => "no findings".to_owned(),
            (_, 0) => format!("no findings in {files}, {}", self.count_of_functions()),
            _ => format!("no findings in {files}"),
        }
    }

    fn nothing_to_judge(&self) -> String {
        match self.balance.asked {
            Asked::Walked if !self.looked.paths.is_empty() => format!("nothing to judge: {}", self.looked),
            Asked::Walked => "nothing to judge".to_owned(),
            _ if self.balance.asked_for() > 0 => "nothing to judge".to_owned(),
            asked => format!("nothing to judge: no {} file in a known language", asked.word()),
        }
    }

    fn count_of_functions(&self) -> String {
        counted(self.functions, "function", "functions")
    }

    /// What nobody should take for clean, with the place of the first.
    fn partly_understood(&self) -> Option<String> {
        let first = self.partial.first()?;
        let path = first.path.to_string_lossy();
        let place = format!("{}:{}:{}", printable(&path), first.place.line, first.place.column + 1);
        let more = if self.partial.len() > 1 { ", …" } else { "" };
        let files = counted(self.partial.len(), "file", "files");
        Some(format!("; {files} only partly understood ({place}{more})"))
    }
}
