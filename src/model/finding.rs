//! A finding: what breaks which limit, where, by how much, and who set the limit.

use super::{
    BudgetBreach, CellPlace, Figure, Location, Metric, Origin, ParseErrorPlace, Partial, Scope, Skipped,
    Standing, Suppression,
};
use std::fmt;
use std::path::{Path, PathBuf};

/// Something to report.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The file, as reached from the argument given.
    pub path: PathBuf,
    /// The file as seen from the root of the repository.
    pub in_repository: PathBuf,
    /// What kind of thing it is about.
    pub scope: Scope,
    /// Qualified name of the function or class; empty for a file.
    pub name: String,
    /// How many functions or classes of this name stand before it in the file.
    pub ordinal: usize,
    /// Where it stands.
    pub location: Location,
    /// How much it matters.
    pub severity: Severity,
    /// What is the matter.
    pub cause: Cause,
    /// How it stands to what was before a change, where one is judged.
    pub standing: Option<Standing>,
    /// Hash of what the function, class or file says.
    pub body: u64,
    /// The comment that excuses it.
    pub suppression: Option<Suppression>,
}

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Makes the check fail.
    Error,
    /// Is reported only.
    Warning,
}

/// What is the matter.
#[derive(Clone, Debug, PartialEq)]
pub enum Cause {
    /// A value is beyond a limit.
    Limit(Breach),
    /// An override outlived its date.
    ExpiredOverride {
        /// Its last day, `YYYY-MM-DD`.
        expires: String,
        /// Why it was made.
        reason: String,
    },
    /// A comment excuses nothing, or not all that it says.
    UnusedSuppression {
        /// What is the matter with it.
        why: String,
    },
    /// Nothing is left of an entry of the baseline.
    OutdatedEntry {
        /// The entry, for a person.
        entry: String,
    },
    /// The file could not be measured, so nobody knows what is in it.
    NotMeasured {
        /// Why, with the particulars.
        why: String,
    },
    /// The file was not understood as a whole, and the check was told to be strict.
    ParseErrors {
        /// How many there are.
        count: u32,
        /// How much of the file they are.
        extent: ParseErrorPlace,
    },
    /// A change made a file one that is not measured any more, or not as a whole.
    Withdrawn {
        /// What became of it, with the particulars.
        what: String,
    },
    /// Some files together are beyond what they may come to.
    Budget(BudgetBreach),
    /// An override or a pattern that applies to nothing.
    Idle {
        /// What it is.
        what: String,
    },
}

/// A value beyond a limit.
#[derive(Clone, Debug)]
pub struct Breach {
    /// What was measured.
    pub metric: &'static Metric,
    /// What it came to.
    pub value: f64,
    /// Which bound it is beyond.
    pub bound: Bound,
    /// The bound.
    pub limit: f64,
    /// Where the limit was set.
    pub origin: Origin,
}

/// A side of a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// The value is too large.
    Max,
    /// The value is too small.
    Min,
}

/// Rule of findings about overrides.
pub const EXPIRED_OVERRIDE: &str = "expired-override";
/// Rule of findings about comments.
pub const UNUSED_SUPPRESSION: &str = "unused-suppression";
/// Rule of findings about the baseline.
pub const OUTDATED_BASELINE: &str = "outdated-baseline";
/// Rule of findings about files that could not be measured.
pub const NOT_MEASURED: &str = "not-measured";
/// Rule of findings about files that were not understood as a whole.
pub const PARSE_ERRORS: &str = "parse-errors";

/// Rule of findings about files that a change withdraws from measuring.
pub const WITHDRAWN: &str = "withdrawn";
/// Rule of findings about budgets.
pub const BUDGET: &str = "budget";
/// Rule of findings about overrides and patterns that apply to nothing.
pub const IDLE_RULE: &str = "idle-rule";

