//! From candidates to records: read, parse and measure each file once, in parallel. The only code that knows rayon.

mod batch;
mod file;
mod panics;
mod recall;
mod verify;
mod work;

pub use crate::discover::Generated;
pub use file::{explain_text, measure_text};
pub use panics::install_quiet_hook;
pub use recall::key_space;
pub use verify::{Verified, verify};
pub use work::{Limits, default_jobs, measure_all, measure_or_recall};
