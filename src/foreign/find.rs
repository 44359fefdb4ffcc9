//! Where a program is installed, by the directories that are looked at; nothing is started.

use crate::regular;
use std::env;
use std::path::{Path, PathBuf};

/// The directories in which programs are looked for, in this order.
#[derive(Clone, Debug, Default)]
pub(super) struct Places(Vec<PathBuf>);

impl Places {
    /// Some directories, and then those of `PATH`. A relative directory of `PATH` is none: what is in it depends on where
    /// one stands, which may be in the tree that is looked at.
    pub(super) fn new(first: &[PathBuf], current: &Path) -> Places {
        let given = first.iter().map(|directory| current.join(directory));
        let path = env::var_os("PATH").unwrap_or_default();
        Places(given.chain(env::split_paths(&path).filter(|it| it.is_absolute())).collect())
    }
}

/// The first program with one of some names, by its absolute path.
pub(super) fn program(places: &Places, names: &[&str]) -> Option<PathBuf> {
    let spelled = |name: &&str| endings().iter().map(|ending| format!("{name}{ending}")).collect::<Vec<_>>();
    let spelled: Vec<String> = names.iter().flat_map(spelled).collect();
    let all = places.0.iter().flat_map(|directory| spelled.iter().map(|name| directory.join(name)));
    all.into_iter().find(|path| is_program(path))
}

#[cfg(unix)]
fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata().is_ok_and(|it| it.is_file() && it.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(path: &Path) -> bool {
    path.is_file()
}

fn endings() -> &'static [&'static str] {
    if cfg!(windows) { &[".exe", ".cmd", ".bat"] } else { &[""] }
}

/// The Python that a script names in its first lines; `None` if it names none, as a launcher of Windows or of a version
/// manager does.
pub(super) fn interpreter(script: &Path) -> Option<PathBuf> {
    const LONGEST: u64 = 1 << 20;
    let text = regular::read_text(script, LONGEST).ok()?;
    // A path that is too long for a `#!` stands behind an `exec` in the second line.
    let named = text.lines().take(2).find_map(|line| {
        let line = line.strip_prefix("#!").or_else(|| line.strip_prefix("'''exec' "))?;
        let word = line.trim().trim_start_matches('"').split(['"', ' ']).next()?;
        Some(PathBuf::from(word)).filter(|it| it.to_string_lossy().contains("python"))
    })?;
    named.is_absolute().then_some(named)
}

/// The directory of a package as Node.js looks for it from the file of a program.
pub(super) fn package(from: &Path, name: &str) -> Option<PathBuf> {
    let real = from.canonicalize().ok()?;
    let modules = real.ancestors().skip(1).map(|directory| match directory.file_name() {
        Some(own) if own == "node_modules" => directory.to_owned(),
        _ => directory.join("node_modules"),
    });
    modules.map(|modules| modules.join(name)).find(|package| package.join("package.json").is_file())
}

/// The version of such a package.
pub(super) fn package_version(package: &Path) -> Option<String> {
    const LONGEST: u64 = 1 << 20;
    let text = regular::read_text(&package.join("package.json"), LONGEST).ok()?;
    let package: serde_json::Value = serde_json::from_str(&text).ok()?;
    package.get("version")?.as_str().map(str::to_owned)
}
