//! Work on what streams in: on several threads, in the order of the stream, and with little in flight. When the reader
//! of the answers waits, nothing more is read.

use super::lines::{LineReader, Lines};
use crate::model::Marks;
use crate::text::caught;
use std::collections::{BTreeMap, VecDeque};
use std::io::{self, Read};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{Builder, Scope};

/// Bytes of lines and answers in flight, beyond which nothing more is read.
const ROOM: usize = 16 << 20;

/// As for the workers of a run over files.
const STACK: usize = 8 << 20;

/// Why a stream was not answered to its end.
#[derive(Debug)]
pub(crate) enum Broken {
    /// It could not be read.
    Input(io::Error),
    /// The answers could not be written.
    Output(io::Error),
    /// A defect of this program.
    Inside(String),
}

/// Answers some lines; the marks are room to work in.
pub type Answer<'a> = &'a (dyn Fn(&Lines, &mut Marks) -> Vec<u8> + Sync);

/// Answers a stream, in its order. A line may have `most` bytes.
///
/// # Errors
/// If the stream cannot be read or the answers cannot be written; what came before that is answered.
pub(crate) fn answer_lines(
    input: impl Read + Send,
    (jobs, most): (usize, usize),
    answer: Answer<'_>,
    deliver: &mut dyn FnMut(&[u8]) -> io::Result<()>,
) -> Result<(), Broken> {
    let mut reader = LineReader::new(input, most);
    if jobs > 1
        && let Some(result) = Flow::default().run(&mut reader, jobs, answer, deliver)
    {
        return result;
    }
    let mut marks = Marks::default();
    while let Some(lines) = reader.next().map_err(Broken::Input)? {
        let answers = caught(|| answer(&lines, &mut marks)).map_err(Broken::Inside)?;
        deliver(&answers).map_err(Broken::Output)?;
    }
    Ok(())
}

/// What the threads share.
#[derive(Default)]
struct Flow {
    state: Mutex<State>,
    /// There is less in flight.
    has_room: Condvar,
    /// There are lines to answer.
    has_work: Condvar,
    /// The next answer is there.
    has_answer: Condvar,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<(u64, Lines)>,
    answered: BTreeMap<u64, Vec<u8>>,
    /// Bytes in flight.
    weight: usize,
    /// Bytes of them that are answers, which wait for those before them.
    held: usize,
    /// How often lines came, and how often they were answered to the end.
    came: u64,
    delivered: u64,
    is_over: bool,
    broken: Option<Broken>,
}

impl State {
    /// Whether the next lines may be answered: a record can be a hundred times its text, so not while many answers wait
    /// for one before them, unless that is the one.
    fn may_go_on(&self) -> bool {
        self.waiting.front().is_some_and(|(number, _)| self.held < ROOM || *number == self.delivered)
    }
}

impl Flow {
    /// Nothing if the system gives no threads; then nothing was read.
    fn run(
        &self,
        reader: &mut LineReader<impl Read + Send>,
        jobs: usize,
        answer: Answer<'_>,
        deliver: &mut dyn FnMut(&[u8]) -> io::Result<()>,
    ) -> Option<Result<(), Broken>> {
        std::thread::scope(|scope| {
            let workers = (0..jobs).filter(|_| started(scope, || self.work(answer))).count();
            if workers == 0 || !started(scope, || self.read(reader)) {
                self.finish(None);
                return None;
            }
            Some(self.deliver(deliver))
        })
    }

    fn read(&self, reader: &mut LineReader<impl Read>) {
        loop {
            let state = Flow::wait(&self.has_room, self.lock(), |it| it.weight < ROOM || it.is_over);
            if state.is_over {
                return;
            }
            drop(state);
            match reader.next() {
                Ok(Some(lines)) => {
                    let mut state = self.lock();
                    state.weight += lines.weight();
                    let number = state.came;
                    state.waiting.push_back((number, lines));
                    state.came += 1;
                    drop(state);
                    self.has_work.notify_one();
                }
                Ok(None) => return self.finish(None),
                Err(error) => return self.finish(Some(Broken::Input(error))),
            }
        }
    }

    fn work(&self, answer: Answer<'_>) {
        let mut marks = Marks::default();
        loop {
            let has_work = |it: &State| it.may_go_on() || it.is_over && it.waiting.is_empty();
            let mut state = Flow::wait(&self.has_work, self.lock(), has_work);
            let Some((number, lines)) = state.waiting.pop_front() else { return };
            drop(state);
            match caught(|| answer(&lines, &mut marks)) {
                Ok(answers) => {
                    let mut state = self.lock();
                    state.weight = state.weight - lines.weight() + answers.len();
                    state.held += answers.len();
                    let is_next = number == state.delivered;
                    state.answered.insert(number, answers);
                    drop(state);
                    if is_next {
                        self.has_answer.notify_one();
                    }
                }
                Err(message) => return self.give_up(Broken::Inside(message)),
            }
        }
    }

    fn deliver(&self, deliver: &mut dyn FnMut(&[u8]) -> io::Result<()>) -> Result<(), Broken> {
        loop {
            let has_next =
                |it: &State| it.answered.contains_key(&it.delivered) || it.is_over && it.delivered == it.came;
            let mut state = Flow::wait(&self.has_answer, self.lock(), has_next);
            let number = state.delivered;
            let Some(answers) = state.answered.remove(&number) else {
                return state.broken.take().map_or(Ok(()), Err);
            };
            drop(state);
            if let Err(error) = deliver(&answers) {
                self.give_up(Broken::Output(error));
                return self.lock().broken.take().map_or(Ok(()), Err);
            }
            let mut state = self.lock();
            let was_full = state.held >= ROOM;
            state.delivered += 1;
            state.weight -= answers.len();
            state.held -= answers.len();
            drop(state);
            if was_full {
                self.has_work.notify_all();
            }
            self.has_room.notify_one();
        }
    }

