//! Groups of files on the page: a row each, as a terminal shows them.

use crate::model::{GroupFindings, counted, printable};
use crate::report::cells::Cells;
use crate::summary::{By, Report};

/// More rows are counted and not shown.
const MOST: usize = 500;

/// Groups of files, a row each.
#[derive(Clone, Debug)]
pub(crate) struct GroupTable {
    /// What the groups are, for the head of the section.
    pub title: String,
    /// What the columns are.
    pub heads: Vec<String>,
    /// The cells of each group; the last one is its name.
    pub rows: Vec<Vec<String>>,
    /// What is not shown; empty if all is.
    pub rest: String,
}

impl GroupTable {
    /// The rows of a report, if they are groups of files.
    pub(super) fn of_report(report: &Report<'_>) -> Option<GroupTable> {
        let by = report.shape.by;
        if report.rows.is_empty() || !by.is_of_groups() {
            return None;
        }
        let Cells { titles, rows, .. } = Cells::new(report);
        let title = match by {
            By::Package => "Packages",
            By::Owner => "Owners",
            _ => "Directories",
        };
        let heads = titles.into_iter().map(str::to_owned).collect();
        Some(GroupTable::bounded(title, heads, rows, report.all_rows))
    }

    /// What a check found in groups; `None` if nobody asked for them.
    #[must_use]
    pub(crate) fn of_findings(groups: &[GroupFindings]) -> Option<GroupTable> {
        let heads = ["errors", "warnings", "inherited", "files", "functions", "group"];
        let row = |it: &GroupFindings| {
            let counts = [it.errors, it.warnings, it.inherited, it.files, it.functions];
            counts.iter().map(usize::to_string).chain([it.name.clone()]).collect()
        };
        let rows: Vec<Vec<String>> = groups.iter().map(row).collect();
        let all = rows.len();
        let heads = heads.map(str::to_owned).to_vec();
        (all > 0).then(|| GroupTable::bounded("Groups of files", heads, rows, all))
    }

    fn bounded(title: &str, heads: Vec<String>, mut rows: Vec<Vec<String>>, all: usize) -> GroupTable {
        rows.truncate(MOST);
        let rest = match all.saturating_sub(rows.len()) {
            0 => String::new(),
            rest => counted(rest, "more group is not shown", "more groups are not shown"),
        };
        GroupTable { title: title.to_owned(), heads, rows, rest }
    }

    /// The same without what a reader does not see.
    pub(super) fn printed(&self) -> GroupTable {
        let cells = |row: &Vec<String>| row.iter().map(|cell| printable(cell).into_owned()).collect();
        GroupTable { rows: self.rows.iter().map(cells).collect(), ..self.clone() }
    }
}
