//! The table that a person reads on a terminal. A path in it is never cut: it stands last, or on a line of its own.

use super::Reporter;
use super::cells::{Cells, closing, explained};
use super::escape::escaped;
use super::fold::folded;
use super::heads::short;
use super::look::Look;
use crate::summary::Report;
use anstyle::{AnsiColor, Style};
use std::io::{self, Write};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

const GAP: usize = 2;

/// Narrower than this, a name of a function says nothing any more.
const NARROWEST: usize = 16;

/// A table with the numbers on the left.
pub(crate) struct Table {
    /// What the terminal takes.
    pub look: Look,
}

/// How rows fit a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layout {
    /// A row is a line, its path the last column.
    Line,
    /// The path stands below the rest of its row.
    PathBelow,
    /// Not even the numbers fit into a line: they follow on the name and the path.
    Stacked,
}

impl Reporter for Table {
    fn write(&self, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
        let mut cells = Cells::new(report);
        cells.rows.iter_mut().flatten().for_each(|cell| *cell = escaped(cell).into_owned());
        if !cells.rows.is_empty() {
            self.write_rows(&cells, out)?;
            writeln!(out)?;
        }
        let closing = closing(report).into_iter().chain(explained(report));
        closing.into_iter().try_for_each(|line| writeln!(out, "{}", folded(&line, self.look.width, 2)))
    }
}

impl Table {
    fn write_rows(&self, cells: &Cells, out: &mut dyn Write) -> io::Result<()> {
        let heads: Vec<String> = cells.titles.iter().map(|title| short(title).into_owned()).collect();
        let (layout, widths) = self.layout(cells, &heads);
        if layout == Layout::Stacked {
            return cells.rows.iter().try_for_each(|row| self.stacked(row, &heads, cells.numeric, out));
        }
        let in_line = match layout {
            Layout::Line => heads.len(),
            _ => heads.len() - 1,
        };
        self.line(&heads[..in_line], &widths, cells.numeric, |_, _| Style::new().bold(), out)?;
        let style = |column, cell: &str| if column == 0 { color(cell) } else { Style::new() };
        for row in &cells.rows {
            self.line(&row[..in_line], &widths, cells.numeric, style, out)?;
            row[in_line..].iter().try_for_each(|path| writeln!(out, "      {path}"))?;
        }
        Ok(())
    }

    /// How the rows fit, and the widths of their columns; the name of a function has what the rest leaves to it.
    fn layout(&self, cells: &Cells, heads: &[String]) -> (Layout, Vec<usize>) {
        let natural = |(column, head): (usize, &String)| {
            cells.rows.iter().map(|row| row[column].width()).max().unwrap_or(0).max(head.width())
        };
        let mut widths: Vec<usize> = heads.iter().enumerate().map(natural).collect();
        let Some(terminal) = self.look.width else { return (Layout::Line, widths) };
        let numbers: usize = widths[..cells.numeric].iter().map(|width| width + GAP).sum();
        let path = widths.last().copied().unwrap_or(0);
        let name = (widths.len() > cells.numeric + 1).then_some(cells.numeric);
        let least = name.map_or(0, |name| widths[name].min(NARROWEST) + GAP);
        let fits = |left: usize| numbers + least + left <= terminal;
        let (layout, beside) = match (fits(path), name) {
            (true, _) => (Layout::Line, path + GAP),
            (false, Some(_)) if fits(0) => (Layout::PathBelow, 0),
            (false, None) if numbers <= terminal + GAP => (Layout::PathBelow, 0),
            _ => (Layout::Stacked, 0),
        };
        if let Some(name) = name {
            widths[name] = widths[name].min(terminal.saturating_sub(numbers + beside));
        }
        (layout, widths)
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
            let is_path = column + 1 == widths.len();
            let cell = if is_path { cell.clone() } else { fitted(cell, width) };
            let space = " ".repeat(width - cell.width().min(width));
            let style = self.look.style(style(column, &cell));
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

    /// A row in lines: the rank and the name, the path, and each number behind its head.
    fn stacked(
        &self,
        row: &[String],
        heads: &[String],
        numeric: usize,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let style = self.look.style(color(&row[0]));
        write!(out, "{style}{:4}{style:#}", row[0])?;
        let names = &row[numeric..];
        writeln!(out, "  {}", names[0])?;
        names[1..].iter().try_for_each(|path| writeln!(out, "      {path}"))?;
        let numbers = heads[1..numeric].iter().zip(&row[1..numeric]);
        let numbers: Vec<String> = numbers.map(|(head, number)| format!("{head}={number}")).collect();
        let width = self.look.width.map(|width| width.saturating_sub(6));
        for line in folded(&numbers.join(", "), width, 0).lines() {
            writeln!(out, "      {line}")?;
        }
        Ok(())
    }
}

/// A cell that is not wider than its column; the end of a qualified name tells more than its beginning.
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
        assert_eq!(fitted("Basket.total", 12), "Basket.total");
        assert_eq!(fitted("Basket.total", 8), "…t.total");
        assert_eq!(fitted("名名名.py", 5), "….py", "half of a wide character does not fit");
    }

    fn written(width: Option<usize>, names: [&str; 2]) -> String {
        let titles = vec!["rank", "cyclomatic", "cognitive", "function", "location"];
        let row = ["D", "21", "104"].iter().chain(&names).map(|cell| (*cell).to_owned()).collect();
        let cells = Cells { titles, rows: vec![row], numeric: 3 };
        let mut out = Vec::new();
        Table { look: Look { width, color: false } }.write_rows(&cells, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_path_stands_last_or_below() {
        let names = ["Basket.total_of_everything", "src/shop/basket.py:12"];
        let wide = "rank  cc  cog  function                    location\n\
                    D     21  104  Basket.total_of_everything  src/shop/basket.py:12\n";
        assert_eq!(written(None, names), wide);
        assert_eq!(written(Some(64), names), wide);
        let narrow = "rank  cc  cog  function           location\n\
                      D     21  104  …al_of_everything  src/shop/basket.py:12\n";
        assert_eq!(written(Some(55), names), narrow);
        let below = "rank  cc  cog  function\n\
                     D     21  104  …otal_of_everything\n      src/shop/basket.py:12\n";
        assert_eq!(written(Some(34), names), below);
    }

    #[test]
    fn what_does_not_fit_is_stacked() {
        let lines = "D     Basket.total\n      src/shop/basket.py:12\n      cc=21,\n      cog=104\n";
        assert_eq!(written(Some(16), ["Basket.total", "src/shop/basket.py:12"]), lines);
    }
}
