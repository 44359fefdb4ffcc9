//! Texts that stream in, each answered with its record, in their order.

use super::caching::{Caching, Directory};
use super::stream_line::{StreamLine, bad};
use super::territories::terms;
use super::{SessionError, languages, plan};
use crate::config::{Configurations, Environment, GeneratedFiles, Options, Settings, Sources};
use crate::course::{Course, Stop};
use crate::discover::Generated;
use crate::model::{Definitions, Marks, Record, SkipReason, Skipped};
use crate::pipeline::{Broken, Lines, Means, Texts, answer_lines};
use crate::report::write_answer;
use crate::text::CPU_BUDGET;
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};

/// What a line may have beside its text, whose characters JSON may write with six bytes each.
const BESIDE: u64 = 1 << 20;
const ESCAPED: u64 = 6;

/// Measures texts that stream in as NDJSON, and writes a record a line.
///
/// It looks at no file, no repository and no configuration: only options and the environment count, and a cache only if
/// an option names its directory. Generated and minified texts are passed over as in a walk, unless an option says
/// otherwise.
#[derive(Debug)]
pub struct Stream {
    settings: Settings,
    means: Means,
    caching: Caching,
    course: Course,
}

/// What became of the lines of a stream.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StreamCounts {
    /// Lines that came, each of which was answered.
    pub lines: u64,
    /// Texts that were measured.
    pub measured: u64,
    /// Lines that say no text, or none in a known language.
    pub bad: u64,
}

impl Stream {
    /// Gets ready; a cache that is wanted is opened.
    ///
    /// # Errors
    /// If the environment is wrong, or nothing may be written where the cache should be.
    pub fn open(options: &Options) -> Result<Stream, SessionError> {
        let settings = settings(options)?;
        let named = settings.cache.enabled.value && options.cache_directory.is_some();
        let caching = match Directory::new(&settings.cache).filter(|_| named) {
            Some(directory) => {
                super::configured::check_cache(&settings)?;
                Caching::start(&directory, &[])
            }
            None => Caching::default(),
        };
        let generated = match settings.generated.value {
            GeneratedFiles::Skip => Generated::Skip,
            GeneratedFiles::Measure => Generated::Measure,
        };
        let means = Means {
            jobs: plan::jobs(&settings),
            max_file_size: terms(&settings, true).max_file_size,
            cpu_budget: CPU_BUDGET,
            generated,
        };
        Ok(Stream { settings, means, caching, course: Course::new(Stop::default()) })
    }

    /// Answers each line of the input, in its order. What has come is answered without waiting for more, and nothing
    /// more is read while the answers are not taken.
    ///
    /// A line is `{"path": …, "text": …}` or `{"path": …, "base64": …}`, with anything as `extra`, which is handed back.
    /// A line that is none of it is answered with a row of [`SkipReason::BadInput`].
    ///
    /// # Errors
    /// If the input cannot be read or the answers cannot be written, so that not every line was answered.
    pub fn answer(&self, input: impl Read + Send, out: &mut dyn Write) -> Result<StreamCounts, SessionError> {
        let cache = if self.caching.is_wanted() { self.caching.wait() } else { None };
        let texts = Texts::new(&self.means, &self.course, cache);
        let most = self.means.max_file_size.saturating_mul(ESCAPED).saturating_add(BESIDE);
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        let work = Answering {
            stream: self,
            texts,
            most,
            definitions: Definitions::current(),
            counts: [const { AtomicU64::new(0) }; 3],
        };
        let answer = |lines: &Lines, marks: &mut Marks| work.answers(lines, marks);
        let mut deliver = |answers: &[u8]| out.write_all(answers).and_then(|()| out.flush());
        answer_lines(input, (self.means.jobs, most), &answer, &mut deliver).map_err(told)?;
        let [lines, measured, bad] = work.counts.map(AtomicU64::into_inner);
        Ok(StreamCounts { lines, measured, bad })
    }

    /// Writes to the cache what is still to be written; gives what a person should know of it, in one line.
    pub fn close(mut self) -> Option<String> {
        self.caching.finish()
    }
}

/// What options and environment say; nothing else is looked at.
fn settings(options: &Options) -> Result<Settings, SessionError> {
    let current = std::env::current_dir().unwrap_or_default();
    let sources = Sources {
        file: None,
        files: None,
        none: true,
        profile: None,
        preset: None,
        limits: Vec::new(),
        current: current.clone(),
        environment: Environment::read(),
        options: options.clone(),
    };
    Ok(Settings::clone(&*Configurations::new(sources)?.of_directory(&current)?))
}

/// A reader that went away is told like any other failure: its lines were not answered.
fn told(broken: Broken) -> SessionError {
    SessionError::Request(match broken {
        Broken::Input(error) => format!("the input cannot be read: {error}"),
        Broken::Output(error) => format!("the answers cannot be written: {error}"),
        Broken::Inside(message) => format!("failed inside this program, a defect to report: {message}"),
    })
}

/// What the threads need to answer lines.
struct Answering<'a> {
    stream: &'a Stream,
    texts: Texts<'a>,
    /// Bytes that a line may have.
    most: usize,
    definitions: Definitions,
    /// Of lines, measured texts and bad lines.
    counts: [AtomicU64; 3],
}

impl Answering<'_> {
    fn answers(&self, lines: &Lines, marks: &mut Marks) -> Vec<u8> {
        let mut answers = Vec::new();
        for (number, line) in lines.each() {
            self.answer(number, line, marks, &mut answers).expect("a vector takes everything");
        }
        answers
    }

    fn answer(
        &self,
        number: u64,
        line: Option<&[u8]>,
        marks: &mut Marks,
        out: &mut Vec<u8>,
    ) -> io::Result<()> {
        let StreamLine { text, extra } = StreamLine::read(number, line, self.most);
        let answer = text.and_then(|(path, text)| self.measure(number, path, text, marks));
        let is_bad = matches!(&answer, Err(skipped) if skipped.reason == SkipReason::BadInput);
        for (count, is_one) in self.counts.iter().zip([true, answer.is_ok(), is_bad]) {
            count.fetch_add(u64::from(is_one), Ordering::Relaxed);
        }
        write_answer(&answer, extra, &self.definitions, out)
    }

    fn measure(
        &self,
        number: u64,
        path: PathBuf,
        text: Vec<u8>,
        marks: &mut Marks,
    ) -> Result<Record, Skipped> {
        match languages::of_text(&path, Some(&text), &self.stream.settings) {
            Some(language) => self.texts.measure(&path, text, language, marks),
            None => Err(bad(number, path, "`path` has no suffix of a known language")),
        }
    }
}
