//! The baseline of a run: where it is, what of it still holds, and what that means for the findings.

use super::configured::{Configured, shown};
use super::{SessionError, Unusable};
use crate::baseline::{
    BaselineEntry, BaselineError, Contents, Matching, Seen, bytes, exact, is_defined_anew, lines,
    match_entries, parse, standing,
};
use crate::config::{BASELINE, Setting};
use crate::discover::{Links, path_of_bytes, read};
use crate::model::{
    Cause, Definitions, Finding, Metric, Origin, Record, Redefined, Severity, Standing, Verdict, printable,
};
use std::collections::HashSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Some 300,000 entries: more than anybody will work off.
const LARGEST: u64 = 64 << 20;

/// The file of a baseline and what is in it.
#[derive(Debug)]
pub(super) struct Ratchet {
    pub(super) path: PathBuf,
    pub(super) entries: Vec<BaselineEntry>,
    /// By which definitions everything was judged for it, if that is noted.
    pub(super) definitions: Option<Definitions>,
    /// Whether the file is written as this program writes it.
    pub(super) is_current: bool,
}

/// A baseline, and the line of each of its entries.
pub(super) type WithLines = (Ratchet, Vec<Option<u32>>);

impl Ratchet {
    /// Reads the baseline of a run; `None` if there is none and nobody named another than the usual one.
    pub(super) fn read(configured: &Configured) -> Result<Option<Ratchet>, SessionError> {
        Ok(Ratchet::read_bytes(configured)?.map(|(ratchet, _)| ratchet))
    }

    /// The same, with the line of each entry.
    pub(super) fn read_with_lines(configured: &Configured) -> Result<Option<WithLines>, SessionError> {
        Ok(Ratchet::read_bytes(configured)?.map(|(ratchet, bytes)| {
            let lines = lines(&bytes, &ratchet.entries);
            (ratchet, lines)
        }))
    }

    fn read_bytes(configured: &Configured) -> Result<Option<(Ratchet, Vec<u8>)>, SessionError> {
        let setting = &configured.settings.baseline;
        let path = setting.value.clone();
        let shown = shown(&path, &configured.current);
        let content = content(&path, configured);
        let refused = |what: String| SessionError::Request(format!("{shown}: {}", printable(&what)));
        let Some(bytes) = content.map_err(refused)? else {
            let is_missed = is_named(setting, configured);
            return if is_missed { Err(Unusable::Missing(shown).into()) } else { Ok(None) };
        };
        let Contents { entries, definitions, is_current } = parse(&bytes).map_err(|error| {
            let BaselineError { line, why } = error;
            Unusable::Damaged { path: shown, line, why }
        })?;
        Ok(Some((Ratchet { path, entries, definitions, is_current }, bytes)))
    }

    /// Which entry is which value of now.
    pub(super) fn compare(&self, now: &[BaselineEntry], view: &View<'_>, records: &[Record]) -> Matching {
        match_entries(&self.entries, now, &in_repository(records, view.configured), |path| view.seen(path))
    }

    /// Takes out of the findings what the baseline knows.
    pub(super) fn apply(&self, verdict: &mut Verdict, view: &View<'_>, records: &[Record], is_strict: bool) {
        let is_limit = |finding: &mut Finding| matches!(finding.cause, Cause::Limit(_));
        let mut all: Vec<Finding> = verdict.findings.extract_if(.., is_limit).collect();
        all.extend(verdict.inherited.extract_if(.., is_limit));
        let now: Vec<BaselineEntry> = all.iter().filter_map(BaselineEntry::of).collect();
        let matching = self.compare(&now, view, records);
        for (mut finding, (now, known)) in all.into_iter().zip(now.iter().zip(&matching.known)) {
            let entry = known.map(|index| &self.entries[index]);
            let before = entry.map(|entry| standing(entry, now));
            finding.standing = Some(settled(before, finding.standing));
            self.note_definition(&mut verdict.redefined, &finding, entry, now);
            let list = if finding.is_to_blame() { &mut verdict.findings } else { &mut verdict.inherited };
            list.push(finding);
        }
        if is_strict || view.whole {
            let outdated = view.outdated(&matching, &self.entries);
            verdict.outdated = outdated.len();
            if is_strict {
                verdict
                    .findings
                    .extend(outdated.iter().map(|&index| self.outdated(&self.entries[index], view)));
            }
        }
    }

