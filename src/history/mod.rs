//! What code was over many commits: how much of it there was, and how complex it was. It knows no git, touches nothing,
//! and cannot fail.

mod census;
mod multiset;
mod trend;

pub use census::{Census, CensusRow, Portrait, usual_metrics};
pub use multiset::{Distribution, Multiset};
pub use trend::{Trend, TrendRow, trend_of};
