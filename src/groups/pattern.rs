//! A pattern of CODEOWNERS: most of what a `.gitignore` has, but a last `*` takes no directory.

use crate::paths::WildcardPattern;

/// A pattern of paths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct OwnerPattern(Vec<Segment>);

/// What stands between two slashes.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Segment {
    /// `**`: any number of names.
    Any,
    /// `*`: one name.
    One,
    /// One name, by wildcards; `plain` if there are none in it.
    Name { pattern: WildcardPattern, plain: Option<String> },
}

impl OwnerPattern {
    /// Reads a pattern; `None` for one with what GitHub does not know.
    pub(super) fn parse(text: &str) -> Option<OwnerPattern> {
        let is_unknown = text.starts_with(['!', '\\']) && !text.starts_with("\\ ")
            || text.contains(['[', ']'])
            || text.contains("***")
            || text == "/";
        if is_unknown {
            return None;
        }
        let rooted = text.strip_prefix('/');
        let body = rooted.unwrap_or(text);
        let whole = body.strip_suffix('/').unwrap_or(body);
        let mut segments: Vec<Segment> = Vec::new();
        // a name without a slash before its end is one of any directory
        if rooted.is_none() && !whole.contains('/') && whole != "**" {
            segments.push(Segment::Any);
        }
        segments.extend(whole.split('/').map(|part| match part {
            "**" => Segment::Any,
            "*" => Segment::One,
            name => Segment::Name {
                pattern: WildcardPattern::new(name.as_bytes()),
                plain: (!name.contains(['*', '?', '[', '\\'])).then(|| name.to_owned()),
            },
        }));
        if whole.len() < body.len() {
            segments.push(Segment::Any);
        }
        match segments.last() {
            // what is inside of a directory, not the directory
            Some(Segment::Any) => segments.insert(segments.len() - 1, Segment::One),
            Some(Segment::Name { .. }) => segments.push(Segment::Any),
            _ => {}
        }
        Some(OwnerPattern(segments))
    }

    /// A name that has to be a part of every path that matches, if there is one without wildcards.
    pub(super) fn name(&self) -> Option<&str> {
        self.0.iter().rev().find_map(|segment| match segment {
            Segment::Name { plain, .. } => plain.as_deref(),
            Segment::Any | Segment::One => None,
        })
    }

    /// Whether it matches a file, given by the parts of its path. Where it does not go on, the last `**` takes one part
    /// more, so that it costs the product of both lengths at most.
    pub(super) fn matches(&self, parts: &[&str]) -> bool {
        let (mut at, mut part) = (0, 0);
        let mut back = None;
        loop {
            match (self.0.get(at), parts.get(part)) {
                (None, None) => return true,
                (Some(Segment::Any), _) => {
                    back = Some((at + 1, part));
                    at += 1;
                }
                (Some(segment), Some(name)) if segment.takes(name) => (at, part) = (at + 1, part + 1),
                _ => match back {
                    Some((to, from)) if from < parts.len() => {
                        back = Some((to, from + 1));
                        (at, part) = (to, from + 1);
                    }
                    _ => return false,
                },
            }
        }
    }
}

impl Segment {
    fn takes(&self, part: &str) -> bool {
        match self {
            Segment::Any | Segment::One => true,
            Segment::Name { pattern, .. } => pattern.matches(part.as_bytes()),
        }
    }
}
