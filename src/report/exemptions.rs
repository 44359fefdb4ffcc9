//! Reports on exemptions: a line for each, which a terminal folds, or one JSON document.

use super::fold::folded_behind;
use super::json_text::write_line;
use super::look::Look;
use crate::model::{Added, Exemption, SCHEMA_VERSION, counted, printable};
use serde::Serialize;
use std::io::{self, Write};

/// How far the second line of an exemption is indented.
const INDENT: usize = 2;

/// Writes a line for each exemption, or more where a terminal is too narrow for it.
///
/// # Errors
/// If the bytes cannot be written.
pub(crate) fn write_text(exemptions: &[Exemption], look: Look, out: &mut dyn Write) -> io::Result<()> {
    for it in exemptions {
        let line = it.line.map(|line| format!(":{line}")).unwrap_or_default();
        let place = format!("{}{line}:", printable(&it.path));
        let until = it.expires.as_ref().map(|day| format!(", until {day}")).unwrap_or_default();
        let reason = if it.reason.is_empty() { "no reason given" } else { &it.reason };
        let (kind, what, reason) = (it.kind.word(), printable(&it.what), printable(reason));
        let since = it.added.as_ref().map(since).unwrap_or_default();
        let text = format!("{kind}: {what}{until} -- {reason}{since}");
        writeln!(out, "{}", folded_behind(&place, &text, look.width, INDENT))?;
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
pub(crate) fn write_json(exemptions: &[Exemption], out: &mut dyn Write) -> io::Result<()> {
    #[derive(Serialize)]
    struct Document<'a> {
        schema_version: u32,
        exemptions: &'a [Exemption],
    }
    write_line(&Document { schema_version: SCHEMA_VERSION, exemptions }, out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ExemptionKind;

    #[test]
    fn a_list_fits_a_narrow_terminal_and_keeps_its_paths_whole() {
        let exemption = Exemption {
            kind: ExemptionKind::Suppression,
            path: "src/old shop/basket.py".to_owned(),
            line: Some(12),
            what: "`Basket.total` from cyclomatic".to_owned(),
            reason: "until the taxes are taken apart".to_owned(),
            expires: None,
            added: None,
        };
        let written = |width| {
            let mut out = Vec::new();
            write_text(std::slice::from_ref(&exemption), Look { width, color: false }, &mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        let line = "src/old shop/basket.py:12: suppression: `Basket.total` from cyclomatic -- until the taxes are \
                    taken apart\n1 exemption\n";
        assert_eq!(written(None), line);
        let narrow = "src/old shop/basket.py:12:\n  suppression: `Basket.total`\n  from cyclomatic -- until the\n  \
                      taxes are taken apart\n1 exemption\n";
        assert_eq!(written(Some(30)), narrow);
    }
}
