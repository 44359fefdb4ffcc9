//! From candidates to records: read, parse and measure each file once, in parallel. The only code that knows rayon.

mod batch;
mod each;
mod file;
mod flow;
mod limits;
mod lines;
mod panics;
mod pieces;
mod recall;
mod text;
mod verify;
mod work;

pub use crate::discover::Generated;
pub use each::{Keep, measure_each};
pub use file::explain_text;
pub use flow::{Answer, Broken, answer_lines};
pub use limits::{Means, default_jobs};
pub use lines::Lines;
pub use panics::install_quiet_hook;
pub use recall::key_space;
pub use text::{Texts, measure_text};
pub use verify::{Verified, verify};
pub use work::{measure_all, measure_or_recall};
