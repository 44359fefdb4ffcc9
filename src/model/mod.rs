//! Plain data that every other module speaks: it computes derived numbers, and it imports nothing else.

mod account;
mod balance;
mod body;
mod budget;
mod by_unit;
mod cache_stats;
mod catalogue;
mod conventions;
mod counted;
mod coverage;
mod definitions;
mod digest;
mod edited;
mod elementary;
mod entry;
mod excuse;
mod exemption;
mod explanation;
mod figure;
mod finding;
mod fold;
mod group;
mod halstead;
mod history;
mod limit;
mod location;
mod looked;
mod mark;
mod metric;
mod operand;
mod outcome;
mod own;
mod partial;
mod printable;
mod rank;
mod recall;
mod record;
mod risk;
mod role;
#[cfg(test)]
pub(crate) mod sample;
mod scope;
mod skipped;
#[cfg(any(feature = "program", test))]
mod slashes;
mod stamp;
mod standing;
mod stats;
mod stored;
mod suppression;
mod tested;
mod tool;
mod verdict;
mod vocabulary;

pub use account::{Account, MOST_INSIDE, Topic};
pub use balance::{Asked, Balance, PassedOver, Unjudged};
pub use budget::{BudgetBound, BudgetBreach, UnjudgedBudget};
pub use by_unit::ByUnit;
pub use cache_stats::{CacheShare, CacheStats, LanguageShare, PastRun, RecentRuns};
pub use catalogue::METRICS;
pub use conventions::{ClassScore, Conventions, CyclomaticTotal, FunctionKinds, SecondCyclomatic};
pub use counted::counted;
pub use coverage::{Covered, FunctionCoverage};
pub use definitions::{Definitions, Moved};
pub use digest::{Digest, Extreme};
pub use edited::{Edited, Worse};
pub(crate) use elementary::{natural_logarithm, sine};
pub use exemption::{Added, Exemption, ExemptionKind};
pub use explanation::{Explanation, Increment, Inlined, Token, TokenKind, UnitRow};
pub use figure::Figure;
pub use finding::{
    BUDGET, Bound, Breach, Cause, EXPIRED_OVERRIDE, Finding, IDLE_RULE, NOT_MEASURED, OUTDATED_BASELINE,
    PARSE_ERRORS, Severity, UNUSED_SUPPRESSION, WITHDRAWN,
};
pub use fold::{Summand, weighted_mean};
pub use group::{GroupFindings, NamedGroup};
pub use halstead::Halstead;
pub use history::{CommitInfo, FileChange, FileVersion, Horizon};
pub use limit::{Limit, Origin};
pub use location::{CellPlace, Location, ParseErrorPlace};
pub use looked::Looked;
pub use mark::{Mark, Marks};
pub use metric::{Direction, Fold, Metric};
pub use operand::OperandKey;
pub use outcome::{Outcome, QuietFile};
pub use partial::Partial;
pub use printable::{printable, printable_json};
pub use rank::Rank;
pub use recall::RecallCounts;
pub use record::{
    ClassMetrics, CognitiveTotals, CyclomaticTotals, Dialect, FileMetrics, FunctionKind, FunctionMetrics,
    RawLines, Record, SCHEMA_VERSION, Status,
};
pub use role::{Role, RoleSet};
pub use scope::Scope;
pub use skipped::{SkipReason, Skipped};
#[cfg(any(feature = "program", test))]
pub(crate) use slashes::{display, with_slashes};
pub use stamp::FileStamp;
pub use standing::Standing;
pub use stats::{Phase, RunStats};
pub use stored::{BodyHash, Judging, StoredRecord};
pub use suppression::{Suppression, SuppressionForm};
pub use tested::TestedFile;
pub use tool::{Tool, documentation, explanation_of};
pub use verdict::{Redefined, Verdict};
pub use vocabulary::Vocabulary;
