//! The progress bar: on a terminal, and only when the work lasts.

use super::Course;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use std::fmt::Write;
use std::io::{IsTerminal, stderr};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

/// Work that is over sooner needs no bar.
const PATIENCE: Duration = Duration::from_secs(1);
const REDRAW: Duration = Duration::from_millis(100);
const TEMPLATE: &str = "{bar:30} {files}, {bytes}/{total_bytes}, {eta} left";

/// A bar on standard error that is gone when this is dropped.
#[derive(Debug)]
pub(crate) struct Progress {
    // Dropped first: the thread ends when nobody can send to it any more.
    end: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Progress {
    /// Shows how far the work is once it has lasted a second; `None` where nobody would see it.
    #[must_use]
    pub(crate) fn start(course: &Arc<Course>) -> Option<Progress> {
        // Continuous integration has terminals that keep every state of a bar as a line.
        let visible = stderr().is_terminal() && std::env::var_os("CI").is_none();
        visible.then(|| Progress::on(ProgressDrawTarget::stderr(), course, PATIENCE))
    }

    fn on(target: ProgressDrawTarget, course: &Arc<Course>, patience: Duration) -> Progress {
        let (end, ended) = channel();
        let course = Arc::clone(course);
        let work = move || {
            if ended.recv_timeout(patience) == Err(RecvTimeoutError::Timeout) {
                draw(target, &course, &ended);
            }
        };
        // without a thread there is no bar
        let thread = std::thread::Builder::new().spawn(work).ok();
        Progress { end: Some(end), thread }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        drop(self.end.take());
        // A bar that failed is no reason for the run to fail.
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

fn draw(target: ProgressDrawTarget, course: &Arc<Course>, ended: &Receiver<()>) {
    let bar = ProgressBar::with_draw_target(Some(0), target).with_style(style(Arc::clone(course)));
    loop {
        let ((_, bytes), (_, all)) = (course.done.get(), course.all.get());
        bar.set_length(all);
        bar.set_position(bytes);
        if ended.recv_timeout(REDRAW) != Err(RecvTimeoutError::Timeout) {
            break bar.finish_and_clear();
        }
    }
}

fn style(course: Arc<Course>) -> ProgressStyle {
    let files = move |_: &ProgressState, out: &mut dyn Write| {
        // A bar that cannot be written is not worth an error.
        let _ = write!(out, "{}/{} files", course.done.get().0, course.all.get().0);
    };
    let style = ProgressStyle::with_template(TEMPLATE).unwrap_or_else(|_| ProgressStyle::default_bar());
    style.with_key("files", files)
}

#[cfg(test)]
mod tests {
    use super::*;
    use indicatif::InMemoryTerm;

    fn bar(term: &InMemoryTerm, course: &Arc<Course>, patience: Duration) -> Progress {
        Progress::on(ProgressDrawTarget::term_like(Box::new(term.clone())), course, patience)
    }

    #[test]
    fn long_work_shows_files_bytes_and_time_and_then_nothing() {
        let (term, course) = (InMemoryTerm::new(5, 100), Arc::new(Course::default()));
        course.expect(4, 4096);
        course.finish(1024);
        let progress = bar(&term, &course, Duration::ZERO);
        let deadline = std::time::Instant::now() + Duration::from_secs(10);
        while !term.contents().contains("left") && std::time::Instant::now() < deadline {
            std::thread::sleep(Duration::from_millis(5));
        }
        let shown = term.contents();
        assert!(shown.contains("1/4 files, 1.00 KiB/4.00 KiB, ") && shown.contains(" left"), "{shown}");
        drop(progress);
        assert_eq!(term.contents(), "");
    }

    #[test]
    fn short_work_shows_nothing() {
        let (term, course) = (InMemoryTerm::new(5, 100), Arc::new(Course::default()));
        drop(bar(&term, &course, Duration::from_mins(1)));
        assert!(term.moves_since_last_check().is_empty(), "and it ends without waiting");
    }
}
