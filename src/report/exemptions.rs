//! Reports on exemptions: a line for each, or one JSON document.

use super::json_text::write_line;
use crate::model::{Added, Exemption, SCHEMA_VERSION, counted, printable};
use serde::Serialize;
use std::io::{self, Write};

/// Writes a line for each exemption.
///
/// # Errors
/// If the bytes cannot be written.
pub fn write_text(exemptions: &[Exemption], out: &mut dyn Write) -> io::Result<()> {
    for it in exemptions {
        let line = it.line.map(|line| format!(":{line}")).unwrap_or_default();
        let until = it.expires.as_ref().map(|day| format!(", until {day}")).unwrap_or_default();
        let reason = if it.reason.is_empty() { "no reason given" } else { &it.reason };
        let (path, what) = (printable(&it.path), printable(&it.what));
        write!(out, "{path}{line}: {}: {what}{until} -- {}", it.kind.word(), printable(reason))?;
        writeln!(out, "{}", it.added.as_ref().map(since).unwrap_or_default())?;
    }
    writeln!(out, "{}", counted(exemptions.len(), "exemption", "exemptions"))
}

fn since(added: &Added) -> String {
    let Added { author, date, age_days } = added;
    let by = if author.is_empty() { String::new() } else { format!(" by {}", printable(author)) };
    let age = counted(*age_days as usize, "day", "days");
    format!(": added {date}{by}, {age} ago")
}

/// Writes one JSON document.
///
/// # Errors
/// If the bytes cannot be written.
pub fn write_json(exemptions: &[Exemption], out: &mut dyn Write) -> io::Result<()> {
    #[derive(Serialize)]
    struct Document<'a> {
        schema_version: u32,
        exemptions: &'a [Exemption],
    }
    write_line(&Document { schema_version: SCHEMA_VERSION, exemptions }, out)
}