    /// Notes a value that moved because of a definition, and one that may have.
    fn note_definition(
        &self,
        redefined: &mut Vec<Redefined>,
        finding: &Finding,
        entry: Option<&BaselineEntry>,
        now: &BaselineEntry,
    ) {
        let Cause::Limit(breach) = &finding.cause else { return };
        let metric = breach.metric;
        let noted = || self.definitions.as_ref().map(|definitions| definitions.version(metric.id));
        let Some(version) = entry.map_or_else(noted, |entry| entry.definition) else { return };
        let is_ours = entry.is_some_and(|entry| is_defined_anew(entry, now));
        let is_same = entry.is_some_and(|entry| entry.value.total_cmp(&now.value).is_eq());
        if version == metric.version || is_same || !is_ours && !finding.is_to_blame() {
            return;
        }
        let versions = (version, metric.version);
        let known = redefined.iter().position(|it| it.metric.id == metric.id && it.versions == versions);
        let at = known.unwrap_or_else(|| {
            redefined.push(Redefined { metric, versions, values: 0, doubtful: 0 });
            redefined.len() - 1
        });
        let count = if is_ours { &mut redefined[at].values } else { &mut redefined[at].doubtful };
        *count += 1;
    }

    fn outdated(&self, entry: &BaselineEntry, view: &View<'_>) -> Finding {
        let of = if entry.name.is_empty() { String::new() } else { format!(" `{}`", entry.name) };
        let entry = format!("{} of {}{of} in {}", entry.metric, entry.scope.word(), entry.told_path());
        let path = shown(&self.path, &view.configured.current);
        let in_repository = view.configured.in_repository(&self.path);
        let cause = Cause::OutdatedEntry { entry };
        Finding::about_line(Path::new(&path), in_repository, 1, Severity::Error, cause)
    }
}

/// Records by their paths in the repository, as a baseline has them.
pub(super) fn in_repository<'a>(records: &'a [Record], configured: &Configured) -> Vec<(String, &'a Record)> {
    records.iter().map(|record| (exact(&configured.in_repository(&record.path)), record)).collect()
}

/// The bytes of a baseline, on disk or in the revision that counts; `None` if there is none.
fn content(path: &Path, configured: &Configured) -> Result<Option<Vec<u8>>, String> {
    if let Some(files) = &configured.files {
        return files.content(path, LARGEST);
    }
    match path.symlink_metadata() {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        _ => read(path, Links::Follow, LARGEST)
            .map(|it| it.or_else(|| Some(Vec::new())))
            .map_err(|it| it.detail),
    }
}

/// Whether somebody counts on a baseline: a configuration that spells out the usual one says nothing.
fn is_named(setting: &Setting<PathBuf>, configured: &Configured) -> bool {
    match setting.origin {
        Origin::Default => false,
        Origin::CommandLine(_) => true,
        _ => setting.value != configured.root.join(BASELINE),
    }
}

/// A change is not to blame for what either the baseline or the state before it excuses.
fn settled(baseline: Option<Standing>, change: Option<Standing>) -> Standing {
    match (baseline, change) {
        (Some(known), Some(change)) if known.is_to_blame() => change,
        (Some(known), _) => known,
        (None, change) => change.unwrap_or(Standing::Introduced),
    }
}

/// What a run has looked at.
#[derive(Debug)]
pub(super) struct View<'a> {
    configured: &'a Configured,
    judged: HashSet<PathBuf>,
    /// What nobody knows all of: its entries stay.
    in_part: HashSet<PathBuf>,
    /// Whether that was the whole repository.
    pub(super) whole: bool,
    /// Whether what the tests run was known.
    is_covered: bool,
}

impl<'a> View<'a> {
    pub(super) fn new(configured: &'a Configured, verdict: &Verdict, whole: bool) -> View<'a> {
        let judged = verdict.judged.iter().map(|path| configured.in_repository(path)).collect();
        // Of a file with parse errors some is missing that may still be there.
        let in_part =
            verdict.not_done().map(|file| &file.path).chain(verdict.partial.iter().map(|file| &file.path));
        let in_part = in_part.map(|path| configured.in_repository(path)).collect();
        View { configured, judged, in_part, whole, is_covered: verdict.covered.is_some() }
    }

    /// The entries that nothing is left of, among those that the run can say it of.
    pub(super) fn outdated(&self, matching: &Matching, entries: &[BaselineEntry]) -> Vec<usize> {
        let mut outdated = matching.outdated(entries, |path| self.seen(path));
        let needs = |id: &str| Metric::find(id).is_some_and(Metric::needs_coverage);
        outdated.retain(|&index| self.is_covered || !needs(&entries[index].metric));
        outdated
    }

    /// What the run has seen of a file of the repository.
    pub(super) fn seen(&self, path: &str) -> Seen {
        let Ok(relative) = path_of_bytes(&bytes(path)) else { return Seen::Not };
        let relative = relative.as_path();
        if self.in_part.contains(relative) {
            return Seen::Not;
        }
        if self.judged.contains(relative) {
            return Seen::Measured;
        }
        match self.configured.root.join(relative).symlink_metadata() {
            Err(error) if error.kind() == ErrorKind::NotFound => Seen::Gone,
            // What the whole repository does not show any more is excluded.
            _ if self.whole => Seen::Measured,
            _ => Seen::Not,
        }
    }
}
