//! What git is configured to do, as far as it matters here: whose repositories are trusted, which file of patterns
//! counts everywhere, whether replacements count.
//!
//! It is read as git reads it: the files of the system, the user, the repository and the work tree with what they
//! include, and the environment. libgit2 knows neither `GIT_CONFIG_COUNT` nor `GIT_CONFIG_PARAMETERS`, and a walk has
//! no repository open; a crate that knows all of it brings some thirty others.

mod environment;
mod include;
mod known;
mod parse;
mod value;

pub(in crate::discover) use known::{Places, Settings};
pub(in crate::discover) use value::{expanded, is_yes};

use include::Reading;
use std::env::var_os;
use std::path::PathBuf;
use value::{home, home_of_configuration};

impl Settings {
    /// What the system, the user and whoever started git say: a repository cannot declare itself safe.
    pub(in crate::discover) fn protected() -> Settings {
        Settings::read(None)
    }

    /// What counts in a repository.
    pub(in crate::discover) fn of(repository: &Places) -> Settings {
        Settings::read(Some(repository))
    }

    fn read(repository: Option<&Places>) -> Settings {
        let mut reading = Reading::new(repository);
        let mut settings = Settings::read_all(&mut reading, repository);
        if reading.asks_for_remotes {
            reading = Reading::new(repository).with_remotes(settings.remotes());
            settings = Settings::read_all(&mut reading, repository);
        }
        settings
    }

    fn read_all(reading: &mut Reading<'_>, repository: Option<&Places>) -> Settings {
        for file in files_of_user() {
            reading.file(&file);
        }
        if let Some(Places { own, common }) = repository {
            reading.file(&common.join("config"));
            if reading.is_true(b"extensions.worktreeconfig") {
                reading.file(&own.join("config.worktree"));
            }
        }
        reading.entries(environment::entries());
        reading.take()
    }
}

/// Those of the system and of the user.
fn files_of_user() -> Vec<PathBuf> {
    let mut files = Vec::new();
    let is_passed = var_os("GIT_CONFIG_NOSYSTEM").is_some_and(|value| is_yes(Some(value.as_encoded_bytes())));
    if !is_passed {
        files.extend(var_os("GIT_CONFIG_SYSTEM").map(PathBuf::from).or_else(file_of_system));
    }
    if let Some(file) = var_os("GIT_CONFIG_GLOBAL") {
        files.push(file.into());
    } else {
        files.extend(home_of_configuration().map(|it| it.join("git/config")));
        files.extend(home().map(|it| it.join(".gitconfig")));
    }
    files
}

fn file_of_system() -> Option<PathBuf> {
    if cfg!(unix) { Some("/etc/gitconfig".into()) } else { git2::Config::find_system().ok() }
}
