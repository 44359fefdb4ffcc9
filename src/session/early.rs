//! Judging a file as soon as its record is at hand, so that a check of many files does not hold the records of all that
//! are beyond a limit.

use super::configured::Configured;
use crate::judge::{Judged, judge};
use crate::model::{Digest, Finding, Record, Scope};

/// What is found in a file; `None` if more than the values of its record counts, or somebody needs the record afterwards.
pub(super) fn early(configured: &Configured, record: &Record) -> Option<Vec<Finding>> {
    if Digest::is_special(&record.metrics) {
        return None;
    }
    // the judging tells what is wrong with a configuration
    let settings = configured.of_file(&record.path).ok()?;
    let absolute = configured.absolute(&record.path);
    let rules = settings.policy.for_file(&absolute, record.metrics.language);
    // whether a rule on names is about anything stands in the records
    if rules.iter().any(|rule| rule.functions.is_some()) {
        return None;
    }
    let found = judge(Judged {
        record,
        absolute: &absolute,
        in_repository: &configured.in_repository(&record.path),
        policy: &settings.policy,
        compat: settings.compat.value,
        compared: &[],
    });
    (!shares_a_line(record, &found)).then_some(found)
}

/// Whether something else begins on the line of a finding: advice that points at it then says the column, for which it
/// looks into the record.
fn shares_a_line(record: &Record, found: &[Finding]) -> bool {
    let functions = record.metrics.functions.iter().map(|it| it.location);
    let classes = record.metrics.classes.iter().map(|it| it.location);
    let lines: Vec<u32> = functions.chain(classes).map(|it| it.in_file().line).collect();
    let begin_on = |line: u32| lines.iter().filter(|it| **it == line).count();
    found.iter().any(|it| it.scope != Scope::File && begin_on(it.location.line) > 1)
}
