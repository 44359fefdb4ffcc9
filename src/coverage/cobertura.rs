//! Cobertura's XML (`coverage xml`, and the `cobertura` reporters of JavaScript's tools).

use super::file::Files;
use super::{CoverageError, FileCoverage};
use quick_xml::Reader;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;
use std::collections::HashMap;

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
            Event::Text(text) => reading.note(&text),
            Event::CData(text) => reading.note(&text),
            Event::GeneralRef(entity) => {
                let text = format!("&{};", &*entity);
                reading.note(&quick_xml::escape::unescape(&text).unwrap_or_default());
            }
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
    /// What stands in the directory that is named, within one.
    source: Option<String>,
    /// Within the list of methods, whose lines are those of their declarations: no statement need be there.
    in_methods: bool,
    /// The directories that names of files begin at.
    sources: Vec<String>,
    /// Branches so far.
    ways: i64,
    /// The file that the lines are of, by its place.
    file: Option<usize>,
    files: Files,
    /// The places of files by their names, of which several classes may be.
    places: HashMap<String, usize>,
}

impl Reading {
    fn open(&mut self, tag: &BytesStart<'_>, is_empty: bool) -> Result<(), CoverageError> {
        match tag.name().as_ref() {
            "coverage" => self.is_cobertura = true,
            "source" => self.source = (!is_empty).then(String::new),
            "class" => {
                let name = text(tag, "filename").ok_or(missing("class", "filename"))?;
                let next = self.files.len();
                let place = *self.places.entry(name.clone()).or_insert(next);
                if place == next {
                    self.files.push((name, FileCoverage::default()));
                }
                self.file = Some(place);
            }
            "methods" => self.in_methods = !is_empty,
            "line" if !self.in_methods => self.line(tag)?,
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, tag: &str) {
        match tag {
            "source" => self.sources.extend(self.source.take().as_deref().and_then(directory)),
            "methods" => self.in_methods = false,
            _ => {}
        }
    }

    /// Notes text: that of a directory counts, and comes in parts.
    fn note(&mut self, text: &str) {
        if let Some(source) = &mut self.source {
            source.push_str(text);
        }
    }

    fn line(&mut self, tag: &BytesStart<'_>) -> Result<(), CoverageError> {
        let Some((_, file)) = self.file.and_then(|at| self.files.get_mut(at)) else { return Ok(()) };
        let (mut line, mut hits, mut is_branch, mut condition) = (None, None, false, None);
        // of an attribute that is there twice the first one counts
        for attribute in tag.attributes().with_checks(false).map_while(Result::ok) {
            match attribute.key.as_ref() {
                "number" => line = line.or_else(|| number(&attribute)),
                "hits" => hits = hits.or_else(|| number(&attribute)),
                "branch" => is_branch |= &*attribute.value == "true",
                "condition-coverage" => condition = condition.or(Some(attribute)),
                _ => {}
            }
        }
        let line = line.ok_or(missing("line", "number"))?;
        let hits: u64 = hits.ok_or(missing("line", "hits"))?;
        let line = u32::try_from(line).map_err(|_| missing("line", "number"))?;
        file.line(line, hits > 0);
        let condition = condition.as_ref().filter(|_| is_branch).and_then(unescaped);
        if let Some((taken, ways)) = condition.as_deref().and_then(ratio) {
            self.ways += ways;
            if self.ways > MOST_WAYS {
                return Err(CoverageError::Damaged("it has more branches than any program"));
            }
            for way in 0..ways {
                file.branch((line, None), (0, way), way < taken);
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

/// A directory of sources as it is written, without a separator at its end; `None` if it is none.
fn directory(text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches(['/', '\\']);
    (!text.is_empty()).then(|| text.to_owned())
}

fn is_absolute(name: &str) -> bool {
    name.starts_with(['/', '\\']) || name.as_bytes().get(1) == Some(&b':')
}

fn text(tag: &BytesStart<'_>, attribute: &str) -> Option<String> {
    unescaped(&tag.try_get_attribute(attribute).ok()??).map(Cow::into_owned)
}

fn unescaped<'a>(attribute: &'a Attribute<'_>) -> Option<Cow<'a, str>> {
    quick_xml::escape::unescape(&attribute.value).ok()
}

fn number(attribute: &Attribute<'_>) -> Option<u64> {
    unescaped(attribute)?.trim().parse().ok()
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
