//! The question before switching over: where other tools and we differ, number by number.

use super::{Session, SessionError};
use crate::foreign::{Asking, ForeignTool, TOOLS, ToolComparison, ask};
use crate::model::Record;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Which tools are asked, and how.
#[derive(Clone, Debug)]
pub struct ToolsRequest {
    /// The tools; all there are if it is empty.
    pub tools: Vec<&'static ForeignTool>,
    /// Directories in which programs are looked for before those of `PATH`.
    pub directories: Vec<PathBuf>,
    /// How long one process may take.
    pub limit: Duration,
}

impl Session {
    /// Asks the tools that are installed about the files that were measured last, and compares number by number.
    ///
    /// Processes are started, one after the other: `told` is given a line before each. A tool reads a file from disk after
    /// it was measured, so files should not change meanwhile.
    ///
    /// # Errors
    /// If a signal came; what goes wrong with a tool is a [`crate::foreign::ToolState`].
    pub fn compare_tools(
        &self,
        request: &ToolsRequest,
        told: &mut dyn FnMut(&str),
    ) -> Result<ToolComparison, SessionError> {
        let records = &self.measured.outcome.records;
        let asking = Asking {
            directories: &request.directories,
            current: &self.configured.current,
            limit: request.limit,
            stop: &self.work.stop,
        };
        let is_wanted = |tool: &&ForeignTool| request.tools.is_empty() || request.tools.contains(tool);
        let wanted: Vec<&'static ForeignTool> = TOOLS.iter().filter(is_wanted).collect();
        let is_read = |record: &Record| wanted.iter().any(|tool| tool.reads(&record.path));
        let unread = records.iter().filter(|record| !is_read(record)).count();
        let mut comparison = ToolComparison { files: records.len(), unread, ..ToolComparison::default() };
        for tool in wanted {
            let read = records.iter().filter(|record| tool.reads(&record.path));
            let files: Vec<(String, &Record)> =
                read.filter_map(|record| Some((self.asked_path(&record.path)?, record))).collect();
            let paths: Vec<String> = files.iter().map(|(path, _)| path.clone()).collect();
            let state = ask(tool, &paths, &asking, told);
            self.go_on()?;
            comparison.add(tool, state, &files);
        }
        Ok(comparison)
    }

    /// The path by which a tool is asked about a file: absolute, and the real one, as tools repeat it. `None` for what is no
    /// file, or cannot be said in JSON.
    fn asked_path(&self, path: &Path) -> Option<String> {
        let absolute = self.configured.absolute(path);
        // The real path of Windows has a beginning that not every tool takes.
        let real = if cfg!(windows) { Some(absolute) } else { absolute.canonicalize().ok() };
        real?.into_os_string().into_string().ok()
    }
}
