//! Judges every file by the settings of its own directory, and says what could not be judged.

use super::SessionError;
use super::configured::Configured;
use super::measured::Measured;
use crate::compare::Comparison;
use crate::config::{ParseErrors, Settings};
use crate::discover::{Hidden, HiddenBy};
use crate::judge::{Judged, expired, judge};
use crate::model::{
    Cause, Finding, Outcome, Partial, QuietFile, Record, Severity, SkipReason, Skipped, Verdict,
};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a check does not let pass, beside limits.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Rigour {
    /// A file that could not be measured is only a warning.
    pub(super) allow_skipped: bool,
    /// The first error is enough.
    pub(super) fail_fast: bool,
}

/// Judges what was measured.
pub(super) fn verdict(
    configured: &Configured,
    measured: &Measured,
    rigour: Rigour,
) -> Result<Verdict, SessionError> {
    let mut judging = Judging {
        configured,
        measured,
        comparisons: measured.comparisons(),
        rigour,
        today: date(),
        governed: HashSet::new(),
        verdict: Verdict {
            looked: measured.looked.clone(),
            skipped: measured.outcome.skipped.clone(),
            excluded: excluded(configured, measured),
            ..Verdict::default()
        },
    };
    judging.not_measured();
    judging.withdrawn_files();
    let mut quiet = measured.outcome.quiet.iter().peekable();
    for record in &measured.outcome.records {
        let is_before = |it: &&QuietFile| it.path.as_os_str() < record.path.as_os_str();
        while let Some(file) = quiet.next_if(is_before) {
            judging.quiet(file)?;
        }
        if rigour.fail_fast && judging.verdict.findings.iter().any(is_known_error) {
            break;
        }
        judging.file(record)?;
    }
    quiet.try_for_each(|file| judging.quiet(file))?;
    let mut verdict = judging.verdict;
    let mut seen = HashSet::new();
    for findings in [&mut verdict.findings, &mut verdict.inherited, &mut verdict.suppressed] {
        findings.retain(|finding| is_new(finding, &mut seen));
    }
    Ok(verdict)
}

/// How many files and directories were passed over and are told; one that was named in two spellings is one.
fn excluded(configured: &Configured, measured: &Measured) -> usize {
    let told = measured.hidden.iter().filter(|it| is_told(it));
    told.map(|it| configured.absolute(&it.path)).collect::<HashSet<_>>().len()
}

/// Whether a check says in its summary that something was passed over: always by a pattern; by another rule if somebody
/// named it, or git did, which is not asked of directories.
fn is_told(hidden: &Hidden) -> bool {
    hidden.rule == HiddenBy::Pattern || hidden.was_asked_for
}

/// Keeps the first error in the order of paths and lines, and what makes the job count as not done.
pub(super) fn first_error(verdict: &mut Verdict) {
    let place = |it: &Finding| (it.path.clone(), it.location.line, it.location.column);
    let (errors, others): (Vec<_>, Vec<_>) = verdict.findings.drain(..).partition(is_known_error);
    verdict.findings = others.into_iter().filter(Finding::is_unknown).collect();
    verdict.findings.extend(errors.into_iter().min_by_key(place));
}

/// Leaves out the files behind that error, as if nobody had judged them: a baseline has to see them all the same.
pub(super) fn nothing_behind(verdict: &mut Verdict, outcome: &Outcome) {
    let Some(error) = verdict.findings.iter().find(|it| is_known_error(it)) else { return };
    let last = error.path.clone();
    if !verdict.judged.contains(&last) {
        return;
    }
    let is_kept = |path: &Path| path.as_os_str() <= last.as_os_str();
    verdict.judged.retain(|path| is_kept(path));
    verdict.partial.retain(|file| is_kept(&file.path));
    for findings in [&mut verdict.inherited, &mut verdict.suppressed] {
        findings.retain(|finding| is_kept(&finding.path));
    }
    let records = outcome.records.iter().filter(|record| is_kept(&record.path));
    let quiet = outcome.quiet.iter().filter(|file| is_kept(&file.path));
    verdict.functions = records.map(|it| it.metrics.functions.len()).sum::<usize>()
        + quiet.map(|it| it.functions).sum::<usize>();
}

pub(super) fn is_known_error(finding: &Finding) -> bool {
    finding.severity == Severity::Error && !finding.is_unknown()
}

/// The day, `YYYY-MM-DD`.
pub(super) fn date() -> String {
    chrono::Utc::now().date_naive().to_string()
}

struct Judging<'a> {
    configured: &'a Configured,
    measured: &'a Measured,
    /// One for each version that a change is compared with; none if no change is judged.
    comparisons: Vec<Comparison<'a>>,
    rigour: Rigour,
    today: String,
    /// The configurations whose overrides have been looked at.
    governed: HashSet<Vec<PathBuf>>,
    verdict: Verdict,
}

