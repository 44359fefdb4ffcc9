//! Follows the tokens of a text as far as the edits need it: brackets, heads of statements, commas.

mod colons;
mod regions;
mod stars;

use super::rewriting::Rewriting;
use super::span::Kind;
use super::state::{Augmented, Bracket, Comprehension, ListEnd, Statement, TypeParameter};
use super::words::{ends_operand, has_no_starred, is_augmented_assignment, is_name, is_soft_keyword};
use crate::language::python::lexer::{Sink, Token};
use crate::language::repaired::Edit;
use std::ops::Range;

/// What was met so far, and the edits that follow from it.
#[expect(clippy::struct_excessive_bools, reason = "what was seen of a line so far, each thing by itself")]
pub(super) struct Rules<'a> {
    text: &'a [u8],
    line: usize,
    /// Offsets of the last star and of the last comma.
    star: usize,
    comma: usize,
    /// The last token and the one before; empty at the start of a statement.
    previous: [&'a [u8]; 2],
    brackets: Vec<Bracket>,
    /// How many brackets are open around each that is none of a target: a call, a subscript, braces.
    barriers: Vec<usize>,
    /// Stars before brackets that begin what stands in parentheses, in which no comma was met, and how many brackets are
    /// open around each.
    lone_stars: Vec<(usize, usize)>,
    /// How many brackets are open around each `lambda` whose colon was not met.
    lambdas: Vec<usize>,
    /// How far the statement at hand and each around it is indented, and whether it is `match …:`.
    blocks: Vec<(usize, bool)>,
    comprehensions: Vec<Comprehension>,
    statement: Statement<'a>,
    /// `except A as b` was met.
    has_as: bool,
    /// `match …:` was met, and nothing behind it.
    is_subject_met: bool,
    /// The parameter that is being read begins with a star.
    is_variadic: bool,
    type_parameter: TypeParameter,
    /// The last statement was a decorator.
    is_decorated: bool,
    edits: Rewriting,
    is_refused: bool,
}

