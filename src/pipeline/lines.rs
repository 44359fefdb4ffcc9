//! A stream of bytes as lines: as many whole lines at a time as have come, and never more than a bound of one of them.

use memchr::{memchr, memchr_iter, memrchr};
use std::io::{self, ErrorKind, Read};

/// What is asked of the system at a time; a pipe has no more.
const PIECE: usize = 64 * 1024;

/// Lines that came together, in the order of the stream.
#[derive(Debug, PartialEq, Eq)]
pub struct Lines {
    /// Number of the first, from 1.
    pub first: u64,
    /// The lines with what ends them, if that is there; nothing of one that is too long.
    bytes: Vec<u8>,
    /// Bytes that a line may have.
    most: usize,
    is_cut: bool,
}

impl Lines {
    /// Each line with its number, without its end; `None` for one that is too long.
    pub fn each(&self) -> impl Iterator<Item = (u64, Option<&[u8]>)> {
        let bytes = self.bytes.strip_suffix(b"\n").unwrap_or(&self.bytes);
        let lines = bytes.split(|&byte| byte == b'\n');
        let lines = lines.map(|line| Some(line).filter(|line| !self.is_cut && line.len() <= self.most));
        (self.first..).zip(lines)
    }

    /// What it takes to hold them, in bytes.
    pub(super) fn weight(&self) -> usize {
        self.bytes.len()
    }
}

/// Reads a stream.
pub(super) struct LineReader<R> {
    input: R,
    /// Bytes that a line may have.
    most: usize,
    /// The beginning of a line whose end has not come yet.
    rest: Vec<u8>,
    /// Number of the line that begins with it.
    line: u64,
    /// Whether the rest of a line that is too long is still to come.
    is_passing: bool,
    is_over: bool,
}

impl<R: Read> LineReader<R> {
    pub(super) fn new(input: R, most: usize) -> LineReader<R> {
        LineReader { input, most, rest: Vec::new(), line: 1, is_passing: false, is_over: false }
    }

    /// The lines that come next; `None` at the end. It waits for no more than one line.
    pub(super) fn next(&mut self) -> io::Result<Option<Lines>> {
        while !self.is_over {
            let mut before = self.rest.len();
            self.is_over = self.read()? == 0;
            if self.is_passing {
                self.pass();
                before = 0;
            }
            let end = match memrchr(b'\n', &self.rest[before..]) {
                Some(end) => before + end + 1,
                None if self.rest.len() > self.most => return Ok(Some(self.cut())),
                None if self.is_over => self.rest.len(),
                None => continue,
            };
            if end > 0 {
                let rest = self.rest.split_off(end);
                return Ok(Some(self.lines(rest)));
            }
        }
        Ok(None)
    }

    fn read(&mut self) -> io::Result<usize> {
        let before = self.rest.len();
        self.rest.resize(before + PIECE, 0);
        let read = loop {
            match self.input.read(&mut self.rest[before..]) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        self.rest.truncate(before + read.as_ref().map_or(0, |read| *read));
        read
    }

    /// Forgets what there is of a line that is too long; what stands behind its end stays.
    fn pass(&mut self) {
        match memchr(b'\n', &self.rest) {
            Some(end) => {
                self.rest.drain(..=end);
                self.is_passing = false;
            }
            None => self.rest.clear(),
        }
    }

    fn cut(&mut self) -> Lines {
        self.is_passing = true;
        self.rest = Vec::new();
        self.line += 1;
        Lines { first: self.line - 1, bytes: Vec::new(), most: self.most, is_cut: true }
    }

    fn lines(&mut self, rest: Vec<u8>) -> Lines {
        let bytes = std::mem::replace(&mut self.rest, rest);
        let first = self.line;
        self.line += memchr_iter(b'\n', &bytes).count() as u64;
        Lines { first, bytes, most: self.most, is_cut: false }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives some bytes at a time.
    struct Drops<'a>(&'a [u8], usize);

    impl Read for Drops<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let taken = self.1.min(self.0.len()).min(buffer.len());
            buffer[..taken].copy_from_slice(&self.0[..taken]);
            self.0 = &self.0[taken..];
            Ok(taken)
        }
    }

    fn read(text: &[u8], at_a_time: usize, most: usize) -> Vec<(u64, Option<Vec<u8>>)> {
        let mut reader = LineReader::new(Drops(text, at_a_time), most);
        let mut all = Vec::new();
        while let Some(lines) = reader.next().unwrap() {
            all.extend(lines.each().map(|(number, line)| (number, line.map(<[u8]>::to_vec))));
        }
        all
    }

    #[test]
    fn the_lines_are_those_of_the_text_however_they_come() {
        let text = b"one\n\ntwo is too long\nthree\r\nfour is too long as well";
        let long: Option<&[u8]> = None;
        let expected = [Some(&b"one"[..]), Some(b""), long, Some(b"three\r"), long];
        let expected: Vec<_> = (1..).zip(expected.map(|line| line.map(<[u8]>::to_vec))).collect();
        for at_a_time in 1..60 {
            assert_eq!(read(text, at_a_time, 6), expected, "{at_a_time}");
        }
    }

    #[test]
    fn an_end_begins_no_line() {
        for (text, lines) in [(&b""[..], 0), (b"\n", 1), (b"a", 1), (b"a\n", 1), (b"a\nb", 2), (b"\n\n", 2)] {
            assert_eq!(read(text, 3, 9).len(), lines, "{text:?}");
        }
    }

    #[test]
    fn a_line_that_never_ends_is_not_held() {
        let mut reader = LineReader::new(io::repeat(b'x').take(64 << 20), 1000);
        let lines = reader.next().unwrap().unwrap();
        assert_eq!(lines.each().collect::<Vec<_>>(), [(1, None)]);
        assert!(reader.next().unwrap().is_none());
        assert!(reader.rest.capacity() < 1 << 20);
    }

    #[test]
    fn what_has_come_is_not_kept_waiting() {
        let mut reader = LineReader::new(Drops(b"a\nb\nc", 4), 9);
        let lines = reader.next().unwrap().unwrap();
        assert_eq!((lines.each().count(), lines.weight()), (2, 4));
        assert_eq!(reader.next().unwrap().unwrap().first, 3);
    }
}
