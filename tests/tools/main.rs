//! `metrics compare-tools` with tools that answer what the real ones did, and with tools that do not answer.

#![cfg(unix)]

#[path = "../surroundings/mod.rs"]
mod surroundings;

mod answers;
mod failing;
mod fake;
