//! `metrics config`: write, check and show configurations.

use super::args::{ConfigCommand, InitArgs, RunArgs, ShowArgs};
use super::request;
use super::run::Run;
use crate::config::{
    FILE_NAMES, PRESETS, PYPROJECT, Preset, SCHEMA_FILE, effective, new_file, present, preset, schema,
    validate,
};
use crate::language::by_path;
use crate::model::{Outcome, printable};
use crate::regular;
use crate::report::Destination;
use crate::session::{ConfigFrom, Extent, Selection, Session, SessionError, configuration_files, found_by};
use anyhow::{Result, bail};
use std::io::{IsTerminal, Write, stderr, stdin, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub(super) fn config(command: &ConfigCommand) -> Result<ExitCode> {
    match command {
        ConfigCommand::Init(options) => init(options)?,
        ConfigCommand::Validate { files } => return validate_all(files),
        ConfigCommand::Show(options) => print(&show(options)?)?,
        ConfigCommand::Schema => print(&schema())?,
    }
    Ok(ExitCode::SUCCESS)
}

fn print(text: &str) -> Result<()> {
    Ok(Destination::Stdout.write(|out| out.write_all(text.as_bytes()), || true)?)
}

/// Bytes of a configuration or schema that are read.
const MOST_BYTES: u64 = 1 << 20;

fn init(options: &InitArgs) -> Result<()> {
    let path = Path::new(place(options.force)?);
    if !options.yes && !stdin().is_terminal() {
        bail!("there is no terminal to ask on; `--yes` takes the defaults");
    }
    let schema = schema();
    let is_foreign =
        regular::read(Path::new(SCHEMA_FILE), MOST_BYTES).is_ok_and(|known| known != schema.as_bytes());
    if is_foreign && !options.force {
        bail!("{SCHEMA_FILE} is there already, with another content; `--force` replaces it");
    }
    let outcome = look()?;
    let preset = match options.preset {
        Some(preset) => preset,
        None if options.yes => preset("standard").map_err(anyhow::Error::msg)?,
        None => ask(&outcome)?,
    };
    let write = |path: &Path, text: &str| {
        Destination::File(path.to_owned()).write(|out| out.write_all(text.as_bytes()), || true)
    };
    write(path, &new_file(preset, &outcome.skipped))?;
    write(Path::new(SCHEMA_FILE), &schema)?;
    writeln!(stderr(), "wrote {} and {SCHEMA_FILE}; `metrics check` uses it from now on", path.display())?;
    Ok(())
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
    let quiet = RunArgs { quiet: false, ..RunArgs::default() };
    let (run, mut session) = Run::open(&quiet, selection)?;
    match run.attend(&mut session, |session| Ok(session.measure(&Extent::All).map(|_| ()))) {
        Ok(Err(SessionError::NothingToMeasure(_))) => Ok(Outcome::default()),
        measured => Ok(measured?.map(|()| session.into_outcome())?),
    }
}

/// Asks which preset to build on, with what each would find.
fn ask(outcome: &Outcome) -> Result<&'static Preset> {
    let mut err = stderr().lock();
    for preset in PRESETS {
        let found = found_by(preset, outcome)?;
        writeln!(err, "  {:<10}{found} findings in {} files", preset.name, outcome.records.len())?;
    }
    loop {
        write!(err, "Which limits? [standard] ")?;
        err.flush()?;
        let mut answer = String::new();
        if stdin().read_line(&mut answer)? == 0 {
            bail!("no answer, and nothing was written");
        }
        let name = if answer.trim().is_empty() { "standard" } else { answer.trim() };
        match preset(name) {
            Ok(preset) => return Ok(preset),
            Err(what) => writeln!(err, "{what}")?,
        }
    }
}

/// Checks every file, so that all errors are seen at once.
fn validate_all(files: &[PathBuf]) -> Result<ExitCode> {
    let current = std::env::current_dir()?;
    let is_named = !files.is_empty();
    let files = if is_named { files.to_vec() } else { configuration_files(&current)? };
    let mut status = ExitCode::SUCCESS;
    for file in &files {
        match validate(file, &current, is_named) {
            Ok(true) => writeln!(stdout(), "ok: {}", printable(&file.to_string_lossy()))?,
            Ok(false) => {}
            Err(mistakes) => {
                mistakes.iter().try_for_each(|error| writeln!(stderr(), "error: {error}"))?;
                status = ExitCode::from(2);
            }
        }
    }
    if files.is_empty() {
        writeln!(stderr(), "no configuration; the preset `standard` counts")?;
    }
    Ok(status)
}

fn show(options: &ShowArgs) -> Result<String> {
    if let Some(preset) = options.preset {
        return Ok(preset.text.to_owned());
    }
    let session = Session::open(request::show(options))?;
    let is_directory = options.file.is_dir();
    let directory = if is_directory { &options.file } else { options.file.parent().unwrap_or(Path::new("")) };
    let settings = session.settings_in(directory)?;
    if !options.effective {
        return written(&settings.files);
    }
    let language = by_path(&options.file).filter(|_| !is_directory).map(|language| language.name);
    let limits = settings.policy.for_path(&session.current().join(&options.file), language);
    Ok(effective(&settings, &session.configured(), &limits, session.current(), options.origin))
}

/// The files as they stand, each under its name.
fn written(files: &[PathBuf]) -> Result<String> {
    use std::fmt::Write as _;
    let mut text = String::new();
    for file in files {
        let content = regular::read_text(file, MOST_BYTES)?;
        writeln!(text, "# {}", printable(&file.to_string_lossy()))?;
        for line in content.trim_end().lines() {
            writeln!(text, "{}", printable(&line.replace('\t', "    ")))?;
        }
    }
    if text.is_empty() {
        text += "# no configuration file; the preset `standard` counts\n";
    }
    Ok(text)
}
