//! `metrics config`: write, check and show configurations.

use super::args::{ConfigCommand, ShowArgs};
use super::failure::unless_closed;
use super::init::init;
use super::request;
use super::terminal::{tell_mistake, told, width};
use crate::config::{PageLook, effective, schema, validate};
use crate::language::by_path;
use crate::model::printable;
use crate::regular;
use crate::report::Destination;
use crate::session::{Session, configuration_files};
use anyhow::Result;
use std::io::{Write, stdout};
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

fn say(line: &str) -> Result<()> {
    Ok(writeln!(stdout(), "{line}")?)
}

fn print(text: &str) -> Result<()> {
    Ok(Destination::Stdout.write(|out| out.write_all(text.as_bytes()), || true)?)
}

/// Bytes of a configuration that are read.
const MOST_BYTES: u64 = 1 << 20;

/// Checks every file, so that all errors are seen at once.
fn validate_all(files: &[PathBuf]) -> Result<ExitCode> {
    let current = std::env::current_dir()?;
    let is_named = !files.is_empty();
    let files = if is_named { files.to_vec() } else { configuration_files(&current)? };
    let mut status = ExitCode::SUCCESS;
    for file in &files {
        match validate(file, &current, is_named) {
            Ok(true) => unless_closed(say(&format!("ok: {}", printable(&file.to_string_lossy()))))?,
            Ok(false) => {}
            Err(mistakes) => {
                unless_closed(mistakes.iter().try_for_each(tell_mistake).map_err(Into::into))?;
                status = ExitCode::from(2);
            }
        }
    }
    if files.is_empty() {
        writeln!(told(), "no configuration; the preset `standard` counts")?;
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
    let page = PageLook { origins: options.origin, width: width() };
    Ok(effective(&settings, &session.configured(), &limits, session.current(), page))
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
