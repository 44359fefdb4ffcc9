//! `metrics compare-tools`: where other tools and we differ, number by number.

use super::args::{CompareToolsArgs, Format};
use super::failure::unless_closed;
use super::request;
use super::run::{Run, distinct};
use super::terminal::told;
use crate::config::Color;
use crate::model::printable;
use crate::report::ToolsReport;
use crate::session::{Extent, ForeignTool, TOOLS, ToolComparison, ToolState, ToolsRequest};
use anyhow::{Result, bail};
use std::io::Write;
use std::process::ExitCode;
use std::time::Duration;

pub(super) fn compare_tools(options: &CompareToolsArgs, color: Option<Color>) -> Result<ExitCode> {
    distinct(options.output.output.as_deref(), &options.run)?;
    let (run, mut session) = Run::open(&options.run, request::selection(&options.selection, color)?)?;
    run.attend(&mut session, |session| session.measure(&Extent::All).map(drop))?;
    let request = ToolsRequest {
        tools: options.tool.clone(),
        directories: options.tool_path.clone(),
        limit: Duration::from_secs(options.time_limit.into()),
    };
    let mut say = |line: &str| {
        if !options.run.quiet {
            // Who does not listen misses nothing of the answer.
            let _ = writeln!(told(), "{}", printable(line));
        }
    };
    let comparison = session.compare_tools(&request, &mut say)?;
    must_ask(&comparison)?;
    let top = request::top(options.top, options.format == Format::Text);
    let report = ToolsReport { comparison: &comparison, top };
    let write = |out: &mut dyn Write| match options.format {
        Format::Json => report.write_json(out),
        _ => report.write_text(out),
    };
    unless_closed(options.output.destination().write(write, || true).map_err(Into::into))?;
    let code = status(&comparison, options)?;
    unless_closed(run.finish(session))?;
    Ok(code)
}

/// An error if no tool was asked about anything.
fn must_ask(comparison: &ToolComparison) -> Result<()> {
    let is = |state: fn(&ToolState) -> bool| comparison.tools.iter().all(|asked| state(&asked.state));
    if is(|state| *state == ToolState::Missing) {
        let names = comparison.tools.iter().map(|asked| asked.tool.name).collect::<Vec<_>>().join(", ");
        bail!("none of these tools is installed: {names}; {}", advice(comparison.tools[0].tool));
    }
    if is(|state| matches!(state, ToolState::Missing | ToolState::Idle)) {
        bail!("no file here is read by a tool that is installed");
    }
    Ok(())
}

fn advice(tool: &ForeignTool) -> String {
    format!("`{}` installs {}, `--tool-path DIR` names where one is", tool.install, tool.name)
}

/// Says what the report is silent about, and what it all comes to.
fn status(comparison: &ToolComparison, options: &CompareToolsArgs) -> Result<ExitCode> {
    let is_named = options.tool.len() < TOOLS.len() && !options.tool.is_empty();
    let mut failed = false;
    for asked in &comparison.tools {
        let name = asked.tool.name;
        let why = match &asked.state {
            ToolState::Failed(why) => format!("{name}: {why}"),
            ToolState::Missing if is_named => format!("{name} is not installed; {}", advice(asked.tool)),
            ToolState::Old(version) if is_named => {
                format!("{name} {version} is too old to be asked; {}", advice(asked.tool))
            }
            _ => continue,
        };
        failed = true;
        unless_closed(writeln!(told(), "error: {}", printable(&why)).map_err(Into::into))?;
    }
    let total = comparison.total();
    if !failed && total.compared() == 0 {
        bail!("no number was compared: the tools refused every file, or listed nothing in any");
    }
    Ok(match (failed, total.unexplained) {
        (true, _) => ExitCode::from(2),
        (false, 0) => ExitCode::SUCCESS,
        (false, _) => ExitCode::from(1),
    })
}
