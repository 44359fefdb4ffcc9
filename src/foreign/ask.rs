//! Asks one tool about files: finds it, asks its version, starts it for some files at a time, and has its answers read.

use super::find::{Places, interpreter, program};
use super::plan::{Ground, Question};
use super::run::{Ended, Job, LARGEST, run};
use super::version::{is_since, printed};
use super::{Answered, ForeignTool, Heard, ToolState};
use crate::course::Stop;
use crate::regular;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How many bytes of paths one process is given.
const LONGEST: usize = if cfg!(windows) { 20_000 } else { 100_000 };

/// How tools are asked.
#[derive(Debug)]
pub struct Asking<'a> {
    /// Directories in which a program is looked for before those of `PATH`.
    pub directories: &'a [PathBuf],
    /// The directory that they are relative to.
    pub current: &'a Path,
    /// How long one process may take.
    pub limit: Duration,
    /// What ends the run.
    pub stop: &'a Stop,
}

/// Asks a tool about files by their absolute paths; `told` is given a line before each process that is started for an
/// answer.
pub fn ask(
    tool: &'static ForeignTool,
    files: &[String],
    asking: &Asking<'_>,
    told: &mut dyn FnMut(&str),
) -> ToolState {
    let places = Places::new(asking.directories, asking.current);
    let Some(path) = program(&places, tool.programs) else { return ToolState::Missing };
    if files.is_empty() {
        return ToolState::Idle;
    }
    let directory = match tempfile::Builder::new().prefix("metrics-tools-").tempdir() {
        Ok(directory) => directory,
        Err(error) => return ToolState::Failed(format!("no directory for its files: {error}")),
    };
    let asked = Asked { tool, path: &path, scratch: directory.path(), asking };
    asked.answer(files, told).unwrap_or_else(ToolState::Failed)
}

/// A tool that was found.
struct Asked<'a> {
    tool: &'static ForeignTool,
    path: &'a Path,
    scratch: &'a Path,
    asking: &'a Asking<'a>,
}

impl Asked<'_> {
    fn answer(&self, files: &[String], told: &mut dyn FnMut(&str)) -> Result<ToolState, String> {
        let asks: Vec<OsString> = self.tool.version.iter().map(OsString::from).collect();
        let said = self.start(self.path, &asks, self.scratch)?;
        let version = printed(&String::from_utf8_lossy(&said.out)).filter(|_| said.status == Some(0));
        let Some(version) = version else {
            // Of a module that is not there, Python says so.
            if self.tool.is_module {
                return Ok(ToolState::Missing);
            }
            return Err(format!("{} says no version: {}", self.path.display(), ending(&said)));
        };
        if !is_since(&version, self.tool.since) {
            return Ok(ToolState::Old(version));
        }
        let ground = Ground { program: self.path, files, scratch: self.scratch };
        let plan = (self.tool.plan)(&ground);
        let mut heard = Heard::new();
        for (file, why) in plan.left {
            heard.entry(file).or_default().refused = Some(why);
        }
        let left = heard.clone();
        for question in &plan.questions {
            let about: Vec<&String> =
                files.iter().filter(|file| is_about(question, file, &heard, &left)).collect();
            self.put(question, &about, &mut heard, told)?;
        }
        let python = if self.tool.needs_python { self.python() } else { None };
        Ok(ToolState::Ran(Answered { version, python, lacks: plan.lacks, without: plan.without, heard }))
    }

    /// The version of the Python that a tool runs on.
    fn python(&self) -> Option<String> {
        let python = interpreter(self.path)?;
        let said = self.start(&python, &["--version".into()], self.scratch).ok()?;
        printed(&String::from_utf8_lossy(&said.out))
    }

    /// Asks a question about files, some at a time.
    fn put(
        &self,
        question: &Question,
        files: &[&String],
        heard: &mut Heard,
        told: &mut dyn FnMut(&str),
    ) -> Result<(), String> {
        if let Some((file, text)) = &question.file {
            std::fs::write(file, text).map_err(|error| format!("{}: {error}", file.display()))?;
        }
        for batch in batches(files) {
            let mut arguments = question.arguments.clone();
            match &question.list {
                Some(list) => {
                    let text = serde_json::to_vec(batch).map_err(|error| error.to_string())?;
                    std::fs::write(list, text).map_err(|error| format!("{}: {error}", list.display()))?;
                }
                None => arguments.extend(batch.iter().map(OsString::from)),
            }
            told(&line(self.path, question, batch.len()));
            let ended = self.start(self.path, &arguments, &question.directory)?;
            if !ended.status.is_some_and(|status| question.statuses.contains(&status)) {
                return Err(ending(&ended));
            }
            let answer = match &question.answer {
                Some(file) => regular::read(file, LARGEST)
                    .map_err(|error| format!("it wrote no answer ({error}): {}", ending(&ended)))?,
                None => ended.out.clone(),
            };
            let mut fresh = Heard::new();
            (question.read)(&ended, &answer, &mut fresh)?;
            take(heard, fresh, question.is_second);
        }
        Ok(())
    }

    fn start(&self, program: &Path, arguments: &[OsString], directory: &Path) -> Result<Ended, String> {
        let (limit, stop) = (self.asking.limit, self.asking.stop);
        run(&Job { program, arguments, directory, scratch: self.scratch, limit, stop })
    }
}

/// Whether a question is about a file: a second one only about what the tool itself refused.
fn is_about(question: &Question, file: &str, heard: &Heard, left: &Heard) -> bool {
    let is_refused = heard.get(file).is_some_and(|it| it.refused.is_some());
    !left.contains_key(file) && (!question.is_second || is_refused)
}

/// Takes over what was heard; a second answer counts only where it is none of refusal.
fn take(heard: &mut Heard, fresh: Heard, is_second: bool) {
    for (path, file) in fresh {
        let known = heard.entry(path).or_default();
        if !is_second {
            known.numbers.extend(file.numbers);
            known.refused = known.refused.take().or(file.refused);
        } else if file.refused.is_none() {
            *known = file;
        }
    }
}

/// What is said before a process is started.
fn line(program: &Path, question: &Question, files: usize) -> String {
    let arguments: Vec<_> = question.arguments.iter().map(|it| it.to_string_lossy()).collect();
    // A program on the command line is told by its first line.
    let arguments: Vec<&str> = arguments.iter().map(|it| it.lines().next().unwrap_or_default()).collect();
    let files = crate::model::counted(files, "file", "files");
    format!("starts {} {} on {files}", program.display(), arguments.join(" "))
}

/// How a process ended, with the last thing that it said.
fn ending(ended: &Ended) -> String {
    let status =
        ended.status.map_or("was ended by a signal".to_owned(), |it| format!("ended with status {it}"));
    let said =
        String::from_utf8_lossy(if ended.err.trim_ascii().is_empty() { &ended.out } else { &ended.err });
    let last = said.lines().map(str::trim).rfind(|line| !line.is_empty()).unwrap_or("it said nothing");
    format!("it {status}: {}", last.chars().take(300).collect::<String>())
}

/// Lists of files of which each fits into the arguments of a process.
fn batches<'a>(files: &'a [&'a String]) -> Vec<&'a [&'a String]> {
    let mut batches = Vec::new();
    let mut rest = files;
    while !rest.is_empty() {
        let mut bytes = 0;
        let fitting = rest.iter().take_while(|file| {
            bytes += file.len() + 1;
            bytes <= LONGEST
        });
        let (batch, others) = rest.split_at(fitting.count().max(1));
        batches.push(batch);
        rest = others;
    }
    batches
}
