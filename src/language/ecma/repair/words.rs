//! The words of ECMAScript and TypeScript that mean something somewhere.

/// Words that are never the name of a variable, in order.
const RESERVED: [&str; 36] = [
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "debugger",
    "default",
    "delete",
    "do",
    "else",
    "enum",
    "export",
    "extends",
    "false",
    "finally",
    "for",
    "function",
    "if",
    "import",
    "in",
    "instanceof",
    "new",
    "null",
    "return",
    "super",
    "switch",
    "this",
    "throw",
    "true",
    "try",
    "typeof",
    "var",
    "void",
    "while",
    "with",
];

/// Words that mean something only in their places, in order.
const CONTEXTUAL: [&str; 46] = [
    "abstract",
    "accessor",
    "any",
    "as",
    "asserts",
    "async",
    "await",
    "bigint",
    "declare",
    "defer",
    "from",
    "get",
    "global",
    "immediate",
    "implements",
    "infer",
    "interface",
    "is",
    "keyof",
    "let",
    "meta",
    "module",
    "namespace",
    "never",
    "number",
    "object",
    "of",
    "out",
    "override",
    "package",
    "private",
    "protected",
    "public",
    "readonly",
    "require",
    "satisfies",
    "set",
    "static",
    "string",
    "symbol",
    "type",
    "undefined",
    "unique",
    "unknown",
    "using",
    "yield",
];

fn is_one(words: &[&str], word: &[u8]) -> bool {
    words.binary_search_by(|other| other.as_bytes().cmp(word)).is_ok()
}

/// Whether a word is never the name of a variable.
pub(super) fn is_reserved(word: &[u8]) -> bool {
    is_one(&RESERVED, word)
}

/// Whether a word is no name in a module; `yield` and `await` are told apart by their places.
pub(super) fn is_strictly_reserved(word: &[u8]) -> bool {
    const WORDS: [&[u8]; 8] =
        [b"implements", b"interface", b"let", b"package", b"private", b"protected", b"public", b"static"];
    WORDS.contains(&word)
}

/// Whether a word is a type that takes no arguments.
pub(super) fn is_type(word: &[u8]) -> bool {
    const TYPES: [&[u8]; 16] = [
        b"any",
        b"bigint",
        b"boolean",
        b"false",
        b"intrinsic",
        b"never",
        b"null",
        b"number",
        b"object",
        b"string",
        b"symbol",
        b"this",
        b"true",
        b"undefined",
        b"unknown",
        b"void",
    ];
    TYPES.contains(&word)
}

/// Whether a type may begin with a word.
pub(super) fn may_begin_type(word: &[u8]) -> bool {
    const WORDS: [&[u8]; 9] =
        [b"false", b"function", b"import", b"new", b"null", b"this", b"true", b"typeof", b"void"];
    WORDS.contains(&word) || !is_reserved(word)
}

/// Whether a grammar may take a word for something else than a name.
pub(super) fn may_mean_something(word: &[u8]) -> bool {
    is_one(&CONTEXTUAL, word) || is_reserved(word) || word == b"boolean"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_in_order() {
        assert!(RESERVED.is_sorted() && CONTEXTUAL.is_sorted());
        assert!(is_reserved(b"with") && is_reserved(b"break") && !is_reserved(b"breaks"));
        assert!(may_mean_something(b"using") && !may_mean_something(b"a"));
    }
}
