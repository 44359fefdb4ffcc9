//! Reports as bytes: a few for each line, so that what they say of a file is at hand without parsing them again.
//!
//! Numbers are LEB128; places are told by their distance from the one before. The files stand in the order of their
//! paths, each with its length, so that what is said of one is decoded when somebody asks. Of branches it is how many begin
//! in a place and how many of them were taken: which way each goes matters where reports add up, and that is done by then.

use super::FileCoverage;
use super::file::Branch;
use super::marks::Marks;
use std::ops::Range;

/// Version of the form, its first byte.
const FORM: u8 = 3;

/// Branches of a file: a few bytes may name many, and no report that was read has more.
const MOST_WAYS: u32 = 5_000_000;

/// What reports say, packed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PackedCoverage {
    bytes: Vec<u8>,
    files: Vec<PackedFile>,
}

/// Where a file stands in the bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
struct PackedFile {
    path: Range<usize>,
    last_line: u32,
    reports: Range<usize>,
    body: Range<usize>,
}

/// What reports say of one file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ReportedFile<'a> {
    of: &'a PackedCoverage,
    /// Which of the files it is, in the order of their paths.
    pub number: usize,
}

impl PackedCoverage {
    /// The bytes that [`PackedCoverage::unpack`] takes.
    #[must_use]
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What some bytes say; `None` if they were not packed by this program.
    #[must_use]
    pub(crate) fn unpack(bytes: Vec<u8>) -> Option<PackedCoverage> {
        let mut input = Input { bytes: &bytes, at: 1 };
        let mut files: Vec<PackedFile> = Vec::new();
        if bytes.first() != Some(&FORM) {
            return None;
        }
        while input.at < bytes.len() {
            let path = input.part()?;
            let text = std::str::from_utf8(&bytes[path.clone()]).ok()?;
            if files.last().is_some_and(|last| bytes[last.path.clone()] >= *text.as_bytes()) {
                return None;
            }
            let last_line = input.number()?;
            let reports = input.part()?;
            files.push(PackedFile { path, last_line, reports, body: input.part()? });
        }
        Some(PackedCoverage { bytes, files })
    }

    /// Packs files in the order of their paths.
    pub(super) fn pack<'a>(files: impl Iterator<Item = (&'a str, &'a FileCoverage)>) -> PackedCoverage {
        let mut packed = PackedCoverage { bytes: vec![FORM], files: Vec::new() };
        let (mut body, mut reports) = (Vec::new(), Vec::new());
        for (path, file) in files {
            body.clear();
            reports.clear();
            put_file(&mut body, file);
            file.reports.iter().for_each(|report| put(&mut reports, (*report).into()));
            let out = &mut packed.bytes;
            let path = put_part(out, path.as_bytes());
            put(out, file.last_line().into());
            let reports = put_part(out, &reports);
            let body = put_part(out, &body);
            packed.files.push(PackedFile { path, last_line: file.last_line(), reports, body });
        }
        packed
    }

    /// Number of files that the reports speak of.
    #[must_use]
    pub(crate) fn len(&self) -> usize {
        self.files.len()
    }

    /// The files that the reports speak of, in the order of their paths.
    pub(crate) fn files(&self) -> impl Iterator<Item = ReportedFile<'_>> {
        (0..self.files.len()).map(|number| ReportedFile { of: self, number })
    }

    /// One of them; `None` if there are fewer.
    #[must_use]
    pub(crate) fn file(&self, number: usize) -> Option<ReportedFile<'_>> {
        (number < self.files.len()).then_some(ReportedFile { of: self, number })
    }
}

impl<'a> ReportedFile<'a> {
    fn place(&self) -> &'a PackedFile {
        &self.of.files[self.number]
    }

    /// Its path as the reports name it, with `/` between its parts.
    #[must_use]
    pub(crate) fn path(&self) -> &'a str {
        std::str::from_utf8(&self.of.bytes[self.place().path.clone()]).unwrap_or_default()
    }

    /// The last line that a report speaks of, 0 if there is none: a shorter file is not the one that was measured.
    #[must_use]
    pub(crate) fn last_line(&self) -> u32 {
        self.place().last_line
    }

    /// Which of the reports speak of it, in the order in which they were added, from 0.
    pub(crate) fn reports(&self) -> impl Iterator<Item = u32> + use<'a> {
        let mut input = Input { bytes: &self.of.bytes[self.place().reports.clone()], at: 0 };
        std::iter::from_fn(move || input.number())
    }

    /// What it says of its lines and branches, as bytes: the same of another one if that says the same.
    #[must_use]
    pub(crate) fn body(&self) -> &'a [u8] {
        &self.of.bytes[self.place().body.clone()]
    }

    /// What is known of its lines and branches; nothing if the bytes are damaged.
    #[must_use]
    pub(crate) fn coverage(&self) -> FileCoverage {
        file(&mut Input { bytes: self.body(), at: 0 }).unwrap_or_default()
    }
}

fn put_file(out: &mut Vec<u8>, file: &FileCoverage) {
    let mut last = 0;
    put(out, file.lines.len() as u64);
    for (line, is_run) in file.lines.iter() {
        put(out, u64::from(line - last) << 1 | u64::from(is_run));
        last = line;
    }
    last = 0;
    put(out, file.statements.len() as u64);
    for ((line, column), is_run) in file.statements.iter() {
        put(out, u64::from(line - last) << 1 | u64::from(is_run));
        put(out, column.into());
        last = line;
    }
    last = 0;
    let places: Vec<((u32, Option<u32>), u64, u64)> = branches(file).collect();
    put(out, places.len() as u64);
    for ((line, column), ways, taken) in places {
        put(out, (line - last).into());
        put(out, column.map_or(0, |column| u64::from(column) + 1));
        put(out, ways);
        put(out, taken);
        last = line;
    }
}

