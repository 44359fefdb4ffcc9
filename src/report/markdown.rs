//! A Markdown table, for a comment or a wiki.

use super::Reporter;
use super::cells::{Cells, closing};
use super::escape::{markdown, markdown_code};
use crate::summary::Report;
use std::io::{self, Write};

/// A table in GitHub's Markdown.
pub struct Markdown;

impl Reporter for Markdown {
    fn write(&self, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
        let cells = Cells::new(report);
        if !cells.rows.is_empty() {
            writeln!(
                out,
                "| {} |",
                cells.titles.iter().map(|title| markdown(title)).collect::<Vec<_>>().join(" | ")
            )?;
            let rule = |column: usize| if (1..cells.numeric).contains(&column) { "--:" } else { "---" };
            writeln!(out, "| {} |", (0..cells.titles.len()).map(rule).collect::<Vec<_>>().join(" | "))?;
            for row in &cells.rows {
                let (numbers, names) = row.split_at(cells.numeric);
                let names = names.iter().map(|name| markdown_code(name));
                let shown: Vec<_> = numbers.iter().map(|number| markdown(number)).chain(names).collect();
                writeln!(out, "| {} |", shown.join(" | "))?;
            }
            writeln!(out)?;
        }
        closing(report).into_iter().try_for_each(|line| writeln!(out, "- {line}"))
    }
}
