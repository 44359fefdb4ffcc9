//! Configuration: finds files, reads them, and merges them into settings with nothing left open.
//!
//! A file is untrusted: it costs a bounded time to refuse, names no path outside its repository, and every error says
//! where it stands and what is allowed.

mod budget;
mod decode;
mod document;
mod error;
mod extend;
mod fields;
mod find;
mod init;
mod inside;
mod layer;
mod limits;
mod merge;
mod names;
mod options;
mod preset;
mod schema;
mod settings;
mod show;
mod switch;
mod toml;
mod tree;
mod validate;
mod value;
mod words;
mod yaml;

pub use error::ConfigError;
pub use find::{Configurations, Environment, Sources, present};
pub use init::new_file;
pub use layer::Files;
pub use limits::{limit_option, metric};
pub use names::{FILE_NAMES, LANDMARKS, PYPROJECT, is_configuration, repository_around, repository_root};
pub use options::Options;
pub use preset::{PRESETS, Preset, preset};
pub use schema::schema;
pub use settings::{BASELINE, CacheDirectory, CacheSettings, FORMER_BASELINE, Patterns, Setting, Settings};
pub use show::{PageLook, effective};
pub use switch::{FOREIGN_FILES, FOREIGN_WORKFLOWS, ForeignLimit, ForeignLimits, Unread};
pub use tree::Position;
pub use validate::validate;
pub use value::{Color, GeneratedFiles, Jobs, Packing, ParseErrors, Size, report_format};
