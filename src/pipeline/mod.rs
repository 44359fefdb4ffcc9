//! From candidates to records: read, parse and measure each file once, in parallel. The only code that knows rayon.

mod batch;
mod file;
mod panics;
mod work;

pub use file::measure_text;
pub use panics::install_quiet_hook;
pub use work::{Generated, Limits, default_jobs, measure_all};
