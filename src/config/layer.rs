//! One configuration, read and checked: what it says, and where it stands.

use super::decode::{Located, decode};
use super::document::{Document, own_keys};
use super::error::{ConfigError, Wrong};
use super::names::{FOREIGN_YAML, PYPROJECT};
use super::tree::{Node, Position, Value};
use super::{toml, yaml};
use crate::judge::NameGlobs;
use crate::model::Origin;
use crate::paths::{BadGlob, Globs};
use crate::regular;
use std::fmt;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A larger file is no configuration.
const MOST_BYTES: u64 = 256 * 1024;

/// A longer one is no path and no name.
const LONGEST_PATTERN: usize = 1000;

/// Files in another version than the one on disk.
pub trait Files: fmt::Debug + Send + Sync {
    /// The content of a file, given by its absolute path; `None` if there is none.
    ///
    /// # Errors
    /// What is in the way, and a file of more than so many bytes.
    fn read(&self, path: &Path, most: u64) -> Result<Option<Vec<u8>>, String>;
}

/// Who may have written it, and what it therefore may name.
#[derive(Clone, Debug)]
pub(super) enum Trust {
    /// Built into the program.
    Preset(&'static str),
    /// A file that comes with the code to measure: its paths stay inside this directory.
    Repository(PathBuf),
    /// The same in an earlier version, which is read from there.
    Earlier(PathBuf, Arc<dyn Files>),
    /// The user's own file, and the home that `~` stands for in it.
    User(Option<PathBuf>),
}

/// A configuration.
#[derive(Clone, Debug)]
pub(super) struct Layer {
    pub(super) trust: Trust,
    /// The file, from the root of the file system.
    pub(super) path: PathBuf,
    /// The file, as a person would name it.
    pub(super) shown: PathBuf,
    pub(super) text: String,
    pub(super) document: Document,
}

/// What a file with one of the names that are looked for turned out to be.
#[derive(Debug)]
pub(super) enum Found {
    Ours(Box<Layer>),
    /// Another program's, and why it is taken for that if it is worth a word.
    Foreign(Option<String>),
}

impl Layer {
    /// Reads a file that was named; `None` if it is a `pyproject.toml` that says nothing about this program.
    pub(super) fn load(path: &Path, shown: &Path, trust: Trust) -> Result<Option<Layer>, ConfigError> {
        let text = read(path, &trust).map_err(|what| ConfigError::of_file(shown, what))?;
        let node = tree(path, &text).map_err(|wrong| wrong.in_file(shown, &text))?;
        node.map(|node| Layer::of_node(&node, path, shown, trust, text)).transpose()
    }

    /// Reads a file that was found: other programs have a `metrics.yaml`, and templates a `pyproject.toml`.
    pub(super) fn find(path: &Path, shown: &Path, trust: &Trust) -> Result<Found, ConfigError> {
        let is_pyproject = path.ends_with(PYPROJECT);
        let layer = match Layer::load(path, shown, trust.clone()) {
            Ok(None) => return Ok(Found::Foreign(None)),
            Ok(Some(layer)) if is_pyproject => return Ok(Found::Ours(Box::new(layer))),
            layer => layer,
        };
        match foreign(path, trust) {
            Some(why) => Ok(Found::Foreign(Some(why))),
            None => Ok(layer?.map_or(Found::Foreign(None), |layer| Found::Ours(Box::new(layer)))),
        }
    }

    /// Reads what stands in a file.
    pub(super) fn of_node(
        node: &Node,
        path: &Path,
        shown: &Path,
        trust: Trust,
        text: String,
    ) -> Result<Layer, ConfigError> {
        let document: Document = decode(node).map_err(|wrong| wrong.in_file(shown, &text))?;
        let layer = Layer { trust, path: path.to_owned(), shown: shown.to_owned(), document, text };
        layer.check_globs()?;
        let profiles: Vec<_> = layer.document.profiles.keys().cloned().collect();
        for name in profiles {
            layer.profile(&name)?.map_or(Ok(()), |profile| profile.check_globs())?;
        }
        Ok(layer)
    }

    /// What one of its profiles says, as a layer over it.
    pub(super) fn profile(&self, name: &str) -> Result<Option<Layer>, ConfigError> {
        let Some(Located { value: document, at }) = self.document.profiles.get(name) else { return Ok(None) };
        if document.schema.is_some() || !document.profiles.is_empty() {
            return Err(self.error(*at, "`$schema` and `profiles` are keys of a file, not of a profile"));
        }
        Ok(Some(Layer { document: document.clone(), ..self.clone() }))
    }

    /// The directory that its paths are relative to.
    pub(super) fn base(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new("/"))
    }

    pub(super) fn origin(&self, at: Position) -> Origin {
        match self.trust {
            Trust::Preset(name) => Origin::Preset(name),
            _ => Origin::File(self.shown.clone(), at.line),
        }
    }

