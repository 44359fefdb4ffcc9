//! From candidates to records: read each file once and have it measured, in parallel. The only code that knows rayon.

mod batch;
mod each;
mod flow;
mod limits;
mod lines;
mod recall;
mod text;
mod verify;
mod wanted;
mod work;

pub use crate::discover::Generated;
pub(crate) use each::measure_each;
pub use flow::Answer;
pub(crate) use flow::{Broken, answer_lines};
pub use limits::Means;
pub(crate) use limits::default_jobs;
pub use lines::Lines;
pub use recall::key_space;
pub(crate) use recall::{derived_space, explain_file, explain_text};
pub use text::{Texts, measure_text};
pub use verify::{Verified, verify};
pub(crate) use wanted::Wanted;
pub(crate) use work::measure_what_matters;
pub use work::{measure_all, measure_or_recall};
