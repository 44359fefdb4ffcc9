//! `metrics config init`: a first configuration, and which limits it starts from.

use super::args::{InitArgs, RunArgs};
use super::run::Run;
use super::terminal::told;
use crate::config::{FILE_NAMES, ForeignLimits, PRESETS, PYPROJECT, Preset, new_file, present, preset};
use crate::model::{Outcome, counted, printable};
use crate::report::Destination;
use crate::session::{ConfigFrom, Extent, Selection, SessionError, foreign_limits, found_by};
use anyhow::{Result, bail};
use std::io::{BufRead, IsTerminal, Write, stderr, stdin};
use std::path::Path;

/// The limits that hold when nobody says anything.
const USUAL: &str = "standard";

/// Limits on a line.
const ABREAST: usize = 3;

/// Writes the file; without a terminal, and with `--yes`, nobody is asked.
pub(super) fn init(options: &InitArgs) -> Result<()> {
    let path = Path::new(place(options.force)?);
    let outcome = look()?;
    let today = foreign_limits(Path::new(""));
    let preset = match options.preset {
        Some(preset) => Some(preset),
        None if !today.is_empty() => None,
        None if options.yes || !stdin().is_terminal() => Some(preset(USUAL).map_err(anyhow::Error::msg)?),
        None => Some(ask(&choices(&outcome)?, &mut stdin().lock(), &mut stderr().lock())?),
    };
    let text = new_file(preset, &today, &outcome.skipped);
    Destination::File(path.to_owned()).write(|out| out.write_all(text.as_bytes()), || true)?;
    // Nobody who has such files and sees a preset would know why.
    if options.preset.is_none() {
        taken_over(&today, &mut told())?;
    }
    let what = match preset {
        None => "the limits of other tools".to_owned(),
        Some(preset) => format!("the preset `{}`: {}", preset.name, Choice::new(preset, &outcome)?.found()),
    };
    writeln!(told(), "wrote {} with {what}; `metrics check` uses it from now on", path.display())?;
    Ok(())
}

/// Says which limits of other tools are taken over, and what of them is not.
fn taken_over(today: &ForeignLimits, out: &mut dyn Write) -> Result<()> {
    for limit in &today.limits {
        let max = limit.max.map_or_else(|| "off".to_owned(), |max| format!("≤ {max}"));
        let paths = listed(&limit.paths);
        writeln!(
            out,
            "taken over: {} {max}{}: {}",
            limit.metric,
            printable(&paths),
            printable(&limit.origin)
        )?;
    }
    for unread in &today.unread {
        writeln!(out, "not taken over: {}: {}", printable(&unread.file), printable(&unread.why))?;
    }
    Ok(())
}

/// The paths that a limit is for; a file may name any number of them.
fn listed(paths: &[String]) -> String {
    const MOST: usize = 10;
    let shown: Vec<&str> = paths.iter().take(MOST).map(String::as_str).collect();
    match paths.len().saturating_sub(MOST) {
        _ if paths.is_empty() => String::new(),
        0 => format!(" in {}", shown.join(", ")),
        more => format!(" in {}, and {more} more", shown.join(", ")),
    }
}

/// The name of the file to write: that of the one that counts so far, which a second one would leave in doubt.
fn place(force: bool) -> Result<&'static str> {
    match present(Path::new(""))? {
        None => Ok(FILE_NAMES[0]),
        Some(PYPROJECT) => {
            bail!("{PYPROJECT} has a table `tool.metrics`, which a new file would outrank; take it out first")
        }
        Some(known) if !force => bail!("{known} is there already; `--force` replaces it"),
        Some(known) => Ok(known),
    }
}

/// Measures the current directory as if there were no configuration.
fn look() -> Result<Outcome> {
    let selection = Selection { config: ConfigFrom::Nowhere, ..Selection::default() };
    let options = RunArgs::default();
    let (run, mut session) = Run::open(&options, selection)?;
    match run.attend(&mut session, |session| Ok(session.measure(&Extent::All).map(|_| ()))) {
        Ok(Err(SessionError::NothingToMeasure(_))) => Ok(Outcome::default()),
        measured => Ok(measured?.map(|()| session.into_outcome())?),
    }
}

/// A preset, and what it would find.
struct Choice {
    preset: &'static Preset,
    findings: usize,
    files: usize,
}

impl Choice {
    fn new(preset: &'static Preset, outcome: &Outcome) -> Result<Choice> {
        Ok(Choice { preset, findings: found_by(preset, outcome)?, files: outcome.records.len() })
    }

    fn found(&self) -> String {
        let findings = counted(self.findings, "finding", "findings");
        format!("{findings} in {}", counted(self.files, "file", "files"))
    }
}

fn choices(outcome: &Outcome) -> Result<Vec<Choice>> {
    PRESETS.iter().map(|preset| Choice::new(preset, outcome)).collect()
}

/// Asks which preset to build on, with what each limits and would find.
fn ask(choices: &[Choice], answers: &mut dyn BufRead, out: &mut dyn Write) -> Result<&'static Preset> {
    for choice in choices {
        writeln!(out, "  {:<10}{}", choice.preset.name, choice.found())?;
        let limits = choice.preset.limits();
        let lines: Vec<String> = limits.chunks(ABREAST).map(|limits| limits.join(", ")).collect();
        writeln!(out, "{:12}{}", "", lines.join(",\n            "))?;
    }
    loop {
        write!(out, "Which limits? [{USUAL}] ")?;
        out.flush()?;
        let mut answer = String::new();
        if answers.read_line(&mut answer)? == 0 {
            bail!("no answer, and nothing was written");
        }
        let name = if answer.trim().is_empty() { USUAL } else { answer.trim() };
        match preset(name) {
            Ok(preset) => return Ok(preset),
            Err(what) => writeln!(out, "{}", crate::model::printable(&what))?,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_says_what_it_limits_and_would_find() {
        let choices = choices(&Outcome::default()).unwrap();
        let mut out = Vec::new();
        let chosen = ask(&choices, &mut "strct\nstrict\n".as_bytes(), &mut out).unwrap();
        assert_eq!(chosen.name, "strict");
        let expected = "  relaxed   0 findings in 0 files\n            cyclomatic ≤ 15, cognitive ≤ 25\n  \
             standard  0 findings in 0 files\n            cyclomatic ≤ 10, cognitive ≤ 15\n  \
             strict    0 findings in 0 files\n            \
             cyclomatic ≤ 6, cognitive ≤ 10, maintainability ≥ 20,\n            \
             halstead.difficulty ≤ 20, parameters ≤ 6, nesting ≤ 4\n\
             Which limits? [standard] unknown preset `strct`; did you mean `strict`?\nWhich limits? [standard] ";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
        assert_eq!(ask(&choices, &mut "\n".as_bytes(), &mut Vec::new()).unwrap().name, USUAL);
        assert!(ask(&choices, &mut "".as_bytes(), &mut Vec::new()).is_err());
    }
}
