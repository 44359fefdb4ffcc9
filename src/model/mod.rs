//! Plain data that every other module speaks: it computes derived numbers, and it imports nothing else.

mod halstead;
mod rank;
mod record;
mod skipped;

pub use halstead::Halstead;
pub use rank::Rank;
pub use record::{
    ClassMetrics, CognitiveTotals, CyclomaticTotals, FileMetrics, FunctionKind, FunctionMetrics, Location,
    RawLines, SCHEMA_VERSION, Status,
};
pub use skipped::{SkipReason, Skipped};
