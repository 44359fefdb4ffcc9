//! Text for XML: what the format cannot hold is spelled out.

use crate::model::printable;
use std::borrow::Cow;

/// The text without characters that no XML document may hold; markup is the writer's business.
pub(super) fn fit(text: &str) -> Cow<'_, str> {
    let fit = printable(text);
    if fit.chars().any(|c| matches!(c, '\u{fffe}' | '\u{ffff}')) {
        return Cow::Owned(fit.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}"));
    }
    fit
}
