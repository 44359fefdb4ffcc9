//! What every part of the reading needs: the token at hand, what was rewritten so far, and the way back.

use super::logical::Logical;
use super::token::{Kind, Scanner, Token};
use super::words;
use crate::language::repaired::Edit;
use std::collections::BTreeSet;

/// The text is not of the language, or too deep or too tangled to be read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stuck;

pub(super) type Read<T = ()> = Result<T, Stuck>;

/// Which of the languages a text is in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ScriptDialect {
    /// TypeScript's.
    pub(crate) types: bool,
    /// Whether `<` begins an element.
    pub(crate) markup: bool,
}

/// What an expression is taken for depends on where it stands.
#[derive(Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a parameter of the grammar's productions")]
pub(super) struct Scope {
    pub(super) awaits: bool,
    pub(super) yields: bool,
    /// In the head of a loop, `in` is no operator.
    pub(super) no_in: bool,
    /// Between the `?` and the `:` of a conditional expression.
    pub(super) in_consequence: bool,
    /// In what a type must extend, no condition of its own begins, but in the types that it consists of.
    pub(super) no_condition: bool,
}

/// What becomes of a place if the literal around it turns out to be a pattern.
#[derive(Clone, Copy)]
pub(super) enum Cover {
    /// An edit, by its index, that puts in something else.
    Change(usize, &'static str),
    /// A token that goes.
    Remove(Token),
}

/// Deeper nesting is not read: the reading recurses.
const DEEPEST: usize = 220;

/// How many tokens may be read per byte: the reading goes back where the grammar does not tell at once what comes.
const MOST_STEPS_PER_BYTE: usize = 4;

/// A long token or comment is as much work as some short ones.
const BYTES_PER_STEP: usize = 16;

/// Reads a script from its beginning, and notes what must be rewritten.
pub(super) struct Reader<'a> {
    pub(super) scanner: Scanner<'a>,
    pub(super) dialect: ScriptDialect,
    pub(super) is_module: bool,
    /// The token at hand.
    pub(super) token: Token,
    /// Where the token before it ends.
    pub(super) end: usize,
    pub(super) scope: Scope,
    pub(super) edits: Vec<Edit>,
    pub(super) covers: Vec<Cover>,
    /// Where it is known that no arrow function begins.
    pub(super) no_arrows: BTreeSet<usize>,
    /// How many elements of literals were read that make it no pattern.
    pub(super) values: usize,
    /// The operator that the operation read last ends with.
    pub(super) logical: Logical,
    /// Inside what is left out, to which depth.
    erasing: usize,
    /// Inside a type of which the code stays.
    keeping: bool,
    /// How many pieces of it stayed.
    kept: usize,
    depth: usize,
    steps: usize,
}

