//! Damages real files the way editors, merges and transfers do, the same way for the same seed.

/// What is spliced into a file; the first few are cruel to lexers.
const PIECES: [&[u8]; 52] = [
    b"\0",
    b"\xff",
    b"\xef\xbb\xbf",
    b"\xe2\x82",
    b"\r",
    b"\x0c",
    b"\\\n",
    b"\"\"\"",
    b"f\"{",
    b"}\"",
    b"'",
    b"`",
    b"(",
    b")",
    b"[",
    b"]",
    b"{",
    b"}",
    b":",
    b";",
    b",",
    b"=",
    b":=",
    b"**",
    b"->",
    b"@",
    b"\n",
    b"\n    ",
    b"\t",
    b"#",
    b"def f(",
    b"class C:",
    b"lambda ",
    b"if ",
    b" else ",
    b"match a:\n case _:",
    b"except* A:",
    b"await ",
    b" and ",
    b"0777",
    b"${",
    b"=>",
    b"/*",
    b"*/",
    b"/",
    b"<a>",
    b"</a>",
    b"?.",
    b"function(",
    b"get ",
    b"constructor(",
    b"type A<B>=",
];

/// A small generator of numbers (`SplitMix64`): the test must give the same files everywhere.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`, or 0.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % (bound.max(1) as u64)).unwrap_or(0)
    }

    fn range(&mut self, length: usize, longest: usize) -> std::ops::Range<usize> {
        let start = self.below(length);
        start..(start + 1 + self.below(longest)).min(length)
    }
}

/// The start of a file, ending anywhere.
pub(crate) fn truncated(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    bytes[..random.below(bytes.len() + 1)].to_vec()
}

/// A file with one to four kinds of damage; `other` gives what a bad merge brings in.
pub(crate) fn mutated(bytes: &[u8], other: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=random.below(4) {
        damage(&mut bytes, other, random);
    }
    bytes
}

fn damage(bytes: &mut Vec<u8>, other: &[u8], random: &mut Random) {
    let at = random.below(bytes.len() + 1);
    match random.below(9) {
        0 => drop(bytes.drain(random.range(bytes.len(), 1))),
        1 => drop(bytes.drain(random.range(bytes.len(), 40))),
        2 => insert(bytes, at, PIECES[random.below(PIECES.len())]),
        3 => insert(bytes, at, &[u8::try_from(random.below(256)).unwrap_or(0)]),
        4 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << random.below(8);
            }
        }
        5 => drop(bytes.drain(line(bytes, at))),
        6 => {
            let copy = bytes[line(bytes, at)].to_vec();
            let place = line(bytes, random.below(bytes.len() + 1)).start;
            insert(bytes, place, &copy);
        }
        7 => {
            let indent = [&b" "[..], b"    ", b"\t"][random.below(3)];
            insert(bytes, line(bytes, at).start, indent);
        }
        _ => insert(bytes, at, &other[random.range(other.len(), 200)]),
    }
}

fn insert(bytes: &mut Vec<u8>, at: usize, piece: &[u8]) {
    bytes.splice(at..at, piece.iter().copied());
}

/// The line around an offset, with its end.
fn line(bytes: &[u8], at: usize) -> std::ops::Range<usize> {
    let start = bytes[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    let end = bytes[at..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |end| at + end + 1);
    start..end
}
