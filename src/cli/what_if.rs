//! `metrics what-if`: what an edited text would do to a file.

use super::args::{Format, WhatIfArgs};
use super::request;
use super::terminal::{choose, look, told};
use crate::config::{Color, Options};
use crate::model::printable;
use crate::regular;
use crate::report::{DifferenceReport, WhatIfReport};
use crate::session::{Checked, Selection, Session};
use anyhow::{Context, Result};
use std::io::{Write, stdin};
use std::path::Path;
use std::process::ExitCode;

pub(super) fn what_if(options: &WhatIfArgs, color: Option<Color>) -> Result<ExitCode> {
    let selection = Selection::of(vec![options.file.clone()]);
    let options_of_run = Options { color, ..Options::default() };
    let mut session = Session::open(Selection { options: options_of_run, ..selection })?;
    choose(session.settings().color.value);
    let checked = if options.edited == Path::new("-") {
        session.what_if(&options.file, stdin().lock())?
    } else {
        let most = session.settings_of(&options.file)?.max_file_size.value;
        let text =
            regular::read(&options.edited, most).with_context(|| options.edited.display().to_string())?;
        session.what_if(&options.file, &*text)?
    };
    write(options, &session, &checked)?;
    for file in &checked.verdict.partial {
        let path = file.path.to_string_lossy();
        let what = file.amount();
        writeln!(
            told(),
            "warning: {}: the edited text has {what}: not all of it is known",
            printable(&path)
        )?;
    }
    Ok(ExitCode::SUCCESS)
}

fn write(options: &WhatIfArgs, session: &Session, checked: &Checked) -> Result<()> {
    let top = request::top(options.top, options.format == Format::Text);
    let difference = &session.difference();
    let look = look(&options.output.destination());
    let difference = DifferenceReport { difference, groups: &[], metrics: &options.metrics, top, look };
    let movements = &session.movements();
    let report = WhatIfReport { difference, movements, verdict: &checked.verdict };
    let write = |out: &mut dyn Write| match options.format {
        Format::Json => report.write_json(out),
        _ => report.write_text(out),
    };
    Ok(options.output.destination().write(write, || true)?)
}