/// Where to go back to.
struct Point {
    token: Token,
    end: usize,
    scope: Scope,
    edits: usize,
    covers: usize,
    erasing: usize,
    depth: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a [u8], dialect: ScriptDialect, is_module: bool) -> Reader<'a> {
        let scanner = Scanner { text, has_html_comments: !is_module && !dialect.types };
        Reader {
            scanner,
            dialect,
            is_module,
            token: scanner.token(0),
            end: 0,
            scope: Scope { awaits: is_module, ..Scope::default() },
            edits: Vec::new(),
            covers: Vec::new(),
            no_arrows: BTreeSet::new(),
            values: 0,
            logical: Logical::None,
            erasing: 0,
            keeping: false,
            kept: 0,
            depth: 0,
            steps: text.len() * MOST_STEPS_PER_BYTE + 1000,
        }
    }

    /// Goes on to the next token.
    pub(super) fn advance(&mut self) -> Read {
        if matches!(self.token.kind, Kind::Unknown | Kind::End) {
            return Err(Stuck);
        }
        if self.erasing > 0 {
            self.edits.push(Edit {
                at: self.token.start,
                removed: self.token.end - self.token.start,
                inserted: " ",
                times: 1,
            });
        }
        self.end = self.token.end;
        self.token = self.scanner.token(self.end);
        let cost = 1 + (self.token.end - self.end) / BYTES_PER_STEP;
        self.steps = self.steps.checked_sub(cost).ok_or(Stuck)?;
        self.join_lines(self.end, self.token.start);
        Ok(())
    }

    /// The token behind the one at hand.
    pub(super) fn peek(&self) -> Token {
        self.scanner.token(self.token.end)
    }

    pub(super) fn bytes(&self, token: Token) -> &'a [u8] {
        &self.scanner.text[token.start..token.end]
    }

    pub(super) fn is(&self, token: Token, mark: &str) -> bool {
        token.kind == Kind::Mark && self.bytes(token) == mark.as_bytes()
    }

    /// Whether some punctuation is at hand.
    pub(super) fn at(&self, mark: &str) -> bool {
        self.is(self.token, mark)
    }

    pub(super) fn spells(&self, token: Token, word: &str) -> bool {
        token.kind == Kind::Word && self.bytes(token) == word.as_bytes()
    }

    /// Whether a word is at hand.
    pub(super) fn at_word(&self, word: &str) -> bool {
        self.spells(self.token, word)
    }

    /// The word at hand; empty for everything else.
    pub(super) fn word(&self) -> &'a [u8] {
        if self.token.kind == Kind::Word { self.bytes(self.token) } else { b"" }
    }

    pub(super) fn at_kind(&self, kind: Kind) -> bool {
        self.token.kind == kind
    }

    /// Passes some punctuation if it is at hand.
    pub(super) fn eat(&mut self, mark: &str) -> Read<bool> {
        let is_here = self.at(mark);
        if is_here {
            self.advance()?;
        }
        Ok(is_here)
    }

    pub(super) fn eat_word(&mut self, word: &str) -> Read<bool> {
        let is_here = self.at_word(word);
        if is_here {
            self.advance()?;
        }
        Ok(is_here)
    }

    pub(super) fn expect(&mut self, mark: &str) -> Read {
        if self.eat(mark)? { Ok(()) } else { Err(Stuck) }
    }

    pub(super) fn expect_word(&mut self, word: &str) -> Read {
        if self.eat_word(word)? { Ok(()) } else { Err(Stuck) }
    }

    /// Takes the token at hand for a shorter or longer one.
    pub(super) fn resize(&mut self, end: usize) {
        self.token.end = end;
    }

    /// Reads one level deeper.
    pub(super) fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Read<T>) -> Read<T> {
        if self.depth == DEEPEST {
            return Err(Stuck);
        }
        self.depth += 1;
        let found = read(self);
        self.depth -= 1;
        found
    }

    /// Reads what may turn out to be something else; then everything is as before.
    pub(super) fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> Read<T>) -> Option<T> {
        let Reader { token, end, scope, erasing, depth, .. } = *self;
        let (edits, covers) = (self.edits.len(), self.covers.len());
        let point = Point { token, end, scope, edits, covers, erasing, depth };
        let found = read(self).ok();
        if found.is_none() {
            self.go_back(&point);
        }
        found
    }

    fn go_back(&mut self, point: &Point) {
        self.token = point.token;
        self.end = point.end;
        self.scope = point.scope;
        self.erasing = point.erasing;
        self.depth = point.depth;
        self.edits.truncate(point.edits);
        self.covers.truncate(point.covers);
    }

    /// Reads in another scope.
    pub(super) fn within<T>(&mut self, scope: Scope, read: impl FnOnce(&mut Self) -> Read<T>) -> Read<T> {
        let outer = std::mem::replace(&mut self.scope, scope);
        let found = read(self);
        self.scope = outer;
        found
    }

    /// Reads what stands in brackets: neither the head of a loop nor a conditional expression goes on there.
    pub(super) fn inside<T>(&mut self, read: impl FnOnce(&mut Self) -> Read<T>) -> Read<T> {
        let scope = Scope { no_in: false, in_consequence: false, ..self.scope };
        self.within(scope, read)
    }

    /// Reads what is left out of the rewritten text.
    pub(super) fn erased<T>(&mut self, read: impl FnOnce(&mut Self) -> Read<T>) -> Read<T> {
        self.erasing += 1;
        let found = read(self);
        self.erasing -= 1;
        found
    }

    /// Reads a type that goes, but for the code in it that metrics count: defaults of parameters, which TypeScript takes until
    /// it checks types, and keys in brackets. It becomes members of one type, between two pieces of text; tells whether there
    /// is any.
    pub(super) fn erased_type(
        &mut self,
        around: [&'static str; 2],
        read: impl FnOnce(&mut Self) -> Read,
    ) -> Read<bool> {
        let start = self.token.start;
        let keeps = self.erased_but_code(read)?;
        if keeps {
            self.insert(start, around[0]);
            self.insert(self.end, around[1]);
        }
        Ok(keeps)
    }

    /// The same without the text around it.
    pub(super) fn erased_but_code(&mut self, read: impl FnOnce(&mut Self) -> Read) -> Read<bool> {
        let (kept, outer) = (self.kept, self.keeping);
        self.keeping = true;
        let found = self.erased(read);
        self.keeping = outer;
        found?;
        Ok(self.kept > kept && !self.is_erasing())
    }

    /// Reads code that stays even in a type, as a member of what `erased_type` puts there.
    pub(super) fn kept(&mut self, around: [&'static str; 2], read: impl FnOnce(&mut Self) -> Read) -> Read {
        if self.erasing == 0 || !self.keeping {
            return read(self);
        }
        let erasing = std::mem::take(&mut self.erasing);
        self.insert(self.token.start, around[0]);
        let found = self.inside(read);
        self.insert(self.end, around[1]);
        self.erasing = erasing;
        self.kept += 1;
        found
    }

    pub(super) fn is_erasing(&self) -> bool {
        self.erasing > 0
    }

    /// Passes the name of a variable.
    pub(super) fn name(&mut self) -> Read {
        if self.at_name() { self.rename() } else { Err(Stuck) }
    }

    /// Whether the word at hand may be the name of a variable.
    pub(super) fn at_name(&self) -> bool {
        self.is_name(self.token)
    }

    pub(super) fn is_name(&self, token: Token) -> bool {
        token.kind == Kind::Word
            && match self.bytes(token) {
                b"await" => !self.scope.awaits,
                b"yield" => !self.scope.yields && (self.dialect.types || !self.is_module),
                word if self.is_strict() => !words::is_reserved(word) && !words::is_strictly_reserved(word),
                word => !words::is_reserved(word),
            }
    }

    /// Whether a statement may end before the token at hand.
    pub(super) fn ends_statement(&self) -> bool {
        self.token.is_first || self.at(";") || self.at("}") || self.at_kind(Kind::End)
    }
}
