//! Cobertura's XML (`coverage xml`, and the `cobertura` reporters of JavaScript's tools).

use super::file::Files;
use super::{CoverageError, FileCoverage};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;

pub(super) fn read(report: &[u8]) -> Result<Files, CoverageError> {
    let report = String::from_utf8_lossy(report);
    let mut reader = Reader::from_str(&report);
    let mut reading = Reading::default();
    let mut open: usize = 0;
    loop {
        match reader.read_event()? {
            Event::Start(tag) => {
                open += 1;
                reading.open(&tag, false)?;
            }
            Event::Empty(tag) => reading.open(&tag, true)?,
            Event::End(tag) => {
                open = open.saturating_sub(1);
                reading.close(tag.name().as_ref());
            }
            Event::Text(text) if reading.in_source => reading.source(&text),
            // what was cut short says nothing of the files behind
            Event::Eof if open > 0 => return Err(CoverageError::Damaged("it is cut short")),
            Event::Eof => break,
            _ => {}
        }
    }
    reading.finish()
}

/// A few bytes of a report name many branches, each of which is kept.
const MOST_WAYS: i64 = 5_000_000;

#[derive(Default)]
struct Reading {
    is_cobertura: bool,
    in_source: bool,
    /// Within the list of methods, whose lines are those of their declarations: no statement need be there.
    in_methods: bool,
    /// The directories that names of files begin at.
    sources: Vec<String>,
    /// Branches so far.
    ways: i64,
    /// The file that the lines are of.
    file: String,
    files: BTreeMap<String, FileCoverage>,
}

impl Reading {
    fn open(&mut self, tag: &BytesStart<'_>, is_empty: bool) -> Result<(), CoverageError> {
        match tag.name().as_ref() {
            "coverage" => self.is_cobertura = true,
            "source" => self.in_source = !is_empty,
            "class" => {
                self.file = text(tag, "filename").ok_or(missing("class", "filename"))?;
                self.files.entry(self.file.clone()).or_default();
            }
            "methods" => self.in_methods = !is_empty,
            "line" if !self.in_methods => self.line(tag)?,
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, tag: &str) {
        match tag {
            "source" => self.in_source = false,
            "methods" => self.in_methods = false,
            _ => {}
        }
    }

    fn source(&mut self, text: &str) {
        let text = text.trim().trim_end_matches(['/', '\\']);
        if !text.is_empty() {
            self.sources.push(text.to_owned());
        }
    }

    fn line(&mut self, tag: &BytesStart<'_>) -> Result<(), CoverageError> {
        let Some(file) = self.files.get_mut(&self.file) else { return Ok(()) };
        let line = number(tag, "number").ok_or(missing("line", "number"))?;
        let hits = number(tag, "hits").ok_or(missing("line", "hits"))?;
        let line = u32::try_from(line).map_err(|_| missing("line", "number"))?;
        file.line(line, hits > 0);
        let condition =
            text(tag, "condition-coverage").filter(|_| text(tag, "branch").as_deref() == Some("true"));
        if let Some((taken, ways)) = condition.as_deref().and_then(ratio) {
            self.ways += ways;
            if self.ways > MOST_WAYS {
                return Err(CoverageError::Damaged("it has more branches than any program"));
            }
            for way in 0..ways {
                file.branch(line, (0, way), way < taken);
            }
        }
        Ok(())
    }

    /// The files, where there is one directory of sources below it: of several nobody says which.
    fn finish(self) -> Result<Files, CoverageError> {
        if !self.is_cobertura {
            return Err(CoverageError::Unknown);
        }
        let place = |name: String| match self.sources.as_slice() {
            [source] if !is_absolute(&name) => format!("{source}/{name}"),
            _ => name,
        };
        Ok(self.files.into_iter().map(|(name, file)| (place(name), file)).collect())
    }
}

fn is_absolute(name: &str) -> bool {
    name.starts_with(['/', '\\']) || name.as_bytes().get(1) == Some(&b':')
}

fn text(tag: &BytesStart<'_>, attribute: &str) -> Option<String> {
    let value = tag.try_get_attribute(attribute).ok()??;
    quick_xml::escape::unescape(&value.value).ok().map(std::borrow::Cow::into_owned)
}

fn number(tag: &BytesStart<'_>, attribute: &str) -> Option<u64> {
    text(tag, attribute)?.trim().parse().ok()
}

/// The two numbers of `50% (1/2)`; no line has more ways than a report has room for.
fn ratio(condition: &str) -> Option<(i64, i64)> {
    const MOST: i64 = 10_000;
    let (taken, ways) = condition.split_once('(')?.1.trim_end().strip_suffix(')')?.split_once('/')?;
    let (taken, ways) = (taken.trim().parse().ok()?, ways.trim().parse().ok()?);
    ((0..=ways).contains(&taken) && ways <= MOST).then_some((taken, ways))
}

fn missing(element: &'static str, attribute: &'static str) -> CoverageError {
    CoverageError::Attribute { element, attribute }
}
