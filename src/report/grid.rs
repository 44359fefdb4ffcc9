//! Columns for reading: side by side where they fit, and else a row after the other, each path and name on its own line.

use super::fold::folded;
use super::look::Look;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// Rows of cells, already escaped.
pub(super) struct Grid {
    /// The head of each column.
    pub(super) heads: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
    /// Of each column whether it stands at the left of its space.
    pub(super) is_left: Vec<bool>,
    /// Number of the columns on the right that hold a path, a name or a sentence.
    pub(super) texts: usize,
    /// Whether these are sentences, which may be broken.
    pub(super) are_sentences: bool,
}

const GAP: usize = 2;

impl Grid {
    pub(super) fn write(&self, look: Look, out: &mut dyn Write) -> io::Result<()> {
        let widths = self.widths();
        let needed = widths.iter().map(|width| width + GAP).sum::<usize>().saturating_sub(GAP);
        if look.width.is_some_and(|width| width < needed) {
            return self.rows.iter().try_for_each(|row| self.stacked(row, look, out));
        }
        let lines = std::iter::once(&self.heads).chain(&self.rows);
        lines.into_iter().try_for_each(|line| self.line(line, &widths, out))
    }

    fn widths(&self) -> Vec<usize> {
        let width = |column: usize| {
            let cells = self.rows.iter().map(|row| row[column].width());
            cells.chain([self.heads[column].width()]).max().unwrap_or(0)
        };
        (0..self.heads.len()).map(width).collect()
    }

    fn line(&self, cells: &[String], widths: &[usize], out: &mut dyn Write) -> io::Result<()> {
        for (column, (cell, width)) in cells.iter().zip(widths).enumerate() {
            let gap = if column == 0 { 0 } else { GAP };
            let space = width - cell.width();
            match self.is_left[column] {
                true if column + 1 == cells.len() => write!(out, "{:gap$}{cell}", "")?,
                true => write!(out, "{:gap$}{cell}{:space$}", "", "")?,
                false => write!(out, "{:gap$}{:space$}{cell}", "", "")?,
            }
        }
        writeln!(out)
    }

    fn stacked(&self, row: &[String], look: Look, out: &mut dyn Write) -> io::Result<()> {
        let (numbers, texts) = row.split_at(row.len() - self.texts);
        let numbers = numbers.iter().zip(&self.heads).filter(|(cell, _)| !cell.is_empty());
        let numbers: Vec<String> = numbers.map(|(cell, head)| format!("{head} {cell}")).collect();
        writeln!(out, "{}", folded(&numbers.join(", "), look.width, GAP))?;
        let room = look.width.filter(|_| self.are_sentences).map(|width| width.saturating_sub(GAP));
        for text in texts.iter().filter(|text| !text.is_empty()) {
            let text = folded(text, room, GAP).replace('\n', "\n  ");
            writeln!(out, "{:GAP$}{text}", "")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_side_by_side_where_they_fit() {
        let cells = |all: &[&str]| all.iter().map(|it| (*it).to_owned()).collect();
        let grid = Grid {
            heads: cells(&["score", "last change", "location", "function"]),
            rows: vec![cells(&["7", "2026-11-26", "src/a.py:1", "f"])],
            is_left: vec![false, true, true, true],
            texts: 2,
            are_sentences: false,
        };
        let written = |width| {
            let mut out = Vec::new();
            grid.write(Look { width, color: false }, &mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        let wide = "score  last change  location    function\n    7  2026-11-26   src/a.py:1  f\n";
        assert_eq!(written(None), wide);
        assert_eq!(written(Some(40)), wide);
        let narrow = "score 7, last change 2026-11-26\n  src/a.py:1\n  f\n";
        assert_eq!(written(Some(39)), narrow);
    }
}