    /// Ends the stream: what came is still answered.
    fn finish(&self, broken: Option<Broken>) {
        let mut state = self.lock();
        state.is_over = true;
        state.broken = state.broken.take().or(broken);
        drop(state);
        self.wake();
    }

    /// Ends the stream, and answers nothing more.
    fn give_up(&self, broken: Broken) {
        let mut state = self.lock();
        state.waiting.clear();
        state.answered.clear();
        state.held = 0;
        state.is_over = true;
        state.came = state.delivered;
        state.broken.get_or_insert(broken);
        drop(state);
        self.wake();
    }

    fn wake(&self) {
        self.has_room.notify_all();
        self.has_work.notify_all();
        self.has_answer.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(
        until: &Condvar,
        state: MutexGuard<'a, State>,
        is_so: impl Fn(&State) -> bool,
    ) -> MutexGuard<'a, State> {
        until.wait_while(state, |state| !is_so(state)).unwrap_or_else(PoisonError::into_inner)
    }
}

fn started<'scope, 'env>(scope: &'scope Scope<'scope, 'env>, job: impl FnOnce() + Send + 'scope) -> bool {
    Builder::new().stack_size(STACK).spawn_scoped(scope, job).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    fn numbers(count: usize) -> Vec<u8> {
        (0..count).flat_map(|number| format!("{number}\n").into_bytes()).collect()
    }

    /// Gives a line at a time.
    struct Slow<'a>(&'a [u8]);

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let end = memchr::memchr(b'\n', self.0).map_or(self.0.len(), |end| end + 1);
            buffer[..end].copy_from_slice(&self.0[..end]);
            self.0 = &self.0[end..];
            Ok(end)
        }
    }

    #[test]
    fn answers_come_in_the_order_of_the_stream() {
        let text = numbers(500);
        let answer = |lines: &Lines, _: &mut Marks| {
            // the first ones take longest
            std::thread::sleep(std::time::Duration::from_micros(2000 / lines.first));
            lines.each().flat_map(|(_, line)| [line.unwrap(), b"\n"].concat()).collect()
        };
        for jobs in [1, 2, 7] {
            let mut out = Vec::new();
            let mut deliver = |bytes: &[u8]| {
                out.extend_from_slice(bytes);
                Ok(())
            };
            answer_lines(Slow(&text), (jobs, 100), &answer, &mut deliver).unwrap();
            assert!(out == text, "{jobs} jobs");
        }
    }

    #[test]
    fn nothing_is_read_while_nobody_takes_the_answers() {
        struct Endless<'a>(&'a AtomicUsize);
        impl Read for Endless<'_> {
            fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
                self.0.fetch_add(buffer.len(), Ordering::Relaxed);
                buffer.fill(b'\n');
                Ok(buffer.len())
            }
        }
        let (read, mut taken) = (AtomicUsize::new(0), 0);
        let mut deliver = |bytes: &[u8]| {
            std::thread::sleep(std::time::Duration::from_millis(20));
            taken += bytes.len();
            if taken > 10 * 64 * 1024 { Err(io::Error::other("enough")) } else { Ok(()) }
        };
        let answer = |_: &Lines, _: &mut Marks| vec![b'x'; 64 * 1024];
        let broken = answer_lines(Endless(&read), (3, 100), &answer, &mut deliver);
        assert!(matches!(broken, Err(Broken::Output(_))), "{broken:?}");
        assert!(read.into_inner() < ROOM + (2 << 20));
    }

    #[test]
    fn large_answers_behind_a_slow_one_are_not_made_before_there_is_room() {
        let (made, is_first_done) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let answer = |lines: &Lines, _: &mut Marks| {
            if lines.first == 1 {
                // the others have the time to do too much
                std::thread::sleep(std::time::Duration::from_millis(500));
                assert!(made.load(Ordering::SeqCst) <= ROOM + 3 * (6 << 20), "{made:?}");
                is_first_done.store(1, Ordering::SeqCst);
            }
            let answers = vec![b'x'; 6 << 20];
            made.fetch_add(answers.len(), Ordering::SeqCst);
            answers
        };
        let mut delivered = 0;
        let mut deliver = |bytes: &[u8]| {
            delivered += bytes.len();
            Ok(())
        };
        answer_lines(Slow(&numbers(40)), (3, 100), &answer, &mut deliver).unwrap();
        assert_eq!((delivered, is_first_done.into_inner()), (40 * (6 << 20), 1));
    }

    #[test]
    fn a_stream_that_breaks_is_answered_so_far_and_a_defect_ends_it() {
        let failing = io::Read::chain(&b"a\nb\n"[..], Failing);
        let mut out = Vec::new();
        let mut deliver = |bytes: &[u8]| {
            out.extend_from_slice(bytes);
            Ok(())
        };
        let answer = |lines: &Lines, _: &mut Marks| vec![b'x'; lines.each().count()];
        let broken = answer_lines(failing, (2, 9), &answer, &mut deliver);
        assert!(matches!(broken, Err(Broken::Input(_))), "{broken:?}");
        assert_eq!(out, b"xx");
        let defect = |_: &Lines, _: &mut Marks| panic!("defect");
        let broken = answer_lines(&b"a\n"[..], (2, 9), &defect, &mut |_| Ok(()));
        assert!(matches!(broken, Err(Broken::Inside(_))), "{broken:?}");
    }

    struct Failing;

    impl Read for Failing {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("gone"))
        }
    }
}
