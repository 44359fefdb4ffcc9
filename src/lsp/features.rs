//! What an editor asks about a document: explanations, values above functions, and what can be done about findings.

use super::diagnostics::{diagnostic, head};
use super::document::Document;
use super::settings::EditorSettings;
use crate::model::{FileMetrics, Finding, FunctionMetrics, Topic, printable};
use crate::report::{ExplanationReport, Look};
use crate::session::{Excuse, Explained};
use lsp_types::{
    CodeAction, CodeActionKind, CodeLens, Command, DiagnosticSeverity, Hover, HoverContents, MarkupContent,
    MarkupKind, Position, Range, TextEdit, Uri, WorkspaceEdit,
};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::path::Path;

/// The command that shows what each line of a function adds to its scores, or hides it again.
pub(super) const SHOW: &str = "metrics.showIncrements";

/// What stands behind a comment until somebody says better.
pub(super) const REASON: &str = "TODO: say why";

/// The innermost function that an offset stands in, by its row.
pub(super) fn function_at(metrics: &FileMetrics, offset: usize) -> Option<usize> {
    let is_in = |function: &FunctionMetrics| {
        let location = &function.location;
        location.cell.is_none()
            && (location.start_byte as usize..=location.end_byte as usize).contains(&offset)
    };
    let within = metrics.functions.iter().enumerate().filter(|(_, function)| is_in(function));
    within.max_by_key(|(_, function)| function.location.start_byte).map(|(row, _)| row)
}

/// Why a function scores what it scores, at its first line; elsewhere what the line adds.
pub(super) fn hover(
    explained: &Explained,
    document: &Document,
    position: Position,
    path: &Path,
    has_markdown: bool,
) -> Option<Hover> {
    let explanation = &explained.explanation;
    let row = function_at(&explanation.metrics, document.offset(position))?;
    let topics = [Topic::Function(row)];
    let report = ExplanationReport { path, explanation, topics: &topics, look: Look::default() };
    let head = head(&explanation.metrics.functions[row].location, document);
    let (text, range) = if position.line == head.start.line {
        let mut out = Vec::new();
        report.write_scores(&mut out).ok()?;
        (String::from_utf8_lossy(&out).into_owned(), head)
    } else {
        let lines = by_line(&report, row, document);
        let (line, what) = lines.into_iter().find(|(line, _)| *line == position.line as usize)?;
        (what.join("\n"), document.line(line))
    };
    Some(Hover { contents: HoverContents::Markup(markup(text, has_markdown)), range: Some(range) })
}

/// What the lines of a function add, by the lines of the document from 0: scripts know more line ends than editors do.
pub(super) fn by_line(
    report: &ExplanationReport<'_>,
    row: usize,
    document: &Document,
) -> Vec<(usize, Vec<String>)> {
    let metrics = &report.explanation.metrics;
    let place = metrics.functions[row].location;
    let part = place.start_byte as usize..place.end_byte as usize;
    // which ends its language knows the lines tell that it has
    let mut counted =
        [true, false].map(|at_separators| document.lines_of(part.clone(), at_separators)).into_iter();
    let lines = counted.find(|lines| lines.len() == place.lines() as usize).unwrap_or_default();
    let line = |line: u32| {
        let known = line.checked_sub(place.line).and_then(|at| lines.get(at as usize).copied());
        known.unwrap_or((line as usize).saturating_sub(1))
    };
    report.by_line().into_iter().map(|(number, what)| (line(number), what)).collect()
}

/// Text as it is: what the source says marks up nothing.
fn markup(text: String, has_markdown: bool) -> MarkupContent {
    if !has_markdown {
        return MarkupContent { kind: MarkupKind::PlainText, value: text };
    }
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    MarkupContent { kind: MarkupKind::Markdown, value: format!("{fence}text\n{text}\n{fence}") }
}

/// The values above functions, where one of them is as large as the settings say.
pub(super) fn lenses(
    metrics: &FileMetrics,
    document: &Document,
    uri: &Uri,
    settings: &EditorSettings,
) -> Vec<CodeLens> {
    let reaches =
        |value: Option<u32>, least: Option<u32>| value.zip(least).is_some_and(|(it, least)| it >= least);
    let is_shown = |function: &&FunctionMetrics| {
        reaches(Some(function.cyclomatic), settings.lens.cyclomatic)
            || reaches(function.cognitive, settings.lens.cognitive)
    };
    let lens = |function: &FunctionMetrics| {
        let cognitive = function.cognitive.map(|it| format!(", cognitive {it}")).unwrap_or_default();
        let title = format!("cyclomatic {}{cognitive}", function.cyclomatic);
        let range = head(&function.location, document);
        CodeLens { range, command: Some(show(title, uri, range.start)), data: None }
    };
    metrics.functions.iter().filter(is_shown).map(lens).collect()
}

/// Shows what adds to the scores of the function at a position.
fn show(title: String, uri: &Uri, position: Position) -> Command {
    let arguments: Vec<Value> = vec![json!(uri), json!(position)];
    Command { title, command: SHOW.to_owned(), arguments: Some(arguments) }
}

/// The action that shows what adds to the scores of a function.
pub(super) fn show_action(function: &FunctionMetrics, document: &Document, uri: &Uri) -> CodeAction {
    let title = format!("Show what adds to the complexity of `{}`", printable(&function.qualified_name));
    let command = show(title.clone(), uri, head(&function.location, document).start);
    CodeAction { title, kind: Some(CodeActionKind::EMPTY), command: Some(command), ..CodeAction::default() }
}

/// The action that excuses a finding by a comment.
#[expect(clippy::mutable_key_type, reason = "the protocol's types have it so, and nobody changes a key")]
pub(super) fn excuse_action(
    (finding, severity): (&Finding, DiagnosticSeverity),
    excuse: &Excuse,
    document: &Document,
    uri: &Uri,
) -> CodeAction {
    let of =
        if finding.name.is_empty() { String::new() } else { format!(" of `{}`", printable(&finding.name)) };
    let at = Position::new(excuse.line - 1, 0);
    let edit = TextEdit { range: Range::new(at, at), new_text: excuse.text.clone() };
    let changes = HashMap::from([(uri.clone(), vec![edit])]);
    let diagnostic = diagnostic(finding, severity, document);
    CodeAction {
        title: format!("Excuse {}{of} by a comment with a reason", finding.rule()),
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(vec![diagnostic]),
        edit: Some(WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() }),
        ..CodeAction::default()
    }
}

/// Whether two ranges have a line in common.
pub(super) fn touches(a: &Range, b: &Range) -> bool {
    a.start.line <= b.end.line && b.start.line <= a.end.line
}
