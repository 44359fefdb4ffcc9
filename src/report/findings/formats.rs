//! The formats of a report on findings: one row each. Their names are those of `--report` and of the configuration.

use super::{
    Azure, Checkstyle, Concise, FindingsJson, FindingsMarkdown, FindingsReporter, Github, Gitlab, Grouped,
    Junit, Msvc, Pylint, Rdjson, Sarif, Teamcity, Text, shown,
};
use crate::model::Verdict;
use std::fmt;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// How a verdict is told, where a format leaves a choice.
pub struct Manner<'a> {
    /// Whether a person sees what nobody is to blame for, too.
    pub show_inherited: bool,
    /// The directory that links to files begin at; `None` for no links.
    pub links: Option<PathBuf>,
    /// Columns of the terminal, `None` where nothing has to fit.
    pub width: Option<usize>,
    /// What can be done about the findings, a line each, for a person.
    pub advice: &'a [String],
    /// The content of a file, if it can still be read.
    pub content: &'a dyn Fn(&Path) -> Option<Vec<u8>>,
    /// Writes the page about the whole run, which has more in it than a verdict.
    pub page: &'a dyn Fn(&mut dyn Write) -> io::Result<()>,
}

impl fmt::Debug for Manner<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Manner { show_inherited, links, width, advice, content: _, page: _ } = self;
        let mut out = out.debug_struct("Manner");
        out.field("show_inherited", show_inherited).field("links", links).field("width", width);
        out.field("advice", advice).finish_non_exhaustive()
    }
}

type WriteReport = fn(&Verdict, &Manner<'_>, &mut dyn Write) -> io::Result<()>;

/// A form of report on findings.
#[derive(Debug)]
pub struct ReportFormat {
    /// Its name.
    pub name: &'static str,
    /// Who reads it.
    pub summary: &'static str,
    /// Whether it is one document, which a second report behind it would spoil.
    pub is_document: bool,
    write: WriteReport,
}

/// All of them.
pub(crate) static REPORT_FORMATS: &[ReportFormat] = &[
    lines("text", "For reading, with the lines in question", |verdict, manner, out| {
        text(verdict, manner).write(verdict, out)
    }),
    lines("grouped", "For reading, by file, a line for each function", |verdict, manner, out| {
        grouped(manner).write(verdict, out)
    }),
    lines("concise", "One line for each finding, as compilers write them", |verdict, manner, out| {
        Concise { show_inherited: manner.show_inherited }.write(verdict, out)
    }),
    document("json", "One JSON document", |verdict, _, out| FindingsJson.write(verdict, out)),
    document("sarif", "SARIF 2.1.0, for code scanning", |verdict, _, out| Sarif.write(verdict, out)),
    lines("github", "Annotations of GitHub Actions", |verdict, _, out| Github.write(verdict, out)),
    document("gitlab", "GitLab's code quality report", |verdict, _, out| Gitlab.write(verdict, out)),
    document("rdjson", "For reviewdog", |verdict, _, out| Rdjson.write(verdict, out)),
    document("junit", "JUnit's XML", |verdict, _, out| Junit.write(verdict, out)),
    document("checkstyle", "Checkstyle's XML", |verdict, _, out| Checkstyle.write(verdict, out)),
    lines("markdown", "A table for a comment or a page", |verdict, _, out| {
        FindingsMarkdown.write(verdict, out)
    }),
    document("html", "A page for a browser that needs nothing else", |_, manner, out| (manner.page)(out)),
    lines("azure", "Issues of Azure Pipelines", |verdict, _, out| Azure.write(verdict, out)),
    lines("teamcity", "Inspections of TeamCity", |verdict, _, out| Teamcity.write(verdict, out)),
    lines("msvc", "One line for each finding, as Visual Studio reads it", |verdict, _, out| {
        Msvc.write(verdict, out)
    }),
    lines("pylint", "One line for each finding, as pylint writes it", |verdict, _, out| {
        Pylint.write(verdict, out)
    }),
];

const fn lines(name: &'static str, summary: &'static str, write: WriteReport) -> ReportFormat {
    ReportFormat { name, summary, is_document: false, write }
}

const fn document(name: &'static str, summary: &'static str, write: WriteReport) -> ReportFormat {
    ReportFormat { name, summary, is_document: true, write }
}

impl ReportFormat {
    /// The format with a name.
    #[must_use]
    pub fn find(name: &str) -> Option<&'static ReportFormat> {
        REPORT_FORMATS.iter().find(|format| format.name == name)
    }

    /// The names of all formats.
    #[must_use]
    pub fn names() -> Vec<&'static str> {
        REPORT_FORMATS.iter().map(|format| format.name).collect()
    }

    /// Writes a report; one for reading has escape sequences for colour in it.
    ///
    /// # Errors
    /// If the bytes cannot be written.
    pub fn write(&self, verdict: &Verdict, manner: &Manner<'_>, out: &mut dyn Write) -> io::Result<()> {
        (self.write)(verdict, manner, out)
    }
}

/// Two formats are the same if their names are.
impl PartialEq for ReportFormat {
    fn eq(&self, other: &ReportFormat) -> bool {
        self.name == other.name
    }
}

impl Eq for ReportFormat {}

/// Reads the few files that are shown; one that cannot be read any more is named without its source.
fn text(verdict: &Verdict, manner: &Manner<'_>) -> Text {
    let sources = shown(verdict).into_iter();
    let sources = sources.filter_map(|path| Some((path.to_owned(), (manner.content)(path)?)));
    Text {
        sources: sources.collect(),
        links: manner.links.clone(),
        width: manner.width,
        show_inherited: manner.show_inherited,
        advice: manner.advice.to_vec(),
    }
}

fn grouped(manner: &Manner<'_>) -> Grouped {
    let Manner { width, show_inherited, .. } = *manner;
    Grouped { width, show_inherited, advice: manner.advice.to_vec() }
}
