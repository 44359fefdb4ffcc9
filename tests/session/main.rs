//! A session that is held: what changed is looked at again, and the answer is that of a new one.

mod client;
mod editor;
#[path = "../../examples/session.rs"]
mod example;
mod held;
mod one;
mod tree;
mod update;
mod watching;

#[test]
fn the_example_does_what_it_says() {
    example::main().unwrap();
}
