//! Jupyter notebooks: their code cells as one text, put together as radon 6.0.1 does with `--include-ipynb`, each of
//! them a text of its own for the parser. What `IPython` adds to Python is left out.

mod ipython;
mod magics;
#[cfg(test)]
mod tests;

use crate::language::source::{CellLine, DecodeError, Rewriter, SourceText, refuse_pointer};
use crate::model::SkipReason;
use serde::Deserialize;
use serde_json::value::RawValue;

/// A notebook of format 4; everything else in it, such as pictures, is passed over.
#[derive(Deserialize)]
struct Notebook<'a> {
    nbformat: u32,
    #[serde(default)]
    metadata: Metadata,
    #[serde(borrow, default)]
    cells: Vec<Cell<'a>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Metadata {
    language_info: Option<LanguageInfo>,
    kernelspec: Option<KernelSpec>,
}

#[derive(Deserialize)]
struct LanguageInfo {
    name: String,
}

#[derive(Deserialize)]
struct KernelSpec {
    language: Option<String>,
}

#[derive(Deserialize)]
struct Cell<'a> {
    #[serde(rename = "cell_type")]
    kind: String,
    /// Text, whole or in pieces, as it is stored.
    #[serde(borrow)]
    source: Option<&'a RawValue>,
    #[serde(borrow)]
    metadata: Option<&'a RawValue>,
}

/// What an editor notes of a cell.
#[derive(Deserialize)]
struct CellMetadata {
    vscode: VsCode,
}

#[derive(Deserialize)]
struct VsCode {
    #[serde(rename = "languageId")]
    language: String,
}

impl Cell<'_> {
    /// Whether nothing says that the cell is in another language.
    fn is_python(&self) -> bool {
        let metadata = self.metadata.and_then(|it| serde_json::from_str::<CellMetadata>(it.get()).ok());
        metadata.is_none_or(|it| is_python(&it.vscode.language))
    }
}

/// Decodes a notebook to the Python of its code cells.
///
/// # Errors
/// If it is no notebook, one of an older format, or one in another language, with a reason of its own.
#[expect(clippy::needless_pass_by_value, reason = "the signature is that of every language's row")]
pub(super) fn decode(bytes: Vec<u8>) -> Result<SourceText, DecodeError> {
    refuse_pointer(&bytes)?;
    let wrong = |error: serde_json::Error| DecodeError::encoding(format!("not a notebook: {error}"));
    let text = std::str::from_utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes))
        .map_err(|error| DecodeError::encoding(format!("not a notebook: {error}")))?;
    let notebook: Notebook<'_> = serde_json::from_str(text).map_err(wrong)?;
    if notebook.nbformat < 4 {
        let what =
            format!("a notebook of format {}, not 4: `jupyter nbconvert` rewrites it", notebook.nbformat);
        return Err(DecodeError::encoding(what));
    }
    let Metadata { language_info, kernelspec } = notebook.metadata;
    let language = language_info.map(|it| it.name).or(kernelspec.and_then(|it| it.language));
    if let Some(name) = language.filter(|name| !is_python(name)) {
        let detail = format!("a notebook in {name}");
        return Err(DecodeError { reason: SkipReason::OtherLanguage, detail });
    }
    concatenated(text, &notebook.cells).map_err(wrong)
}

fn is_python(language: &str) -> bool {
    let names = ["python", "ipython", "python3", "ipython3"];
    names.iter().any(|name| language.eq_ignore_ascii_case(name))
}

fn concatenated(file: &str, cells: &[Cell<'_>]) -> serde_json::Result<SourceText> {
    let mut text = Rewriter::default();
    let mut lines = StoredLines { file, at: 0, line: 1 };
    let mut is_first = true;
    for cell in cells.iter().filter(|cell| cell.kind == "code") {
        let code = Code::new(cell.source, &mut lines)?;
        let python = if cell.is_python() { ipython::python(&code.text) } else { Vec::new() };
        let mut python = python.into_iter();
        let first = python.next();
        if first.is_some() && !is_first {
            text.keep(b"\n");
        }
        text.begin_cell();
        for (index, (number, line)) in first.into_iter().chain(python).enumerate() {
            if index > 0 {
                text.keep(b"\n");
            }
            text.begin_cell_line(code.place(number));
            text.keep(line.as_bytes());
            is_first = false;
        }
    }
    Ok(text.finish())
}

/// Tells the lines of the file in which the places of its text are, which are asked for in their order.
struct StoredLines<'a> {
    file: &'a str,
    at: usize,
    line: u32,
}

impl StoredLines<'_> {
    /// The line of a piece of the text, from 1.
    fn of(&mut self, piece: &str) -> u32 {
        let at = (piece.as_ptr() as usize).saturating_sub(self.file.as_ptr() as usize).min(self.file.len());
        let between = self.file.as_bytes().get(self.at..at).unwrap_or_default();
        let ends = memchr::memchr_iter(b'\n', between).count();
        self.line = self.line.saturating_add(u32::try_from(ends).unwrap_or(u32::MAX));
        self.at = self.at.max(at);
        self.line
    }
}

/// The text of a cell, in which lines end in a line feed.
struct Code {
    text: String,
    /// Line of the file of each line.
    stored: Vec<u32>,
}

