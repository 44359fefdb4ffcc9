//! Where a report on findings goes: a format each, and a file.

use crate::config::report_format;
use crate::report::findings::ReportFormat;
use std::path::PathBuf;

/// A format, and the file it goes to unless that is standard output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) struct Target {
    pub(in crate::cli) format: &'static ReportFormat,
    pub(in crate::cli) path: Option<PathBuf>,
}

/// What one `--report` asks for.
#[derive(Clone, Debug)]
pub(in crate::cli) struct Targets(pub(super) Vec<Target>);

/// Reads a list; a comma in a path belongs to it unless a report follows.
pub(super) fn targets(text: &str) -> Result<Targets, String> {
    let mut parts: Vec<String> = Vec::new();
    for part in text.split(',') {
        match parts.last_mut().filter(|last| last.contains('=') && !is_report(part)) {
            Some(last) => *last = format!("{last},{part}"),
            None => parts.push(part.to_owned()),
        }
    }
    parts.iter().map(|part| target(part)).collect::<Result<_, _>>().map(Targets)
}

fn is_report(part: &str) -> bool {
    part.contains('=') || ReportFormat::find(part).is_some()
}

fn target(text: &str) -> Result<Target, String> {
    let (format, path) = match text.split_once('=') {
        Some((_, "")) => return Err("a path is missing after `=`".to_owned()),
        Some((format, "-")) => (format, None),
        Some((format, path)) => (format, Some(PathBuf::from(path))),
        None => (text, None),
    };
    Ok(Target { format: report_format(format)?, path })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_are_a_list_and_a_path_may_have_a_comma() {
        let read = |text: &str| {
            let shown = |it: &Target| {
                it.path.as_ref().map_or(it.format.name.to_owned(), |path| {
                    format!("{}>{}", it.format.name, path.display())
                })
            };
            targets(text).map(|it| it.0.iter().map(shown).collect::<Vec<_>>())
        };
        assert_eq!(read("text,sarif=a.json,json").unwrap(), ["text", "sarif>a.json", "json"]);
        assert_eq!(read("json=a,b.json").unwrap(), ["json>a,b.json"]);
        assert_eq!(read("json=a,junit=b").unwrap(), ["json>a", "junit>b"]);
        assert!(read("text,sarf").is_err_and(|what| what.contains("did you mean `sarif`?")));
        assert!(read("json=").is_err());
    }
}
