//! `metrics exemptions`: everything that a check does not look at, in one list.

use super::args::{ExemptionsArgs, ExemptionsFormat};
use super::authors::attribute;
use super::baseline::place;
use super::configured::{Configured, Demands};
use super::hidden::hidden;
use super::ratchet::{Ratchet, shown};
use super::run::Run;
use super::select::Selection;
use super::verdict::date;
use crate::baseline::Entry;
use crate::config::{Color, Patterns};
use crate::judge::{overrides, suppressions};
use crate::model::{Exemption, ExemptionKind, Number, Origin, Outcome, Skipped, printable};
use crate::report::Destination;
use crate::report::exemptions::{write_json, write_text};
use anyhow::Result;
use std::io::{Write, stderr};
use std::process::ExitCode;

pub(super) fn exemptions(options: &ExemptionsArgs, color: Option<Color>) -> Result<ExitCode> {
    let paths = Selection::paths(&options.selection)?;
    let mut configured =
        Configured::new(&options.selection, &paths, Demands { color, ..Demands::default() })?;
    place(&mut configured, options.baseline.as_deref());
    let mut selection = Selection::new(&options.selection, paths, &configured)?;
    selection.request.note_hidden = true;
    let mut run = Run::start(&options.run);
    let measured = selection.measure(&mut run, &configured)?;
    let mut all = collected(&configured, &measured.outcome)?;
    if let Some((ratchet, lines)) = Ratchet::read_with_lines(&configured)? {
        let path = shown(&ratchet.path, &configured);
        all.extend(ratchet.entries.iter().zip(lines).map(|(entry, line)| known(&path, entry, line)));
    }
    all.extend(options.selection.exclude.iter().map(|pattern| of_option(pattern)));
    all.extend(hidden(&measured.hidden));
    all.extend(measured.outcome.skipped.iter().map(skipped));
    all.sort_by(|a, b| {
        a.kind.cmp(&b.kind).then_with(|| (&a.path, a.line, &a.what).cmp(&(&b.path, b.line, &b.what)))
    });
    all.dedup();
    let given = options.selection.stdin_filename.as_deref();
    let notes = attribute(&mut all, given, &mut run)?;
    run.finish(&measured.outcome, &measured.unrecognised)?;
    if !options.run.quiet {
        notes.iter().try_for_each(|note| writeln!(stderr(), "note: {}", printable(note)))?;
    }
    let write = match options.format {
        ExemptionsFormat::Text => write_text,
        ExemptionsFormat::Json => write_json,
    };
    Destination::Stdout.write(|out| write(&all, out), || true)?;
    Ok(ExitCode::SUCCESS)
}

/// What configurations and comments say.
fn collected(configured: &Configured, outcome: &Outcome) -> Result<Vec<Exemption>> {
    let today = date();
    let mut all = Vec::new();
    for settings in configured.met() {
        all.extend(overrides(&settings.policy, &today));
        all.extend(settings.exclude.iter().flat_map(|set| patterns(set, "")));
        all.extend(settings.include.iter().flat_map(|set| patterns(set, "everything but ")));
    }
    for record in &outcome.records {
        let settings = configured.of_file(&record.path)?;
        all.extend(suppressions(record, settings.compat.value));
    }
    Ok(all)
}

fn known(path: &str, entry: &Entry, line: Option<u32>) -> Exemption {
    let of = if entry.name.is_empty() { String::new() } else { format!(" `{}`", entry.name) };
    let what =
        format!("{} {} of {}{of} in {}", entry.metric, Number(entry.value), entry.scope.word(), entry.path);
    let reason = "it was there before the limit".to_owned();
    Exemption {
        kind: ExemptionKind::Baseline,
        path: path.to_owned(),
        line,
        what,
        reason,
        expires: None,
        added: None,
    }
}

fn patterns<'a>(set: &'a Patterns, but: &'a str) -> impl Iterator<Item = Exemption> + 'a {
    let (path, is_file) = match &set.origin {
        Origin::File(path, _) => (path.to_string_lossy().into_owned(), true),
        other => (other.to_string(), false),
    };
    set.patterns.iter().zip(&set.lines).map(move |(pattern, &line)| Exemption {
        kind: ExemptionKind::Exclude,
        path: path.clone(),
        line: u32::try_from(line).ok().filter(|_| is_file),
        what: format!("{but}{pattern}"),
        reason: String::new(),
        expires: None,
        added: None,
    })
}

fn of_option(pattern: &str) -> Exemption {
    Exemption {
        kind: ExemptionKind::Exclude,
        path: "--exclude".to_owned(),
        line: None,
        what: pattern.to_owned(),
        reason: "the command line says so".to_owned(),
        expires: None,
        added: None,
    }
}

fn skipped(file: &Skipped) -> Exemption {
    Exemption {
        kind: ExemptionKind::Skipped,
        path: file.path.to_string_lossy().into_owned(),
        line: None,
        what: format!("the file, {}", file.reason.word()),
        reason: file.detail.clone(),
        expires: None,
        added: None,
    }
}
