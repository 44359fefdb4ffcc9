//! A text rewritten for a grammar that does not know all of its language, and the way back from what was parsed to the
//! text as it is: whoever measures sees the original alone.

use crate::model::Marks;

/// A change of a text: some bytes are left out, others stand in their place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    /// Offset in the original.
    pub(super) at: usize,
    /// How many bytes are left out.
    pub(super) removed: usize,
    /// What stands there, repeated.
    pub(super) inserted: &'static str,
    pub(super) times: usize,
}

/// A rewritten text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repaired {
    text: Vec<u8>,
    /// In the order of the text, without gaps.
    pieces: Vec<Piece>,
}

/// A piece of the rewritten text and what it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    /// Offset and length in the rewritten text.
    start: usize,
    length: usize,
    /// The same in the original; nothing for what was inserted.
    original: usize,
    original_length: usize,
}

impl Piece {
    /// Where in the original stands what stands `offset` bytes behind the start of the piece.
    fn place(&self, offset: usize) -> usize {
        let is_end = offset >= self.length;
        self.original + if is_end { self.original_length } else { offset.min(self.original_length) }
    }
}

impl Repaired {
    /// Applies edits, which may come in any order but must not overlap. Of several at one place those that leave nothing
    /// out come first.
    pub(super) fn new(original: &[u8], mut edits: Vec<Edit>) -> Repaired {
        edits.sort_by_key(|edit| (edit.at, edit.removed > 0));
        let mut repaired = Repaired { text: Vec::with_capacity(original.len()), pieces: Vec::new() };
        let mut done = 0;
        for Edit { at, removed, inserted, times } in edits {
            repaired.keep(original, done, at);
            repaired.piece(at, removed, inserted.len() * times);
            for _ in 0..times {
                repaired.text.extend_from_slice(inserted.as_bytes());
            }
            done = at + removed;
        }
        repaired.keep(original, done, original.len());
        repaired
    }

    /// The rewritten text.
    #[must_use]
    pub fn text(&self) -> &[u8] {
        &self.text
    }

    /// Moves the marks of the rewritten text to where they stand in the original.
    pub fn restore(&self, marks: &mut Marks) {
        // the marks come in the order of their beginnings, and the ends of such that hold each other go back by steps
        let (mut start, mut end) = (0, 0);
        marks.first_error =
            marks.first_error.map(|offset| moved(offset, |offset| self.start(offset, &mut 0)));
        for mark in &mut marks.list {
            mark.start = moved(mark.start, |offset| self.start(offset, &mut start));
            mark.end = moved(mark.end, |offset| self.end(offset, &mut end)).max(mark.start);
        }
    }

    fn keep(&mut self, original: &[u8], from: usize, to: usize) {
        if from < to {
            self.piece(from, to - from, to - from);
            self.text.extend_from_slice(&original[from..to]);
        }
    }

    /// Notes that the next bytes stand for a stretch of the original.
    fn piece(&mut self, original: usize, original_length: usize, length: usize) {
        if length > 0 {
            self.pieces.push(Piece { start: self.text.len(), length, original, original_length });
        }
    }

    /// Where in the original begins what begins at `offset`.
    fn start(&self, offset: usize, near: &mut usize) -> usize {
        *near = partition_near(&self.pieces, *near, |piece| piece.start + piece.length <= offset);
        let piece = self.pieces.get(*near).or(self.pieces.last());
        piece.map_or(0, |piece| piece.place(offset - piece.start))
    }

    /// Where in the original ends what ends at `offset`.
    fn end(&self, offset: usize, near: &mut usize) -> usize {
        *near = partition_near(&self.pieces, *near, |piece| piece.start < offset);
        let piece = near.checked_sub(1).map(|index| self.pieces[index]);
        piece.map_or(0, |piece| piece.place(offset - piece.start))
    }
}

/// The partition point of a list, looked for first a few steps around a place.
fn partition_near<T>(list: &[T], near: usize, is_before: impl Fn(&T) -> bool) -> usize {
    const STEPS: usize = 8;
    let around = near.saturating_sub(STEPS)..list.len().min(near + STEPS);
    let inside = around.start + list[around.clone()].partition_point(&is_before);
    let is_sure = (inside > around.start || inside == 0) && (inside < around.end || inside == list.len());
    if is_sure { inside } else { list.partition_point(is_before) }
}

/// Files are bounded far below 4 GiB, so offsets fit.
fn moved(offset: u32, place: impl FnOnce(usize) -> usize) -> u32 {
    u32::try_from(place(offset as usize)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Mark, RoleSet};

    fn edit(at: usize, removed: usize, inserted: &'static str, times: usize) -> Edit {
        Edit { at, removed, inserted, times }
    }

    fn moved_by(edits: Vec<Edit>, places: &[(u32, u32)]) -> (String, Vec<(u32, u32)>) {
        let repaired = Repaired::new(b"ab=cd", edits);
        let mark = |&(start, end)| Mark { roles: RoleSet::NONE, start, end, after: 0, depth: 0, key: 0 };
        let mut marks = Marks { list: places.iter().map(mark).collect(), ..Marks::default() };
        repaired.restore(&mut marks);
        let places = marks.list.iter().map(|mark| (mark.start, mark.end)).collect();
        (String::from_utf8(repaired.text).unwrap(), places)
    }

    #[test]
    fn what_was_inserted_belongs_to_no_place() {
        let (text, places) =
            moved_by(vec![edit(5, 0, ")", 1), edit(3, 0, "(", 1)], &[(0, 2), (3, 7), (4, 6), (3, 4), (6, 7)]);
        assert_eq!(text, "ab=(cd)");
        assert_eq!(places, [(0, 2), (3, 5), (3, 5), (3, 3), (5, 5)]);
    }

    #[test]
    fn a_place_is_found_from_wherever_it_is_looked_for() {
        let list: Vec<usize> = (0..40).map(|number| number / 2).collect();
        for (near, value) in (0..=list.len()).flat_map(|near| (0..22).map(move |value| (near, value))) {
            let found = partition_near(&list, near, |number| *number < value);
            assert_eq!(found, list.len().min(value * 2), "{value} from {near}");
        }
        assert_eq!(partition_near(&[] as &[usize], 0, |_| true), 0);
    }

    #[test]
    fn a_piece_may_be_replaced_or_left_out() {
        let (text, places) = moved_by(vec![edit(2, 1, ":", 1)], &[(0, 2), (0, 3), (3, 5), (0, 5)]);
        assert_eq!((text.as_str(), places), ("ab:cd", vec![(0, 2), (0, 3), (3, 5), (0, 5)]));
        let (text, places) = moved_by(vec![edit(0, 1, "", 1), edit(2, 0, "  ", 2)], &[(0, 1), (5, 8)]);
        assert_eq!((text.as_str(), places), ("b    =cd", vec![(1, 2), (2, 5)]));
    }
}
