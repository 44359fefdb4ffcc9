//! Messages on standard input and output: a head of a few lines, then as many bytes of JSON as it says. What a message
//! says of its own length is held against a limit before anything of it is kept, and every complaint is one short line.

use lsp_server::{Connection, Message};
use std::io::{self, BufRead, ErrorKind, Read, stdin, stdout};
use std::thread::{Builder, JoinHandle};

/// A longer message is none: the largest has the text of a document.
const LONGEST: u64 = 64 << 20;

/// Bytes of all lines of a head.
const LONGEST_HEAD: u64 = 8 << 10;

/// The threads that read and write.
pub(super) struct Threads {
    reader: JoinHandle<io::Result<()>>,
    writer: JoinHandle<io::Result<()>>,
}

/// Begins to read and write.
///
/// # Errors
/// If there can be no further thread.
pub(super) fn start() -> io::Result<(Connection, Threads)> {
    let (ours, Connection { sender, receiver }) = Connection::memory();
    let read = move || {
        let mut input = stdin().lock();
        while let Some(message) = message(&mut input)? {
            let is_exit = matches!(&message, Message::Notification(it) if it.method == "exit");
            if sender.send(message).is_err() || is_exit {
                break;
            }
        }
        Ok(())
    };
    let write = move || {
        let mut output = stdout().lock();
        receiver.into_iter().try_for_each(|message| message.write(&mut output))
    };
    let reader = Builder::new().name("reads messages".to_owned()).spawn(read)?;
    let writer = Builder::new().name("writes messages".to_owned()).spawn(write)?;
    Ok((ours, Threads { reader, writer }))
}

impl Threads {
    /// Waits until both have ended; the other end of the connection has to be gone.
    ///
    /// # Errors
    /// What was wrong with the input or the output.
    pub(super) fn join(self) -> io::Result<()> {
        let failed = |_| io::Error::other("failed inside this program, a defect to report");
        self.reader.join().map_err(failed)??;
        self.writer.join().map_err(failed)?
    }
}

/// The next message; `None` at the end of the input.
fn message(input: &mut impl BufRead) -> io::Result<Option<Message>> {
    let Some(length) = head(input)? else { return Ok(None) };
    if length > LONGEST {
        return Err(wrong(format!("a message of {length} bytes; at most {LONGEST} are read")));
    }
    let mut body = Vec::new();
    input.take(length).read_to_end(&mut body)?;
    if (body.len() as u64) < length {
        return Err(io::Error::new(ErrorKind::UnexpectedEof, "the input ends within a message"));
    }
    serde_json::from_slice(&body)
        .map(Some)
        .map_err(|error| wrong(format!("no message: {}", shortened(&error))))
}

/// The length of the message that a head announces; `None` at the end of the input.
fn head(input: &mut impl BufRead) -> io::Result<Option<u64>> {
    let mut length = None;
    let mut input = input.take(LONGEST_HEAD);
    let mut line = Vec::new();
    loop {
        line.clear();
        let is_first = input.limit() == LONGEST_HEAD;
        match input.read_until(b'\n', &mut line)? {
            0 if is_first => return Ok(None),
            _ if line.last() == Some(&b'\n') => {}
            _ if input.limit() == 0 => {
                return Err(wrong(format!("a head of more than {LONGEST_HEAD} bytes")));
            }
            _ => return Err(io::Error::new(ErrorKind::UnexpectedEof, "the input ends within a head")),
        }
        let text = line.trim_ascii();
        if text.is_empty() {
            return length.map(Some).ok_or_else(|| wrong("a message without Content-Length"));
        }
        let colon = text.iter().position(|&byte| byte == b':');
        let (name, value) = text.split_at(colon.ok_or_else(|| wrong("a line of a head without a colon"))?);
        if name.eq_ignore_ascii_case(b"content-length") {
            let number = std::str::from_utf8(value[1..].trim_ascii()).ok().and_then(|it| it.parse().ok());
            length = Some(number.ok_or_else(|| wrong("Content-Length is no number of bytes"))?);
        }
    }
}

fn wrong(what: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, what)
}

/// A complaint about JSON may quote a text of any length.
fn shortened(error: &serde_json::Error) -> String {
    const MOST: usize = 200;
    error.to_string().chars().take(MOST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> String {
        match message(&mut &*bytes) {
            Ok(None) => "end".to_owned(),
            Ok(Some(_)) => "a message".to_owned(),
            Err(error) => error.to_string(),
        }
    }

    fn framed(body: &[u8]) -> Vec<u8> {
        [format!("Content-Length: {}\r\nContent-Type: x\r\n\r\n", body.len()).as_bytes(), body].concat()
    }

    #[test]
    fn a_message_is_read_by_its_length() {
        assert_eq!(read(&framed(br#"{"jsonrpc":"2.0","method":"x"}"#)), "a message");
        assert_eq!(
            read(b"content-length:2\n\n{}"),
            "no message: data did not match any variant of untagged enum Message"
        );
        assert_eq!(read(b""), "end");
    }

    #[test]
    fn what_is_no_message_is_one_short_line_and_takes_no_memory() {
        for (bytes, why) in [
            (
                b"Content-Length: 10000000000\r\n\r\n{}".to_vec(),
                "a message of 10000000000 bytes; at most 67108864 are read",
            ),
            (
                b"Content-Length: 18446744073709551616\r\n\r\n".to_vec(),
                "Content-Length is no number of bytes",
            ),
            (b"Content-Length: -1\r\n\r\n{}".to_vec(), "Content-Length is no number of bytes"),
            (b"X: 1\r\n\r\n{}".to_vec(), "a message without Content-Length"),
            (b"no colon\r\n\r\n".to_vec(), "a line of a head without a colon"),
            (vec![b'X'; 1 << 20], "a head of more than 8192 bytes"),
            (b"X: 1\r\n".repeat(5000), "a head of more than 8192 bytes"),
            (b"Content-Length: 9\r\n".to_vec(), "the input ends within a head"),
            (b"Content-Length: 9\r\n\r\n{\"json".to_vec(), "the input ends within a message"),
            (framed(b"{\"method\":\"\xff\"}"), "no message: invalid unicode code point at line 1 column 12"),
            (framed(&b"[".repeat(100_000)), "no message: recursion limit exceeded at line 1 column 128"),
        ] {
            assert_eq!(read(&bytes), why);
        }
    }
}
