//! What a command line says about all configurations: it counts more than any of them.

use super::settings::{CacheDirectory, Setting, Settings};
use super::value::{Color, GeneratedFiles, Jobs, ParseErrors};
use crate::model::Origin;
use std::path::PathBuf;

/// The options that stand for keys of a configuration; `None` and `false` say nothing.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub struct Options {
    /// `--jobs`.
    pub jobs: Option<Jobs>,
    /// `--max-file-size`.
    pub max_file_size: Option<u64>,
    /// `--no-ignore`.
    pub no_ignore: bool,
    /// `--include-generated`.
    pub include_generated: bool,
    /// `--no-cache`.
    pub no_cache: bool,
    /// `--cache-dir`.
    pub cache_directory: Option<PathBuf>,
    /// `--wait` of `metrics cache`, in milliseconds.
    pub cache_wait: Option<u32>,
    /// `--strict`.
    pub strict: bool,
    /// `--color`.
    pub color: Option<Color>,
}

impl Settings {
    /// Lets the command line speak over everything else.
    pub(super) fn lay_options(&mut self, options: &Options) {
        given(&mut self.jobs, options.jobs, "--jobs");
        given(&mut self.max_file_size, options.max_file_size, "--max-file-size");
        given(&mut self.use_gitignore, options.no_ignore.then_some(false), "--no-ignore");
        let generated = options.include_generated.then_some(GeneratedFiles::Measure);
        given(&mut self.generated, generated, "--include-generated");
        given(&mut self.cache.enabled, options.no_cache.then_some(false), "--no-cache");
        let directory = options.cache_directory.clone().map(CacheDirectory::At);
        given(&mut self.cache.directory, directory, "--cache-dir");
        given(&mut self.cache.wait_ms, options.cache_wait, "--wait");
        given(&mut self.parse_errors, options.strict.then_some(ParseErrors::Error), "--strict");
        given(&mut self.color, options.color, "--color");
    }
}

fn given<T>(setting: &mut Setting<T>, value: Option<T>, option: &'static str) {
    if let Some(value) = value {
        *setting = Setting { value, origin: Origin::CommandLine(option) };
    }
}
