//! JSON: one document with the findings, what was skipped and the summary.

use super::FindingsReporter;
use super::of_groups::{GroupFindingsRow, UnjudgedBudgetRow};
use crate::model::{
    Asked, Balance, Bound, BudgetBreach, Cause, CellPlace, Figure, Finding, ParseErrorPlace, Partial,
    Redefined, SCHEMA_VERSION, Standing, Suppression, Unjudged, Verdict,
};
use crate::report::json_text::write_line;
use crate::report::row::{CoverageRow, PathFields, SkippedRow};
use serde::Serialize;
use std::io::{self, Write};

/// One JSON document.
pub(crate) struct FindingsJson;

impl FindingsReporter for FindingsJson {
    fn write(&self, verdict: &Verdict, out: &mut dyn Write) -> io::Result<()> {
        let document = Document {
            schema_version: SCHEMA_VERSION,
            findings: verdict.findings.iter().map(Row::new).collect(),
            inherited: verdict.inherited.iter().map(Row::new).collect(),
            suppressed: verdict.suppressed.iter().map(Row::new).collect(),
            skipped: verdict.skipped.iter().map(SkippedRow::new).collect(),
            partial: verdict.partial.iter().map(PartialRow::new).collect(),
            balance: BalanceRow::new(&verdict.balance),
            coverage: verdict.covered.as_ref().map(CoverageRow::new),
            not_judged_without_coverage: &verdict.uncovered,
            budgets_not_judged: verdict.unjudged_budgets.iter().map(UnjudgedBudgetRow::new).collect(),
            groups: verdict.groups.iter().map(GroupFindingsRow::new).collect(),
            redefined: verdict.redefined.iter().map(RedefinedRow::new).collect(),
            summary: Summary::of(verdict),
        };
        write_line(&document, out)
    }
}

#[derive(Serialize)]
struct Document<'a> {
    schema_version: u32,
    findings: Vec<Row<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    inherited: Vec<Row<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suppressed: Vec<Row<'a>>,
    skipped: Vec<SkippedRow<'a>>,
    partial: Vec<PartialRow<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    balance: Option<BalanceRow<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    coverage: Option<CoverageRow<'a>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    not_judged_without_coverage: &'a [&'static str],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    budgets_not_judged: Vec<UnjudgedBudgetRow<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    groups: Vec<GroupFindingsRow<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    redefined: Vec<RedefinedRow>,
    summary: Summary,
}

/// A file that was only partly understood.
#[derive(Serialize)]
struct PartialRow<'a> {
    #[serde(flatten)]
    path: PathFields<'a>,
    parse_errors: u32,
    #[serde(flatten)]
    place: ParseErrorPlace,
}

impl PartialRow<'_> {
    fn new(file: &Partial) -> PartialRow<'_> {
        PartialRow { path: PathFields::new(&file.path), parse_errors: file.errors, place: file.place }
    }
}

/// A metric that the baseline has by another definition.
#[derive(Serialize)]
struct RedefinedRow {
    metric: &'static str,
    baseline: u32,
    current: u32,
    values: usize,
    doubtful: usize,
}

impl RedefinedRow {
    fn new(redefined: &Redefined) -> RedefinedRow {
        let Redefined { metric, versions: (baseline, current), values, doubtful } = *redefined;
        RedefinedRow { metric: metric.id, baseline, current, values, doubtful }
    }
}

/// What became of the files that git or the caller named.
#[derive(Serialize)]
pub(in crate::report) struct BalanceRow<'a> {
    asked_for: &'static str,
    files: usize,
    judged: usize,
    not_judged: Vec<UnjudgedRow<'a>>,
}

#[derive(Serialize)]
struct UnjudgedRow<'a> {
    #[serde(flatten)]
    path: PathFields<'a>,
    why: String,
    meant: bool,
}

impl<'a> BalanceRow<'a> {
    /// None if nobody named anything.
    pub(in crate::report) fn new(balance: &'a Balance) -> Option<BalanceRow<'a>> {
        let row = |it: &'a Unjudged| UnjudgedRow {
            path: PathFields::new(&it.path),
            why: it.fate.why(),
            meant: it.fate.is_meant(),
        };
        (balance.asked != Asked::Walked).then(|| BalanceRow {
            asked_for: balance.asked.word(),
            files: balance.asked_for(),
            judged: balance.judged,
            not_judged: balance.unjudged.iter().map(row).collect(),
        })
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands references")]
fn is_none(number: &usize) -> bool {
    *number == 0
}

/// Numbers of a verdict.
#[derive(Serialize)]
pub(in crate::report) struct Summary {
    files: usize,
    /// Files that were not judged, because the first error was enough.
    #[serde(skip_serializing_if = "is_none")]
    left: usize,
    functions: usize,
    errors: usize,
    warnings: usize,
    verdict: &'static str,
    inherited: usize,
    suppressed: usize,
    outdated: usize,
    excluded: usize,
    skipped: usize,
    partial: usize,
}

/// A finding.
#[derive(Serialize)]
pub(in crate::report) struct Row<'a> {
    rule: &'static str,
    severity: &'static str,
    #[serde(flatten)]
    path: PathFields<'a>,
    scope: &'static str,
    name: &'a str,
    ordinal: usize,
    line: u32,
    column: u32,
    end_line: u32,
    #[serde(flatten)]
    cell: Option<CellPlace>,
    #[serde(flatten)]
    cause: CauseFields<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    standing: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<Figure>,
    #[serde(skip_serializing_if = "Option::is_none")]
    introduced: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    suppression: Option<SuppressionFields<'a>>,
    message: String,
    fingerprint: String,
}

#[derive(Serialize)]
struct SuppressionFields<'a> {
    line: u32,
    form: &'static str,
    reason: &'a str,
}

