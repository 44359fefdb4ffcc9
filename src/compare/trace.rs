//! What a function would have left in a file that it came from, by the letters of that file: so that nobody has to parse
//! it to know that the function is from elsewhere or new.

use super::ComparedFile;
use crate::model::Location;
use crate::pairing::split;
use memchr::memmem::Finder;

/// What a function would have left where it was before.
#[derive(Debug)]
pub(crate) struct Trace {
    /// The lines of its body: one that went to another file is there word for word, but for blanks at their ends.
    lines: Finder<'static>,
    /// Where what is around it may have come from another file: the words of its name, by which it is then known.
    name: Option<Vec<Finder<'static>>>,
}

impl Trace {
    /// Of a function by its qualified name and its place in the text of its file; `None` if it has too few lines to be
    /// told from others. The letters of the file must be what is hashed, so it is none for notebooks.
    #[must_use]
    pub(crate) fn of(file: &ComparedFile<'_>, name: &str, place: Location, text: &[u8]) -> Option<Trace> {
        let lines = inner_lines(text, place)?;
        let (around, own) = split(name);
        let name = (!is_at_home(file, around)).then(|| words(own));
        Some(Trace { lines, name })
    }

    /// Whether the function may have been in a file with a text; of one that is gone it may have any part.
    #[must_use]
    pub(crate) fn may_lead_to(&self, text: &[u8], is_gone: bool) -> bool {
        let holds = |all: &[Finder<'static>]| all.iter().all(|it| it.find(text).is_some());
        self.name.as_ref().is_some_and(|name| is_gone || holds(name))
            || self.lines.find(&trimmed(text)).is_some()
    }
}

/// Whether what is around a function is known to have been in the same file.
fn is_at_home(file: &ComparedFile<'_>, around: &str) -> bool {
    let metrics = &file.after.metrics;
    let functions = metrics.functions.iter().map(|it| &*it.qualified_name);
    let functions = functions.zip(file.functions.iter().map(Option::is_some));
    let classes = metrics.classes.iter().map(|it| &*it.qualified_name);
    let mut known = functions.chain(classes.zip(file.classes.iter().map(Option::is_some)));
    file.before.is_some() && (around.is_empty() || known.any(|(name, is_known)| is_known && name == around))
}

/// The words of a name, without what a number or a sign adds to it.
fn words(name: &str) -> Vec<Finder<'static>> {
    let words = name.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '$');
    let words = words.filter(|word| word.chars().any(char::is_alphabetic));
    words.map(|word| Finder::new(word).into_owned()).collect()
}

/// The lines between the first and the last one of a function; `None` if there are none.
fn inner_lines(text: &[u8], place: Location) -> Option<Finder<'static>> {
    let stretch = text.get(place.start_byte as usize..place.end_byte as usize)?;
    let (first, last) = (memchr::memchr(b'\n', stretch)?, memchr::memrchr(b'\n', stretch)?);
    let inner = trimmed(stretch.get(first..=last)?);
    (inner.len() > 1).then(|| Finder::new(&inner).into_owned())
}

/// A text without the blanks around its lines and without blank lines, as it is hashed; each line stands between ends.
fn trimmed(text: &[u8]) -> Vec<u8> {
    let mut trimmed = vec![b'\n'];
    for line in text.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty()) {
        trimmed.extend_from_slice(line);
        trimmed.push(b'\n');
    }
    trimmed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::tests::record;
    use crate::model::{ClassMetrics, Record, sample};

    fn trace(before: Option<&Record>, name: &str) -> Trace {
        let after = record("a.py", &[]);
        let file = ComparedFile { after: &after, before, functions: Vec::new(), classes: Vec::new() };
        let text = b"def f(a):\n    if a.is_long():\n        return 1\n    return 2\n";
        let end = u32::try_from(text.len()).unwrap();
        let place = Location { line: 1, column: 0, end_line: 4, start_byte: 0, end_byte: end, cell: None };
        Trace::of(&file, name, place, text).unwrap()
    }

    #[test]
    fn a_body_leads_to_where_all_of_its_lines_are() {
        let before = record("a.py", &[]);
        let it = trace(Some(&before), "f");
        let moved = b"def g(b):\n  if a.is_long():\n    return 1\n\n  return 2\n";
        assert!(it.may_lead_to(moved, false));
        assert!(
            it.may_lead_to(b"def g(b):\n  if a.is_long():\n    return 1\n  return 2", false),
            "no line is blank"
        );
        assert!(
            !it.may_lead_to(b"def f(a):\n  if a.is_long():\n    return 2\n", false),
            "one line is missing"
        );
        let apart = b"def f(a):\n  if a.is_long():\n    pass\n    return 1\n  return 2\n";
        assert!(!it.may_lead_to(apart, false), "one line is new");
        assert!(!it.may_lead_to(b"", true), "its own file was there before, and what is in it");
    }

    #[test]
    fn what_may_have_come_with_its_surroundings_is_known_by_its_name() {
        let new = trace(None, "C.total_of");
        assert!(new.may_lead_to(b"    def total_of(self): pass", false));
        assert!(!new.may_lead_to(b"    def total(self): pass", false));
        assert!(new.may_lead_to(b"", true), "anything of a file that is gone");
        assert!(!new.may_lead_to(b"    def of_total(self): pass", false), "a word is looked for as a whole");
        let titled = trace(None, "it(\"adds $one\")");
        assert!(titled.may_lead_to(b"it('adds  $one', () => {})", false), "in any quotes");
        assert!(!titled.may_lead_to(b"it('adds one', () => {})", false));
    }

    #[test]
    fn a_method_came_from_elsewhere_only_if_its_class_may_have() {
        let mut after = record("a.py", &[]);
        let class = |name: &str| ClassMetrics { qualified_name: name.to_owned(), ..sample::class(1) };
        after.metrics.classes = vec![class("C"), class("D")];
        let before = record("a.py", &[]);
        let old = class("C");
        let leads = |before, classes| {
            let file = ComparedFile { after: &after, before, functions: Vec::new(), classes };
            let place = Location { end_byte: 27, ..sample::at(1) };
            let it = Trace::of(&file, "C.total", place, b"def total():\n x = 1\n return").unwrap();
            it.may_lead_to(b"def total(): pass", false)
        };
        assert!(!leads(Some(&before), vec![Some(&old), None]), "the class was here");
        assert!(leads(Some(&before), vec![None, Some(&old)]), "another one was");
        assert!(leads(None, vec![Some(&old), None]), "the file was not here");
    }

    #[test]
    fn a_function_without_lines_inside_leaves_no_trace() {
        let after = record("a.py", &[]);
        let file = ComparedFile { after: &after, before: None, functions: Vec::new(), classes: Vec::new() };
        let place = Location { end_byte: 21, ..sample::at(1) };
        assert!(Trace::of(&file, "f", place, b"def f():\n    return 1\n").is_none());
        assert!(Trace::of(&file, "f", place, b"def f(): return 1    \n").is_none());
    }
}