    pub(super) fn error(&self, at: Position, what: impl Into<String>) -> ConfigError {
        Wrong::at(at, what).in_file(&self.shown, &self.text)
    }

    /// Compiles path patterns; the error stands at the pattern.
    pub(super) fn globs(&self, patterns: &[Located<String>]) -> Result<Globs, ConfigError> {
        self.check_lengths(patterns)?;
        Globs::new(self.base(), &texts(patterns)).map_err(|bad| self.bad_glob(&bad, patterns))
    }

    /// Compiles name patterns; the error stands at the pattern.
    pub(super) fn name_globs(&self, patterns: &[Located<String>]) -> Result<NameGlobs, ConfigError> {
        self.check_lengths(patterns)?;
        NameGlobs::new(&texts(patterns)).map_err(|bad| self.bad_glob(&bad, patterns))
    }

    /// An error about a whole file, told where this layer names the file.
    pub(super) fn blame(&self, at: Position, error: ConfigError) -> ConfigError {
        match error.at {
            Some(_) => error,
            None => self.error(at, format!("{}: {}", error.path.display(), error.what)),
        }
    }

    /// What a pattern costs grows with its length.
    fn check_lengths(&self, patterns: &[Located<String>]) -> Result<(), ConfigError> {
        match patterns.iter().find(|pattern| pattern.value.len() > LONGEST_PATTERN) {
            Some(long) => Err(self.error(long.at, format!("a pattern has at most {LONGEST_PATTERN} bytes"))),
            None => Ok(()),
        }
    }

    fn bad_glob(&self, bad: &BadGlob, patterns: &[Located<String>]) -> ConfigError {
        let at = patterns.get(bad.index).map_or_else(Position::default, |pattern| pattern.at);
        self.error(at, format!("not a pattern: {}", bad.why))
    }

    fn check_globs(&self) -> Result<(), ConfigError> {
        let document = &self.document;
        for key in [&document.include, &document.exclude].into_iter().flatten() {
            self.globs(&key.value)?;
        }
        for section in &document.overrides {
            section.value.paths.as_deref().map(|it| self.globs(it)).transpose()?;
            section.value.functions.as_deref().map(|it| self.name_globs(it)).transpose()?;
        }
        Ok(())
    }
}

pub(super) fn texts(patterns: &[Located<String>]) -> Vec<String> {
    patterns.iter().map(|pattern| pattern.value.clone()).collect()
}

/// Why a file is another program's; a name with a dot before it is ours alone.
fn foreign(path: &Path, trust: &Trust) -> Option<String> {
    let name = path.file_name().and_then(|name| name.to_str())?;
    let text = match (name, read(path, trust)) {
        (FOREIGN_YAML | PYPROJECT, Ok(text)) => text,
        (FOREIGN_YAML | PYPROJECT, Err(_)) => beginning(path)?,
        _ => return None,
    };
    if name == PYPROJECT {
        let is_foreign = toml::read(&text).is_err() && !toml::may_have_table(&text);
        return is_foreign.then(|| "it is no TOML".to_owned());
    }
    let is_ours = match yaml::read(&text).map(|node| node.value) {
        Ok(Value::Table(entries)) => entries.iter().any(|it| own_keys().contains(&it.key.as_str())),
        Ok(_) => false,
        Err(_) => yaml::may_have_key(&text, &own_keys()),
    };
    (!is_ours).then(|| "no key of it is one of ours".to_owned())
}

/// As much of a regular file as a configuration may have, whatever it is.
fn beginning(path: &Path) -> Option<String> {
    let file = regular::open(path, true).ok().filter(|file| file.metadata().is_ok_and(|it| it.is_file()))?;
    let mut bytes = Vec::new();
    file.take(MOST_BYTES).read_to_end(&mut bytes).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

pub(super) fn tree(path: &Path, text: &str) -> Result<Option<Node>, Wrong> {
    if path.extension().is_some_and(|suffix| suffix == "toml") {
        toml::read(text)
    } else {
        yaml::read(text).map(Some)
    }
}

/// Reads a regular file of a bearable size; nothing else is opened.
pub(super) fn read(path: &Path, trust: &Trust) -> Result<String, String> {
    let bytes = match trust {
        Trust::Earlier(_, files) => files.read(path, MOST_BYTES)?.ok_or("there is no such file")?,
        _ => on_disk(path)?,
    };
    let text = String::from_utf8(bytes).map_err(|_| "not UTF-8".to_owned())?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

fn on_disk(path: &Path) -> Result<Vec<u8>, String> {
    match regular::read(path, MOST_BYTES) {
        Err(error) if error.kind() == ErrorKind::FileTooLarge => {
            Err(format!("larger than {} KiB", MOST_BYTES / 1024))
        }
        read => read.map_err(|error| error.to_string()),
    }
}
