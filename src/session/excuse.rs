//! The question of an editor: which comment would excuse a finding?

use super::SessionError;
use super::check::CheckRequest;
use super::measured::Measured;
use super::session::Session;
use crate::model::{Cause, Finding, Scope};

/// A comment that would excuse a finding, as a line of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excuse {
    /// The line that it has to stand before, from 1.
    pub line: u32,
    /// The line, with its end.
    pub text: String,
}

impl Session {
    /// The comment that would excuse a finding of a file for a reason. It was tried: with it the finding is excused.
    /// `None` if no comment is, as of what is no limit, or where a comment would be no comment.
    ///
    /// # Errors
    /// If the file cannot be read, or a configuration is wrong.
    pub fn excuse(&mut self, finding: &Finding, reason: &str) -> Result<Option<Excuse>, SessionError> {
        let Cause::Limit(_) = finding.cause else { return Ok(None) };
        let bytes = self.bytes_of(&finding.path)?;
        let comment = self.file_at(&finding.path)?.language.comment;
        let lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
        let what = match finding.scope {
            Scope::File => "ignore-file",
            Scope::Class | Scope::Function => "ignore",
        };
        let is_script = lines.first().is_some_and(|line| line.starts_with(b"#!"));
        let line = match finding.scope {
            Scope::File => u32::from(is_script) + 1,
            Scope::Class | Scope::Function => finding.location.line,
        };
        let before = lines.iter().take(line as usize - 1).map(|line| line.len()).sum::<usize>();
        let Some(beside) = lines.get(line as usize - 1) else { return Ok(None) };
        let blank = beside.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        let indent = String::from_utf8_lossy(&beside[..blank]);
        let end = if beside.ends_with(b"\r\n") { "\r\n" } else { "\n" };
        let text = format!("{indent}{comment} metrics: {what}[{}] -- {reason}{end}", finding.rule());
        let edited = [&bytes[..before], text.as_bytes(), &bytes[before..]].concat();
        let excuse = Excuse { line, text };
        Ok(self.excuses(finding, edited)?.then_some(excuse))
    }

    /// Whether a finding is excused in a text with one line more.
    fn excuses(&mut self, finding: &Finding, text: Vec<u8>) -> Result<bool, SessionError> {
        let file = self.file_with(&finding.path, text)?;
        let outcome = self.measure_files(std::slice::from_ref(&file))?;
        let measured = Measured { outcome, files: vec![file], ..Measured::default() };
        let verdict = self.judge(&measured, &CheckRequest::default(), None, false)?.verdict;
        let is_it = |it: &Finding| {
            (it.rule(), it.scope, &it.name, it.ordinal)
                == (finding.rule(), finding.scope, &finding.name, finding.ordinal)
        };
        Ok(verdict.suppressed.iter().any(is_it))
    }
}
