//! From findings to diagnostics: as a check says it, and what was there before as hints.

use super::document::Document;
use super::settings::EditorSettings;
use crate::config::ConfigError;
use crate::model::{Finding, Location, Severity, Verdict};
use crate::session::Inspected;
use lsp_types::{Diagnostic, DiagnosticSeverity, NumberOrString, Position, Range};

/// Who says it.
pub(super) const SOURCE: &str = "metrics";

/// What there is to say of a document.
pub(super) fn diagnostics(
    inspected: &Inspected,
    document: &Document,
    settings: &EditorSettings,
) -> Vec<Diagnostic> {
    let all = findings(&inspected.checked.verdict, settings.inherited);
    all.map(|(finding, severity)| diagnostic(finding, severity, document)).collect()
}

/// Findings as they are published: what was there before is a hint.
pub(super) fn findings(
    verdict: &Verdict,
    inherited: bool,
) -> impl Iterator<Item = (&Finding, DiagnosticSeverity)> {
    let told = verdict.findings.iter().map(|finding| (finding, severity(finding)));
    let inherited = verdict.inherited.iter().filter(move |_| inherited);
    told.chain(inherited.map(|finding| (finding, DiagnosticSeverity::HINT)))
}

fn severity(finding: &Finding) -> DiagnosticSeverity {
    match finding.severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
    }
}

/// A finding as it is published.
pub(super) fn diagnostic(finding: &Finding, severity: DiagnosticSeverity, document: &Document) -> Diagnostic {
    Diagnostic {
        range: head(&finding.location, document),
        severity: Some(severity),
        code: Some(NumberOrString::String(finding.rule().to_owned())),
        source: Some(SOURCE.to_owned()),
        message: finding.message(),
        ..Diagnostic::default()
    }
}

/// The first line of something, from its beginning: all of it underlined would hide what stands in it.
pub(super) fn head(location: &Location, document: &Document) -> Range {
    if location.cell.is_none() && location.end_byte > location.start_byte {
        return document.to_line_end(document.position(location.start_byte as usize));
    }
    document.line((location.in_file().line as usize).saturating_sub(1))
}

/// What one line, from 0, adds to the scores of the function that is explained.
pub(super) fn increment(line: usize, what: &[String], document: &Document) -> Diagnostic {
    Diagnostic {
        range: document.line(line),
        severity: Some(DiagnosticSeverity::INFORMATION),
        source: Some(SOURCE.to_owned()),
        message: what.join("; "),
        ..Diagnostic::default()
    }
}

/// A configuration that is wrong, in the document of the configuration.
pub(super) fn of_configuration(error: &ConfigError) -> Diagnostic {
    // Nobody has the text at hand to count in: where it matters, the line is still right.
    let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let range = error.at.map_or_else(Range::default, |at| {
        let start = Position::new(number(at.line - 1), number(at.column - 1));
        Range::new(start, Position::new(start.line, start.character.saturating_add(number(at.length))))
    });
    Diagnostic {
        range,
        severity: Some(DiagnosticSeverity::ERROR),
        source: Some(SOURCE.to_owned()),
        message: error.what.clone(),
        ..Diagnostic::default()
    }
}
