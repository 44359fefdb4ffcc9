//! `metrics config`: write, check and show configurations.

use super::args::{ConfigCommand, InitArgs, RunArgs, SelectionArgs, ShowArgs};
use super::configured::{Configured, Demands, run_directory};
use super::run::Run;
use super::select::{NothingToMeasure, Selection};
use crate::config::{
    Configurations, Environment, FILE_NAMES, PRESETS, PYPROJECT, Preset, SCHEMA_FILE, Sources, effective,
    new_file, present, preset, schema, validate,
};
use crate::discover::{Request, discover};
use crate::judge::{Judged, judge};
use crate::language::by_path;
use crate::model::{Finding, Outcome, Severity};
use crate::report::Destination;
use anyhow::{Result, bail};
use std::io::{IsTerminal, Write, stderr, stdin, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::slice;

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

fn init(options: &InitArgs) -> Result<()> {
    let path = Path::new(place(options.force)?);
    if !options.yes && !stdin().is_terminal() {
        bail!("there is no terminal to ask on; `--yes` takes the defaults");
    }
    let schema = schema();
    let is_foreign = std::fs::read(SCHEMA_FILE).is_ok_and(|known| known != schema.as_bytes());
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
    let (selection, run) = (SelectionArgs::without_config(), RunArgs::default());
    let paths = Selection::paths(&selection)?;
    let configured = Configured::new(&selection, &paths, Demands::default())?;
    let selection = Selection::new(&selection, paths, &configured)?;
    match selection.measure(&mut Run::start(&run), &configured) {
        Err(error) if error.is::<NothingToMeasure>() => Ok(Outcome::default()),
        measured => Ok(measured?.outcome),
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

fn found_by(preset: &'static Preset, outcome: &Outcome) -> Result<usize> {
    let mut configurations =
        Configurations::new(Sources { none: true, preset: Some(preset), ..Sources::default() })?;
    let settings = configurations.of_directory(Path::new(""))?;
    let found = outcome.records.iter().flat_map(|record| {
        let (absolute, in_repository) = (record.path.as_path(), record.path.as_path());
        judge(Judged {
            record,
            absolute,
            in_repository,
            policy: &settings.policy,
            compared: None,
            compat: settings.compat.value,
        })
    });
    let is_broken = |finding: &Finding| finding.severity == Severity::Error && finding.suppression.is_none();
    Ok(found.filter(is_broken).count())
}

/// Checks every file, so that all errors are seen at once.
fn validate_all(files: &[PathBuf]) -> Result<ExitCode> {
    let current = std::env::current_dir()?;
    let files = if files.is_empty() { configurations_below(&current)? } else { files.to_vec() };
    let mut status = ExitCode::SUCCESS;
    for file in &files {
        match validate(file, &current) {
            Ok(true) => writeln!(stdout(), "ok: {}", crate::model::printable(&file.to_string_lossy()))?,
            Ok(false) => {}
            Err(error) => {
                writeln!(stderr(), "error: {error}")?;
                status = ExitCode::from(2);
            }
        }
    }
    if files.is_empty() {
        writeln!(stderr(), "no configuration; the preset `standard` counts")?;
    }
    Ok(status)
}

/// The files that count for the current directory, and those below it.
fn configurations_below(current: &Path) -> Result<Vec<PathBuf>> {
    let is_ours = |path: &Path| {
        let name = path.file_name().and_then(|name| name.to_str());
        name.is_some_and(|name| FILE_NAMES.contains(&name)).then_some(())
    };
    let request = Request { paths: vec![PathBuf::from(".")], hidden: true, ..Request::default() };
    let below = discover(&request, &is_ours)?.candidates.into_iter().map(|found| found.path);
    let environment = Environment::read();
    let sources = Sources { current: current.to_owned(), environment, ..Sources::default() };
    // An error in one of them is found again, and told, when it is checked.
    let above = Configurations::new(sources).and_then(|mut it| it.of_directory(Path::new("")));
    let above = above.map_or_else(|_| Vec::new(), |settings| settings.files.clone());
    let mut files: Vec<_> = above.into_iter().chain(below).collect();
    files.sort_unstable();
    files.dedup();
    Ok(files)
}

fn show(options: &ShowArgs) -> Result<String> {
    if let Some(preset) = options.preset {
        return Ok(preset.text.to_owned());
    }
    let current = std::env::current_dir()?;
    let mut configurations = Configurations::new(Sources {
        file: options.config.clone(),
        none: options.no_config,
        current: current.clone(),
        environment: Environment::read(),
        ..Sources::default()
    })?;
    let is_directory = options.file.is_dir();
    let directory = if is_directory { &options.file } else { options.file.parent().unwrap_or(Path::new("")) };
    let settings = configurations.of_directory(directory)?;
    let run = configurations.of_directory(&run_directory(&current, slice::from_ref(&options.file)))?;
    if !options.effective {
        return written(&settings.files);
    }
    let language = by_path(&options.file).filter(|_| !is_directory).map(|language| language.name);
    let limits = settings.policy.for_path(&current.join(&options.file), language);
    Ok(effective(&settings, &run, &limits, &current, options.origin))
}

/// The files as they stand, each under its name.
fn written(files: &[PathBuf]) -> Result<String> {
    use std::fmt::Write as _;
    let mut text = String::new();
    for file in files {
        let content = std::fs::read_to_string(file)?;
        writeln!(text, "# {}\n{}", file.display(), content.trim_end())?;
    }
    if text.is_empty() {
        text += "# no configuration file; the preset `standard` counts\n";
    }
    Ok(text)
}
