//! Follows the tokens of a text as far as the repairs need it: brackets, heads of statements, commas.

use super::repairs::Repairs;
use super::span::Kind;
use super::state::{Bracket, ListEnd, Statement, TypeParameter};
use super::words::{ends_operand, has_no_starred, is_augmented_assignment, is_compound, is_name};
use crate::language::python::lexer::{Sink, Token};
use crate::language::repaired::Edit;
use std::ops::Range;

/// What was met so far, and the repairs that follow from it.
pub(super) struct Rules<'a> {
    text: &'a [u8],
    line: usize,
    /// The last token and the one before; empty at the start of a statement.
    previous: [&'a [u8]; 2],
    brackets: Vec<Bracket>,
    /// How many brackets are open around each `lambda` whose colon was not met.
    lambdas: Vec<usize>,
    statement: Statement<'a>,
    type_parameter: TypeParameter,
    repairs: Repairs,
    is_refused: bool,
}

impl<'a> Rules<'a> {
    pub(super) fn new(text: &'a [u8]) -> Rules<'a> {
        Rules {
            text,
            line: 0,
            previous: [b""; 2],
            brackets: Vec::new(),
            lambdas: Vec::new(),
            statement: Statement::default(),
            type_parameter: TypeParameter::default(),
            repairs: Repairs::default(),
            is_refused: false,
        }
    }

    /// Whether a statement may begin here.
    pub(super) fn is_at_start(&self) -> bool {
        self.statement.tokens == 0 && self.brackets.is_empty()
    }

    /// Whether this can be no Python.
    pub(super) fn is_refused(&self) -> bool {
        self.is_refused
    }

    /// The repairs, if there are any and nothing is left open.
    pub(super) fn edits(self) -> Option<Vec<Edit>> {
        let edits = self.repairs.edits();
        (self.brackets.is_empty() && !edits.is_empty()).then_some(edits)
    }

    /// Lets the tokens that follow have their places from an offset on.
    pub(super) fn begin_line(&mut self, offset: usize) {
        self.line = offset;
    }

    /// Indents a line in brackets that begins before its block.
    pub(super) fn indent(&mut self, at: usize, width: usize) {
        if !self.brackets.is_empty() {
            let all = self.repairs.indent(at, width);
            // much indentation before many lines must not multiply the text
            self.is_refused |= all > self.text.len();
        }
    }

    /// Ends the statement with its line.
    pub(super) fn end_line(&mut self) {
        self.is_refused |= !self.brackets.is_empty();
        self.repairs.end(b"\n", self.brackets.len());
        self.end_statement();
    }

    fn end_statement(&mut self) {
        self.repairs.end_list(ListEnd::Value);
        self.repairs.end_statement();
        self.lambdas.clear();
        self.begin_statement();
    }

    fn begin_statement(&mut self) {
        self.statement = Statement::default();
        self.previous = [b""; 2];
    }

    fn word(&mut self, word: &'a [u8], start: Option<usize>, end: usize) {
        let depth = self.brackets.len();
        self.repairs.end(if self.ends_part_of_for(word) { b";" } else { word }, depth);
        self.repairs.word(word, start, end, depth);
        self.begin_with(word);
        let previous = self.previous;
        self.previous = [word, previous[0]];
        self.follow(word, previous, start.unwrap_or(end));
    }

    /// Takes note of the first two tokens of a statement.
    fn begin_with(&mut self, word: &'a [u8]) {
        let statement = &mut self.statement;
        match statement.tokens {
            0 if word == b"async" => return,
            0 => statement.first = word,
            1 => statement.is_alias = statement.first == b"type" && is_name(word),
            _ => {}
        }
        statement.tokens += 1;
    }

    fn follow(&mut self, word: &'a [u8], previous: [&'a [u8]; 2], start: usize) {
        match word {
            b"(" | b"[" | b"{" => self.open(word, previous),
            b")" | b"]" | b"}" => self.close(word),
            b"lambda" => self.lambdas.push(self.brackets.len()),
            b":" if self.is_in_lambda() => self.lambdas.truncate(self.lambdas.len() - 1),
            b":" => self.colon(),
            b"=" => self.equals(start),
            b"*" => self.star(start, previous[0]),
            b"," => self.comma(),
            _ if !self.brackets.is_empty() => {
                let is_bad =
                    matches!(word, b":=" | b"as" | b"for" | b"yield") || word == b"**" && previous[0] == b"=";
                self.is_refused |= is_bad && self.top() == Some(Bracket::TypeParameters);
            }
            b";" => self.end_statement(),
            b"->" if self.statement.first == b"def" => self.repairs.expect(Kind::Type { ends: b":" }),
            b"in" if self.ends_part_of_for(word) => {
                self.statement.is_past_target = true;
                self.repairs.end_list(ListEnd::Target);
            }
            _ if is_augmented_assignment(word) => self.repairs.end_list(ListEnd::Other),
            _ => {}
        }
    }

    /// Whether a token is the `in` or the last `:` of the head of a `for` statement.
    fn ends_part_of_for(&self, word: &[u8]) -> bool {
        let Statement { first, is_past_target, .. } = self.statement;
        let is_end = if is_past_target { word == b":" } else { word == b"in" };
        is_end && self.brackets.is_empty() && first == b"for"
    }

    fn top(&self) -> Option<Bracket> {
        self.brackets.last().copied()
    }

