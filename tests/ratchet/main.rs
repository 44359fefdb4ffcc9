//! The ratchet: what a team with old offenders needs so that nothing gets worse from today on.

mod complaints;
mod definitions;
#[path = "../surroundings/mod.rs"]
mod surroundings;
mod tree;
