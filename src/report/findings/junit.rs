//! The XML of `JUnit`: a suite for each file, a failed case for each finding.

use super::FindingsReporter;
use super::concise::origin;
use super::xml::fit;
use crate::model::{Cause, Finding, Severity, Skipped, Verdict};
use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

/// A report as `JUnit` writes it.
pub(crate) struct Junit;

impl FindingsReporter for Junit {
    fn write(&self, verdict: &Verdict, out: &mut dyn Write) -> io::Result<()> {
        let mut suites: BTreeMap<&Path, Vec<TestCase>> = BTreeMap::new();
        for path in &verdict.judged {
            suites.entry(path).or_default();
        }
        for finding in &verdict.findings {
            suites.entry(&finding.path).or_default().push(failed(finding));
        }
        for file in verdict.skipped.iter().filter(|file| file.reason.is_policy()) {
            suites.entry(&file.path).or_default().push(skipped(file));
        }
        let mut report = Report::new("metrics");
        report.add_test_suites(suites.into_iter().map(|(path, cases)| suite(path, cases)));
        let text = report.to_string().map_err(io::Error::other)?;
        out.write_all(text.as_bytes())
    }
}

/// A file without findings is one case that passed, so that a clean run is not an empty one.
fn suite(path: &Path, mut cases: Vec<TestCase>) -> TestSuite {
    let name = path.to_string_lossy();
    let mut suite = TestSuite::new(&*fit(&name));
    if cases.is_empty() {
        cases.push(case(path, "limits", TestCaseStatus::success()));
    }
    suite.add_test_cases(cases);
    suite
}

/// A case of a file: readers know it by its name and the class.
fn case(path: &Path, name: &str, status: TestCaseStatus) -> TestCase {
    let mut case = TestCase::new(&*fit(name), status);
    case.set_classname(&*fit(&path.to_string_lossy()));
    case
}

fn failed(finding: &Finding) -> TestCase {
    // of two functions of one name the second one is another case
    let number = if finding.ordinal > 0 { format!(" #{}", finding.ordinal + 1) } else { String::new() };
    let name = match finding.name.as_str() {
        "" => format!("{}{number}", finding.rule()),
        name => format!("{name}{number} {}", finding.rule()),
    };
    let message = finding.message();
    let status = match finding.severity {
        Severity::Error => {
            let mut status = TestCaseStatus::non_success(match finding.cause {
                Cause::NotMeasured { .. } | Cause::ParseErrors { .. } => NonSuccessKind::Error,
                _ => NonSuccessKind::Failure,
            });
            let origin = origin(finding).map(|it| format!(", set by {it}")).unwrap_or_default();
            let place = format!("line {}: {message}{origin}", finding.location.line);
            status.set_message(&*fit(&message)).set_type(finding.rule()).set_description(&*fit(&place));
            status
        }
        Severity::Warning if matches!(finding.cause, Cause::NotMeasured { .. }) => {
            let mut status = TestCaseStatus::skipped();
            status.set_message(&*fit(&message));
            status
        }
        Severity::Warning => TestCaseStatus::success(),
    };
    let mut case = case(&finding.path, &name, status);
    if finding.severity == Severity::Warning {
        case.set_system_out(&*fit(&message));
    }
    case
}

fn skipped(file: &Skipped) -> TestCase {
    let mut status = TestCaseStatus::skipped();
    let message = format!("{}: {}", file.reason.word(), file.detail);
    status.set_message(&*fit(&message));
    case(&file.path, "measure", status)
}
