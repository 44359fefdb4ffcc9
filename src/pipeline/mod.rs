//! From candidates to records: read each file once and have it measured, in parallel. The only code that knows rayon.

mod batch;
mod each;
mod flow;
mod limits;
mod lines;
mod recall;
mod text;
mod verify;
mod work;

pub use crate::discover::Generated;
pub use each::{Keep, measure_each};
pub use flow::{Answer, Broken, answer_lines};
pub use limits::{Means, default_jobs};
pub use lines::Lines;
pub use recall::{derived_space, explain_file, explain_text, key_space};
pub use text::{Texts, measure_text};
pub use verify::{Verified, verify};
pub use work::{measure_all, measure_or_recall, measure_what_matters};
