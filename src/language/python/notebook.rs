//! Jupyter notebooks: their code cells as one text, put together as radon 6.0.1 does with `--include-ipynb`.

use crate::language::source::{DecodeError, Rewriter, Source};
use memchr::memchr;
use serde::Deserialize;

/// A notebook of format 4; everything else in it, such as pictures, is passed over.
#[derive(Deserialize)]
struct Notebook {
    nbformat: u32,
    #[serde(default)]
    metadata: Metadata,
    #[serde(default)]
    cells: Vec<Cell>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Metadata {
    language_info: Option<LanguageInfo>,
}

#[derive(Deserialize)]
struct LanguageInfo {
    name: String,
}

#[derive(Deserialize)]
struct Cell {
    cell_type: String,
    #[serde(default)]
    source: Lines,
}

/// Text, whole or in pieces.
#[derive(Deserialize)]
#[serde(untagged)]
enum Lines {
    Whole(String),
    Pieces(Vec<String>),
}

impl Default for Lines {
    fn default() -> Lines {
        Lines::Whole(String::new())
    }
}

/// Decodes a notebook to the text of its code cells, without the lines that begin with `%`.
///
/// # Errors
/// If it is no notebook, one of an older format, or one in another language.
#[expect(clippy::needless_pass_by_value, reason = "the signature is that of every language's row")]
pub(super) fn decode(bytes: Vec<u8>) -> Result<Source, DecodeError> {
    let wrong = |error: serde_json::Error| DecodeError::encoding(format!("not a notebook: {error}"));
    let notebook: Notebook = serde_json::from_slice(&bytes).map_err(wrong)?;
    if notebook.nbformat < 4 {
        return Err(DecodeError::encoding(format!("a notebook of format {}, not 4", notebook.nbformat)));
    }
    match notebook.metadata.language_info {
        Some(LanguageInfo { name }) if !is_python(&name) => {
            Err(DecodeError::encoding(format!("a notebook in {name}")))
        }
        _ => Ok(concatenated(&notebook.cells)),
    }
}

fn is_python(language: &str) -> bool {
    language.eq_ignore_ascii_case("python") || language.eq_ignore_ascii_case("ipython")
}

fn concatenated(cells: &[Cell]) -> Source {
    let mut text = Rewriter::default();
    let mut is_first = true;
    for cell in cells.iter().filter(|cell| cell.cell_type == "code") {
        text.begin_cell();
        let lines = match &cell.source {
            Lines::Whole(text) => text.clone(),
            Lines::Pieces(pieces) => pieces.concat(),
        };
        for line in lines.split('\n').filter(|line| !line.starts_with('%')) {
            if !is_first {
                text.keep(b"\n");
            }
            is_first = false;
            keep_line(&mut text, line.as_bytes());
        }
    }
    text.finish()
}

/// A carriage return in a line ends one too; all that could be said of its place in the file is lost already.
fn keep_line(text: &mut Rewriter, mut line: &[u8]) {
    line = line.strip_suffix(b"\r").unwrap_or(line);
    while let Some(end) = memchr(b'\r', line) {
        text.keep(&line[..end]);
        text.keep(b"\n");
        line = &line[end + 1..];
    }
    text.keep(line);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notebook(cells: &str) -> Vec<u8> {
        format!(r#"{{"nbformat": 4, "metadata": {{"kernelspec": {{}}}}, "cells": [{cells}]}}"#).into_bytes()
    }

    fn text(cells: &str) -> String {
        decode(notebook(cells)).unwrap().to_str().into_owned()
    }

    #[test]
    fn code_cells_are_joined_and_magics_left_out() {
        let cells = r##"
            {"cell_type": "markdown", "source": "# Title"},
            {"cell_type": "code", "source": ["%matplotlib inline\n", "import a\n", " %not_magic"], "outputs": [{"data": 1}]},
            {"cell_type": "code", "source": ""},
            {"cell_type": "code", "source": "!ls\r\nx = 1"}"##;
        assert_eq!(text(cells), "import a\n %not_magic\n\n!ls\nx = 1");
        assert_eq!(text(r#"{"cell_type": "code", "source": "%%bash\nls"}"#), "ls");
        assert_eq!(text(""), "");
    }

    #[test]
    fn an_offset_tells_its_cell() {
        let cells = r#"{"cell_type": "code", "source": "ab"}, {"cell_type": "raw", "source": "x"},
            {"cell_type": "code", "source": "%skip"}, {"cell_type": "code", "source": "cd"}"#;
        let source = decode(notebook(cells)).unwrap();
        assert_eq!(source.text(), b"ab\ncd");
        assert_eq!([0, 1, 3, 4].map(|offset| source.cell(offset)), [Some(0), Some(0), Some(2), Some(2)]);
        assert_eq!(Source::from_script_bytes(b"x".to_vec()).unwrap().cell(0), None);
    }

    #[test]
    fn what_is_no_python_notebook_is_refused() {
        let refusal = |bytes: &[u8]| decode(bytes.to_vec()).unwrap_err().detail;
        assert!(refusal(b"{").starts_with("not a notebook: "));
        assert!(refusal(b"{}").starts_with("not a notebook: "));
        assert_eq!(refusal(br#"{"nbformat": 3, "worksheets": []}"#), "a notebook of format 3, not 4");
        let other = br#"{"nbformat": 4, "metadata": {"language_info": {"name": "R"}}, "cells": []}"#;
        assert_eq!(refusal(other), "a notebook in R");
        assert!(refusal(&b"[".repeat(100_000)).starts_with("not a notebook: "));
    }
}
