//! Lays configurations over each other, the weakest first.

use super::decode::Located;
use super::document::Override;
use super::error::ConfigError;
use super::find::at_home;
use super::inside::{directory_to_write, file_to_write};
use super::layer::{Layer, Trust, texts};
use super::limits::LimitTable;
use super::settings::{CacheDirectory, Patterns, Setting, Settings};
use crate::judge::Rule;
use crate::model::{Limit, Metric};
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

impl Settings {
    /// Lets a layer speak over what was said before.
    pub(super) fn lay(&mut self, layer: &Layer) -> Result<(), ConfigError> {
        self.lay_rules(layer)?;
        self.lay_files(layer)?;
        self.lay_cache(layer)?;
        let document = &layer.document;
        set(&mut self.jobs, layer, document.jobs.as_ref(), |it| *it);
        set(&mut self.compat, layer, document.compat.as_ref(), |it| *it);
        set(&mut self.parse_errors, layer, document.parse_errors.as_ref(), |it| *it);
        set(&mut self.color, layer, document.color.as_ref(), |it| *it);
        set(&mut self.report, layer, document.report.as_ref(), |list| {
            list.iter().map(|it| it.value).collect()
        });
        if let Some(path) = &document.baseline {
            let value = own_path(layer, path, file_to_write)?;
            self.baseline = Setting { value, origin: layer.origin(path.at) };
        }
        if !matches!(layer.trust, Trust::Preset(_)) {
            self.files.push(layer.shown.clone());
        }
        Ok(())
    }

    fn lay_rules(&mut self, layer: &Layer) -> Result<(), ConfigError> {
        let document = &layer.document;
        let rules = &mut self.policy.rules;
        rules.push(Rule { limits: limits(layer, &document.limits), ..Rule::default() });
        for (language, section) in &document.languages {
            let languages = Some(vec![language.0.to_owned()]);
            rules.push(Rule { languages, limits: limits(layer, &section.limits), ..Rule::default() });
            let suffixes = section.extensions.iter().map(|suffix| (suffix.0.clone(), language.0));
            self.extensions.extend(suffixes);
        }
        for section in &document.overrides {
            rules.push(rule(layer, section)?);
        }
        rules.retain(|rule| !rule.limits.is_empty() || rule.expires.is_some());
        Ok(())
    }

    fn lay_files(&mut self, layer: &Layer) -> Result<(), ConfigError> {
        let document = &layer.document;
        let patterns = |key: &Located<Vec<Located<String>>>| {
            let lines = key.value.iter().map(|it| it.at.line).collect();
            let (patterns, globs) = (texts(&key.value), layer.globs(&key.value)?);
            let base = layer.base().to_owned();
            Ok(Patterns { patterns, globs, base, lines, origin: layer.origin(key.at) })
        };
        let include = document.include.as_ref().filter(|key| !key.value.is_empty());
        self.include.extend(include.map(patterns).transpose()?);
        self.exclude.extend(document.exclude.as_ref().map(patterns).transpose()?);
        set(&mut self.use_gitignore, layer, document.use_gitignore.as_ref(), |it| *it);
        set(&mut self.generated, layer, document.generated.as_ref(), |it| *it);
        set(&mut self.max_file_size, layer, document.max_file_size.as_ref(), |it| it.0);
        Ok(())
    }

    fn lay_cache(&mut self, layer: &Layer) -> Result<(), ConfigError> {
        let document = &layer.document.cache;
        let cache = &mut self.cache;
        set(&mut cache.enabled, layer, document.enabled.as_ref(), |it| *it);
        set(&mut cache.compression, layer, document.compression.as_ref(), |it| *it);
        in_range(layer, document.max_age_days.as_ref(), 1..=3650)?;
        set(&mut cache.max_age_days, layer, document.max_age_days.as_ref(), |it| *it);
        in_range(layer, document.max_size_mb.as_ref(), 1..=1 << 20)?;
        set(&mut cache.max_size_mb, layer, document.max_size_mb.as_ref(), |it| *it);
        in_range(layer, document.history_max_age_days.as_ref(), 1..=3650)?;
        set(&mut cache.history_max_age_days, layer, document.history_max_age_days.as_ref(), |it| *it);
        in_range(layer, document.history_max_size_mb.as_ref(), 1..=1 << 20)?;
        set(&mut cache.history_max_size_mb, layer, document.history_max_size_mb.as_ref(), |it| *it);
        in_range(layer, document.wait_ms.as_ref(), 0..=60_000)?;
        set(&mut cache.wait_ms, layer, document.wait_ms.as_ref(), |it| *it);
        if let Some(path) = &document.directory {
            let value = CacheDirectory::At(own_path(layer, path, directory_to_write)?);
            cache.directory = Setting { value, origin: layer.origin(path.at) };
        }
        Ok(())
    }
}

