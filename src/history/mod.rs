//! What code was over many commits: how much of it there was, how complex it was, and who of it changed how often. It
//! knows no git, touches nothing, and cannot fail.

mod census;
mod chronicle;
mod hotspots;
mod identity;
mod life;
mod multiset;
mod trend;

pub(crate) use census::{Census, Portrait};
pub use census::{CensusRow, usual_metrics};
pub use chronicle::{Chronicle, Measures, Survivor, Touch};
pub(crate) use chronicle::{Step, chronicle};
pub use hotspots::{Coupled, Hotspot, HotspotBy, Hotspots, LastCommit, Ranking, Spot, hotspots};
pub(crate) use identity::{FileNow, formers, has_changed};
pub use life::{Life, LifeEvent, LifeRow};
pub use multiset::Distribution;
pub(crate) use multiset::Multiset;
pub(crate) use trend::trend_of;
pub use trend::{Trend, TrendRow};
