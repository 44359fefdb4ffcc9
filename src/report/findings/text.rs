//! For a person: the worst functions in their source with all limits that they break, the others on a line each, what
//! it comes to, and what can be done.

use super::FindingsReporter;
use super::blocks::{Block, blocks};
use super::concise::{origin, path};
use super::grouped::{advise, list};
use super::of_groups::group_lines;
use super::uri::file_uri;
use crate::model::{Finding, Severity, Verdict, printable};
use crate::report::fold::folded;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// How many blocks are shown in their source: more than that is a list to work through, not to read.
pub(super) const FRAMES: usize = 20;

/// The report for a person.
#[derive(Debug, Default)]
pub struct Text {
    /// The content of the files that are shown.
    pub sources: BTreeMap<PathBuf, Vec<u8>>,
    /// Whether places are links, and what they are relative to.
    pub links: Option<PathBuf>,
    /// Columns of the terminal, `None` where nothing has to fit.
    pub width: Option<usize>,
    /// Whether what a change is not to blame for is listed too, after the rest.
    pub show_inherited: bool,
    /// What can be done about it, a line each.
    pub advice: Vec<String>,
}

impl FindingsReporter for Text {
    fn write(&self, verdict: &Verdict, out: &mut dyn Write) -> io::Result<()> {
        let blocks = blocks(&verdict.findings);
        let (shown, rest) = blocks.split_at(blocks.len().min(FRAMES));
        for block in shown {
            writeln!(out, "{}\n", self.frame(block))?;
        }
        if !rest.is_empty() {
            let why = format!(
                "{FRAMES} of {} are shown in their source, the worst; the others on a line each, by file:",
                blocks.len()
            );
            writeln!(out, "{}\n", folded(&why, self.width, 0))?;
            list(rest, self.width, out)?;
        }
        if self.show_inherited {
            list(&super::blocks::blocks(&verdict.inherited), self.width, out)?;
        }
        for line in group_lines(verdict) {
            writeln!(out, "{}", folded(&line, self.width, 2))?;
        }
        writeln!(out, "{}", folded(&verdict.summary(), self.width, 2))?;
        advise(&self.advice, self.width, out)
    }
}

impl Text {
    /// A block in its source: the worst in the title, and below it the other limits that are broken there.
    fn frame(&self, block: &Block<'_>) -> String {
        let finding = block.first();
        let path = path(finding);
        let title = self.folded(&finding.message(), label(finding).len() + 2);
        let title = level(finding).primary_title(title).id(finding.rule());
        let source = self.sources.get(&finding.path).and_then(|bytes| source_line(bytes, finding));
        let mut group = if let Some(source) = &source {
            title.element(source.snippet(finding, &path))
        } else {
            let (line, column) = (finding.location.line as usize, finding.location.column as usize + 1);
            title.element(Origin::path(path.clone()).line(line).char_column(column))
        };
        // Notes stand behind the column of line numbers.
        let margin = finding.location.line.to_string().len() + " = ".len();
        for other in &block.findings[1..] {
            let text = self.folded(&other.measured(), margin + label(other).len() + 2);
            group = group.element(level(other).with_name(label(other)).message(text));
        }
        if let Some(note) = set_by(block) {
            group = group.element(Level::NOTE.message(self.folded(&note, margin + "note: ".len())));
        }
        self.linked(self.render(&[group]), finding, &path)
    }

    /// A text in lines that fit behind so many columns.
    fn folded(&self, text: &str, before: usize) -> String {
        folded(&printable(text), self.width.map(|width| width.saturating_sub(before)), 0)
    }

