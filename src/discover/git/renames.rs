//! Which file that is new was which file that is gone: by its content, else by the lines that both have.
//!
//! libgit2 compares each file that is gone with each that is new, which for a directory of some thousand files takes
//! minutes. Here a file is compared with the few that share its rarest lines, so the work grows with the text alone.

use crate::discover::{Candidate, Source};
use crate::pairing::Passes;
use git2::{ObjectType, Oid};
use std::collections::HashMap;
use std::ffi::OsStr;
use std::hash::{DefaultHasher, Hash, Hasher};

/// A larger file is known by its content alone.
const LARGEST: u64 = 1 << 20;
/// A line of more files than this tells nothing.
const COMMON: usize = 8;
/// How many files share enough rare lines to be worth a comparison.
const CLOSEST: usize = 4;
/// The part of the larger file, in percent, that both must have.
const LEAST: u64 = 50;

/// A file before and after.
pub(super) type Pair = (Option<Candidate>, Option<Candidate>);

/// Makes one pair of a file that is gone and one that is new where these are the same file.
pub(super) fn join(pairs: &mut Vec<Pair>) {
    let places = |is: fn(&Pair) -> bool| -> Vec<usize> {
        pairs.iter().enumerate().filter(|(_, pair)| is(pair)).map(|(place, _)| place).collect()
    };
    // A file in no known language has neither side.
    let gone = places(|pair| pair.0.is_some() && pair.1.is_none());
    let new = places(|pair| pair.0.is_none() && pair.1.is_some());
    let side = |&place: &usize| pairs[place].0.as_ref().or(pairs[place].1.as_ref());
    let former = former(
        &gone.iter().filter_map(side).collect::<Vec<_>>(),
        &new.iter().filter_map(side).collect::<Vec<_>>(),
    );
    for (at, former) in former.into_iter().enumerate() {
        if let Some(former) = former {
            pairs[new[at]].0 = pairs[gone[former]].0.take();
        }
    }
    pairs.retain(|pair| pair.0.is_some() || pair.1.is_some());
}

/// Which of the files that are gone each new file was, by its place among them.
pub(super) fn former(gone: &[&Candidate], new: &[&Candidate]) -> Vec<Option<usize>> {
    let mut passes = Passes::new(gone.len(), new.len());
    if gone.is_empty() || new.is_empty() {
        return passes.known().to_vec();
    }
    let ids = |files: &[&Candidate]| files.iter().map(|file| id(file)).collect::<Vec<_>>();
    let (gone_ids, new_ids) = (ids(gone), ids(new));
    let named = |id: Option<Oid>, file: &Candidate| Some((id?, file.path.file_name().map(OsStr::to_owned)));
    passes.take_equal(|at| named(gone_ids[at], gone[at]), |at| named(new_ids[at], new[at]));
    passes.take_equal(|at| gone_ids[at], |at| new_ids[at]);
    let (left, found): (Vec<usize>, Vec<usize>) =
        ((0..gone.len()).filter(|&at| !passes.is_taken(at)).collect(), left(&passes));
    let read = |files: &[&Candidate], left: &[usize]| -> Vec<Lines> {
        left.iter().map(|&at| Lines::of(files[at])).collect()
    };
    let alike = similar(&read(gone, &left), &read(new, &found));
    passes.take_listed(alike.into_iter().map(|(_, new, gone)| (left[gone], found[new])));
    passes.known().to_vec()
}

/// The new files whose former selves are not known.
fn left(passes: &Passes) -> Vec<usize> {
    passes.known().iter().enumerate().filter(|(_, known)| known.is_none()).map(|(at, _)| at).collect()
}

/// The name that git gives to the content of a file.
fn id(file: &Candidate) -> Option<Oid> {
    match &file.source {
        Source::Blob(blob) => Some(blob.id()),
        Source::File | Source::Text(_) => Oid::hash_object(ObjectType::Blob, &file.read(LARGEST).ok()??).ok(),
    }
}

/// The lines of a file, by their hashes and lengths, in the order of the hashes.
#[derive(Debug, Default)]
struct Lines(Vec<(u64, u64)>);

