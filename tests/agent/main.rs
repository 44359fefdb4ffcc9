//! What a coding agent asks and is told: an edit before it is written, after it was made, and questions in between.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod hook;
mod install;
mod mcp;
#[path = "../git/repository.rs"]
#[expect(dead_code, reason = "it serves other tests as well")]
mod repository;
mod what_if;

use repository::{METRICS, Scratch};
use std::io::Write;
use std::process::{Output, Stdio};

/// Runs the program with a text on standard input.
fn run(scratch: &Scratch, arguments: &[&str], input: &[u8]) -> Output {
    let mut command = scratch.command(METRICS, "");
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A program that does not read to the end closes the pipe.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}
