//! The text that the parser and the measures see, and the way back to the bytes of the file as stored.
//! It knows what no language reads (UTF-16, binary data); what else a language decodes is its own affair.

use crate::model::SkipReason;
use memchr::{memchr, memmem};
use std::borrow::Cow;
use std::ops::Range;

const UTF_8_BOM: &[u8] = b"\xef\xbb\xbf";

/// A NUL byte in this many bytes makes a file binary.
const BINARY_PREFIX: usize = 8 * 1024;

/// Why a file has no text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{detail}")]
pub struct DecodeError {
    /// `Encoding`, `Binary`, `LfsPointer` or `OtherLanguage`.
    pub reason: SkipReason,
    /// The particulars, in a few words for a person.
    pub detail: String,
}

impl DecodeError {
    pub(super) fn encoding(detail: impl Into<String>) -> DecodeError {
        DecodeError { reason: SkipReason::Encoding, detail: detail.into() }
    }
}

/// Text prepared for measuring.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceText {
    text: Vec<u8>,
    offsets: OffsetMap,
    /// Offsets in the text at which the cells of a notebook begin.
    cells: Vec<u32>,
    /// Where the lines of a notebook's text stand.
    cell_lines: Vec<CellLine>,
}

/// Where a line of a notebook's text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CellLine {
    /// Its number in its cell, from 1.
    pub in_cell: u32,
    /// Its number in the file as stored, from 1.
    pub stored: u32,
}

impl SourceText {
    /// Takes bytes as they are, but for a UTF-8 byte order mark; they need not be UTF-8.
    ///
    /// # Errors
    /// For UTF-16, UTF-32 and binary data.
    pub(crate) fn from_script_bytes(mut bytes: Vec<u8>) -> Result<SourceText, DecodeError> {
        refuse_binary(&bytes)?;
        let mut offsets = OffsetMap::default();
        if has_utf_8_bom(&bytes) {
            bytes.drain(..UTF_8_BOM.len());
            offsets.shift(0, BOM_WIDTH);
        }
        Ok(SourceText { text: bytes, offsets, ..SourceText::default() })
    }

    /// Takes bytes as [`SourceText::from_script_bytes`] does, with a line feed for each CR and each CRLF.
    ///
    /// # Errors
    /// As there.
    pub(super) fn with_line_feeds(bytes: Vec<u8>) -> Result<SourceText, DecodeError> {
        if memchr(b'\r', &bytes).is_none() {
            return SourceText::from_script_bytes(bytes);
        }
        refuse_binary(&bytes)?;
        let mut rewriter = Rewriter::with_capacity(bytes.len());
        let mut rest = bytes.as_slice();
        if has_utf_8_bom(rest) {
            rewriter.skip_bom();
            rest = &rest[UTF_8_BOM.len()..];
        }
        while let Some(end) = memchr(b'\r', rest) {
            let width = if rest.get(end + 1) == Some(&b'\n') { 2 } else { 1 };
            rewriter.keep(&rest[..end]);
            rewriter.line_end(width);
            rest = &rest[end + width..];
        }
        rewriter.keep(rest);
        Ok(rewriter.finish())
    }

    /// The text as bytes.
    #[must_use]
    pub fn text(&self) -> &[u8] {
        &self.text
    }

    /// The text, to overwrite parts of it in place.
    pub fn text_mut(&mut self) -> &mut [u8] {
        &mut self.text
    }

    /// The text as a string; what is not UTF-8 becomes U+FFFD.
    #[must_use]
    pub fn to_str(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.text)
    }

    /// Number of the cell in which the byte at `offset` in the text stands, from 0; `None` outside notebooks.
    #[must_use]
    pub fn cell(&self, offset: u32) -> Option<u32> {
        let after = self.cells.partition_point(|start| *start <= offset);
        after.checked_sub(1).and_then(|cell| u32::try_from(cell).ok())
    }

    /// Where a line of the text, counted from 1, stands in its cell and in the file; `None` outside notebooks.
    #[must_use]
    pub(crate) fn cell_line(&self, line: u32) -> Option<CellLine> {
        self.cell_lines.get((line as usize).checked_sub(1)?).copied()
    }

    /// The parts that are texts of their own, one behind the other: the cells of a notebook, or all of the text.
    #[must_use]
    pub fn pieces(&self) -> Vec<Range<usize>> {
        let is_line_start = |&start: &usize| start > 0 && self.text.get(start - 1) == Some(&b'\n');
        let mut starts = vec![0];
        starts.extend(self.cells.iter().map(|start| *start as usize).filter(is_line_start));
        starts.dedup();
        let ends = starts.iter().skip(1).copied().chain([self.text.len()]);
        starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
    }

    /// The offset in the file as stored of the byte at `offset` in the text (or of its end).
    #[must_use]
    pub fn stored_offset(&self, offset: u32) -> u32 {
        self.offsets.stored(offset)
    }
}