impl Lines {
    /// Nothing of a file that cannot be read: whoever measures it will say so.
    fn of(file: &Candidate) -> Lines {
        Lines::of_text(&file.read(LARGEST).ok().flatten().unwrap_or_default())
    }

    fn of_text(text: &[u8]) -> Lines {
        let line = |line: &[u8]| {
            let mut hasher = DefaultHasher::new();
            line.hash(&mut hasher);
            (hasher.finish(), line.len() as u64)
        };
        let lines = text.split_inclusive(|&byte| byte == b'\n').map(<[u8]>::trim_ascii);
        let mut lines: Vec<_> = lines.filter(|text| !text.is_empty()).map(line).collect();
        lines.sort_unstable();
        Lines(lines)
    }

    fn bytes(&self) -> u64 {
        self.0.iter().map(|(_, length)| length).sum()
    }

    /// The part of the larger of two files that both have, in percent.
    fn likeness(&self, other: &Lines) -> u64 {
        let (mut ours, mut theirs) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut common = 0;
        while let (Some(a), Some(b)) = (ours.peek(), theirs.peek()) {
            let order = a.cmp(b);
            common += if order.is_eq() { a.1 } else { 0 };
            ours.next_if(|_| order.is_le());
            theirs.next_if(|_| order.is_ge());
        }
        common * 100 / self.bytes().max(other.bytes()).max(1)
    }
}

/// Files that are alike, the most alike first: by how much, and their places among the new ones and those gone.
fn similar(gone: &[Lines], new: &[Lines]) -> Vec<(u64, usize, usize)> {
    let mut holders: HashMap<u64, Vec<usize>> = HashMap::new();
    for (place, lines) in gone.iter().enumerate() {
        for (line, _) in &lines.0 {
            let holders = holders.entry(*line).or_default();
            if holders.len() <= COMMON && holders.last() != Some(&place) {
                holders.push(place);
            }
        }
    }
    holders.retain(|_, holders| holders.len() <= COMMON);
    let mut alike = Vec::new();
    for (place, lines) in new.iter().enumerate() {
        for other in closest(lines, &holders) {
            let likeness = lines.likeness(&gone[other]);
            if likeness >= LEAST {
                alike.push((likeness, place, other));
            }
        }
    }
    alike.sort_by_key(|&(likeness, new, gone)| (std::cmp::Reverse(likeness), new, gone));
    alike
}

/// The files that share the most rare lines with this one.
fn closest(lines: &Lines, holders: &HashMap<u64, Vec<usize>>) -> Vec<usize> {
    let mut shared: HashMap<usize, u64> = HashMap::new();
    for (line, length) in &lines.0 {
        for &holder in holders.get(line).into_iter().flatten() {
            *shared.entry(holder).or_default() += length;
        }
    }
    let mut shared: Vec<(u64, usize)> = shared.into_iter().map(|(place, bytes)| (bytes, place)).collect();
    shared.sort_unstable_by_key(|&(bytes, place)| (std::cmp::Reverse(bytes), place));
    shared.truncate(CLOSEST);
    shared.into_iter().map(|(_, place)| place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(salt: &str, lines: usize) -> Lines {
        let text: Vec<String> = (0..lines).map(|line| format!("    call({salt}, {line})\n")).collect();
        Lines::of_text(text.concat().as_bytes())
    }

    #[test]
    fn likeness_is_the_part_of_the_larger_file() {
        assert_eq!(file("a", 20).likeness(&file("a", 20)), 100);
        assert_eq!(file("a", 10).likeness(&file("b", 10)), 0);
        assert_eq!(Lines::of_text(b"one\ntwo\ntwo\n").likeness(&Lines::of_text(b"  two\r\nthree\n")), 33);
        assert_eq!(Lines::default().likeness(&Lines::default()), 0);
    }

    #[test]
    fn the_most_alike_belong_together() {
        let gone = [file("a", 20), file("b", 20), file("c", 20)];
        let new = [file("c", 15), file("x", 20), file("a", 20)];
        assert_eq!(similar(&gone, &new), [(100, 2, 0), (73, 0, 2)]);
    }
}
