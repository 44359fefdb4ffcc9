//! `metrics upgrade-report`: which numbers moved since an old baseline or old records, and why.

use super::args::{Format, UpgradeArgs};
use super::request;
use super::run::{Run, distinct};
use super::terminal::look;
use crate::config::Color;
use crate::report::UpgradeReport;
use anyhow::Result;
use std::io::Write;
use std::process::ExitCode;

pub(super) fn upgrade_report(options: &UpgradeArgs, color: Option<Color>) -> Result<ExitCode> {
    distinct(options.output.output.as_deref(), &options.run)?;
    let (run, mut session) = Run::open(&options.run, request::selection(&options.selection, color)?)?;
    let upgrade = run.attend(&mut session, |session| session.upgrade(&options.old))?;
    let top = request::top(options.top, options.format == Format::Text);
    let report = UpgradeReport { upgrade: &upgrade, top };
    let look = look(&options.output.destination());
    let write = |out: &mut dyn Write| match options.format {
        Format::Json => report.write_json(out),
        _ => report.write_text(look, out),
    };
    options.output.destination().write(write, || true)?;
    run.finish(session)?;
    Ok(ExitCode::SUCCESS)
}
