//! The edits of a text, some of them only possible until the end of what they repair is met.

use super::span::{Kind, Span};
use super::state::ListEnd;
use crate::language::repaired::Edit;

/// Columns that the grammar takes a tab for.
pub(super) const TAB: usize = 8;

/// A list of expressions that is being read outside of brackets, or in a field of an f-string.
#[derive(Default)]
struct List {
    /// How many brackets are open around it.
    depth: usize,
    has_comma: bool,
    /// Begins with `match *`, which may be a product.
    is_product: bool,
    /// Begins with a star and a gap: if nothing stood there, the line would be indented otherwise.
    leads: bool,
    /// The edits before and after each starred piece, which hold only if there is a comma.
    starred: Vec<(usize, usize)>,
    /// Offsets of the stars before brackets, in brackets that may be those of a target.
    nested: Vec<usize>,
}

/// What is to be changed.
#[derive(Default)]
pub(super) struct Rewriting {
    edits: Vec<Edit>,
    /// How many of them stay, whatever follows.
    kept: usize,
    /// What may begin with the next token.
    expected: Option<Kind>,
    spans: Vec<Span>,
    list: List,
    /// The lists around it.
    outer: Vec<List>,
    /// Offset after the last token.
    end: usize,
    /// How many `[` were met.
    squares: usize,
    tabs: usize,
}

impl Rewriting {
    /// Lets the edits so far stay.
    pub(super) fn keep(&mut self) {
        self.kept = self.edits.len();
    }

    /// Forgets everything since then.
    pub(super) fn forget(&mut self) {
        self.edits.truncate(self.kept);
        let Rewriting { edits, kept, tabs, .. } = std::mem::take(self);
        *self = Rewriting { edits, kept, tabs, ..Rewriting::default() };
    }

    /// Writes one byte in the place of another.
    pub(super) fn replace(&mut self, at: usize, inserted: &'static str) {
        self.edits.push(Edit { at, removed: 1, inserted, times: 1 });
    }

    /// Puts something in.
    pub(super) fn insert(&mut self, at: usize, inserted: &'static str) {
        self.edits.push(Edit { at, removed: 0, inserted, times: 1 });
    }

    /// Leaves out so many bytes.
    pub(super) fn remove(&mut self, at: usize, removed: usize) {
        self.edits.push(Edit { at, removed, inserted: "", times: 1 });
    }

    /// Puts brackets around what begins at one offset and ends at another.
    pub(super) fn enclose(&mut self, start: usize, end: usize) {
        self.edits.push(Edit { at: start, removed: 0, inserted: "(", times: 1 });
        self.edits.push(Edit { at: end, removed: 0, inserted: ")", times: 1 });
    }

    /// Makes a plain name of one that the grammar may take for a keyword; its first and its last byte stay, by which its
    /// place is known.
    pub(super) fn rename(&mut self, at: usize) {
        self.replace(at + 1, "_");
    }

    /// `(a +⏎b)` in a block: the grammar takes the line that begins with `b` for the end of the block. Tells how many
    /// bytes of indentation there are by now.
    pub(super) fn indent(&mut self, at: usize, width: usize) -> usize {
        let times = width.div_ceil(TAB);
        self.edits.push(Edit { at, removed: 0, inserted: "\t", times });
        self.tabs += times;
        self.tabs
    }

    /// Lets a piece that may need brackets begin with the next token.
    pub(super) fn expect(&mut self, kind: Kind) {
        self.expected = Some(kind);
    }

    /// Takes note of a token between so many brackets; where one begins that began on another line is not known.
    pub(super) fn word(&mut self, word: &[u8], start: Option<usize>, end: usize, depth: usize) {
        self.begin(word, start, depth);
        if let Some(span) = self.spans.last_mut().filter(|span| span.depth == depth) {
            span.is_valid &= !span.kind.refuses(word);
        }
        self.squares += usize::from(word == b"[");
        self.end = end;
    }

    /// Whether a piece that may need brackets goes on between so many brackets.
    pub(super) fn has_span(&self, depth: usize) -> bool {
        self.spans.last().is_some_and(|span| span.depth == depth)
    }

