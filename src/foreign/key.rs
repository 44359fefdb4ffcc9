//! By what a number of a tool is found among ours.

use crate::model::Scope;

/// Where what a number is about stands, as far as the tool says it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum At {
    /// It is the whole file.
    File,
    /// It begins on a line, alone of its kind.
    Line(u32),
    /// It has a name, perhaps as others.
    Name(String),
    /// It ends at a place.
    End(Span),
}

/// Where something begins and ends, by lines and columns. Columns of two programs may count different units, so they only
/// tell what comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Span {
    pub(super) end_line: u32,
    pub(super) end_column: u32,
    pub(super) line: u32,
    pub(super) column: u32,
    /// The value of a field comes before the function that is this value.
    pub(super) is_function: bool,
}

/// What numbers are compared with one another: as many as there are of each side, in their order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) metric: &'static str,
    scope: u8,
    place: PlaceKey,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum PlaceKey {
    File,
    Line(u32),
    Name(String),
    EndLine(u32),
}

impl Key {
    pub(super) fn new(metric: &'static str, scope: Scope, at: &At) -> Key {
        let place = match at {
            At::File => PlaceKey::File,
            At::Line(line) => PlaceKey::Line(*line),
            At::Name(name) => PlaceKey::Name(name.clone()),
            At::End(span) => PlaceKey::EndLine(span.end_line),
        };
        Key { metric, scope: scope as u8, place }
    }
}

impl At {
    /// Where it stands among those with the same key, if the tool says it.
    pub(super) fn order(&self) -> Option<Span> {
        match self {
            At::End(span) => Some(*span),
            _ => None,
        }
    }

    /// The line where it begins, if the tool says it.
    pub(super) fn line(&self) -> Option<u32> {
        match self {
            At::Line(line) => Some(*line),
            At::End(span) => Some(span.line),
            At::File | At::Name(_) => None,
        }
    }
}
