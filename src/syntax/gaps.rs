//! What stands between two places of a text, asked again and again without reading it again.

use memchr::memchr_iter;
use std::cell::{Cell, OnceCell};

/// A text whose stretches are asked about while its tree is walked. The stretches of nodes that hold each other overlap,
/// so that to read each of them would take the square of the text.
pub(super) struct Gaps<'a> {
    text: &'a [u8],
    /// Offsets of all line feeds, once one was asked for.
    line_feeds: OnceCell<Vec<u32>>,
    /// The last stretch in which a slash was looked for, and whether it has one: nodes that begin at one place share it.
    last: Cell<Option<(u32, u32, bool)>>,
}

impl<'a> Gaps<'a> {
    pub(super) fn of(text: &'a [u8]) -> Gaps<'a> {
        Gaps { text, line_feeds: OnceCell::new(), last: Cell::new(None) }
    }

    /// Whether a line ends from one offset to another.
    pub(super) fn has_line_feed(&self, from: u32, to: u32) -> bool {
        let line_feeds = self.line_feeds.get_or_init(|| memchr_iter(b'\n', self.text).map(offset).collect());
        let next = line_feeds.partition_point(|at| *at < from);
        line_feeds.get(next).is_some_and(|at| *at < to)
    }

    /// Whether there is a slash from one offset to another.
    pub(super) fn has_slash(&self, from: u32, to: u32) -> bool {
        if let Some((_, _, known)) = self.last.get().filter(|last| (last.0, last.1) == (from, to)) {
            return known;
        }
        let has_slash = self.text[from as usize..to as usize].contains(&b'/');
        self.last.set(Some((from, to, has_slash)));
        has_slash
    }
}

/// Files are bounded far below 4 GiB, so offsets fit.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_begin_and_end_where_they_are_said_to() {
        let gaps = Gaps::of(b"a\n/b\n");
        let places = || (0..=5).flat_map(|from| (from..=5).map(move |to| (from, to)));
        for (from, to) in places() {
            let text = &b"a\n/b\n"[from as usize..to as usize];
            assert_eq!(gaps.has_line_feed(from, to), text.contains(&b'\n'), "{from}..{to}");
            assert_eq!(gaps.has_slash(from, to), text.contains(&b'/'), "{from}..{to}");
            assert_eq!(gaps.has_slash(from, to), text.contains(&b'/'), "{from}..{to} again");
        }
    }
}
