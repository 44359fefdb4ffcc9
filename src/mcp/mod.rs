//! Questions of a coding agent by the Model Context Protocol: one JSON message a line, in and out, answered by a session.
//!
//! It is written by hand: four tools need no more of the protocol than a few messages, and the official SDK brings an
//! asynchronous runtime along (`ARCHITECTURE.md` has what that costs). It computes nothing of its own.

mod answer;
mod paths;
mod protocol;
mod tools;

use crate::model::printable_json;
use std::io::{self, BufRead, Read, Write};

/// A longer message is no question: a file has at most a megabyte.
const LONGEST: u64 = 64 << 20;

/// Answers until the input ends.
///
/// # Errors
/// If a message cannot be read or an answer not be written.
pub(crate) fn serve(mut input: impl BufRead, mut output: impl Write) -> io::Result<()> {
    let mut line = Vec::new();
    loop {
        line.clear();
        if input.by_ref().take(LONGEST).read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        if line.len() as u64 == LONGEST && !line.ends_with(b"\n") {
            input.skip_until(b'\n')?;
            line.clear();
            line.push(b'?');
        }
        if line.trim_ascii().is_empty() {
            continue;
        }
        if let Some(answer) = protocol::answer(&line) {
            writeln!(output, "{}", printable_json(&answer.to_string()))?;
            output.flush()?;
        }
    }
}
