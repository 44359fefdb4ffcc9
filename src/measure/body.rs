//! A hash of what a function says, by which it is known after it was moved or renamed.
//!
//! It is taken over the lines from the end of the name to the end of the function, without indentation, white space at
//! their ends and blank lines. Baselines store it: another way to compute it would make them forget.

use super::unit::Unit;
use crate::model::{Marks, Role};
use memchr::memchr_iter;

/// The hash of each unit's body.
///
/// One pass over the text, however deep functions nest: the hash of a stretch is the difference of two prefixes.
pub(crate) fn bodies(marks: &Marks, units: &[Unit], text: &[u8]) -> Vec<u64> {
    let stretches: Vec<(usize, usize)> = units.iter().map(|unit| stretch(marks, unit)).collect();
    let mut cuts: Vec<usize> = stretches.iter().flat_map(|&(start, end)| [start, end]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let prefixes = prefixes(text, &cuts);
    let at = |offset: usize| prefixes[cuts.partition_point(|cut| *cut < offset)];
    stretches.iter().map(|&(start, end)| at(end).since(at(start))).collect()
}

/// From the end of the name, so that another name is no other body, to the end.
fn stretch(marks: &Marks, unit: &Unit) -> (usize, usize) {
    let own = &marks.list[unit.mark];
    let name = marks.below(unit.mark).map(|at| &marks.list[at]).find(|mark| mark.is(Role::Name));
    let start = name.map_or(own.start, |name| name.end);
    (start as usize, own.end.max(start) as usize)
}

/// The hash of everything before a place, as a polynomial over the words met so far.
#[derive(Clone, Copy, Default)]
struct Prefix {
    value: u64,
    words: u32,
}

const BASE: u64 = 0x9e37_79b9_7f4a_7c15;

impl Prefix {
    /// The hash of what stands between an earlier place and this one.
    fn since(self, earlier: Prefix) -> u64 {
        let shift = BASE.wrapping_pow(self.words - earlier.words);
        mix(self.value.wrapping_sub(earlier.value.wrapping_mul(shift)))
    }

    fn add(&mut self, word: u64) {
        self.value = self.value.wrapping_mul(BASE).wrapping_add(mix(word));
        self.words += 1;
    }

    fn add_line(&mut self, line: &[u8]) {
        if line.is_empty() {
            return;
        }
        let (chunks, rest) = line.as_chunks::<8>();
        for chunk in chunks {
            self.add(u64::from_le_bytes(*chunk));
        }
        // The last word is never full, so that its top byte can tell where the line ends.
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        last[7] = u8::try_from(rest.len()).unwrap_or(7) + 1;
        self.add(u64::from_le_bytes(last));
    }
}

/// The finalizer of `SplitMix64`: without it, words that differ in high bits only would differ in these for ever.
fn mix(word: u64) -> u64 {
    let word = (word ^ word >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let word = (word ^ word >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ word >> 31
}

/// The prefix at each cut; what stands before the first one is in no function.
fn prefixes(text: &[u8], cuts: &[usize]) -> Vec<Prefix> {
    let mut prefix = Prefix::default();
    let mut last = cuts.first().copied().unwrap_or(0);
    let step = |&cut: &usize| {
        let stretch = &text[last..cut];
        let mut start = 0;
        for end in memchr_iter(b'\n', stretch).chain([stretch.len()]) {
            prefix.add_line(stretch[start..end].trim_ascii());
            start = end + 1;
        }
        last = cut;
        prefix
    };
    cuts.iter().map(step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The hash of a whole text.
    fn hash(text: &str) -> u64 {
        let prefixes = prefixes(text.as_bytes(), &[0, text.len()]);
        prefixes[1].since(prefixes[0])
    }

    #[test]
    fn indentation_and_blank_lines_are_no_difference() {
        assert_eq!(hash("(a):\n    return 1\n"), hash("(a):  \r\n\n\treturn 1"));
        assert_ne!(hash("return 1"), hash("return 2"));
        assert_ne!(hash("a\nb"), hash("ab"));
        assert_ne!(hash("12345678\n"), hash("1234567\n8"));
        assert_ne!(hash("a"), hash("a\0"), "padding is told from content");
    }

    #[test]
    fn a_stretch_has_its_hash_wherever_it_stands() {
        let text = b"before it\n  f = 1\n  g = 2\nafter it";
        let all = prefixes(text, &[0, 10, 25, 34]);
        assert_eq!(all[2].since(all[1]), hash("f = 1\ng = 2"));
        assert_ne!(all[2].since(all[1]), all[3].since(all[2]));
    }

    #[test]
    fn the_hash_that_baselines_hold_stays() {
        assert_eq!(hash("(self): return self.x"), 17_767_471_035_406_953_412);
    }
}
