//! The `metrics` command.

fn main() {}
