//! What makes a text doubtful that the grammars took without an error: words and line ends that they read in another way
//! than the language, told by their letters and by where the first tree has comments and strings.

use super::token::Scanner;
use crate::language::ecma::lines::is_blank;
use crate::model::{Marks, Role, RoleSet};
use memchr::memmem;

/// Words behind which the grammars end a statement or a member where their line ends, and the language does not.
const HALVES: [&[u8]; 8] = [b"let", b"static", b"export", b"await", b"get", b"set", b"new", b"async"];

const FROM: &[u8] = b"from";

/// The line ends that the grammars do not take for any: U+2028 and U+2029.
const SEPARATORS: [&[u8]; 2] = [b"\xe2\x80\xa8", b"\xe2\x80\xa9"];

/// What begins an operand behind `await`, and goes on with an expression behind a name.
const OPENINGS: &[u8] = b"/{[~+-!<`";

/// What a word or a sign stands in that is no code.
const PROSE: RoleSet = RoleSet::of(&[Role::Comment, Role::Operand, Role::Uncounted]);

/// Whether a line ends behind a word that goes on in the next one, `await` stands before what might also follow a
/// name, or a line ends in a way that the grammars do not know.
pub(crate) fn is_misread(text: &[u8], marks: &Marks) -> bool {
    let byte = |at: usize| text.get(at).copied().unwrap_or_default();
    let goes_on = |word: &[u8], next: usize| word == b"await" && OPENINGS.contains(&byte(next));
    HALVES.iter().any(|word| {
        any_word(text, word, |at, next, line_ended| (line_ended || goes_on(word, next)) && is_code(marks, at))
    }) || any_word(text, FROM, |at, next, _| {
        // the source of the `export {}` in the line before
        matches!(byte(next), b'"' | b'\'') && begins_line(text, at) && is_code(marks, at)
    }) || SEPARATORS.iter().any(|line_end| memmem::find(text, line_end).is_some())
}

/// The same in JavaScript, where a comment may begin as in HTML.
pub(crate) fn is_script_misread(text: &[u8], marks: &Marks) -> bool {
    is_misread(text, marks)
        || memmem::find_iter(text, b"<!--").any(|at| is_code(marks, at))
        || memmem::find_iter(text, b"-->").any(|at| begins_line(text, at) && is_code(marks, at))
}

/// Whether something holds for a word somewhere, given where it begins, where the next token does and whether a line ends
/// between them.
fn any_word(text: &[u8], word: &[u8], holds: impl Fn(usize, usize, bool) -> bool) -> bool {
    let scanner = Scanner { text, has_html_comments: false };
    // behind a word in prose, what looks like a comment may reach far: nothing in it is looked at again
    let mut passed = 0;
    memmem::find_iter(text, word).any(|at| {
        let before = text[..at].last();
        if at < passed || before.is_some_and(|byte| byte.is_ascii_alphanumeric() || b"_$.#".contains(byte)) {
            return false;
        }
        let (next, line_ended) = scanner.skip(at + word.len());
        passed = next;
        holds(at, next, line_ended)
    })
}

/// Whether nothing but blanks stands before a place in its line, or a comment.
fn begins_line(text: &[u8], at: usize) -> bool {
    let is_part = |byte: &u8| byte.is_ascii() && !matches!(byte, b' ' | b'\t' | b'\x0b' | b'\x0c');
    let end = text[..at].iter().rposition(is_part);
    let follows_comment = || end.is_some_and(|end| text[..=end].ends_with(b"*/"));
    is_blank(&text[end.map_or(0, |end| end + 1)..at])
        && (end.is_none_or(|end| text[end] == b'\n') || follows_comment())
}

/// Whether a place is not inside of a comment, a text or a name, by the marks of the first tree.
fn is_code(marks: &Marks, at: usize) -> bool {
    let before = marks.list.partition_point(|mark| (mark.start as usize) < at);
    let last = before.checked_sub(1).map(|index| &marks.list[index]);
    last.is_none_or(|mark| mark.end as usize <= at || !mark.is_any(PROSE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Mark;

    /// Whether a text is doubtful of which the given pieces are no code.
    fn doubts(is_misread: fn(&[u8], &Marks) -> bool, text: &str, prose: &[&str]) -> bool {
        let mark = |piece: &&str| {
            let start = u32::try_from(text.find(piece).unwrap()).unwrap();
            let end = start + u32::try_from(piece.len()).unwrap();
            Mark { roles: RoleSet::of(&[Role::Comment]), start, end, after: 0, depth: 1, key: 0 }
        };
        is_misread(text.as_bytes(), &Marks { list: prose.iter().map(mark).collect(), ..Marks::default() })
    }

    #[test]
    fn only_what_may_be_misread_is_read_again() {
        for text in [
            "let\na",
            "class C { static // a\nb }",
            "export\nlet a",
            "await\n1",
            "await/a/g; b/c",
            "await {}",
            "a = new\nB",
            "class C { public set\na(b) {} }",
            "class C { a; /* b\n */ static\n1() {} }",
            "class C { a;\u{3000}static\nb() {} }",
            "case a: let\nb",
            "if (a) ; else let\nb",
            "export {}\nfrom // c\n'a'",
            "export {}\n\u{3000}from 'a'",
            "export {} /* b\n */ from 'a'",
            "a\n  * await\nb",
            "'//' + await\nb",
            "a\u{2028}b",
        ] {
            assert!(doubts(is_misread, text, &[]), "{text}");
        }
        for text in [
            "let a\nb",
            "outlet\na",
            "class C { static a\nb }",
            "letter\n",
            "a.get\n",
            "await a",
            "await (b)",
            "a renew\n",
            "import {\n} from\n'a'",
            "export {} from 'a'",
            "a\r\nb",
        ] {
            assert!(!doubts(is_misread, text, &[]), "{text}");
        }
        for (text, prose) in [
            ("// is set\n", "// is set"),
            ("/**\n * it will get\n */", "/**\n * it will get\n */"),
            ("`\nlet\n`", "`\nlet\n`"),
        ] {
            assert!(!doubts(is_misread, text, &[prose]), "{text}");
        }
    }

    #[test]
    fn a_comment_as_in_html_is_doubtful_where_code_stands() {
        for text in ["a\n<!-- b", "a <!--b", " --> c", "'a' <!--b", "/* a\n */ --> b"] {
            assert!(doubts(is_script_misread, text, &[]), "{text}");
        }
        for (text, prose) in
            [("'<!-- a'", "'<!-- a'"), ("// <!-- a", "// <!-- a"), ("a --> b", ""), ("`\n-->`", "`\n-->`")]
        {
            assert!(!doubts(is_script_misread, text, &[prose]), "{text}");
        }
    }
}
