//! What somebody points at: a file or a directory, and in it a name or a line, as every report prints them.

use crate::language::by_path;
use std::path::{Path, PathBuf};

/// A file or a directory, and what of it is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file or the directory.
    pub path: PathBuf,
    /// What is meant there.
    pub aim: Aim,
}

/// What of a file or a directory is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Aim {
    /// Whatever is worst there.
    Worst,
    /// Every function of the file.
    Functions,
    /// What is called so: a qualified name of a function or class or the end of one, or [`MODULE`].
    Name(String),
    /// What begins at a line of the file as stored, or else stands around it.
    Line {
        /// The line, from 1.
        line: u32,
        /// The column, from 1, where it was said.
        column: Option<u32>,
    },
}

/// The name of the code outside of functions and classes.
pub const MODULE: &str = "<module>";

/// Standard input, which is no file.
const INPUT: &str = "-";

impl Place {
    /// Reads `PATH`, `PATH:LINE`, `PATH:LINE:COLUMN`, `PATH::NAME` or a name alone, which is looked for below the current
    /// directory. A path may have colons itself: what is there counts before what could be meant.
    #[must_use]
    pub fn read(typed: &Path) -> Place {
        let whole = |path: &Path| Place { path: path.to_owned(), aim: Aim::Worst };
        if is_there(typed) {
            return whole(typed);
        }
        let Some(text) = typed.to_str() else { return whole(typed) };
        let text = text.strip_suffix(':').unwrap_or(text);
        by_line(text)
            .filter(|place| is_there(&place.path))
            .or_else(|| by_name(text))
            .or_else(|| by_line(text))
            .unwrap_or_else(|| {
                let is_name = !text.contains(std::path::is_separator) && by_path(typed).is_none();
                let name = || Place { path: PathBuf::from("."), aim: Aim::Name(text.to_owned()) };
                if is_name { name() } else { whole(typed) }
            })
    }
}

impl Place {
    /// The name that is meant in a file that was named, too.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match &self.aim {
            Aim::Name(name) if self.path != Path::new(".") => Some(name),
            _ => None,
        }
    }
}

fn is_there(path: &Path) -> bool {
    path == Path::new(INPUT) || path.symlink_metadata().is_ok()
}

/// `PATH:LINE` or `PATH:LINE:COLUMN`.
fn by_line(text: &str) -> Option<Place> {
    let number = |text: &str| text.parse::<u32>().ok().filter(|number| *number > 0);
    let (before, last) = text.rsplit_once(':')?;
    let last = number(last)?;
    let (path, line, column) =
        match before.rsplit_once(':').and_then(|(path, line)| Some((path, number(line)?))) {
            Some((path, line)) => (path, line, Some(last)),
            None => (before, last, None),
        };
    (!path.is_empty()).then(|| Place { path: path.into(), aim: Aim::Line { line, column } })
}

/// `PATH::NAME`, where both may have colons: the longest part that is there is the path.
fn by_name(text: &str) -> Option<Place> {
    let splits = text.rmatch_indices("::").map(|(at, colons)| (&text[..at], &text[at + colons.len()..]));
    let splits: Vec<_> = splits.filter(|(path, name)| !path.is_empty() && !name.is_empty()).collect();
    let is_path = |(path, _): &&(&str, &str)| is_there(Path::new(path));
    let (path, name) = splits.iter().find(is_path).or(splits.last())?;
    Some(Place { path: PathBuf::from(path), aim: Aim::Name((*name).to_owned()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (String, Aim) {
        let Place { path, aim } = Place::read(Path::new(text));
        (path.to_string_lossy().into_owned(), aim)
    }

    fn line(path: &str, line: u32, column: Option<u32>) -> (String, Aim) {
        (path.to_owned(), Aim::Line { line, column })
    }

    fn name(path: &str, name: &str) -> (String, Aim) {
        (path.to_owned(), Aim::Name(name.to_owned()))
    }

    #[test]
    fn what_reports_print_is_read() {
        assert_eq!(read("src/lib.rs:4"), line("src/lib.rs", 4, None));
        assert_eq!(read("src/lib.rs:4:9"), line("src/lib.rs", 4, Some(9)));
        assert_eq!(read("src/lib.rs:4:9:"), line("src/lib.rs", 4, Some(9)), "as a compiler writes it");
        assert_eq!(read("src/lib.rs::Cart.total"), name("src/lib.rs", "Cart.total"));
        assert_eq!(read("src/lib.rs::Cart::total"), name("src/lib.rs", "Cart::total"));
        assert_eq!(read("-:4"), line("-", 4, None));
        assert_eq!(read("src"), ("src".to_owned(), Aim::Worst));
        assert_eq!(read("src::total"), name("src", "total"));
    }

    #[test]
    fn what_is_not_there_is_a_path_where_it_looks_like_one() {
        assert_eq!(read("gone.py"), ("gone.py".to_owned(), Aim::Worst));
        assert_eq!(read("gone/x"), ("gone/x".to_owned(), Aim::Worst));
        assert_eq!(read("gone.py:4"), line("gone.py", 4, None));
        assert_eq!(read("gone.py::f"), name("gone.py", "f"));
        assert_eq!(read("Cart.total"), name(".", "Cart.total"));
        assert_eq!(read("gone.py:0"), name(".", "gone.py:0"), "there is no line 0");
    }
}
