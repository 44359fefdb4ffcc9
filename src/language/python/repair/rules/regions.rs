//! What holds for a statement at the margin with all that is in it, and where the lines of a block begin.

use super::Rules;

impl Rules<'_> {
    /// Whether a statement may begin here.
    pub(in crate::language::python::repair) fn is_at_start(&self) -> bool {
        self.statement.tokens == 0 && self.brackets.is_empty()
    }

    /// Begins a statement with its line, which is indented so far.
    pub(in crate::language::python::repair) fn begin_in_block(&mut self, width: usize) {
        while self.blocks.pop_if(|(around, _)| *around >= width).is_some() {}
        self.statement.is_in_match = self.blocks.last().is_some_and(|(_, is_match)| *is_match);
        self.blocks.push((width, false));
    }

    /// Whether a bracket is open.
    pub(in crate::language::python::repair) fn is_in_brackets(&self) -> bool {
        !self.brackets.is_empty()
    }

    /// Whether the last statement was a decorator.
    pub(in crate::language::python::repair) fn is_decorated(&self) -> bool {
        self.is_decorated
    }

    /// Lets the edits so far stay, whatever follows.
    pub(in crate::language::python::repair) fn keep(&mut self) {
        self.edits.keep();
    }

    /// Begins anew, without the edits that were not kept.
    pub(in crate::language::python::repair) fn forget(&mut self) {
        self.edits.forget();
        *self = Rules { edits: std::mem::take(&mut self.edits), ..Rules::new(self.text) };
    }

    /// Indents a line in brackets that begins before its block.
    pub(in crate::language::python::repair) fn indent(&mut self, at: usize, width: usize) {
        if !self.brackets.is_empty() {
            let all = self.edits.indent(at, width);
            // much indentation before many lines must not multiply the text
            self.is_refused |= all > self.text.len();
        }
    }

    /// Leaves out the space before what a backslash moved to another line.
    pub(in crate::language::python::repair) fn unindent(&mut self, at: usize, space: usize) {
        self.edits.remove(at, space);
    }

    /// Indents a comment between a decorator and what it decorates, as if their block ended before it.
    pub(in crate::language::python::repair) fn indent_comment(&mut self, at: usize, width: usize) {
        let all = self.edits.indent(at, width);
        self.is_refused |= all > self.text.len();
    }
}