impl<'a> Rules<'a> {
    pub(super) fn new(text: &'a [u8]) -> Rules<'a> {
        Rules {
            text,
            line: 0,
            star: 0,
            comma: 0,
            previous: [b""; 2],
            brackets: Vec::new(),
            barriers: Vec::new(),
            lone_stars: Vec::new(),
            lambdas: Vec::new(),
            blocks: Vec::new(),
            comprehensions: Vec::new(),
            statement: Statement::default(),
            has_as: false,
            is_subject_met: false,
            is_variadic: false,
            type_parameter: TypeParameter::default(),
            is_decorated: false,
            edits: Rewriting::default(),
            is_refused: false,
        }
    }

    /// Whether this can be no Python.
    pub(super) fn is_refused(&self) -> bool {
        self.is_refused
    }

    /// The edits, if there are any and nothing is left open.
    pub(super) fn edits(self) -> Option<Vec<Edit>> {
        let edits = self.edits.edits();
        (self.brackets.is_empty() && !edits.is_empty()).then_some(edits)
    }

    /// Lets the tokens that follow have their places from an offset on.
    pub(super) fn begin_line(&mut self, offset: usize) {
        self.line = offset;
    }

    /// Ends the statement with its line.
    pub(super) fn end_line(&mut self) {
        self.is_refused |= !self.brackets.is_empty();
        self.edits.end(b"\n", self.brackets.len());
        self.part_lines();
        self.end_statement();
    }

    /// `a, (b)`, where the next line begins with a bracket: the grammar takes it for the rest of the tuple.
    fn part_lines(&mut self) {
        let is_open = |rest: &[u8]| {
            let mut lines = rest.split(|byte| *byte == b'\n').skip(1).map(<[u8]>::trim_ascii);
            lines
                .find(|line| !line.is_empty() && line[0] != b'#')
                .is_some_and(|line| b"[(".contains(&line[0]))
        };
        if self.edits.has_comma() && self.previous[0] != b"," && !has_no_starred(self.statement.first) {
            let end = self.edits.token_end();
            if self.text.get(end..).is_some_and(is_open) {
                self.edits.insert(end, ";");
            }
        }
    }

    fn end_statement(&mut self) {
        let Statement { soft, subject, colon, .. } = self.statement;
        if self.is_head() {
            // match (a)[b]: …
            if let Some((start, end)) = subject.zip(colon) {
                self.edits.enclose(start, end);
            }
            if let Some((_, is_match)) = self.blocks.last_mut() {
                *is_match = true;
            }
        } else {
            self.rename(soft);
        }
        self.end_tuple();
        self.comprehensions.clear();
        self.edits.end_list(ListEnd::Value);
        self.edits.end_statement();
        self.lambdas.clear();
        self.begin_statement();
    }

    /// A tuple that ends with its line: the grammar takes the next line for its rest. Whether it is one counts only where
    /// it is an operand.
    fn end_tuple(&mut self) {
        let Statement { first, augmented, .. } = self.statement;
        if self.previous[0] != b"," || has_no_starred(first) {
            return;
        }
        match augmented {
            Augmented::No => self.edits.replace(self.comma, ";"),
            Augmented::At(start) => self.edits.enclose(start, self.comma + 1),
            Augmented::Starred => {}
        }
    }

    /// Whether the statement is `match …:`.
    fn is_head(&self) -> bool {
        let Statement { first, tokens, .. } = self.statement;
        first == b"match" && tokens > 2 && self.previous[0] == b":"
    }

    fn begin_statement(&mut self) {
        self.is_decorated = self.statement.first == b"@" || self.is_decorated && self.statement.tokens == 0;
        self.statement = Statement::default();
        (self.has_as, self.is_subject_met) = (false, false);
        self.previous = [b""; 2];
    }

    fn word(&mut self, word: &'a [u8], start: Option<usize>, end: usize) {
        let depth = self.brackets.len();
        let is_end = self.ends_part_of_head(word) || word == b"!" && self.top() == Some(Bracket::Field);
        // what stands in the head of a lambda ends nothing around it
        let plain = if self.is_in_lambda() && matches!(word, b":" | b"," | b"=") { b"+" } else { word };
        self.edits.end(if is_end { b";" } else { plain }, depth);
        if std::mem::take(&mut self.is_subject_met) {
            // match[a]: b
            self.edits.expect(Kind::Type { ends: b"=;\n" });
        }
        self.edits.word(plain, start, end, depth);
        self.begin_with(word, start);
        self.in_comprehension(word);
        self.in_target(word);
        let previous = self.previous;
        if is_augmented_assignment(previous[0]) && depth == 0 {
            self.statement.augmented =
                start.filter(|_| word != b"*").map_or(Augmented::Starred, Augmented::At);
        }
        self.previous = [word, previous[0]];
        self.follow(word, previous, start.unwrap_or(end));
    }

    /// Takes note of the first two tokens of a statement.
    fn begin_with(&mut self, word: &'a [u8], start: Option<usize>) {
        let soft = start.filter(|_| is_soft_keyword(word));
        let statement = &mut self.statement;
        match statement.tokens {
            0 if word == b"async" => return,
            0 => (statement.first, statement.start, statement.soft) = (word, start, soft),
            1 => {
                // def f() -> a: b[c]
                let is_behind = statement.follows_result && is_name(statement.first);
                if let Some(start) = statement.start.filter(|_| is_behind && word == b"[") {
                    self.edits.enclose(start, start + statement.first.len());
                }
                statement.second = word;
                statement.subject = start.filter(|_| word != b"*");
                statement.is_alias = statement.first == b"type" && is_name(word);
                statement.soft = statement.soft.filter(|_| !statement.is_alias);
            }
            _ => {}
        }
        statement.tokens += 1;
        if self.statement.tokens > 1 {
            self.rename(soft);
        }
    }

    fn rename(&mut self, name: Option<usize>) {
        if let Some(at) = name {
            self.edits.rename(at);
        }
    }

    fn follow(&mut self, word: &'a [u8], previous: [&'a [u8]; 2], start: usize) {
        match word {
            b"(" | b"[" | b"{" => self.open(word, previous),
            b")" | b"]" | b"}" => self.close(word),
            b"lambda" => self.lambdas.push(self.brackets.len()),
            b":" if self.is_in_lambda() => self.lambdas.truncate(self.lambdas.len() - 1),
            b":" => self.colon(previous[0], start),
            b"=" => self.equals(start),
            b"*" => self.star(start, previous[0]),
            b"," => self.comma(start),
            b"yield" if previous[0] == b"(" && (previous[1] == b"match" || !ends_operand(previous[1])) => {
                self.yielded();
            }
            b"as" if self.brackets.is_empty() => self.has_as = true,
            _ if !self.brackets.is_empty() => {
                let is_bad =
                    matches!(word, b":=" | b"as" | b"for" | b"yield") || word == b"**" && previous[0] == b"=";
                self.is_refused |= is_bad && self.top() == Some(Bracket::TypeParameters);
            }
            b";" => self.end_statement(),
            b"->" if self.statement.first == b"def" => {
                self.statement.has_result = true;
                self.edits.expect(Kind::Type { ends: b":" });
            }
            b"in" if self.ends_part_of_head(word) => {
                self.statement.is_past_target = true;
                self.edits.end_list(ListEnd::LoopTarget);
            }
            _ if is_augmented_assignment(word) => self.edits.end_list(ListEnd::Other),
            _ => {}
        }
    }

    /// Whether a token is the `in` or the last `:` of the head of a `for` statement, or the last `:` of that of `match`.
    fn ends_part_of_head(&self, word: &[u8]) -> bool {
        let Statement { first, is_past_target, .. } = self.statement;
        let end: &[u8] = if first == b"for" && !is_past_target { b"in" } else { b":" };
        word == end && self.brackets.is_empty() && !self.is_in_lambda() && matches!(first, b"for" | b"match")
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
        if word == b"{" || ends_operand(previous[0]) {
            self.barriers.push(self.brackets.len());
        }
        self.brackets.push(match word {
            b"(" if is_outermost && first == b"def" && !has_parameters => {
                (self.statement.has_parameters, self.is_variadic) = (true, false);
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
        let bracket = self.brackets.pop();
        if matches!(bracket, Some(Bracket::Field | Bracket::Yield)) {
            self.edits.end_field();
        }
        self.is_refused |= bracket.is_none_or(|bracket| bracket.closing() != word);
        let depth = self.brackets.len();
        while self.lambdas.pop_if(|around| *around > depth).is_some() {}
        while self.barriers.pop_if(|around| *around >= depth).is_some() {}
    }
}

impl Sink for Rules<'_> {
    fn push(&mut self, token: Token, place: Range<usize>) {
        let (start, end) = (self.line + place.start, self.line + place.end);
        match token {
            Token::Comment => {}
            Token::LineEnd => self.end_line(),
            Token::SpecColon => {
                self.edits.end(b"}", self.brackets.len());
                // f"{a:=5}": the grammar takes it for an assignment, and a format spec counts nowhere
                if self.text.get(end) == Some(&b'=') {
                    self.edits.replace(end, " ");
                }
            }
            Token::FieldStart => {
                self.barriers.push(self.brackets.len());
                self.brackets.push(Bracket::Field);
                self.edits.begin_field(self.brackets.len());
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
