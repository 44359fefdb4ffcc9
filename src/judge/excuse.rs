//! Which comment excuses a finding, and which comments excuse nothing: they would hide what is still to come.

use super::judged::Judged;
use crate::model::{Cause, Finding, Metric, Scope, Severity, Suppression, SuppressionForm};
use std::collections::HashSet;

/// The first comment that excuses a metric of a function or class, or of the file.
pub(super) fn excuse<'a>(
    file: &Judged<'a>,
    metric: &Metric,
    scope: Scope,
    place: usize,
) -> Option<&'a Suppression> {
    let all = file.record.metrics.suppressions.iter();
    all.filter(|it| counts(file, it)).find(|it| it.covers(metric, scope, place))
}

fn counts(file: &Judged<'_>, suppression: &Suppression) -> bool {
    file.compat || !suppression.form.is_foreign()
}

/// Adds a finding for each of the program's own comments that the findings so far do not need, or not wholly.
pub(super) fn unused(file: Judged<'_>, found: &mut Vec<Finding>) {
    let own: Vec<&Suppression> =
        file.record.metrics.suppressions.iter().filter(|it| !it.form.is_foreign()).collect();
    if own.is_empty() {
        return;
    }
    let used = used(found);
    let complain = |it: &&Suppression| complaint(it, &used).map(|why| finding(file, it, why));
    let complaints: Vec<Finding> = own.iter().filter_map(complain).collect();
    found.extend(complaints);
}

/// The lines of the comments that are needed, each with the names in it that are; an empty name for all metrics.
fn used(found: &[Finding]) -> HashSet<(u32, &str)> {
    let mut used = HashSet::new();
    for finding in found {
        let (Cause::Limit(breach), Some(suppression)) = (&finding.cause, &finding.suppression) else {
            continue;
        };
        match suppression.metrics.as_slice() {
            [] => _ = used.insert((suppression.line, "")),
            _ => used.extend(suppression.names_of(breach.metric).map(|name| (suppression.line, name))),
        }
    }
    used
}

fn complaint(it: &Suppression, used: &HashSet<(u32, &str)>) -> Option<String> {
    if it.form == SuppressionForm::Malformed {
        return Some("this comment excuses nothing: write `metrics: ignore[ID, …] -- reason`".to_owned());
    }
    if let Some(name) = it.unknown_metric() {
        return Some(format!("there is no metric `{name}` to excuse; `metrics list` shows all"));
    }
    if it.scope.is_none() {
        return Some("this comment stands beside no function or class, and excuses nothing".to_owned());
    }
    let unused: Vec<&str> =
        it.metrics.iter().map(String::as_str).filter(|name| !used.contains(&(it.line, *name))).collect();
    let is_all = unused.len() == it.metrics.len();
    match unused.as_slice() {
        [] if !it.metrics.is_empty() || used.contains(&(it.line, "")) => None,
        _ if is_all => Some("this comment excuses nothing: every limit is kept without it".to_owned()),
        names => Some(format!("this comment need not excuse {}: the limit is kept", names.join(", "))),
    }
}

fn finding(file: Judged<'_>, suppression: &Suppression, why: String) -> Finding {
    let cause = Cause::UnusedSuppression { why };
    let (path, line) = (file.in_repository.to_owned(), suppression.file_line());
    let mut finding = Finding::about_line(&file.record.path, path, line, Severity::Warning, cause);
    finding.location.cell = suppression.cell;
    finding
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::judge;
    use crate::judge::policy::Policy;
    use crate::judge::tests::{function, max, record};
    use SuppressionForm::{Malformed, Noqa, Own};
    use std::path::Path;

    /// A comment on line 4 about the function `f`.
    fn comment(form: SuppressionForm, metrics: &[&str]) -> Suppression {
        let metrics = metrics.iter().map(|&id| id.to_owned()).collect();
        let scope = Some(Scope::Function);
        Suppression { line: 4, cell: None, form, metrics, reason: String::new(), scope, first: 0, count: 1 }
    }

    /// What is found beyond the limits of 6 on cyclomatic complexity, which `f` breaks and `g` does not, and of 5 parameters.
    fn found(comment: Suppression, compat: bool) -> Vec<String> {
        let mut record = record("a.py", vec![function("f", 5, 7), function("g", 9, 3)]);
        record.metrics.suppressions = vec![comment];
        let policy = &Policy { rules: vec![max("cyclomatic", 6.0), max("parameters", 5.0)] };
        let (absolute, in_repository) = (Path::new("/repo/a.py"), Path::new("a.py"));
        let all = judge(Judged { record: &record, absolute, in_repository, policy, compared: &[], compat });
        let told = |it: &Finding| match &it.cause {
            Cause::UnusedSuppression { why } => format!("{}: {why}", it.location.line),
            _ => format!("{} {}", it.name, if it.suppression.is_some() { "excused" } else { "found" }),
        };
        all.iter().map(told).collect()
    }

    #[test]
    fn a_comment_excuses_what_it_names_or_everything() {
        assert_eq!(found(comment(Own, &["cyclomatic"]), false), ["f excused"]);
        assert_eq!(found(comment(Own, &[]), false), ["f excused"]);
    }

    #[test]
    fn one_of_another_tool_counts_on_request_and_is_never_complained_of() {
        assert_eq!(found(comment(Noqa, &["cyclomatic"]), true), ["f excused"]);
        assert_eq!(found(comment(Noqa, &["cyclomatic"]), false), ["f found"]);
        assert_eq!(found(comment(Noqa, &["parameters"]), true), ["f found"]);
    }

    #[test]
    fn one_that_nothing_needs_is_a_finding() {
        let nothing = "4: this comment excuses nothing: every limit is kept without it";
        assert_eq!(found(comment(Own, &["parameters"]), false), ["f found", nothing]);
        assert_eq!(found(Suppression { first: 1, ..comment(Own, &[]) }, false), ["f found", nothing]);
        let half = "4: this comment need not excuse parameters: the limit is kept";
        assert_eq!(found(comment(Own, &["cyclomatic", "parameters"]), false), ["f excused", half]);
    }

    #[test]
    fn one_that_cannot_excuse_anything_says_why() {
        let why = |comment| found(comment, false).pop().unwrap();
        assert!(why(comment(Malformed, &[])).contains("write `metrics: ignore[ID, …] -- reason`"));
        assert!(why(comment(Own, &["cyclomatix"])).contains("no metric `cyclomatix` to excuse"));
        let lost = Suppression { scope: None, ..comment(Own, &[]) };
        assert!(why(lost).contains("stands beside no function or class"));
    }
}
