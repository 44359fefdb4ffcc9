//! What the tests ran of a function, and what reports on it said of a run.

use std::path::PathBuf;

/// What the tests ran of one function.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FunctionCoverage {
    /// Lines of its own that can run.
    pub lines: u32,
    /// Those of them that did.
    pub run: u32,
    /// Branches that begin on its own lines; 0 where nobody measured branches.
    pub branches: u32,
    /// Those of them that were taken.
    pub taken: u32,
}

impl FunctionCoverage {
    /// Share of its lines that ran, 0 to 1; `None` if no line of it can run.
    #[must_use]
    pub fn line_rate(&self) -> Option<f64> {
        (self.lines > 0).then(|| f64::from(self.run) / f64::from(self.lines))
    }

    /// Share of its branches that were taken, 0 to 1; `None` if it has none, or nobody measured them.
    #[must_use]
    pub fn branch_rate(&self) -> Option<f64> {
        (self.branches > 0).then(|| f64::from(self.taken) / f64::from(self.branches))
    }

    /// [`FunctionCoverage::line_rate`] in percent, as reports and limits have it.
    #[must_use]
    pub fn line_percent(&self) -> Option<f64> {
        self.line_rate().map(|rate| 100.0 * rate)
    }

    /// [`FunctionCoverage::branch_rate`] in percent.
    #[must_use]
    pub fn branch_percent(&self) -> Option<f64> {
        self.branch_rate().map(|rate| 100.0 * rate)
    }

    /// The CRAP score of a function with these lines: from its cyclomatic complexity, where all of them ran, to that and
    /// its square, where none did; `None` if no line of it can run.
    #[must_use]
    pub fn crap(&self, cyclomatic: u32) -> Option<f64> {
        let (missed, paths) = (1.0 - self.line_rate()?, f64::from(cyclomatic));
        Some(paths * paths * missed.powi(3) + paths)
    }
}

/// What reports on coverage said of the functions of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Covered {
    /// Functions of which a report knows a line.
    pub functions: usize,
    /// Functions of which none does: their coverage is not known, which is not to say that it is 0.
    pub unknown: usize,
    /// Files of the run that a report speaks of.
    pub files: usize,
    /// Files that changed after a report that speaks of them was written.
    pub outdated: Vec<PathBuf>,
    /// Files that have fewer lines than a report says, so that what it says is of another text and does not count.
    pub shortened: Vec<PathBuf>,
    /// Files of which nobody can say which file of the reports they are, with a path that could be meant.
    pub ambiguous: Vec<(PathBuf, String)>,
}

impl Covered {
    /// What there is to say of it, a sentence for each kind of doubt, with the first file that it is about.
    #[must_use]
    pub fn doubts(&self) -> Vec<String> {
        let about = |files: &[PathBuf]| {
            let first = files.first().map(|path| path.display().to_string()).unwrap_or_default();
            let more = if files.len() > 1 { format!(" and {} more", files.len() - 1) } else { String::new() };
            format!("{first}{more}")
        };
        let mut doubts = Vec::new();
        if !self.outdated.is_empty() {
            doubts.push(format!("coverage: older than the file: {}", about(&self.outdated)));
        }
        if !self.shortened.is_empty() {
            let files = about(&self.shortened);
            doubts.push(format!("coverage: of another text, which had more lines, and not counted: {files}"));
        }
        if let Some((_, path)) = self.ambiguous.first() {
            let files: Vec<PathBuf> = self.ambiguous.iter().map(|(file, _)| file.clone()).collect();
            let what = format!("`{path}` of the report may be this file or another one, and is not counted");
            doubts.push(format!("coverage: {}: {what}; `--coverage-root` tells", about(&files)));
        }
        if self.files == 0 && self.unknown > 0 && doubts.is_empty() {
            let what = "no file is known to the reports; `--coverage-root` says where their paths begin";
            doubts.push(format!("coverage: {what}"));
        }
        doubts
    }
}