fn set<T, U>(setting: &mut Setting<U>, layer: &Layer, key: Option<&Located<T>>, value: impl Fn(&T) -> U) {
    if let Some(key) = key {
        *setting = Setting { value: value(&key.value), origin: layer.origin(key.at) };
    }
}

fn in_range(
    layer: &Layer,
    key: Option<&Located<u32>>,
    range: RangeInclusive<u32>,
) -> Result<(), ConfigError> {
    match key {
        Some(key) if !range.contains(&key.value) => {
            let what = format!("expected {} to {}, found {}", range.start(), range.end(), key.value);
            Err(layer.error(key.at, what))
        }
        _ => Ok(()),
    }
}

/// A place inside a root that a text names from a directory, or what is the matter with it.
type Inside = fn(&Path, &Path, &str) -> Result<PathBuf, String>;

/// A path of the file itself: the user may name any, and a repository its own.
fn own_path(layer: &Layer, path: &Located<String>, inside: Inside) -> Result<PathBuf, ConfigError> {
    match &layer.trust {
        Trust::Repository(root) | Trust::Earlier(root, _) => {
            inside(root, layer.base(), &path.value).map_err(|what| layer.error(path.at, what))
        }
        Trust::User(home) => Ok(layer.base().join(at_home(Path::new(&path.value), home.as_deref()))),
        Trust::Preset(_) => Ok(layer.base().join(&path.value)),
    }
}

fn limits(layer: &Layer, table: &LimitTable) -> Vec<(&'static Metric, Limit)> {
    let row = |(metric, bounds): &(&'static Metric, Located<_>)| {
        (*metric, super::limits::Bounds::limit(bounds.value, metric, layer.origin(bounds.at)))
    };
    table.0.iter().map(row).collect()
}

fn rule(layer: &Layer, section: &Located<Override>) -> Result<Rule, ConfigError> {
    let Override { paths, functions, languages, limits: table, reason, expires } = &section.value;
    if paths.is_none() && functions.is_none() && languages.is_none() {
        return Err(layer.error(section.at, "an override needs `paths`, `functions` or `languages`"));
    }
    if reason.value.trim().is_empty() {
        return Err(layer.error(reason.at, "an override needs a reason"));
    }
    let names = |list: &Vec<super::value::LanguageName>| list.iter().map(|name| name.0.to_owned()).collect();
    Ok(Rule {
        paths: paths.as_deref().map(|it| layer.globs(it)).transpose()?,
        functions: functions.as_deref().map(|it| layer.name_globs(it)).transpose()?,
        languages: languages.as_ref().map(names),
        holds_for: holds_for(section),
        limits: limits(layer, table),
        expires: expires.as_ref().map(|date| (date.0.clone(), reason.value.clone())),
        reason: reason.value.clone(),
        origin: Some(layer.origin(section.at)),
    })
}

/// The files and functions of an override as they are written.
fn holds_for(section: &Located<Override>) -> String {
    let Override { paths, functions, .. } = &section.value;
    let told = |what: &str, patterns: &[Located<String>]| format!("{what} {}", texts(patterns).join(", "));
    let paths = paths.as_deref().map(|it| told("paths", it));
    let functions = functions.as_deref().map(|it| told("functions", it));
    paths.into_iter().chain(functions).collect::<Vec<_>>().join("; ")
}