    fn begin(&mut self, word: &[u8], start: Option<usize>, depth: usize) {
        let Some(kind) = self.expected.take() else { return };
        // a star is replaced with what is put before the piece
        let at = if kind.is_starred() { Some(self.end - 1) } else { start };
        if let Some(at) = at.filter(|_| kind.begins_with(word)) {
            let (edit, squares) = (self.edits.len(), self.squares);
            self.edits.push(Edit { at, removed: 0, inserted: "", times: 1 });
            self.spans.push(Span { kind, depth, edit, squares, is_valid: true });
        }
    }

    /// Ends the piece that a token between so many brackets ends.
    pub(super) fn end(&mut self, word: &[u8], depth: usize) {
        let is_end = |span: &mut Span| span.depth == depth && span.kind.ends_at(word);
        let Some(span) = self.spans.pop_if(is_end) else { return };
        let is_starred = span.kind.is_starred();
        // the grammar knows all annotations without a `[`
        let is_needed = is_starred || self.squares > span.squares;
        if is_starred && !span.is_valid && self.list.starred.is_empty() {
            // match * a if b else c, *(d)
            self.list.is_product = false;
        }
        if !span.is_valid || !is_needed {
            return;
        }
        let [open, close] = span.kind.brackets();
        self.edits[span.edit].inserted = open;
        self.edits[span.edit].removed = usize::from(is_starred);
        if is_starred && depth == self.list.depth {
            self.list.starred.push((span.edit, self.edits.len()));
        }
        self.edits.push(Edit { at: self.end, removed: 0, inserted: close, times: 1 });
    }

    /// Begins the list of a field between so many brackets.
    pub(super) fn begin_field(&mut self, depth: usize) {
        self.outer.push(std::mem::replace(&mut self.list, List { depth, ..List::default() }));
    }

    /// Ends the list of a field.
    pub(super) fn end_field(&mut self) {
        self.end_list(ListEnd::Value);
        self.list = self.outer.pop().unwrap_or_default();
    }

    /// Takes note of a star before a gap, with which a statement begins.
    pub(super) fn lead(&mut self) {
        self.list.leads = true;
    }

    /// Takes note of `match *`.
    pub(super) fn product(&mut self) {
        self.list.is_product = true;
    }

    /// Whether the list has more than one piece so far.
    pub(super) fn has_comma(&self) -> bool {
        self.list.has_comma
    }

    /// Offset after the last token.
    pub(super) fn token_end(&self) -> usize {
        self.end
    }

    /// Takes note of a comma between so many brackets.
    pub(super) fn comma(&mut self, depth: usize) {
        self.list.has_comma |= depth == self.list.depth;
    }

    /// The stars in the brackets of the list, and how many brackets are open around it.
    pub(super) fn nested_stars(&mut self) -> (usize, &mut Vec<usize>) {
        (self.list.depth, &mut self.list.nested)
    }

    /// Ends a list of expressions.
    pub(super) fn end_list(&mut self, end: ListEnd) {
        let depth = self.list.depth;
        let List { has_comma, is_product, leads, starred, nested, .. } =
            std::mem::replace(&mut self.list, List { depth, ..List::default() });
        if matches!(end, ListEnd::Target | ListEnd::LoopTarget) {
            for at in nested {
                self.remove(at, 1);
            }
        }
        let is_list = has_comma && end != ListEnd::Other;
        for (index, (open, close)) in starred.into_iter().enumerate() {
            let is_product = is_product && index == 0 && end != ListEnd::Subject;
            if !is_list || is_product || matches!(end, ListEnd::Target | ListEnd::LoopTarget) {
                let removed = usize::from(is_list && !is_product);
                let [inserted, closing] = match end {
                    _ if removed == 0 => ["", ""],
                    ListEnd::LoopTarget => [" ", ""],
                    _ if leads && index == 0 => ["(", ")"],
                    _ => ["", ""],
                };
                self.edits[open] = Edit { removed, inserted, ..self.edits[open] };
                self.edits[close].inserted = closing;
            }
        }
    }

    /// Forgets what did not end with its statement.
    pub(super) fn end_statement(&mut self) {
        self.spans.clear();
        self.expected = None;
    }

    /// What is to be changed after all.
    pub(super) fn edits(mut self) -> Vec<Edit> {
        self.edits.retain(|edit| edit.removed > 0 || !edit.inserted.is_empty());
        self.edits
    }
}