impl Code {
    fn new(source: Option<&RawValue>, lines: &mut StoredLines<'_>) -> serde_json::Result<Code> {
        let mut code = Code { text: String::new(), stored: Vec::new() };
        let Some(source) = source.map(RawValue::get) else { return Ok(code) };
        let pieces =
            if source.starts_with('[') { serde_json::from_str::<Vec<&RawValue>>(source)? } else { vec![] };
        if pieces.is_empty() && !source.starts_with('[') {
            code.add(serde_json::from_str(source)?, lines.of(source));
        }
        for piece in pieces {
            code.add(serde_json::from_str(piece.get())?, lines.of(piece.get()));
        }
        Ok(code)
    }

    fn add(&mut self, text: String, stored: u32) {
        let text = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text };
        if self.text.is_empty() || self.text.ends_with('\n') {
            self.stored.pop();
            self.stored.push(stored);
        }
        self.stored.extend(text.matches('\n').map(|_| stored));
        self.text.push_str(&text);
    }

    fn place(&self, line: usize) -> CellLine {
        let number = u32::try_from(line + 1).unwrap_or(u32::MAX);
        let stored = self.stored.get(line).or(self.stored.last()).copied().unwrap_or(1);
        CellLine { in_cell: number, stored }
    }
}

#[cfg(test)]
mod decoding {
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
        assert_eq!(text(cells), "import a\n pass\n\nx = 1");
        assert_eq!(text(r#"{"cell_type": "code", "source": "%%time\nx"}"#), "x");
        assert_eq!(text(r#"{"cell_type": "code", "source": "%%bash\nls"}"#), "");
        assert_eq!(text(""), "");
    }

    #[test]
    fn a_cell_that_is_noted_as_one_of_another_language_is_left_out() {
        let cell =
            |metadata: &str| format!(r#"{{"cell_type": "code", "source": "a", "metadata": {metadata}}}"#);
        for metadata in [
            "{}",
            "null",
            "1",
            r#"{"vscode": {"languageId": "python"}}"#,
            r#"{"vscode": {"languageId": 1}}"#,
            r#"{"vscode": {}}"#,
        ] {
            assert_eq!(text(&cell(metadata)), "a", "{metadata}");
        }
        let other = cell(r#"{"vscode": {"languageId": "javascript"}, "tags": []}"#);
        assert_eq!(text(&other), "");
        let source = decode(notebook(&format!("{other}, {}", cell("{}")))).unwrap();
        assert_eq!((source.text(), source.cell(0)), (&b"a"[..], Some(1)));
    }

    #[test]
    fn an_offset_tells_its_cell() {
        let cells = r#"{"cell_type": "code", "source": "ab"}, {"cell_type": "raw", "source": "x"},
            {"cell_type": "code", "source": "%skip"}, {"cell_type": "code", "source": "cd"}"#;
        let source = decode(notebook(cells)).unwrap();
        assert_eq!(source.text(), b"ab\ncd");
        assert_eq!([0, 1, 3, 4].map(|offset| source.cell(offset)), [Some(0), Some(0), Some(2), Some(2)]);
        assert_eq!(SourceText::from_script_bytes(b"x".to_vec()).unwrap().cell(0), None);
    }

    #[test]
    fn cells_are_texts_of_their_own() {
        let code = |source: &str| format!(r#"{{"cell_type": "code", "source": "{source}"}}"#);
        let pieces = |cells: &[&str]| {
            let cells: Vec<_> = cells.iter().map(|source| code(source)).collect();
            let source = decode(notebook(&cells.join(", "))).unwrap();
            let text =
                |piece: std::ops::Range<usize>| String::from_utf8(source.text()[piece].to_vec()).unwrap();
            source.pieces().into_iter().map(text).collect::<Vec<_>>()
        };
        assert_eq!(pieces(&["f(a,", "b"]), ["f(a,\n", "b"]);
        assert_eq!(pieces(&["a", "", "%b", "c"]), ["a\n", "\n", "c"]);
        assert_eq!(pieces(&[]), [""]);
    }

    #[test]
    fn a_line_tells_where_it_stands_in_its_cell_and_in_the_file() {
        let cells = "{\"cell_type\": \"code\", \"source\": [\n\"%a\\n\",\n\"b\\n\",\n\"c\"]},\n{\"cell_type\": \"code\", \"source\": \"d\\ne\"}";
        let source = decode(notebook(cells)).unwrap();
        assert_eq!(source.text(), b"b\nc\nd\ne");
        let places = (1..=5).map(|line| source.cell_line(line).map(|place| (place.in_cell, place.stored)));
        let expected = [Some((2, 3)), Some((3, 4)), Some((1, 5)), Some((2, 5)), None];
        assert_eq!(places.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn what_is_no_python_notebook_is_refused() {
        let refusal = |bytes: &[u8]| decode(bytes.to_vec()).unwrap_err().detail;
        assert!(refusal(b"{").starts_with("not a notebook: "));
        assert!(refusal(b"{}").starts_with("not a notebook: "));
        assert_eq!(
            refusal(br#"{"nbformat": 3, "worksheets": []}"#),
            "a notebook of format 3, not 4: `jupyter nbconvert` rewrites it"
        );
        let other = br#"{"nbformat": 4, "metadata": {"language_info": {"name": "R"}}, "cells": []}"#;
        assert_eq!(refusal(other), "a notebook in R");
        assert!(refusal(&b"[".repeat(100_000)).starts_with("not a notebook: "));
    }
}
