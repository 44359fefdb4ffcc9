//! What a row is about, and what a metric says of it.

use crate::model::{ClassMetrics, FileMetrics, FunctionMetrics, Metric, Record};
use std::borrow::Cow;
use std::path::Path;

/// What a row is about.
#[derive(Clone, Debug)]
pub enum RowSubject<'a> {
    /// A function and the file that it stands in.
    Function(&'a Record, &'a FunctionMetrics),
    /// A class and the file that it stands in.
    Class(&'a Record, &'a ClassMetrics),
    /// A file.
    File(&'a Record),
    /// Some files: a directory, a package, what somebody owns.
    Group(Group<'a>),
}

/// Some files with a name.
#[derive(Clone, Debug)]
pub struct Group<'a> {
    /// Its name; of a directory its path, `.` for the current one.
    pub name: Cow<'a, str>,
    /// Its files.
    pub files: Vec<&'a Record>,
}

impl<'a> RowSubject<'a> {
    /// The files that it stands in or consists of.
    pub(super) fn paths(&self) -> Vec<&'a Path> {
        match self {
            RowSubject::Function(record, _) | RowSubject::Class(record, _) | RowSubject::File(record) => {
                vec![&record.path]
            }
            RowSubject::Group(group) => group.files.iter().map(|file| file.path.as_path()).collect(),
        }
    }

    /// The value of a metric, `None` where it has none.
    pub(super) fn value(&self, metric: &Metric) -> Option<f64> {
        match self {
            RowSubject::Function(_, function) => metric.of_function(function),
            RowSubject::Class(_, class) => metric.of_class(class),
            RowSubject::File(record) => metric.of_file(&record.metrics),
            RowSubject::Group(group) => {
                let files: Vec<&FileMetrics> = group.files.iter().map(|file| &file.metrics).collect();
                metric.of_files(&files)
            }
        }
    }
}
