//! What was found in groups of files, for a person and in a JSON document, and the budgets that nobody judged.

use crate::model::{GroupFindings, UnjudgedBudget, Verdict, counted, printable};
use serde::Serialize;

/// A line for each group, if they were asked for.
pub(super) fn group_lines(verdict: &Verdict) -> Vec<String> {
    let told = |(number, one, many): (usize, &str, &str)| (number > 0).then(|| counted(number, one, many));
    let line = |it: &GroupFindings| {
        let found = [
            (it.errors, "error", "errors"),
            (it.warnings, "warning", "warnings"),
            (it.inherited, "inherited", "inherited"),
        ];
        let found: Vec<String> = found.into_iter().filter_map(told).collect();
        let found = if found.is_empty() { "no findings".to_owned() } else { found.join(", ") };
        let (files, functions) =
            (counted(it.files, "file", "files"), counted(it.functions, "function", "functions"));
        format!("{}: {found} in {files}, {functions}", printable(&it.name))
    };
    verdict.groups.iter().map(line).collect()
}

/// What was found in some files.
#[derive(Serialize)]
pub(super) struct GroupFindingsRow<'a> {
    name: &'a str,
    files: usize,
    functions: usize,
    errors: usize,
    warnings: usize,
    inherited: usize,
}

impl<'a> GroupFindingsRow<'a> {
    pub(super) fn new(group: &'a GroupFindings) -> GroupFindingsRow<'a> {
        let GroupFindings { name, files, functions, errors, warnings, inherited } = group;
        GroupFindingsRow {
            name,
            files: *files,
            functions: *functions,
            errors: *errors,
            warnings: *warnings,
            inherited: *inherited,
        }
    }
}

/// A budget that nobody judged.
#[derive(Serialize)]
pub(in crate::report) struct UnjudgedBudgetRow<'a> {
    budget: &'a str,
    why: &'static str,
}

impl<'a> UnjudgedBudgetRow<'a> {
    pub(in crate::report) fn new(it: &'a UnjudgedBudget) -> UnjudgedBudgetRow<'a> {
        UnjudgedBudgetRow { budget: &it.budget, why: it.why }
    }
}