/// Refuses the text that Git LFS leaves in the place of a file which it did not fetch.
///
/// # Errors
/// With reason `LfsPointer`.
pub(super) fn refuse_pointer(bytes: &[u8]) -> Result<(), DecodeError> {
    /// A pointer is shorter than this, as its specification says.
    const LONGEST: usize = 1024;
    let starts =
        [&b"version https://git-lfs.github.com/spec/v"[..], b"version https://hawser.github.com/spec/v"];
    let is_pointer = bytes.len() < LONGEST
        && starts.iter().any(|start| bytes.starts_with(start))
        && memmem::find(bytes, b"\noid ").is_some();
    if !is_pointer {
        return Ok(());
    }
    let detail = "a pointer of Git LFS instead of the file: `git lfs pull` fetches it".to_owned();
    Err(DecodeError { reason: SkipReason::LfsPointer, detail })
}

/// Refuses what no language reads: a pointer of Git LFS, a byte order mark of UTF-16 or UTF-32, a NUL byte near the
/// start.
///
/// # Errors
/// With reason `LfsPointer`, `Encoding` or `Binary`.
pub(super) fn refuse_binary(bytes: &[u8]) -> Result<(), DecodeError> {
    refuse_pointer(bytes)?;
    // UTF-32 first: its little-endian mark starts with that of UTF-16.
    let marks: [(&[u8], &str); 4] = [
        (b"\xff\xfe\0\0", "UTF-32 (little endian)"),
        (b"\0\0\xfe\xff", "UTF-32 (big endian)"),
        (b"\xff\xfe", "UTF-16 (little endian)"),
        (b"\xfe\xff", "UTF-16 (big endian)"),
    ];
    if let Some((_, name)) = marks.iter().find(|(mark, _)| bytes.starts_with(mark)) {
        return Err(DecodeError::encoding(format!("the byte order mark of {name}")));
    }
    match memchr(0, &bytes[..bytes.len().min(BINARY_PREFIX)]) {
        None => Ok(()),
        Some(offset) => {
            let detail = format!("a NUL byte at offset {offset}");
            Err(DecodeError { reason: SkipReason::Binary, detail })
        }
    }
}

pub(super) fn has_utf_8_bom(bytes: &[u8]) -> bool {
    bytes.starts_with(UTF_8_BOM)
}

const BOM_WIDTH: i32 = 3;

/// Where the distance between an offset in the text and one in the file changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct OffsetMap {
    /// In ascending order: from this offset in the text on, add this. Empty for a file stored as it is read.
    shifts: Vec<(u32, i32)>,
}

impl OffsetMap {
    /// From `offset` in the text on, the file is `by` bytes further ahead than before.
    fn shift(&mut self, offset: usize, by: i32) {
        let before = self.shifts.last().map_or(0, |(_, delta)| *delta);
        self.shifts.push((u32::try_from(offset).unwrap_or(u32::MAX), before.saturating_add(by)));
    }

    fn stored(&self, offset: u32) -> u32 {
        let after = self.shifts.partition_point(|(start, _)| *start <= offset);
        match after.checked_sub(1) {
            None => offset,
            Some(index) => offset.saturating_add_signed(self.shifts[index].1),
        }
    }
}

/// Writes a text that differs from the file, piece by piece.
#[derive(Default)]
pub(super) struct Rewriter {
    source: SourceText,
}

impl Rewriter {
    pub(super) fn with_capacity(bytes: usize) -> Rewriter {
        Rewriter { source: SourceText { text: Vec::with_capacity(bytes), ..SourceText::default() } }
    }

    /// Leaves out a UTF-8 byte order mark.
    pub(super) fn skip_bom(&mut self) {
        self.source.offsets.shift(self.source.text.len(), BOM_WIDTH);
    }