impl SuppressionFields<'_> {
    fn new(suppression: &Suppression) -> SuppressionFields<'_> {
        let Suppression { form, reason, .. } = suppression;
        SuppressionFields { line: suppression.file_line(), form: form.word(), reason }
    }
}

#[derive(Serialize)]
#[serde(untagged)]
enum CauseFields<'a> {
    Limit { value: Figure, limit: Figure, bound: &'static str, excess: Figure, limit_origin: String },
    Budget(BudgetFields<'a>),
    Expired { expires: &'a str, reason: &'a str },
    Partial { parse_errors: u32, bytes: u32 },
    None {},
}

impl Summary {
    pub(in crate::report) fn of(verdict: &Verdict) -> Summary {
        Summary {
            files: verdict.judged.len(),
            left: verdict.left,
            functions: verdict.functions,
            errors: verdict.errors(),
            warnings: verdict.warnings(),
            verdict: verdict.word(),
            inherited: verdict.inherited.len(),
            suppressed: verdict.suppressed.len(),
            outdated: verdict.outdated,
            excluded: verdict.excluded,
            skipped: verdict.skipped.len(),
            partial: verdict.partial.len(),
        }
    }
}

impl<'a> Row<'a> {
    pub(in crate::report) fn new(finding: &'a Finding) -> Row<'a> {
        Row {
            rule: finding.rule(),
            severity: finding.severity.word(),
            path: PathFields::new(&finding.path),
            scope: finding.scope.word(),
            name: &finding.name,
            ordinal: finding.ordinal,
            line: finding.location.line,
            column: finding.location.column,
            end_line: finding.location.end_line,
            cell: finding.location.cell,
            cause: CauseFields::new(&finding.cause),
            standing: finding.standing.map(Standing::word),
            before: finding.standing.and_then(Standing::before).map(Figure),
            introduced: finding.standing.map(Standing::is_to_blame),
            suppression: finding.suppression.as_ref().map(SuppressionFields::new),
            message: finding.message(),
            fingerprint: finding.fingerprint(true),
        }
    }
}

#[derive(Serialize)]
struct BudgetFields<'a> {
    group: &'a str,
    measure: &'a str,
    #[serde(rename = "was", skip_serializing_if = "Option::is_none")]
    before: Option<Figure>,
    value: Figure,
    bound: &'static str,
    limit: Figure,
    excess: Figure,
    most: Vec<PartFields<'a>>,
    reason: &'a str,
}

#[derive(Serialize)]
struct PartFields<'a> {
    place: &'a str,
    by: Figure,
}

impl<'a> BudgetFields<'a> {
    fn new(breach: &'a BudgetBreach) -> BudgetFields<'a> {
        let (bound, limit) = breach.bound.parts();
        let part = |(place, by): &'a (String, f64)| PartFields { place, by: Figure(*by) };
        BudgetFields {
            group: &breach.group,
            measure: &breach.measure,
            before: breach.before.map(Figure),
            value: Figure(breach.value),
            bound,
            limit: Figure(limit),
            excess: Figure(breach.excess()),
            most: breach.most.iter().map(part).collect(),
            reason: &breach.reason,
        }
    }
}

impl CauseFields<'_> {
    fn new(cause: &Cause) -> CauseFields<'_> {
        match cause {
            Cause::Budget(breach) => CauseFields::Budget(BudgetFields::new(breach)),
            Cause::Limit(breach) => CauseFields::Limit {
                value: Figure(breach.value),
                limit: Figure(breach.limit),
                bound: match breach.bound {
                    Bound::Max => "max",
                    Bound::Min => "min",
                },
                excess: Figure(breach.excess()),
                limit_origin: breach.origin.to_string(),
            },
            Cause::ExpiredOverride { expires, reason } => CauseFields::Expired { expires, reason },
            Cause::ParseErrors { count, extent } => {
                CauseFields::Partial { parse_errors: *count, bytes: extent.bytes }
            }
            Cause::UnusedSuppression { .. }
            | Cause::OutdatedEntry { .. }
            | Cause::NotMeasured { .. }
            | Cause::Withdrawn { .. }
            | Cause::Idle { .. } => CauseFields::None {},
        }
    }
}
