//! The arena and its tests, without the rest.
#![allow(dead_code, unused_crate_dependencies, missing_docs)]

#[path = "../../src/syntax/arena/mod.rs"]
mod arena;
