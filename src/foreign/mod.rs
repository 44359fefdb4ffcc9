//! What other tools say of the same files: which of them are installed, what they are asked, how their answers are read, and
//! where they and we differ.
//!
//! `run` is the one place of the program that starts a process, and `find` and `ask` are what stands around it; everything
//! else takes texts and gives values.

mod ask;
mod big_code_analysis;
mod comparison;
mod complexipy;
mod contrast;
mod difference;
mod eslint;
mod find;
mod heard;
mod key;
mod known;
mod ours;
mod plan;
mod radon;
mod ruff;
mod run;
mod version;

pub use ask::{Asking, ask};
pub use comparison::{AskedTool, ToolComparison};
pub use difference::{ToolDifference, ToolReason, ToolTally};
pub(crate) use heard::Heard;
pub use heard::{Answered, HeardFile, ToolNumber, ToolState};
pub use known::{ForeignTool, TOOLS};
