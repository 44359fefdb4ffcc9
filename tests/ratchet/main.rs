//! The ratchet: what a team with old offenders needs so that nothing gets worse from today on.

mod measuring;
mod suppressions;
