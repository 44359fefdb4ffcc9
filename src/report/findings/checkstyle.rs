//! Checkstyle's XML: what most tools that show findings can read.

use super::FindingsReporter;
use super::concise::{character, message};
use super::xml::fit;
use crate::model::{Finding, Verdict};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, Event};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

/// A Checkstyle report.
pub(crate) struct Checkstyle;

impl FindingsReporter for Checkstyle {
    fn write(&self, verdict: &Verdict, out: &mut dyn Write) -> io::Result<()> {
        let mut files: BTreeMap<&Path, Vec<&Finding>> = BTreeMap::new();
        for finding in &verdict.findings {
            files.entry(&finding.path).or_default().push(finding);
        }
        let mut xml = Writer::new_with_indent(&mut *out, b' ', 2);
        xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        xml.write_event(Event::Start(BytesStart::new("checkstyle").with_attributes([("version", "4.3")])))?;
        for (path, findings) in files {
            let name = path.to_string_lossy();
            let name = fit(&name);
            xml.write_event(Event::Start(BytesStart::new("file").with_attributes([("name", &*name)])))?;
            findings.into_iter().try_for_each(|finding| xml.write_event(Event::Empty(error(finding))))?;
            xml.write_event(Event::End(BytesEnd::new("file")))?;
        }
        xml.write_event(Event::End(BytesEnd::new("checkstyle")))?;
        out.write_all(b"\n")
    }
}

fn error(finding: &Finding) -> BytesStart<'static> {
    let mut element = BytesStart::new("error");
    element.push_attribute(("line", finding.location.line.to_string().as_str()));
    if let Some(column) = character(finding.location.column) {
        element.push_attribute(("column", column.to_string().as_str()));
    }
    element.push_attribute(("severity", finding.severity.word()));
    element.push_attribute(("message", &*fit(&message(finding))));
    element.push_attribute(("source", format!("metrics.{}", finding.rule()).as_str()));
    element
}