/// The places in which branches begin, with how many and how many of them were taken.
fn branches(file: &FileCoverage) -> impl Iterator<Item = ((u32, Option<u32>), u64, u64)> + '_ {
    let place = |branch: Branch| (branch.line, branch.column);
    let mut branches = file.branches.iter().peekable();
    std::iter::from_fn(move || {
        let here = place(branches.peek()?.0);
        let (mut ways, mut taken) = (0, 0);
        while let Some((_, is_taken)) = branches.next_if(|(branch, _)| place(*branch) == here) {
            ways += 1;
            taken += u64::from(is_taken);
        }
        Some((here, ways, taken))
    })
}

fn file(input: &mut Input<'_>) -> Option<FileCoverage> {
    let mut file = FileCoverage::default();
    let count = input.count()?;
    file.lines = input.marks(count, |_, line| Some(line))?;
    let count = input.count()?;
    file.statements = input.marks(count, |input, line| Some((line, input.number()?)))?;
    let (mut line, mut all) = (0_u32, 0_u32);
    for decision in 0..input.count()? {
        line = line.checked_add(input.number()?)?;
        let column = input.long()?.checked_sub(1).map(u32::try_from).transpose().ok()?;
        let (ways, taken) = (input.number()?, input.number()?);
        all = all.checked_add(ways).filter(|all| *all <= MOST_WAYS)?;
        let decision = i64::try_from(decision).ok()?;
        let way = |way: u32| (decision, way.into());
        (0..ways).for_each(|it| file.branch((line, column), way(it), it < taken));
    }
    Some(file)
}

fn put(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    out.push(number.to_le_bytes()[0]);
}

fn put_part(out: &mut Vec<u8>, part: &[u8]) -> Range<usize> {
    put(out, part.len() as u64);
    out.extend_from_slice(part);
    out.len() - part.len()..out.len()
}

struct Input<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Input<'_> {
    fn long(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = *self.bytes.get(self.at)?;
            self.at += 1;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    fn number(&mut self) -> Option<u32> {
        self.long()?.try_into().ok()
    }

    /// A number of things that take at least a byte each, so that a damaged one cannot ask for memory.
    fn count(&mut self) -> Option<usize> {
        let count = usize::try_from(self.long()?).ok()?;
        (count <= self.bytes.len() - self.at).then_some(count)
    }

    fn part(&mut self) -> Option<Range<usize>> {
        let length = self.count()?;
        let start = self.at;
        self.at += length;
        Some(start..self.at)
    }

    fn marks<K: Ord + Copy>(
        &mut self,
        count: usize,
        mut place: impl FnMut(&mut Self, u32) -> Option<K>,
    ) -> Option<Marks<K>> {
        let (mut marks, mut line) = (Marks::with_room(count), 0_u32);
        for _ in 0..count {
            let step = self.long()?;
            line = line.checked_add(u32::try_from(step >> 1).ok()?)?;
            marks.note(place(self, line)?, step & 1 == 1);
        }
        Some(marks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some() -> FileCoverage {
        let mut file = FileCoverage::default();
        for (line, column) in [(1, 0), (1, 40), (7, 4), (70_000, 300)] {
            file.statement(line, column, line != 7);
        }
        file.line(2, false);
        for way in [(2, -1), (i64::MIN, i64::MAX), (0, 0)] {
            file.branch((7, (way.0 == 2).then_some(300)), way, way.0 == 0);
        }
        file.reports = vec![0, 300];
        file.settle();
        file
    }

    #[test]
    fn what_is_packed_comes_back() {
        let (empty, some) = (FileCoverage::default(), some());
        let packed = PackedCoverage::pack([("a/ä.py", &empty), ("b.py", &some)].into_iter());
        let again = PackedCoverage::unpack(packed.bytes().to_vec()).expect("packed");
        assert_eq!(again, packed);
        let files: Vec<_> =
            again.files().map(|it| (it.path(), it.last_line(), it.reports().collect::<Vec<_>>())).collect();
        assert_eq!(files, [("a/ä.py", 0, vec![]), ("b.py", 70_000, vec![0, 300])]);
        let back = again.file(1).expect("a file").coverage();
        assert_eq!((&back.lines, &back.statements), (&some.lines, &some.statements));
        assert_eq!(
            branches(&back).collect::<Vec<_>>(),
            [((7, None), 2, 1), ((7, Some(300)), 1, 0)],
            "each where it is"
        );
        assert!(again.file(2).is_none());
    }

    #[test]
    fn damaged_bytes_ask_for_nothing_and_panic_nowhere() {
        let packed = PackedCoverage::pack([("a.py", &some()), ("b.py", &some())].into_iter());
        let bytes = packed.bytes();
        for end in 0..bytes.len() {
            if let Some(cut) = PackedCoverage::unpack(bytes[..end].to_vec()) {
                assert!(cut.len() < 2, "the first {end} bytes");
            }
        }
        for at in 0..bytes.len() {
            for change in [1_u8, 0x80, 0xff] {
                let mut damaged = bytes.to_vec();
                damaged[at] ^= change;
                let Some(read) = PackedCoverage::unpack(damaged) else { continue };
                read.files().for_each(|file| _ = (file.path(), file.coverage()));
            }
        }
    }
}