    fn render(&self, report: &[Group<'_>]) -> String {
        match self.width {
            Some(width) => Renderer::styled().term_width(width).render(report),
            None => Renderer::styled().render(report),
        }
    }

    /// Makes a link of the first mention of the path.
    fn linked(&self, text: String, finding: &Finding, path: &str) -> String {
        let Some(base) = &self.links else { return text };
        let uri = file_uri(&base.join(&finding.path));
        let Some((before, after)) = text.split_once(path) else { return text };
        format!("{before}\x1b]8;;{uri}\x1b\\{path}\x1b]8;;\x1b\\{after}")
    }
}

/// `error[cyclomatic]`.
fn label(finding: &Finding) -> String {
    format!("{}[{}]", finding.severity.word(), finding.rule())
}

fn level(finding: &Finding) -> Level<'static> {
    match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    }
}

/// Who set the limits of a block.
fn set_by(block: &Block<'_>) -> Option<String> {
    let mut origins: Vec<String> = Vec::new();
    for origin in block.findings.iter().filter_map(|finding| origin(finding)) {
        if !origins.contains(&origin) {
            origins.push(origin);
        }
    }
    let what = if block.findings.len() == 1 { "the limit is" } else { "the limits are" };
    (!origins.is_empty()).then(|| format!("{what} set by {}", origins.join(", ")))
}

/// The line in question, and which part of it.
struct SourceLine {
    text: String,
    start: usize,
    end: usize,
}

impl SourceLine {
    fn snippet<'a>(
        &'a self,
        finding: &Finding,
        path: &'a str,
    ) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
        Snippet::source(self.text.as_str())
            .line_start(finding.location.line as usize)
            .path(path)
            .annotation(AnnotationKind::Primary.span(self.start..self.end))
    }
}

/// The longest part of a line that is shown.
const WIDTH: usize = 200;

/// Finds the name of the function in its first line, and shows it; `None` if the file has changed since.
fn source_line(bytes: &[u8], finding: &Finding) -> Option<SourceLine> {
    // The lines of a notebook are those of its cells, which its file does not have.
    if finding.name.is_empty() || finding.location.cell.is_some() {
        return None;
    }
    let start = finding.location.start_byte as usize;
    let column = finding.location.column as usize;
    let rest = bytes.get(start..)?;
    let before = bytes.get(start.checked_sub(column)?..start)?;
    let is_end = |byte: &u8| matches!(byte, b'\n' | b'\r');
    if before.iter().any(is_end) {
        return None;
    }
    let end = rest.iter().position(is_end).unwrap_or(rest.len());
    let rest: String = String::from_utf8_lossy(&rest[..end]).chars().take(WIDTH).collect();
    let before = String::from_utf8_lossy(before);
    let (before, rest) = (spaced(&before), spaced(&rest));
    let own = finding.name.rsplit('.').next().unwrap_or_default();
    let at = word(&rest, own);
    let (from, to) = at.map_or((0, rest.len().max(1)), |at| (at, at + own.len()));
    Some(SourceLine { start: before.len() + from, end: before.len() + to, text: format!("{before}{rest}") })
}

/// Where a name stands by itself: `f` is not the last letter of `def`.
fn word(text: &str, name: &str) -> Option<usize> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    let is_whole = |at: &usize| {
        !text[..*at].ends_with(is_part) && !text[at + name.len()..].starts_with(is_part) && !name.is_empty()
    };
    text.match_indices(name).map(|(at, _)| at).find(is_whole)
}

/// Indentation stays; everything else that is no plain text is spelled out.
fn spaced(text: &str) -> String {
    let text = text.replace('\t', "    ");
    printable(&text).into_owned()
}

/// The paths of the files that the report shows, each once.
#[must_use]
pub fn shown(verdict: &Verdict) -> Vec<&Path> {
    let blocks = blocks(&verdict.findings);
    let mut paths: Vec<_> = blocks.iter().take(FRAMES).map(|it| it.first().path.as_path()).collect();
    paths.sort_unstable();
    paths.dedup();
    paths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_where_it_stands_by_itself() {
        assert_eq!(word("def f(a, b):", "f"), Some(4));
        assert_eq!(word("async def defer(de):", "de"), Some(16));
        assert_eq!(word("const $f = f => f", "f"), Some(11));
        assert_eq!((word("def f():", "g"), word("def f():", "")), (None, None));
    }
}
