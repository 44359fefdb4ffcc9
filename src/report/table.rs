//! The table that a person reads on a terminal.

use super::Reporter;
use super::cells::{Cells, closing};
use super::escape::escaped;
use crate::summary::Report;
use anstyle::{AnsiColor, Style};
use std::io::{self, Write};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

const GAP: usize = 2;

/// Narrower than this, a name says nothing any more, and a line may rather be too long.
const NARROWEST: usize = 12;

/// A table with one line a row, the numbers on the left.
pub struct Table {
    /// Columns of the terminal, `None` where nothing has to fit.
    pub width: Option<usize>,
    /// Whether it is coloured.
    pub color: bool,
}

impl Reporter for Table {
    fn write(&self, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
        let mut cells = Cells::new(report);
        cells.rows.iter_mut().flatten().for_each(|cell| *cell = escaped(cell).into_owned());
        if !cells.rows.is_empty() {
            self.write_rows(&cells, out)?;
            writeln!(out)?;
        }
        closing(report).into_iter().try_for_each(|line| writeln!(out, "{line}"))
    }
}

impl Table {
    fn write_rows(&self, cells: &Cells, out: &mut dyn Write) -> io::Result<()> {
        let widths = self.widths(cells);
        let titles: Vec<String> = cells.titles.iter().map(ToString::to_string).collect();
        self.line(&titles, &widths, cells.numeric, |_, _| Style::new().bold(), out)?;
        let style = |column, cell: &str| if column == 0 { color(cell) } else { Style::new() };
        cells.rows.iter().try_for_each(|row| self.line(row, &widths, cells.numeric, style, out))
    }

    /// Widths of the columns; where the terminal is too narrow, the names share what the numbers leave.
    fn widths(&self, cells: &Cells) -> Vec<usize> {
        let rows = || cells.rows.iter();
        let natural = |(column, title): (usize, &&str)| {
            rows().map(|row| row[column].width()).max().unwrap_or(0).max(title.width())
        };
        let mut widths: Vec<usize> = cells.titles.iter().enumerate().map(natural).collect();
        let Some(terminal) = self.width else { return widths };
        let gaps = GAP * (widths.len() - 1);
        let (numbers, names) = widths.split_at_mut(cells.numeric);
        share(names, terminal.saturating_sub(gaps + numbers.iter().sum::<usize>()));
        widths
    }

    fn line(
        &self,
        cells: &[String],
        widths: &[usize],
        numeric: usize,
        style: impl Fn(usize, &str) -> Style,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        for (column, (cell, &width)) in cells.iter().zip(widths).enumerate() {
            let cell = fitted(cell, width);
            let space = " ".repeat(width - cell.width().min(width));
            let style = if self.color { style(column, &cell) } else { Style::new() };
            let gap = if column == 0 { "" } else { "  " };
            match column {
                0 => write!(out, "{style}{cell}{style:#}{space}")?,
                column if column < numeric => write!(out, "{gap}{space}{style}{cell}{style:#}")?,
                column if column + 1 < cells.len() => write!(out, "{gap}{style}{cell}{style:#}{space}")?,
                _ => write!(out, "{gap}{style}{cell}{style:#}")?,
            }
        }
        writeln!(out)
    }
}

/// Divides the room among columns: one that needs less than its part leaves the rest to the other.
fn share(names: &mut [usize], room: usize) {
    let part = room / names.len();
    let wide = names.iter().filter(|width| **width > part).count();
    let modest: usize = names.iter().filter(|width| **width <= part).sum();
    for width in names.iter_mut().filter(|width| **width > part) {
        *width = (*width).min(((room - modest) / wide).max(NARROWEST));
    }
}

/// A cell that is not wider than its column; the end of a path or a qualified name tells more than its beginning.
fn fitted(cell: &str, width: usize) -> String {
    if cell.width() <= width {
        return cell.to_owned();
    }
    let mut room = width.saturating_sub(1);
    let fits = |c: &char| {
        let left = room.checked_sub(c.width().unwrap_or(0));
        room = left.unwrap_or(0);
        left.is_some()
    };
    let tail: Vec<char> = cell.chars().rev().take_while(fits).collect();
    std::iter::once('…').chain(tail.into_iter().rev()).collect()
}

fn color(rank: &str) -> Style {
    let color = match rank {
        "A" | "B" => AnsiColor::Green,
        "C" | "D" => AnsiColor::Yellow,
        _ => AnsiColor::Red,
    };
    color.on_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_long_cell_is_kept() {
        assert_eq!(fitted("src/app.py:1", 12), "src/app.py:1");
        assert_eq!(fitted("src/app.py:1", 9), "…app.py:1");
        assert_eq!(fitted("名名名.py", 5), "….py", "half of a wide character does not fit");
    }

    #[test]
    fn columns_share_what_is_left() {
        let shared = |mut names: [usize; 2], room| {
            share(&mut names, room);
            names
        };
        assert_eq!(shared([10, 20], 40), [10, 20]);
        assert_eq!(shared([50, 20], 60), [40, 20]);
        assert_eq!(shared([50, 50], 60), [30, 30]);
        assert_eq!(shared([50, 50], 3), [NARROWEST, NARROWEST]);
    }
}
