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
pub(crate) use find::{Configurations, present};
pub use find::{Environment, Sources};
pub(crate) use init::new_file;
pub use layer::Files;
pub use limits::{limit_option, metric};
pub(crate) use names::{FILE_NAMES, LANDMARKS, PYPROJECT, is_configuration, repository_around};
pub use options::Options;
pub(crate) use preset::PRESETS;
pub use preset::{Preset, preset};
pub use schema::schema;
pub(crate) use settings::{BASELINE, FORMER_BASELINE};
pub use settings::{CacheDirectory, CacheSettings, Patterns, Setting, Settings};
pub use show::{PageLook, effective};
pub(crate) use switch::{FOREIGN_FILES, FOREIGN_WORKFLOWS};
pub use switch::{ForeignLimit, ForeignLimits, Unread};
pub use tree::Position;
pub use validate::validate;
pub use value::{Color, GeneratedFiles, Jobs, Packing, ParseErrors};
pub(crate) use value::{Size, report_format};
