//! What a check does not look at: the overrides of a policy and the comments of a file, as a list.

use super::policy::{Policy, Rule};
use crate::model::{
    Exemption, ExemptionKind, FileMetrics, Origin, Record, Scope, Suppression, SuppressionForm,
};

/// The overrides of a policy.
#[must_use]
pub(crate) fn overrides(policy: &Policy, today: &str) -> Vec<Exemption> {
    policy.rules.iter().filter_map(|rule| exempted_by(rule, today)).collect()
}

fn exempted_by(rule: &Rule, today: &str) -> Option<Exemption> {
    let Some(Origin::File(path, line)) = &rule.origin else { return None };
    let expires = rule.expires.as_ref().map(|(day, _)| day.clone());
    let is_expired = expires.as_ref().is_some_and(|day| day.as_str() < today);
    let limits: Vec<String> =
        rule.limits.iter().map(|(metric, limit)| format!("{} {limit}", metric.id)).collect();
    Some(Exemption {
        kind: if is_expired { ExemptionKind::ExpiredOverride } else { ExemptionKind::Override },
        path: path.to_string_lossy().into_owned(),
        line: u32::try_from(*line).ok(),
        what: limits.join(", "),
        reason: rule.reason.clone(),
        expires,
        added: None,
    })
}

/// The comments of a file that count, as a list; those of other tools if they do.
pub(crate) fn suppressions(record: &Record, compat: bool) -> impl Iterator<Item = Exemption> + '_ {
    counting(record, compat).map(|it| exempted_beside(it, record))
}

/// The comments of a file that count; those of other tools if they do.
pub(super) fn counting(record: &Record, compat: bool) -> impl Iterator<Item = &Suppression> {
    let counts =
        move |it: &&Suppression| it.form != SuppressionForm::Malformed && (compat || !it.form.is_foreign());
    record.metrics.suppressions.iter().filter(counts)
}

/// What a comment of a file exempts.
pub(super) fn exempted_beside(it: &Suppression, record: &Record) -> Exemption {
    Exemption {
        kind: ExemptionKind::Suppression,
        path: record.path.to_string_lossy().into_owned(),
        line: Some(it.file_line()),
        what: format!("{} from {}", excused(it, &record.metrics), metrics(it)),
        reason: it.reason.clone(),
        expires: None,
        added: None,
    }
}

fn metrics(suppression: &Suppression) -> String {
    if suppression.metrics.is_empty() { "all limits".to_owned() } else { suppression.metrics.join(", ") }
}

fn excused(suppression: &Suppression, file: &FileMetrics) -> String {
    let first = suppression.first as usize;
    let named = |name: Option<&str>, kind: &str| match (name, suppression.count) {
        (Some(name), 1) => format!("{kind} `{name}`"),
        (Some(name), count) => format!("{kind} `{name}` and {} more", count - 1),
        (None, _) => "nothing".to_owned(),
    };
    match suppression.scope {
        Some(Scope::File) => "the file".to_owned(),
        Some(Scope::Function) => {
            named(file.functions.get(first).map(|it| it.qualified_name.as_str()), "function")
        }
        Some(Scope::Class) => named(file.classes.get(first).map(|it| it.qualified_name.as_str()), "class"),
        None => "nothing".to_owned(),
    }
}