impl Finding {
    /// One about a line of a file and not about what is measured in it.
    #[must_use]
    pub fn about_line(
        path: &Path,
        in_repository: PathBuf,
        line: u32,
        severity: Severity,
        cause: Cause,
    ) -> Finding {
        Finding {
            path: path.to_owned(),
            in_repository,
            scope: Scope::File,
            name: String::new(),
            ordinal: 0,
            location: Location { line, column: 0, end_line: line, start_byte: 0, end_byte: 0, cell: None },
            severity,
            cause,
            standing: None,
            body: 0,
            suppression: None,
        }
    }

    /// One about a file that could not be measured.
    #[must_use]
    pub fn not_measured(file: &Skipped, in_repository: PathBuf, severity: Severity) -> Finding {
        let why = format!("{}: {}", file.reason.word().replace('_', " "), file.detail);
        Finding::about_line(&file.path, in_repository, 1, severity, Cause::NotMeasured { why })
    }

    /// One about a file that was not understood as a whole, at the first place in question.
    #[must_use]
    pub fn parse_errors(file: &Partial, severity: Severity) -> Finding {
        let Partial { path, in_repository, errors, place } = file;
        let cause = Cause::ParseErrors { count: *errors, extent: *place };
        let mut finding = Finding::about_line(path, in_repository.clone(), place.line, severity, cause);
        finding.location.column = place.column;
        finding.location.cell = place.cell;
        finding
    }

