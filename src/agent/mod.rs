//! The coding agents that run a hook: what they say on its standard input, what they heed of its answer, and where their
//! settings have it. Texts in, texts out: it touches nothing else.

mod event;
mod host;
mod json;
mod patch;
mod reply;
mod settings;

pub use event::{Event, Moment, NoEvent};
pub use host::Host;
pub(crate) use reply::Reply;
pub use settings::{NoSettings, State, install, state, uninstall};
