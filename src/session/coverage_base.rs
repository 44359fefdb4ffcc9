//! Where the relative paths of a report on coverage begin, if all of it fits to one directory alone.

use crate::coverage::{MeasuredPath, PackedCoverage, ReportedFile, is_absolute};
use hashbrown::HashSet;
use std::collections::BTreeSet;
use std::path::Path;

/// The directory of each report that nobody has to guess, by the report's number.
#[derive(Debug)]
pub(super) struct Bases(Vec<Option<String>>);

impl Bases {
    /// Looks where the files of each report are. `usual`: directories in which tests run, beside those that hold a file of
    /// the run under a name of the report.
    pub(super) fn find(coverage: &PackedCoverage, files: &[MeasuredPath], usual: &[&str]) -> Bases {
        let mut relative: Vec<Vec<&str>> = Vec::new();
        for file in coverage.files().filter(|file| !is_absolute(file.path())) {
            for report in file.reports().map(|report| report as usize) {
                relative.resize_with(relative.len().max(report + 1), Vec::new);
                relative[report].push(file.path());
            }
        }
        if relative.is_empty() {
            return Bases(Vec::new());
        }
        let known = files.iter().map(|file| file.absolute.as_str()).collect();
        let search = Search { files, known, usual };
        Bases(relative.iter().map(|paths| search.base(paths)).collect())
    }

    /// Where the path of a file begins; `None` if nobody knows, or its reports are not of one mind.
    pub(super) fn of(&self, file: ReportedFile<'_>) -> Option<&str> {
        let mut all = file.reports().map(|report| self.0.get(report as usize)?.as_deref());
        let first = all.next()??;
        all.all(|it| it == Some(first)).then_some(first)
    }
}

struct Search<'a> {
    files: &'a [MeasuredPath],
    /// Their paths.
    known: HashSet<&'a str>,
    usual: &'a [&'a str],
}

impl Search<'_> {
    /// The only directory below which all paths are files.
    fn base(&self, paths: &[&str]) -> Option<String> {
        let (first, rest) = paths.split_first()?;
        let behind = format!("/{first}");
        let mut bases: BTreeSet<&str> =
            self.files.iter().filter_map(|file| file.absolute.strip_suffix(&behind)).collect();
        bases.extend(self.usual.iter().filter(|base| self.has(base, first)));
        for path in rest {
            bases.retain(|base| self.has(base, path));
            if bases.is_empty() {
                return None;
            }
        }
        let base = bases.pop_first()?;
        bases.is_empty().then(|| base.to_owned())
    }

    fn has(&self, base: &str, path: &str) -> bool {
        let file = format!("{base}/{path}");
        self.known.contains(file.as_str()) || Path::new(&file).is_file()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coverage::Coverage;

    #[test]
    fn a_report_begins_where_all_of_its_files_are() {
        let mut coverage = Coverage::default();
        for paths in [&["util.py", "pkg/util.py"][..], &["one.py"], &["util.py", "gone.py"], &["/x/abs.py"]] {
            let report: Vec<_> = paths.iter().map(|it| format!("SF:{it}\nDA:1,1\nend_of_record\n")).collect();
            coverage.add(report.concat().as_bytes()).expect("a tracefile");
        }
        let coverage = coverage.pack();
        let file = |name: &str| MeasuredPath { absolute: format!("/no/r/{name}"), inside: 6 };
        let files = ["util.py", "pkg/util.py", "one.py", "pkg/one.py"].map(file);
        let bases = Bases::find(&coverage, &files, &["/no/r"]);
        let found = coverage.files().map(|file| (file.path(), bases.of(file)));
        // of `one.py` there are two, one file is gone, and reports that know a file both have to know where
        let all = [
            ("/x/abs.py", None),
            ("gone.py", None),
            ("one.py", None),
            ("pkg/util.py", Some("/no/r")),
            ("util.py", None),
        ];
        assert_eq!(found.collect::<Vec<_>>(), all);
    }
}
