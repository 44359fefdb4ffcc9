//! Reports on coverage: read and parsed once, and kept beside the cache with what they came to for each file.

use super::SessionError;
use super::caching::Directory;
use super::configured::{Configured, shown};
use crate::cache::{Kept, ReadSource};
use crate::coverage::{Coverage, PackedCoverage, ReportedFile};
use crate::discover::stamp_of;
use crate::model::{Digest, FileMetrics, FileStamp, TestedFile, printable};
use crate::pipeline::derived_space;
use crate::regular;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// No report is larger that somebody reads; a tool that went wrong may write more.
const LARGEST: u64 = 1 << 30;

/// The reports of a run, and what they say.
#[derive(Debug)]
pub(super) struct ReportFiles {
    pub(super) coverage: PackedCoverage,
    /// When each report was written, in nanoseconds since 1970.
    written: Vec<Option<i64>>,
    tested: Vec<Tested>,
    /// Whether more is known of files than is kept.
    has_more: bool,
    /// Where it is kept, if there is a place.
    kept: Option<Kept>,
}

/// What a file of the reports came to, and the outline of the file of the run that this was.
type Tested = Option<(u64, TestedFile)>;

impl ReportFiles {
    /// Reads reports, or recalls what they say.
    pub(super) fn read(
        names: &[PathBuf],
        configured: &Configured,
        cache: Option<&Directory>,
    ) -> Result<ReportFiles, SessionError> {
        let places: Vec<PathBuf> = names.iter().map(|path| configured.absolute(path)).collect();
        let stamps: Vec<Option<FileStamp>> = places.iter().map(|place| stamp_of(place)).collect();
        let written = |(place, stamp): (&PathBuf, &Option<FileStamp>)| {
            stamp.map_or_else(|| modified(place), |stamp| Some(stamp.modified))
        };
        let written = places.iter().zip(&stamps).map(written).collect();
        let mut kept = cache.and_then(|cache| cache.kept(derived_space("coverage"), places.clone()));
        let known = kept.as_mut().and_then(Kept::find).and_then(unpack);
        let is_fresh = kept.as_ref().is_some_and(|kept| kept.is_of_stamps(&stamps));
        let (coverage, tested) = match known {
            Some(known) if is_fresh => known,
            known => read_all(&places, &stamps, configured, (kept.as_mut(), known))?,
        };
        Ok(ReportFiles { coverage, written, tested, has_more: false, kept })
    }

    /// When the oldest report that speaks of a file was written, in nanoseconds since 1970, if anybody knows.
    pub(super) fn written(&self, file: ReportedFile<'_>) -> Option<i64> {
        file.reports().filter_map(|report| *self.written.get(report as usize)?).min()
    }

    /// When the oldest of all was.
    pub(super) fn oldest(&self) -> Option<i64> {
        self.written.iter().copied().flatten().min()
    }

    /// Whether it is known what most files came to, so that the records of some need not be looked at.
    pub(super) fn knows_files(&self) -> bool {
        self.tested.iter().flatten().count() > self.tested.len() / 2
    }

    /// What a file came to the last time; `None` if nobody knows, or it was another text.
    pub(super) fn tested(&self, number: usize, digest: &Digest) -> Option<TestedFile> {
        let (outline, tested) = self.tested.get(number).copied().flatten()?;
        (outline == digest.outline).then_some(tested)
    }

    /// What a file came to, whatever text it was.
    pub(super) fn known(&self, number: usize) -> TestedFile {
        self.tested.get(number).copied().flatten().map(|(_, tested)| tested).unwrap_or_default()
    }

    /// Notes what a file came to.
    pub(super) fn note(&mut self, number: usize, record: &FileMetrics) {
        let outline = Digest::outline_of(record);
        let Some(known) = self.tested.get_mut(number) else { return };
        if known.is_none_or(|(of, _)| of != outline) {
            *known = Some((outline, TestedFile::of(record)));
            self.has_more = true;
        }
    }

    /// Keeps what was noted.
    pub(super) fn keep(&mut self) {
        if let Some(kept) = self.kept.as_ref().filter(|_| std::mem::take(&mut self.has_more)) {
            kept.keep_more(&pack(&self.coverage, &self.tested));
        }
    }
}

/// Reads reports; parses them unless what is known is of the same contents.
fn read_all(
    places: &[PathBuf],
    stamps: &[Option<FileStamp>],
    configured: &Configured,
    (kept, mut known): (Option<&mut Kept>, Option<(PackedCoverage, Vec<Tested>)>),
) -> Result<(PackedCoverage, Vec<Tested>), SessionError> {
    let refused = |place: &Path, why: String| {
        SessionError::Request(format!("{}: {}", shown(place, &configured.current), printable(&why)))
    };
    let started = kept.as_ref().map_or(0, |kept| kept.now());
    let mut contents = Vec::new();
    for place in places {
        contents.push(regular::read(place, LARGEST).map_err(|error| refused(place, error.to_string()))?);
    }
    let source = |kept: &Kept, (content, (place, before)): (&Vec<u8>, (&PathBuf, &Option<FileStamp>))| {
        let stamp = before.filter(|_| stamp_of(place) == *before);
        ReadSource { key: kept.key(content), stamp, started }
    };
    let sources: Option<Vec<ReadSource>> = kept
        .as_ref()
        .map(|kept| contents.iter().zip(places.iter().zip(stamps)).map(|it| source(kept, it)).collect());
    let is_known = kept.as_ref().zip(sources.as_ref()).is_some_and(|(kept, it)| kept.is_of_contents(it));
    let (coverage, tested) = if let Some(known) = known.take_if(|_| is_known) {
        known
    } else {
        let mut coverage = Coverage::default();
        for (place, content) in places.iter().zip(&contents) {
            coverage.add(content).map_err(|error| refused(place, error.to_string()))?;
        }
        let coverage = coverage.pack();
        let tested =
            known.map_or_else(|| vec![None; coverage.len()], |(old, of)| carried(&old, &of, &coverage));
        (coverage, tested)
    };
    // what is known already is noted with the stamps of now, where these count
    if let Some((kept, sources)) = kept.zip(sources).filter(|(kept, _)| !is_known || kept.trusts_stamps()) {
        kept.keep(&sources, &pack(&coverage, &tested));
    }
    Ok((coverage, tested))
}

