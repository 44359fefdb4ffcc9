//! `metrics exemptions`: everything that a check does not look at, in one list.

use super::args::{ExemptionsArgs, ExemptionsFormat};
use super::baseline::place;
use super::check::today;
use super::configured::{Configured, Demands};
use super::ratchet::{Ratchet, shown};
use super::run::Run;
use super::select::Selection;
use crate::config::{Color, Patterns};
use crate::judge::{overrides, suppressions};
use crate::model::{Exemption, ExemptionKind, Number, Origin, Outcome, Skipped};
use crate::report::Destination;
use crate::report::exemptions::{write_json, write_text};
use anyhow::Result;
use std::process::ExitCode;

pub(super) fn exemptions(options: &ExemptionsArgs, color: Option<Color>) -> Result<ExitCode> {
    let paths = Selection::paths(&options.selection)?;
    let mut configured =
        Configured::new(&options.selection, &paths, Demands { color, ..Demands::default() })?;
    place(&mut configured, options.baseline.as_deref());
    let selection = Selection::new(&options.selection, paths, &configured.settings)?;
    let mut run = Run::start(&options.run);
    let measured = selection.measure(&mut run, &mut configured)?;
    let mut all = collected(&mut configured, &measured.outcome)?;
    if let Some(ratchet) = Ratchet::read(&configured)? {
        let path = shown(&ratchet.path, &configured);
        all.extend(ratchet.entries.iter().map(|entry| known(&path, entry)));
    }
    all.extend(configured.settings.exclude.iter().flat_map(excluded));
    all.extend(measured.outcome.skipped.iter().map(skipped));
    run.finish(&measured.outcome, &measured.unrecognised)?;
    all.sort_by(|a, b| {
        a.kind.cmp(&b.kind).then_with(|| (&a.path, a.line, &a.what).cmp(&(&b.path, b.line, &b.what)))
    });
    all.dedup();
    let write = match options.format {
        ExemptionsFormat::Text => write_text,
        ExemptionsFormat::Json => write_json,
    };
    Destination::Stdout.write(|out| write(&all, out), || true)?;
    Ok(ExitCode::SUCCESS)
}

/// What configurations and comments say.
fn collected(configured: &mut Configured, outcome: &Outcome) -> Result<Vec<Exemption>> {
    let today = today();
    let mut all = overrides(&configured.settings.policy, &today);
    for record in &outcome.records {
        let settings = configured.of_file(&record.path)?;
        if settings.files != configured.settings.files {
            all.extend(overrides(&settings.policy, &today));
            all.extend(settings.exclude.iter().flat_map(excluded));
        }
        all.extend(suppressions(record, settings.compat.value));
    }
    Ok(all)
}

fn known(path: &str, entry: &crate::baseline::Entry) -> Exemption {
    let of = if entry.name.is_empty() { String::new() } else { format!(" `{}`", entry.name) };
    let what =
        format!("{} {} of {}{of} in {}", entry.metric, Number(entry.value), entry.scope.word(), entry.path);
    let reason = "it was there before the limit".to_owned();
    Exemption {
        kind: ExemptionKind::Baseline,
        path: path.to_owned(),
        line: None,
        what,
        reason,
        expires: None,
    }
}

fn excluded(patterns: &Patterns) -> impl Iterator<Item = Exemption> + '_ {
    let (path, line) = match &patterns.origin {
        Origin::File(path, line) => (path.to_string_lossy().into_owned(), u32::try_from(*line).ok()),
        other => (other.to_string(), None),
    };
    patterns.patterns.iter().map(move |pattern| Exemption {
        kind: ExemptionKind::Exclude,
        path: path.clone(),
        line,
        what: pattern.clone(),
        reason: String::new(),
        expires: None,
    })
}

fn skipped(file: &Skipped) -> Exemption {
    Exemption {
        kind: ExemptionKind::Skipped,
        path: file.path.to_string_lossy().into_owned(),
        line: None,
        what: format!("the file, {}", file.reason.word()),
        reason: file.detail.clone(),
        expires: None,
    }
}
