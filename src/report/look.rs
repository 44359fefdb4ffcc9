//! How a report looks to a person: what fits, and whether there is colour.

use anstyle::Style;

/// What the terminal of a person takes.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Look {
    /// Its columns, `None` where nothing has to fit.
    pub width: Option<usize>,
    /// Whether it is coloured.
    pub color: bool,
}

impl Look {
    /// A style, or none where there is no colour.
    pub(super) fn style(self, style: Style) -> Style {
        if self.color { style } else { Style::new() }
    }
}
