//! Texts that are several texts for the parser: the cells of a notebook, the scripts of a component.

use crate::language::LanguageSpec;
use crate::language::source::SourceText;
use crate::model::{CellPlace, Marks, RawLines};
use crate::syntax::Unfinished;
use std::ops::Range;

/// Finds the marks of a text.
pub(super) type Parse<'a> = &'a dyn Fn(&[u8], &mut Marks) -> Result<(), Unfinished>;

/// Finds the marks of a text piece by piece, so that what is not closed in one does not swallow the next.
pub(super) fn of_pieces(
    text: &[u8],
    pieces: &[Range<usize>],
    marks: &mut Marks,
    parse: Parse<'_>,
) -> Result<(), Unfinished> {
    if let [whole] = pieces
        && *whole == (0..text.len())
    {
        return parse(text, marks);
    }
    let mut all = Marks::default();
    for piece in pieces {
        parse(&text[piece.clone()], marks)?;
        all.append(marks, piece.start);
    }
    *marks = all;
    Ok(())
}

/// Counts the lines of a text; of a notebook, cell by cell.
pub(super) fn raw_lines(
    language: &LanguageSpec,
    source: &SourceText,
    marks: &Marks,
    line_starts: &[u32],
) -> RawLines {
    let pieces = source.pieces();
    if pieces.len() < 2 {
        return (language.raw_lines)(source.text(), marks, line_starts);
    }
    let of_piece = |piece: Range<usize>| {
        let text = &source.text()[piece];
        (language.raw_lines)(text, &Marks::default(), &(language.line_starts)(text))
    };
    pieces.into_iter().map(of_piece).fold(RawLines::default(), RawLines::plus)
}

/// The place in a notebook of what begins at an offset in the text, with its first and its last line there.
pub(super) fn cell_place(source: &SourceText, offset: u32, [first, last]: [u32; 2]) -> Option<CellPlace> {
    let (begin, end) = (source.cell_line(first)?, source.cell_line(last)?);
    let number = source.cell(offset)?;
    Some(CellPlace { number, line: begin.in_cell, file_line: begin.stored, file_end_line: end.stored })
}