impl Judging<'_> {
    fn not_measured(&mut self) {
        let severity = if self.rigour.allow_skipped { Severity::Warning } else { Severity::Error };
        let finding = |file| Finding::not_measured(file, self.configured.in_repository(&file.path), severity);
        // Who names a file wants it judged, whatever is in it; of a change such a file is no more than a document.
        let asked = &self.measured.asked;
        let is_named = |file: &&Skipped| {
            file.reason == SkipReason::OtherLanguage
                && self.comparisons.is_empty()
                && asked.contains(&file.path)
        };
        let named = self.verdict.skipped.iter().filter(is_named);
        let findings: Vec<_> = self.verdict.not_done().chain(named).map(finding).collect();
        self.verdict.findings.extend(findings);
    }

    /// A file that keeps every limit, or was judged before.
    fn quiet(&mut self, file: &QuietFile) -> Result<(), SessionError> {
        self.govern(&file.path)?;
        self.verdict.judged.push(file.path.clone());
        self.verdict.functions += file.functions;
        Ok(())
    }

    /// The settings of a file; what they are to be told for is told once.
    fn govern(&mut self, path: &Path) -> Result<Arc<Settings>, SessionError> {
        let settings = self.configured.of_file(path)?;
        if !self.governed.contains(&settings.files) {
            self.governed.insert(settings.files.clone());
            self.overrides(&settings);
        }
        Ok(settings)
    }

    fn file(&mut self, record: &Record) -> Result<(), SessionError> {
        let settings = self.govern(&record.path)?;
        let in_repository = self.configured.in_repository(&record.path);
        let compared: Vec<_> = self.comparisons.iter().filter_map(|it| it.file(&record.path)).collect();
        let judged = Judged {
            record,
            absolute: &self.configured.absolute(&record.path),
            in_repository: &in_repository,
            policy: &settings.policy,
            compat: settings.compat.value,
            compared: &compared,
        };
        self.sort(judge(judged), &mut Complaints::of_before(judged));
        if let Some(partial) = Partial::of(record, in_repository) {
            self.partly_understood(partial, settings.parse_errors.value);
        }
        self.verdict.judged.push(record.path.clone());
        self.verdict.functions += record.metrics.functions.len();
        Ok(())
    }

    fn partly_understood(&mut self, partial: Partial, wanted: ParseErrors) {
        match wanted {
            ParseErrors::Warn => self.verdict.findings.extend(self.withdrawn_part(&partial)),
            ParseErrors::Ignore => _ = self.verdict.ignored_errors.insert(partial.path.clone()),
            ParseErrors::Error => {
                self.verdict.findings.push(Finding::parse_errors(&partial, Severity::Error));
            }
        }
        self.verdict.partial.push(partial);
    }

    /// A file that was understood before the change that is judged.
    fn withdrawn_part(&self, partial: &Partial) -> Option<Finding> {
        let before = self.measured.before(&partial.path)?;
        let what = format!("only partly understood, {}", partial.amount());
        (before.metrics.parse_errors == 0).then(|| {
            let mut finding = self.withdrawn(&partial.path, partial.place.line, what);
            finding.location.column = partial.place.column;
            finding
        })
    }

    /// Files that were measured before the change that is judged, and that nobody looks into after it.
    fn withdrawn_files(&mut self) {
        let is_passed = |file: &&Skipped| {
            file.reason.is_policy() || self.rigour.allow_skipped && file.reason == SkipReason::TooLarge
        };
        let passed = self.verdict.skipped.iter().filter(is_passed);
        let passed = passed.filter(|file| self.measured.before(&file.path).is_some());
        let what = |file: &Skipped| format!("{}: {}", file.reason.word().replace('_', " "), file.detail);
        let found: Vec<_> = passed.map(|file| self.withdrawn(&file.path, 1, what(file))).collect();
        self.verdict.findings.extend(found);
    }

    fn withdrawn(&self, path: &Path, line: u32, what: String) -> Finding {
        let in_repository = self.configured.in_repository(path);
        Finding::about_line(path, in_repository, line, Severity::Error, Cause::Withdrawn { what })
    }

    /// Looks for overrides that have had their day; a change did not bring that about.
    fn overrides(&mut self, settings: &Settings) {
        let expired = expired(&settings.policy, &self.today, |path| self.configured.in_repository(path));
        let list = if self.comparisons.is_empty() {
            &mut self.verdict.findings
        } else {
            &mut self.verdict.inherited
        };
        list.extend(expired);
    }

    /// A change is judged by what it does to the code; what stood there before is for a whole run.
    fn sort(&mut self, found: Vec<Finding>, before: &mut Complaints) {
        for finding in found {
            let is_to_blame = match &finding.cause {
                Cause::Limit(_) => finding.is_to_blame(),
                Cause::UnusedSuppression { why } => !before.take(why),
                _ => self.comparisons.is_empty(),
            };
            let list = match finding.suppression {
                Some(_) => &mut self.verdict.suppressed,
                None if is_to_blame => &mut self.verdict.findings,
                None => &mut self.verdict.inherited,
            };
            list.push(finding);
        }
    }
}

/// Configurations that share a file share its expired overrides.
fn is_new(finding: &Finding, seen: &mut HashSet<(PathBuf, String)>) -> bool {
    matches!(finding.cause, Cause::Limit(_)) || seen.insert((finding.path.clone(), finding.fingerprint(true)))
}

/// How often each complaint about a comment was due in the versions that a change is compared with.
struct Complaints(HashMap<String, usize>);

impl Complaints {
    fn of_before(after: Judged<'_>) -> Complaints {
        let mut most: HashMap<String, usize> = HashMap::new();
        if after.record.metrics.suppressions.is_empty() {
            return Complaints(most);
        }
        for before in after.compared.iter().filter_map(|it| it.before) {
            let mut here: BTreeMap<String, usize> = BTreeMap::new();
            for finding in judge(Judged { record: before, compared: &[], ..after }) {
                if let Cause::UnusedSuppression { why } = finding.cause {
                    *here.entry(why).or_default() += 1;
                }
            }
            for (why, count) in here {
                let known = most.entry(why).or_default();
                *known = count.max(*known);
            }
        }
        Complaints(most)
    }

    /// Whether a complaint was due before, and not yet for another comment.
    fn take(&mut self, why: &str) -> bool {
        let left = self.0.get_mut(why).filter(|left| **left > 0);
        left.is_some_and(|left| {
            *left -= 1;
            true
        })
    }
}
