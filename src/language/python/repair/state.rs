//! What is remembered of the code before a token.

/// What is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bracket {
    Round,
    /// `(yield`
    Yield,
    Parameters,
    Square,
    Subscript,
    TypeParameters,
    Curly,
    /// The braces of a replacement field.
    Field,
}

impl Bracket {
    pub(super) fn closing(self) -> &'static [u8] {
        match self {
            Bracket::Round | Bracket::Yield | Bracket::Parameters => b")",
            Bracket::Square | Bracket::Subscript | Bracket::TypeParameters => b"]",
            Bracket::Curly | Bracket::Field => b"}",
        }
    }
}

/// What is known of the statement so far.
#[derive(Clone, Copy, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "what was seen of a statement so far, each thing by itself"
)]
pub(super) struct Statement<'a> {
    /// Its first token, but for `async`.
    pub(super) first: &'a [u8],
    /// Where that begins.
    pub(super) start: Option<usize>,
    /// The one after it.
    pub(super) second: &'a [u8],
    /// How many tokens it has, from the first.
    pub(super) tokens: usize,
    /// `type X = …`
    pub(super) is_alias: bool,
    pub(super) has_parameters: bool,
    /// Offset of its first token, if that is a soft keyword which may be a name.
    pub(super) soft: Option<usize>,
    /// Offsets of the first token behind `match`, and of the last `:` outside of brackets.
    pub(super) subject: Option<usize>,
    pub(super) colon: Option<usize>,
    pub(super) augmented: Augmented,
    /// `def f() -> a`
    pub(super) has_result: bool,
    /// Stands in the line of such a head, behind it.
    pub(super) follows_result: bool,
    /// Begins a line of the block of `match …:`.
    pub(super) is_in_match: bool,
    /// Has passed what it assigns to, and with it the place of an annotation.
    pub(super) is_past_target: bool,
}

/// Whether a statement is an assignment like `+=`.
#[derive(Clone, Copy, Default)]
pub(super) enum Augmented {
    #[default]
    No,
    /// Its value begins here.
    At(usize),
    /// Its value begins with a star, or at no place of the text.
    Starred,
}

/// The type parameter that is being read.
#[derive(Clone, Copy, Default)]
pub(super) struct TypeParameter {
    pub(super) is_starred: bool,
    pub(super) has_default: bool,
}

/// A `for` in brackets whose `in` was not met.
pub(super) struct Comprehension {
    /// How many brackets are open around it.
    pub(super) depth: usize,
    pub(super) has_comma: bool,
    /// Offsets of the stars before brackets in its target.
    pub(super) stars: Vec<usize>,
    /// Of those in the brackets of its target.
    pub(super) nested: Vec<usize>,
}

/// What a list of expressions turns out to be at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ListEnd {
    Value,
    /// What `match` looks at.
    Subject,
    /// Something is assigned to it: the grammar knows brackets in it, but no star before them.
    Target,
    /// The same behind `for`, which the star may touch.
    LoopTarget,
    /// Nothing in which Python takes a star.
    Other,
}
