//! Which language a file is in: what its configuration says, its suffix, or its first line.

use crate::config::Settings;
use crate::discover::{Filter, Source, first_line_of_named};
use crate::language::{LanguageSpec, by_name, by_path, by_shebang};
use std::collections::HashSet;
use std::path::Path;

/// The language of a file that was named or met.
pub(super) fn of_file(path: &Path, filter: &Filter, named: &HashSet<&Path>) -> Option<&'static LanguageSpec> {
    let by_first_line = || if named.contains(path) { by_shebang(&first_line_of_named(path)?) } else { None };
    of_side(path, &Source::File, filter).or_else(by_first_line)
}

/// The language of a file that was named, which may be a script that nobody can run.
pub(super) fn of_named(path: &Path, filter: &Filter) -> Option<&'static LanguageSpec> {
    of_side(path, &Source::File, filter).or_else(|| by_shebang(&first_line_of_named(path)?))
}

/// The language of a file, wherever its bytes are: what the configuration says of its suffix counts more than what is
/// usual.
pub(super) fn of_side(path: &Path, source: &Source, filter: &Filter) -> Option<&'static LanguageSpec> {
    by_suffix(&filter.extensions, path).or_else(|| by_shebang(&source.first_line(path)?))
}

/// The language of a file by its name alone.
pub(super) fn by_name_alone(path: &Path, filter: &Filter) -> Option<&'static LanguageSpec> {
    by_suffix(&filter.extensions, path)
}

/// The language of a text that was given under the name of a file.
pub(super) fn of_text(
    path: &Path,
    text: Option<&[u8]>,
    settings: &Settings,
) -> Option<&'static LanguageSpec> {
    let by_first_line = || by_shebang(text.filter(|_| path.extension().is_none())?);
    by_suffix(&settings.extensions, path).or_else(by_first_line)
}

fn by_suffix(extensions: &[(String, &'static str)], path: &Path) -> Option<&'static LanguageSpec> {
    let suffix = path.extension().and_then(|suffix| suffix.to_str());
    let configured = extensions.iter().rev().find(|(known, _)| Some(known.as_str()) == suffix);
    configured.and_then(|(_, language)| by_name(language)).or_else(|| by_path(path))
}
