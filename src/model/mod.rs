//! Plain data that every other module speaks: it computes derived numbers, and it imports nothing else.

mod catalogue;
mod conventions;
mod halstead;
mod mark;
mod metric;
mod operand;
mod outcome;
mod rank;
mod recall;
mod record;
mod role;
mod skipped;
mod stamp;
mod stats;
mod tool;

pub use catalogue::METRICS;
pub use conventions::{ClassScore, Conventions, CyclomaticTotal, FunctionKinds};
pub use halstead::Halstead;
pub use mark::{Mark, Marks};
pub use metric::{Direction, Fold, Metric, Scope};
pub use operand::OperandKey;
pub use outcome::{Outcome, Record};
pub use rank::Rank;
pub use recall::RecallCounts;
pub use record::{
    ClassMetrics, CognitiveTotals, CyclomaticTotals, Dialect, FileMetrics, FunctionKind, FunctionMetrics,
    Location, RawLines, SCHEMA_VERSION, Status,
};
pub use role::{Role, RoleSet};
pub use skipped::{SkipReason, Skipped};
pub use stamp::FileStamp;
pub use stats::{Phase, RunStats};
pub use tool::Tool;
