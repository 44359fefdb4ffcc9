//! What single tokens of Python are.

/// Whether it is a reserved word that is no value.
pub(super) fn is_keyword(word: &[u8]) -> bool {
    matches!(
        word,
        b"and"
            | b"as"
            | b"assert"
            | b"async"
            | b"await"
            | b"break"
            | b"class"
            | b"continue"
            | b"def"
            | b"del"
            | b"elif"
            | b"else"
            | b"except"
            | b"finally"
            | b"for"
            | b"from"
            | b"global"
            | b"if"
            | b"import"
            | b"in"
            | b"is"
            | b"lambda"
            | b"nonlocal"
            | b"not"
            | b"or"
            | b"pass"
            | b"raise"
            | b"return"
            | b"try"
            | b"while"
            | b"with"
            | b"yield"
    )
}

/// Whether it is a name, or a value spelled like one.
pub(super) fn is_name(word: &[u8]) -> bool {
    let is_start = |byte: &u8| byte.is_ascii_alphabetic() || *byte == b'_' || !byte.is_ascii();
    word.first().is_some_and(is_start) && !is_keyword(word)
}

/// Whether it is a number.
pub(super) fn is_number(word: &[u8]) -> bool {
    matches!(word, [b'0'..=b'9', ..] | [b'.', b'0'..=b'9', ..])
}

/// Whether the grammar takes it for a keyword in places where it is a name.
pub(super) fn is_soft_keyword(word: &[u8]) -> bool {
    matches!(word, b"exec" | b"match" | b"print" | b"type")
}

/// Whether a `[` after it is a subscript.
pub(super) fn ends_operand(word: &[u8]) -> bool {
    let is_end = |byte: &u8| matches!(byte, b')' | b']' | b'}' | b'"') || byte.is_ascii_digit();
    is_name(word) || is_number(word) || word == b"..." || word.last().is_some_and(is_end)
}

/// Whether statements that begin with it have a head with a colon.
pub(super) fn is_compound(word: &[u8]) -> bool {
    matches!(
        word,
        b"if"
            | b"elif"
            | b"else"
            | b"for"
            | b"while"
            | b"try"
            | b"except"
            | b"finally"
            | b"with"
            | b"def"
            | b"class"
    )
}

/// Whether statements that begin with it hold no list of expressions with stars, whatever their commas are for.
pub(super) fn has_no_starred(word: &[u8]) -> bool {
    let simple =
        matches!(word, b"assert" | b"del" | b"from" | b"global" | b"import" | b"nonlocal" | b"raise");
    simple || is_compound(word) && word != b"for"
}

/// Whether it is an assignment like `+=`.
pub(super) fn is_augmented_assignment(word: &[u8]) -> bool {
    word.len() > 1 && word.ends_with(b"=") && !is_comparison(word) && word != b":="
}

/// Whether it is an operator that compares.
pub(super) fn is_comparison(word: &[u8]) -> bool {
    matches!(word, b"<" | b">" | b"==" | b"!=" | b"<=" | b">=" | b"<>")
}
