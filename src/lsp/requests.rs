//! What is asked about documents, and the answers.

use super::diagnostics::{findings, head, increment};
use super::features::{
    REASON, SHOW, by_line, excuse_action, function_at, hover, lenses, show_action, touches,
};
use super::server::{Answer, Open, Server, read};
use crate::model::Topic;
use crate::report::{ExplanationReport, Look};
use lsp_server::ErrorCode;
use lsp_types::{
    CodeActionParams, CodeLensParams, Diagnostic, ExecuteCommandParams, HoverParams, Position, Uri,
};
use serde_json::{Value, json};

impl Server {
    pub(super) fn hover(&mut self, params: &HoverParams) -> Value {
        let at = &params.text_document_position_params;
        let has_markdown = self.client.has_markdown;
        let Some(open) = self.known(&at.text_document.uri) else { return Value::Null };
        let path = open.path.clone();
        let Ok(explained) = self.workspace.explain(&path) else { return Value::Null };
        let Some(open) = self.known(&at.text_document.uri) else { return Value::Null };
        json!(hover(&explained, &open.document, at.position, &path, has_markdown))
    }

    pub(super) fn lenses(&self, params: &CodeLensParams) -> Value {
        let open = self.known(&params.text_document.uri);
        let of = |open: &Open| {
            let metrics = open.inspected.as_ref()?.metrics.as_ref()?;
            Some(lenses(metrics, &open.document, &open.uri, &self.settings))
        };
        json!(open.and_then(of).unwrap_or_default())
    }

    pub(super) fn actions(&mut self, params: &CodeActionParams) -> Value {
        let Some(open) = self.open.get(params.text_document.uri.as_str()) else { return json!([]) };
        let Some(inspected) = &open.inspected else { return json!([]) };
        let is_wanted = |kind: &str| {
            let only = params.context.only.as_ref();
            only.is_none_or(|only| {
                only.iter().any(|it| it.as_str().is_empty() || kind.starts_with(it.as_str()))
            })
        };
        let mut actions = Vec::new();
        let verdict = &inspected.checked.verdict;
        for (finding, severity) in findings(verdict, true).filter(|_| is_wanted("quickfix")) {
            let head = head(&finding.location, &open.document);
            if touches(&head, &params.range)
                && let Ok(Some(excuse)) = self.workspace.excuse(finding, REASON)
            {
                actions.push(excuse_action((finding, severity), &excuse, &open.document, &open.uri));
            }
        }
        let function = inspected.metrics.as_ref().and_then(|metrics| {
            let row = function_at(metrics, open.document.offset(params.range.start))?;
            metrics.functions.get(row)
        });
        if let Some(function) = function.filter(|_| is_wanted("")) {
            actions.push(show_action(function, &open.document, &open.uri));
        }
        json!(actions)
    }

    /// Shows what each line of the function at a position adds, or hides it if that is shown already.
    pub(super) fn execute(&mut self, params: ExecuteCommandParams) -> Answer {
        if params.command != SHOW {
            return Err((ErrorCode::InvalidParams, format!("there is no command `{}`", params.command)));
        }
        let [uri, position] = <[Value; 2]>::try_from(params.arguments)
            .map_err(|_| (ErrorCode::InvalidParams, "a document and a position are missing".to_owned()))?;
        let (uri, position): (Uri, Position) = (read(uri)?, read(position)?);
        let Some(open) = self.known(&uri) else { return Ok(Value::Null) };
        let path = open.path.clone();
        let explained = self.workspace.explain(&path);
        let explained = explained.map_err(|error| (ErrorCode::RequestFailed, error.to_string()))?;
        let key = uri.to_string();
        let Some(open) = self.open.get_mut(&key) else { return Ok(Value::Null) };
        let explanation = &explained.explanation;
        let row = function_at(&explanation.metrics, open.document.offset(position));
        let topics: Vec<Topic> = row.map(Topic::Function).into_iter().collect();
        let report = ExplanationReport { path: &path, explanation, topics: &topics, look: Look::default() };
        let lines = row.map(|row| by_line(&report, row, &open.document)).unwrap_or_default();
        let lines = lines.iter().map(|(line, what)| increment(*line, what, &open.document));
        let lines: Vec<Diagnostic> = lines.collect();
        open.increments = if open.increments == lines { Vec::new() } else { lines };
        self.tell(&key);
        Ok(Value::Null)
    }

    /// A document of which something is known.
    fn known(&self, uri: &Uri) -> Option<&Open> {
        self.open.get(uri.as_str()).filter(|it| it.inspected.is_some())
    }
}
