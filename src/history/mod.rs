//! What code was over many commits: how much of it there was, how complex it was, and who of it changed how often. It
//! knows no git, touches nothing, and cannot fail.

mod census;
mod chronicle;
mod hotspots;
mod identity;
mod life;
mod multiset;
mod trend;

pub use census::{Census, CensusRow, Portrait, usual_metrics};
pub use chronicle::{Chronicle, Measures, Step, Survivor, Touch, chronicle};
pub use hotspots::{Coupled, Hotspot, HotspotBy, Hotspots, LastCommit, Ranking, Spot, hotspots};
pub use identity::{FileNow, Formers, formers, has_changed};
pub use life::{Life, LifeEvent, LifeRow};
pub use multiset::{Distribution, Multiset};
pub use trend::{Trend, TrendRow, trend_of};
