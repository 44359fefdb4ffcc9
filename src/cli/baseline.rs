//! `metrics baseline`: the only command that writes a baseline.

use super::args::{BaselineArgs, BaselineCommand, JudgingArgs, SelectionArgs};
use super::changes::Compared;
use super::configured::{Configured, Demands};
use super::ratchet::{Ratchet, Unusable, View, shown};
use super::run::Run;
use super::select::Selection;
use super::verdict::{Rigour, verdict};
use crate::baseline::{Changes, Entry, Update, update, write};
use crate::config::{Color, Setting};
use crate::model::{Number, Origin, Verdict, counted, printable};
use crate::report::Destination;
use anyhow::Result;
use std::io::{Write, stderr};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub(super) fn baseline(options: &BaselineArgs, color: Option<Color>) -> Result<ExitCode> {
    match &options.command {
        BaselineCommand::Create { judging, force } => create(judging, *force, color),
        BaselineCommand::Update { judging, accept_worse } => {
            revise(judging, color, Update { follow: true, accept_worse: *accept_worse })
        }
        BaselineCommand::Prune { judging } => {
            revise(judging, color, Update { follow: false, accept_worse: false })
        }
        BaselineCommand::Show { baseline } => show(baseline.as_deref(), color),
    }
}

fn create(options: &JudgingArgs, force: bool, color: Option<Color>) -> Result<ExitCode> {
    let (configured, verdict, whole) = judged(options, color)?;
    let path = &configured.settings.baseline.value;
    if force && !whole && path.symlink_metadata().is_ok() {
        return Err(Unusable::Whole(shown(path, &configured)).into());
    }
    if !force && path.symlink_metadata().is_ok() {
        return Err(Unusable::Present(shown(path, &configured)).into());
    }
    let entries: Vec<Entry> = verdict.findings.iter().filter_map(Entry::of).collect();
    save(path, &entries)?;
    say(&format!("wrote {}: {}", shown(path, &configured), entry_count(entries.len())))
}

fn revise(options: &JudgingArgs, color: Option<Color>, allowed: Update) -> Result<ExitCode> {
    let (configured, verdict, whole) = judged(options, color)?;
    let old = existing(&configured)?;
    let now: Vec<Entry> = verdict.findings.iter().filter_map(Entry::of).collect();
    let view = View::new(&configured, &verdict, whole);
    let matching = old.compare(&now, &view);
    // What a partial run does not find may be in a file that it did not look at.
    let outdated = if whole { matching.outdated(&old.entries, |path| view.seen(path)) } else { Vec::new() };
    let (entries, changes) = update(&old.entries, &now, &matching, &outdated, allowed);
    if entries != old.entries {
        save(&old.path, &entries)?;
    }
    let parts =
        if whole { "" } else { "; only a part of the repository was looked at, so nothing was dropped" };
    let shown = shown(&old.path, &configured);
    say(&format!("{shown}: {}: {}{parts}", entry_count(entries.len()), told(changes, allowed)))
}

fn show(path: Option<&Path>, color: Option<Color>) -> Result<ExitCode> {
    let options = SelectionArgs::default();
    let demands = Demands { color, ..Demands::default() };
    let mut configured = Configured::new(&options, &[PathBuf::from(".")], demands)?;
    place(&mut configured, path);
    let ratchet = existing(&configured)?;
    Destination::Stdout.write(
        |out| {
            for entry in &ratchet.entries {
                let (path, name) = (printable(&entry.path), printable(&entry.name));
                let place = if name.is_empty() { path } else { format!("{path}::{name}").into() };
                writeln!(out, "{place}  {} {}", printable(&entry.metric), Number(entry.value))?;
            }
            writeln!(out, "{}", entry_count(ratchet.entries.len()))
        },
        || true,
    )?;
    Ok(ExitCode::SUCCESS)
}

/// Judges what is selected as a check would, without a baseline.
fn judged(options: &JudgingArgs, color: Option<Color>) -> Result<(Configured, Verdict, bool)> {
    let demands = Demands { color, preset: options.preset, limits: options.limit.clone(), strict: false };
    let paths = Selection::paths(&options.selection)?;
    let mut configured = Configured::new(&options.selection, &paths, demands)?;
    place(&mut configured, options.baseline.as_deref());
    let whole = is_whole(&options.selection, &paths, &configured);
    let selection = Selection::new(&options.selection, paths, &configured)?;
    let mut run = Run::start(&options.run);
    let compared: Compared = selection.measure(&mut run, &configured)?.into();
    let verdict = verdict(&configured, &compared, Rigour::default())?;
    run.finish(&compared.outcome, &compared.unrecognised)?;
    Ok((configured, verdict, whole))
}

/// Lets an option say where the baseline is; if nothing does, it is at the root of the repository.
pub(super) fn place(configured: &mut Configured, path: Option<&Path>) {
    let setting = &configured.settings.baseline;
    let (value, origin) = match path {
        Some(path) => (configured.absolute(path), Origin::CommandLine("--baseline")),
        None if setting.origin == Origin::Default => {
            let name = setting.value.file_name().unwrap_or_default();
            (configured.root.join(name), Origin::Default)
        }
        None => return,
    };
    configured.settings.baseline = Setting { value, origin };
}

/// Whether a selection is the whole repository, so that what it does not find is nowhere.
pub(super) fn is_whole(options: &SelectionArgs, paths: &[PathBuf], configured: &Configured) -> bool {
    let holds_root = |path: &PathBuf| configured.root.starts_with(configured.absolute(path));
    options.exclude.is_empty() && options.paths_from.is_none() && paths.iter().any(holds_root)
}

fn existing(configured: &Configured) -> Result<Ratchet> {
    let path = &configured.settings.baseline.value;
    Ok(Ratchet::read(configured)?.ok_or_else(|| Unusable::Missing(shown(path, configured)))?)
}

fn save(path: &Path, entries: &[Entry]) -> Result<()> {
    Ok(Destination::File(path.to_owned()).write(|out| write(entries, out), || true)?)
}

fn entry_count(count: usize) -> String {
    counted(count, "entry", "entries")
}

/// What changed, in a few words.
fn told(changes: Changes, allowed: Update) -> String {
    let Changes { added, raised, lowered, moved, renewed, dropped, refused } = changes;
    let all = [
        (added, "added"),
        (raised, "raised"),
        (lowered, "lowered"),
        (moved, "moved"),
        (renewed, "renewed"),
        (dropped, "dropped"),
    ];
    let parts: Vec<String> =
        all.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    let done = if parts.is_empty() { "nothing to change".to_owned() } else { parts.join(", ") };
    match refused {
        0 => done,
        _ if !allowed.follow => done,
        _ => format!("{done}; {refused} new or worse and not taken over (`--accept-worse` does)"),
    }
}

fn say(text: &str) -> Result<ExitCode> {
    writeln!(stderr().lock(), "{text}")?;
    Ok(ExitCode::SUCCESS)
}