    fn is_in_lambda(&self) -> bool {
        self.lambdas.last() == Some(&self.brackets.len())
    }

    fn open(&mut self, word: &[u8], previous: [&[u8]; 2]) {
        let Statement { first, tokens, is_alias, has_parameters, .. } = self.statement;
        let is_outermost = self.brackets.is_empty();
        let has_name = tokens == 3 && is_name(previous[0]);
        self.brackets.push(match word {
            b"(" if is_outermost && first == b"def" && !has_parameters => {
                self.statement.has_parameters = true;
                Bracket::Parameters
            }
            b"(" => Bracket::Round,
            b"[" if is_outermost && has_name && (is_alias || matches!(first, b"def" | b"class")) => {
                self.type_parameter = TypeParameter::default();
                Bracket::TypeParameters
            }
            b"[" if ends_operand(previous[0]) => Bracket::Subscript,
            b"[" => Bracket::Square,
            _ => Bracket::Curly,
        });
    }

    fn close(&mut self, word: &[u8]) {
        self.is_refused |= self.brackets.pop().is_none_or(|bracket| bracket.closing() != word);
        let depth = self.brackets.len();
        while self.lambdas.pop_if(|around| *around > depth).is_some() {}
    }

    fn colon(&mut self) {
        match self.top() {
            None => self.colon_of_statement(),
            Some(Bracket::Parameters) => self.repairs.expect(Kind::Type { ends: b",=" }),
            Some(Bracket::TypeParameters) => {
                self.is_refused |= self.type_parameter.has_default;
                self.repairs.expect(Kind::Type { ends: b",=" });
            }
            Some(_) => {}
        }
    }

    fn colon_of_statement(&mut self) {
        let Statement { first, tokens, is_past_target, .. } = self.statement;
        let is_head = matches!(first, b"match" | b"case") && tokens > 2;
        if is_compound(first) {
            self.repairs.end_list(ListEnd::Value);
            self.begin_statement();
        } else {
            self.repairs.end_list(if is_head { ListEnd::Value } else { ListEnd::Other });
            self.statement.is_past_target = true;
            if !is_head && !is_past_target {
                self.repairs.expect(Kind::Type { ends: b"=;\n" });
            }
        }
    }

    fn equals(&mut self, at: usize) {
        match self.top() {
            None => {
                self.repairs.end_list(ListEnd::Target);
                if self.statement.is_alias && !self.statement.is_past_target {
                    self.repairs.expect(Kind::Type { ends: b";\n" });
                }
                self.statement.is_past_target = true;
            }
            // class C[T = int]: the grammar knows bounds, in which the same things count
            Some(Bracket::TypeParameters) if !self.is_in_lambda() => {
                self.is_refused |= self.type_parameter.has_default;
                self.type_parameter.has_default = true;
                self.repairs.replace(at, ":");
                self.repairs.expect(Kind::Type { ends: b"," });
            }
            Some(_) => {}
        }
    }

    fn comma(&mut self) {
        match self.top() {
            None => self.repairs.comma(),
            Some(Bracket::TypeParameters) if !self.is_in_lambda() => {
                self.type_parameter = TypeParameter::default();
            }
            Some(_) => {}
        }
    }

    fn star(&mut self, at: usize, previous: &[u8]) {
        match self.top() {
            Some(Bracket::TypeParameters) => match (previous, self.type_parameter.is_starred) {
                (b"[" | b",", _) => self.type_parameter.is_starred = true,
                // class C[*Ts = *tuple[int]]
                (b"=", true) => self.repairs.replace(at, " "),
                (b"=", false) => self.is_refused = true,
                _ => {}
            },
            _ if self.takes_starred(previous) => self.repairs.expect(Kind::Starred),
            _ => {}
        }
    }

    /// Whether a star behind a token can be that of `*[1], 2` or of `a[*[1]]`.
    fn takes_starred(&self, previous: &[u8]) -> bool {
        let Statement { first, tokens, is_alias, is_past_target, .. } = self.statement;
        let is_free = !self.repairs.has_span(self.brackets.len()) && !self.is_in_lambda();
        is_free
            && match self.top() {
                Some(Bracket::Subscript) => matches!(previous, b"[" | b","),
                Some(_) => false,
                None if has_no_starred(first) || is_alias => false,
                None => match previous {
                    b"" | b"=" | b"," | b"return" | b"yield" => true,
                    b"for" => tokens == 2,
                    b"in" => first == b"for" && is_past_target,
                    word => is_augmented_assignment(word),
                },
            }
    }
}

impl Sink for Rules<'_> {
    fn push(&mut self, token: Token, place: Range<usize>) {
        let (start, end) = (self.line + place.start, self.line + place.end);
        match token {
            Token::Comment => {}
            Token::LineEnd => self.end_line(),
            Token::SpecColon => {
                // f"{a:=5}": the grammar takes it for an assignment, and a format spec counts nowhere
                if self.text.get(end) == Some(&b'=') {
                    self.repairs.replace(end, " ");
                }
            }
            Token::FieldStart => {
                self.brackets.push(Bracket::Field);
                self.previous = [b"{", b""];
            }
            Token::String { spans_lines } => self.word(b"\"", (!spans_lines).then_some(start), end),
            Token::FString => self.word(b"\"", Some(start), end),
            Token::Colon | Token::Semicolon | Token::Other => {
                self.word(&self.text[start..end], Some(start), end);
            }
        }
    }
}