    /// Id of the rule: that of the metric, or of what is wrong with the configuration.
    #[must_use]
    pub fn rule(&self) -> &'static str {
        match &self.cause {
            Cause::Limit(breach) => breach.metric.id,
            Cause::ExpiredOverride { .. } => EXPIRED_OVERRIDE,
            Cause::UnusedSuppression { .. } => UNUSED_SUPPRESSION,
            Cause::OutdatedEntry { .. } => OUTDATED_BASELINE,
            Cause::NotMeasured { .. } => NOT_MEASURED,
            Cause::ParseErrors { .. } => PARSE_ERRORS,
            Cause::Withdrawn { .. } => WITHDRAWN,
            Cause::Budget(_) => BUDGET,
            Cause::Idle { .. } => IDLE_RULE,
        }
    }

    /// Whether it is about what nobody knows.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        matches!(self.cause, Cause::NotMeasured { .. } | Cause::ParseErrors { .. })
    }

    /// Whether it says of a file that it was only partly understood.
    #[must_use]
    pub fn is_partly(&self, path: &Path) -> bool {
        self.path == path && matches!(self.cause, Cause::ParseErrors { .. })
    }

    /// Whether a change is to blame for it, or nobody asked about changes.
    #[must_use]
    pub fn is_to_blame(&self) -> bool {
        self.standing.is_none_or(Standing::is_to_blame)
    }

    /// What is the matter, in one line without the place.
    #[must_use]
    pub fn message(&self) -> String {
        match &self.standing {
            Some(standing) => format!("{} ({})", self.statement(), self.told(*standing)),
            None => self.statement(),
        }
    }

    fn told(&self, standing: Standing) -> String {
        match (standing, &self.cause) {
            (Standing::Worse { from } | Standing::Improved { from }, Cause::Limit(breach)) => {
                format!("{}: {} → {}", standing.word(), Figure(from), Figure(breach.value))
            }
            _ => standing.word().to_owned(),
        }
    }

    /// The cell of a notebook and the line in it, as the end of a message.
    #[must_use]
    pub fn cell(&self) -> Option<String> {
        self.location.cell.map(|cell: CellPlace| format!(" ({cell})"))
    }

    /// What is the matter, without what it is about: for a message beside another one about the same.
    #[must_use]
    pub fn measured(&self) -> String {
        match (&self.cause, &self.standing) {
            (Cause::Limit(breach), Some(standing)) => format!("{breach} ({})", self.told(*standing)),
            (Cause::Limit(breach), None) => breach.to_string(),
            _ => self.message(),
        }
    }

    fn statement(&self) -> String {
        let what = match &self.cause {
            Cause::Limit(breach) => breach.to_string(),
            Cause::ExpiredOverride { expires, reason } => {
                format!("the override expired after {expires}: {reason}")
            }
            Cause::UnusedSuppression { why } => why.clone(),
            Cause::OutdatedEntry { entry } => format!("nothing is left of {entry}"),
            Cause::NotMeasured { why } => format!("could not be measured: {why}"),
            Cause::ParseErrors { count, extent } => {
                format!("{}: what is in it is not all known", extent.amount(*count))
            }
            Cause::Withdrawn { what } => format!("not judged any more since this change: {what}"),
            Cause::Budget(breach) => breach.to_string(),
            Cause::Idle { what } => format!("{what} applies to nothing"),
        };
        let cell = self.cell().unwrap_or_default();
        match self.scope {
            Scope::File => format!("{what}{cell}"),
            scope => format!("{} `{}`: {what}{cell}", scope.word(), self.name),
        }
    }

    /// How far beyond the limit, as a share of it, so that findings of different metrics compare; what is not known
    /// weighs most.
    #[must_use]
    pub fn weight(&self) -> f64 {
        match &self.cause {
            Cause::Limit(breach) => breach.excess() / breach.limit.abs().max(1.0),
            Cause::Budget(breach) => breach.excess() / breach.bound.parts().1.abs().max(1.0),
            Cause::NotMeasured { .. } | Cause::ParseErrors { .. } => f64::INFINITY,
            Cause::ExpiredOverride { .. }
            | Cause::UnusedSuppression { .. }
            | Cause::OutdatedEntry { .. }
            | Cause::Withdrawn { .. }
            | Cause::Idle { .. } => 0.0,
        }
    }

    /// Identifies it in the next run too: neither its line nor its value counts. `with_path` tells files apart.
    #[must_use]
    pub fn fingerprint(&self, with_path: bool) -> String {
        let mut hash = blake3::Hasher::new();
        let mut part = |bytes: &[u8]| {
            hash.update(&(bytes.len() as u64).to_le_bytes()).update(bytes);
        };
        if with_path {
            part(self.in_repository.as_os_str().as_encoded_bytes());
        }
        part(self.scope.word().as_bytes());
        part(self.name.as_bytes());
        part(&self.ordinal.to_le_bytes());
        part(self.rule().as_bytes());
        // Two overrides of one file differ by nothing else, nor do two comments.
        match &self.cause {
            Cause::Limit(_)
            | Cause::NotMeasured { .. }
            | Cause::ParseErrors { .. }
            | Cause::Withdrawn { .. } => {}
            Cause::Budget(breach) => {
                part(breach.group.as_bytes());
                part(breach.measure.as_bytes());
                part(breach.bound.parts().0.as_bytes());
            }
            Cause::ExpiredOverride { expires, reason } => {
                part(expires.as_bytes());
                part(reason.as_bytes());
                part(&self.location.line.to_le_bytes());
            }
            Cause::UnusedSuppression { why: what }
            | Cause::OutdatedEntry { entry: what }
            | Cause::Idle { what } => {
                part(what.as_bytes());
                part(&self.location.line.to_le_bytes());
            }
        }
        hash.finalize().to_hex()[..32].to_owned()
    }
}

impl Bound {
    /// How a value stands to the bound that it is beyond.
    #[must_use]
    pub fn sign(self) -> char {
        match self {
            Bound::Max => '>',
            Bound::Min => '<',
        }
    }
}

impl Breach {
    /// How far the value is beyond the limit, in the metric's unit.
    #[must_use]
    pub fn excess(&self) -> f64 {
        (self.value - self.limit).abs()
    }
}

impl fmt::Display for Breach {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let relation = match self.bound {
            Bound::Max => "over the limit of",
            Bound::Min => "under the limit of",
        };
        let (value, excess, limit) = (Figure(self.value), Figure(self.excess()), Figure(self.limit));
        write!(out, "{} {value} is {excess} {relation} {limit}", self.metric.id)
    }
}

impl PartialEq for Breach {
    fn eq(&self, other: &Breach) -> bool {
        let bits = |it: &Breach| (it.metric.id, it.value.to_bits(), it.limit.to_bits());
        bits(self) == bits(other) && self.bound == other.bound && self.origin == other.origin
    }
}

impl Severity {
    /// Its word in reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}