    pub(super) fn keep(&mut self, bytes: &[u8]) {
        self.source.text.extend_from_slice(bytes);
    }

    /// Lets a cell of a notebook begin.
    pub(super) fn begin_cell(&mut self) {
        let start = u32::try_from(self.source.text.len()).unwrap_or(u32::MAX);
        self.source.cells.push(start);
    }

    /// Lets a line of a cell begin.
    pub(super) fn begin_cell_line(&mut self, place: CellLine) {
        self.source.cell_lines.push(place);
    }

    /// Writes a line feed for a carriage return, with or without a line feed after it.
    pub(super) fn line_end(&mut self, stored_width: usize) {
        self.source.text.push(b'\n');
        if stored_width == 2 {
            self.source.offsets.shift(self.source.text.len(), 1);
        }
    }

    /// Writes the two bytes of a character that is stored in one.
    pub(super) fn latin_1(&mut self, byte: u8) {
        self.source.text.extend_from_slice(char::from(byte).encode_utf8(&mut [0; 2]).as_bytes());
        self.source.offsets.shift(self.source.text.len(), -1);
    }

    pub(super) fn finish(self) -> SourceText {
        self.source
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn script(bytes: &[u8]) -> Result<SourceText, DecodeError> {
        SourceText::from_script_bytes(bytes.to_vec())
    }

    #[test]
    fn ordinary_bytes_are_taken_over_without_a_copy() {
        let bytes = b"let a = 1;\r\n\xff".to_vec();
        let address = bytes.as_ptr();
        let source = SourceText::from_script_bytes(bytes).unwrap();
        assert_eq!(source.text().as_ptr(), address);
        assert_eq!(source.text(), b"let a = 1;\r\n\xff");
        assert_eq!(source.stored_offset(7), 7);
    }

    #[test]
    fn a_byte_order_mark_is_left_out_and_counts_in_offsets() {
        let source = script(b"\xef\xbb\xbfab").unwrap();
        assert_eq!(source.text(), b"ab");
        assert_eq!([0, 1, 2].map(|offset| source.stored_offset(offset)), [3, 4, 5]);
    }

    #[test]
    fn a_line_feed_stands_for_every_line_end_and_counts_in_offsets() {
        let source = SourceText::with_line_feeds(b"\xef\xbb\xbfa\r\nb\rc\r\n".to_vec()).unwrap();
        assert_eq!(source.text(), b"a\nb\nc\n");
        assert_eq!([0, 1, 2, 3, 4, 5, 6].map(|offset| source.stored_offset(offset)), [3, 4, 6, 7, 8, 9, 11]);
        assert_eq!(
            SourceText::with_line_feeds(b"\xff\xfea\r".to_vec()).unwrap_err().reason,
            SkipReason::Encoding
        );
    }

    #[test]
    fn utf_16_and_utf_32_are_refused_by_name() {
        let detail = |bytes: &[u8]| script(bytes).unwrap_err().detail;
        assert_eq!(detail(b"\xff\xfea\0"), "the byte order mark of UTF-16 (little endian)");
        assert_eq!(detail(b"\xfe\xff\0a"), "the byte order mark of UTF-16 (big endian)");
        assert_eq!(detail(b"\xff\xfe\0\0a\0\0\0"), "the byte order mark of UTF-32 (little endian)");
        assert_eq!(detail(b"\0\0\xfe\xff"), "the byte order mark of UTF-32 (big endian)");
        assert_eq!(script(b"\xff\xfe").unwrap_err().reason, SkipReason::Encoding);
    }

    #[test]
    fn a_pointer_of_git_lfs_is_told_as_what_it_is() {
        let pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:d914\nsize 4\n";
        assert_eq!(script(pointer).unwrap_err().reason, SkipReason::LfsPointer);
        assert!(script(b"version https://git-lfs.github.com/spec/v1 is a line").is_ok());
        assert!(script(&[&pointer[..], &[b' '; 1024]].concat()).is_ok());
    }

    #[test]
    fn a_nul_byte_makes_a_file_binary_only_near_its_start() {
        let error = script(b"a\0").unwrap_err();
        assert_eq!((error.reason, error.detail.as_str()), (SkipReason::Binary, "a NUL byte at offset 1"));
        let mut late = vec![b'a'; BINARY_PREFIX];
        late.push(0);
        assert!(script(&late).is_ok());
    }
}
