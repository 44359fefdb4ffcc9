//! A session that is held: what changed is looked at again, and the answer is that of a new one.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod client;
mod configured;
mod editor;
#[path = "../../examples/session.rs"]
mod example;
mod held;
mod lean;
mod one;
#[path = "../surroundings/mod.rs"]
mod surroundings;
mod tree;
mod update;
mod watching;

#[test]
fn the_example_does_what_it_says() {
    surroundings::clear();
    example::main().unwrap();
}