/// What files came to of which new reports say what the ones before said: most tests run what they ran before.
fn carried(old: &PackedCoverage, tested: &[Tested], new: &PackedCoverage) -> Vec<Tested> {
    let mut known = old.files().zip(tested).peekable();
    let of = |file: ReportedFile<'_>| {
        while known.next_if(|(it, _)| it.path() < file.path()).is_some() {}
        known.next_if(|(it, _)| it.path() == file.path() && it.body() == file.body()).and_then(|it| *it.1)
    };
    new.files().map(of).collect()
}

/// When a file was last changed, in nanoseconds since 1970.
pub(super) fn modified(path: &Path) -> Option<i64> {
    let time = path.metadata().and_then(|it| it.modified()).ok()?;
    i64::try_from(time.duration_since(SystemTime::UNIX_EPOCH).ok()?.as_nanos()).ok()
}

/// Reports and what files came to as bytes; the latter in rows of the same length, which is the last number.
fn pack(coverage: &PackedCoverage, tested: &[Tested]) -> Vec<u8> {
    let mut bytes = coverage.bytes().to_vec();
    for tested in tested {
        let (outline, file) = tested.unwrap_or_default();
        bytes.push(u8::from(tested.is_some()));
        bytes.extend_from_slice(&outline.to_le_bytes());
        bytes.extend_from_slice(&file.functions.to_le_bytes());
        bytes.extend_from_slice(&file.unknown.to_le_bytes());
        for (low, high) in file.extremes.map(|it| it.unwrap_or((f64::NAN, f64::NAN))) {
            bytes.extend_from_slice(&low.to_le_bytes());
            bytes.extend_from_slice(&high.to_le_bytes());
        }
    }
    bytes.extend_from_slice(&(coverage.bytes().len() as u64).to_le_bytes());
    bytes
}

fn unpack(mut bytes: Vec<u8>) -> Option<(PackedCoverage, Vec<Tested>)> {
    let (rest, length) = bytes.split_last_chunk()?;
    let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
    let mut rest = rest.get(length..)?;
    let mut tested = Vec::new();
    while let Some((is_known, after)) = rest.split_first() {
        let (file, after) = row(after)?;
        tested.push((*is_known == 1).then_some(file));
        rest = after;
    }
    bytes.truncate(length);
    let coverage = PackedCoverage::unpack(bytes)?;
    (coverage.len() == tested.len()).then_some((coverage, tested))
}

fn row(bytes: &[u8]) -> Option<((u64, TestedFile), &[u8])> {
    let (outline, bytes) = bytes.split_first_chunk()?;
    let (functions, bytes) = bytes.split_first_chunk()?;
    let (unknown, mut bytes) = bytes.split_first_chunk()?;
    let mut file = TestedFile {
        functions: u32::from_le_bytes(*functions),
        unknown: u32::from_le_bytes(*unknown),
        ..TestedFile::default()
    };
    for extreme in &mut file.extremes {
        let (low, after) = bytes.split_first_chunk()?;
        let (high, after) = after.split_first_chunk()?;
        let (low, high) = (f64::from_le_bytes(*low), f64::from_le_bytes(*high));
        *extreme = (!low.is_nan()).then_some((low, high));
        bytes = after;
    }
    Some(((u64::from_le_bytes(*outline), file), bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A tracefile with a line of each file, and how often it ran.
    fn tracefile(files: &[(&str, u32, u32)]) -> Vec<u8> {
        let record = |(name, line, count): &(&str, u32, u32)| {
            format!("SF:{name}.py\nDA:{line},{count}\nend_of_record\n").into_bytes()
        };
        files.iter().flat_map(record).collect()
    }

    #[test]
    fn a_new_report_leaves_known_what_it_does_not_change() {
        let packed = |report: &[u8]| {
            let mut coverage = Coverage::default();
            coverage.add(report).expect("a tracefile");
            coverage.pack()
        };
        let old = packed(&tracefile(&[("a", 1, 1), ("b", 2, 0), ("d", 1, 1)]));
        let new = packed(&tracefile(&[("0", 1, 1), ("b", 2, 1), ("c", 1, 1), ("d", 1, 9)]));
        let file = |functions| Some((7, TestedFile { functions, ..TestedFile::default() }));
        let tested = [file(1), file(2), file(3)];
        assert_eq!(carried(&old, &tested, &new), [None, None, None, file(3)]);
        assert_eq!(carried(&old, &tested, &old), tested);
    }

    #[test]
    fn what_files_came_to_comes_back() {
        let mut coverage = Coverage::default();
        coverage.add(&tracefile(&[("a", 1, 1), ("b", 2, 0)])).expect("a tracefile");
        let coverage = coverage.pack();
        let extremes = [Some((1.0, 30.5)), None, Some((0.0, 100.0))];
        let file = TestedFile { functions: 3, unknown: 70_000, extremes };
        let tested = vec![None, Some((u64::MAX, file))];
        let bytes = pack(&coverage, &tested);
        assert_eq!(unpack(bytes.clone()), Some((coverage, tested)));
        for end in 0..bytes.len() {
            assert_eq!(unpack(bytes[..end].to_vec()), None, "the first {end} bytes");
        }
    }
}
