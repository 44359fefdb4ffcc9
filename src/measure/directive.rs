//! What a comment says to this program or, in words that it knows too, to another one.
//!
//! Only the beginning of a comment counts, or what follows another `#` or `//` in it: `# type: ignore  # noqa: C901`.

use crate::model::SuppressionForm;

/// A comment that excuses something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Directive {
    pub(super) form: SuppressionForm,
    pub(super) reach: Reach,
    /// Ids of metrics, as written; all if there are none.
    pub(super) metrics: Vec<String>,
    pub(super) reason: String,
}

/// What a directive speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// What begins on its line, or directly below it if it has its line for itself.
    Beside,
    /// What begins on its line.
    Line,
    /// What begins on the next line.
    NextLine,
    /// The function that it stands in.
    Around,
    /// The file.
    File,
    /// Everything from here.
    From,
    /// The end of an earlier `From`.
    Until,
}

/// Everything that a comment says, its delimiters included.
pub(super) fn directives(comment: &[u8]) -> impl Iterator<Item = Directive> + '_ {
    segments(comment).filter_map(|(segment, is_first)| {
        let first = segment.first()?.to_ascii_lowercase();
        if !matches!(first, b'm' | b'n' | b'c' | b'l' | b'e' | b'r' | b'f') {
            return None;
        }
        let text = beginning(segment)?;
        let text = text.strip_suffix("*/").unwrap_or(text);
        directive(text).filter(|directive| is_first || directive.form != SuppressionForm::Malformed)
    })
}

/// Bytes of a directive that are read: longer than anybody's list or reason, as a comment may hold thousands of directives.
const LONGEST: usize = 1000;

/// The beginning of a segment, if it is UTF-8.
fn beginning(segment: &[u8]) -> Option<&str> {
    let start = &segment[..segment.len().min(LONGEST)];
    match std::str::from_utf8(start) {
        // a character that was cut in two
        Err(error) if error.error_len().is_none() && start.len() < segment.len() => {
            std::str::from_utf8(&start[..error.valid_up_to()]).ok()
        }
        text => text.ok(),
    }
}

/// The comment without its delimiter, and what follows each delimiter in it.
fn segments(comment: &[u8]) -> impl Iterator<Item = (&[u8], bool)> {
    let mut rest = Some(comment);
    let mut is_first = true;
    std::iter::from_fn(move || {
        let segment = rest?;
        let is_delimiter = |byte: &u8| matches!(byte, b'#' | b'/' | b'*' | b'!' | b'<' | b'-');
        let text = segment.iter().position(|byte| !is_delimiter(byte) && !byte.is_ascii_whitespace());
        let text = &segment[text.unwrap_or(segment.len())..];
        let next = memchr::memchr2_iter(b'#', b'/', text)
            .find(|&at| text[at] == b'#' || text[at..].starts_with(b"//"));
        rest = next.map(|at| &text[at..]);
        Some((text, std::mem::take(&mut is_first)))
    })
}

fn directive(text: &str) -> Option<Directive> {
    own(text)
        .or_else(|| noqa(text))
        .or_else(|| complexipy(text))
        .or_else(|| lizard(text))
        .or_else(|| eslint(text))
}

/// What follows a word, whatever its case; the word must end there.
fn after<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(word.len())?;
    let goes_on = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    (head.eq_ignore_ascii_case(word) && !rest.starts_with(goes_on)).then(|| rest.trim_start())
}

/// What follows a word and a colon.
fn after_colon<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    after(text, word)?.strip_prefix(':').map(str::trim_start)
}

/// `metrics: ignore[cognitive, halstead.volume] -- reason`
fn own(text: &str) -> Option<Directive> {
    let verb = after_colon(text, "metrics")?;
    let (reach, rest) = after(verb, "ignore-file")
        .map(|rest| (Reach::File, rest))
        .or_else(|| after(verb, "ignore").map(|rest| (Reach::Beside, rest)))?;
    let (form, metrics, reason) = match list_and_reason(rest) {
        Some((metrics, reason)) => (SuppressionForm::Own, metrics, reason),
        None => (SuppressionForm::Malformed, Vec::new(), String::new()),
    };
    Some(Directive { form, reach, metrics, reason })
}

fn list_and_reason(rest: &str) -> Option<(Vec<String>, String)> {
    let (metrics, rest) = match rest.strip_prefix('[') {
        None => (Vec::new(), rest),
        Some(inner) => {
            let (list, rest) = inner.split_once(']')?;
            let names: Vec<_> = list.split(',').map(|name| name.trim().to_ascii_lowercase()).collect();
            let is_id = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '_';
            let is_name = |name: &String| !name.is_empty() && name.chars().all(is_id);
            (names.iter().all(is_name).then_some(names)?, rest)
        }
    };
    let rest = rest.trim();
    match rest.strip_prefix("--") {
        Some(reason) => Some((metrics, one_line(reason))),
        // what another tool is told behind it is no reason
        None if rest.is_empty() || rest.starts_with('#') || rest.starts_with("//") => {
            Some((metrics, String::new()))
        }
        None => None,
    }
}

fn one_line(reason: &str) -> String {
    let words: Vec<&str> = reason.split_whitespace().filter(|&word| word != "*").collect();
    words.join(" ")
}

fn foreign(form: SuppressionForm, reach: Reach, metrics: &[&str], reason: &str) -> Directive {
    let metrics = metrics.iter().map(|&id| id.to_owned()).collect();
    Directive { form, reach, metrics, reason: one_line(reason) }
}

/// `noqa`, `noqa: C901`, `ruff: noqa: C901`, `noqa: complexipy`
fn noqa(text: &str) -> Option<Directive> {
    let whole = after_colon(text, "ruff").or_else(|| after_colon(text, "flake8"));
    let reach = if whole.is_some() { Reach::File } else { Reach::Line };
    let rest = after(whole.unwrap_or(text), "noqa")?;
    let codes = rest.strip_prefix(':').map(str::trim_start);
    if codes.is_some_and(|codes| after(codes, "complexipy").is_some()) {
        return Some(foreign(SuppressionForm::Complexipy, Reach::Beside, &["cognitive"], ""));
    }
    let metrics = match codes {
        None => vec!["cyclomatic", "cyclomatic_mccabe", "parameters", "nesting"],
        Some(codes) => known(codes.split(|c: char| c == ',' || c.is_whitespace()), &NOQA)?,
    };
    Some(foreign(SuppressionForm::Noqa, reach, &metrics, ""))
}

/// Codes of mccabe, flake8-cognitive-complexity and pylint (as ruff numbers them).
const NOQA: [(&str, &str); 5] = [
    ("C901", "cyclomatic"),
    ("C901", "cyclomatic_mccabe"),
    ("CCR001", "cognitive"),
    ("PLR0913", "parameters"),
    ("PLR1702", "nesting"),
];

/// The metrics that names of another tool stand for; `None` if there are none of them.
fn known<'a>(
    names: impl Iterator<Item = &'a str>,
    table: &'a [(&'a str, &'static str)],
) -> Option<Vec<&'static str>> {
    let of = |name: &'a str| {
        table.iter().filter(move |(known, _)| known.eq_ignore_ascii_case(name)).map(|row| row.1)
    };
    let metrics: Vec<_> = names.flat_map(of).collect();
    (!metrics.is_empty()).then_some(metrics)
}

/// `complexipy: ignore`; with a list it speaks of that tool's other rules.
fn complexipy(text: &str) -> Option<Directive> {
    let rest = after(after_colon(text, "complexipy")?, "ignore")?;
    let list = rest.strip_prefix('[').and_then(|list| list.split_once(']')).map(|(list, _)| list);
    let is_code = |code: &str| {
        let digits = code.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        digits.len() + 1 == code.len()
            && !digits.is_empty()
            && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    if list.is_some_and(|list| list.split(',').all(|code| is_code(code.trim()))) {
        return None;
    }
    Some(foreign(SuppressionForm::Complexipy, Reach::Beside, &["cognitive"], ""))
}

/// `lizard forgives`, `lizard forgives(parameter_count)`
fn lizard(text: &str) -> Option<Directive> {
    const NAMES: [(&str, &str); 3] =
        [("cyclomatic_complexity", "cyclomatic"), ("parameter_count", "parameters"), ("length", "loc")];
    let rest = after(after(text, "lizard")?, "forgives")?;
    let list = rest.strip_prefix('(').and_then(|list| list.split_once(')')).map(|(list, _)| list);
    let metrics = match list {
        None => Vec::new(),
        Some(list) => known(list.split(',').map(str::trim), &NAMES)?,
    };
    Some(foreign(SuppressionForm::Lizard, Reach::Around, &metrics, ""))
}

/// `eslint-disable complexity`, `eslint-disable-next-line complexity -- reason`, `eslint-enable`
fn eslint(text: &str) -> Option<Directive> {
    const VERBS: [(&str, Reach); 4] = [
        ("eslint-disable-next-line", Reach::NextLine),
        ("eslint-disable-line", Reach::Line),
        ("eslint-disable", Reach::From),
        ("eslint-enable", Reach::Until),
    ];
    const RULES: [(&str, &str); 6] = [
        ("complexity", "cyclomatic"),
        ("complexity", "cyclomatic_modified"),
        ("sonarjs/cognitive-complexity", "cognitive"),
        ("max-params", "parameters"),
        ("max-depth", "nesting"),
        ("max-lines-per-function", "loc"),
    ];
    let (reach, rest) = VERBS.iter().find_map(|(verb, reach)| Some((*reach, after(text, verb)?)))?;
    let (rules, reason) = rest.split_once("--").unwrap_or((rest, ""));
    let metrics = match rules.trim() {
        "" => Vec::new(),
        rules => known(rules.split(',').map(str::trim), &RULES)?,
    };
    Some(foreign(SuppressionForm::Eslint, reach, &metrics, reason))
}

#[cfg(test)]
mod tests {
    use super::*;
    use SuppressionForm::{Noqa, Own};

    fn one(comment: &str) -> Option<Directive> {
        let mut all = directives(comment.as_bytes());
        let first = all.next();
        assert_eq!(all.next(), None, "{comment}");
        first
    }

    /// Form, reach, metrics and reason, in a line.
    fn said(comment: &str) -> String {
        let Some(it) = one(comment) else { return "-".to_owned() };
        format!("{:?} {:?} {} {}", it.form, it.reach, it.metrics.join(","), it.reason).trim_end().to_owned()
    }

    #[test]
    fn its_own_words_have_metrics_and_a_reason() {
        assert_eq!(said("# metrics: ignore"), "Own Beside");
        assert_eq!(
            said("#Metrics:IGNORE[Cognitive , halstead.volume]--  a  parser"),
            "Own Beside cognitive,halstead.volume a parser"
        );
        assert_eq!(said("// metrics : ignore[cyclomatic] -- see #12"), "Own Beside cyclomatic see #12");
        assert_eq!(said("/* metrics: ignore[loc] -- a\n * b */"), "Own Beside loc a b");
        assert_eq!(said("/** metrics: ignore-file -- made by hand */"), "Own File  made by hand");
    }

    #[test]
    fn prose_is_no_directive_and_a_slip_is_told_from_prose() {
        for prose in [
            "# metrics",
            "# metrics: what we count",
            "# the metrics: ignore",
            "# metrics ignore",
            "# metrics: ignored",
            "# metrics: ignore-all",
            "# metrics: ignore_all",
        ] {
            assert_eq!(said(prose), "-", "{prose}");
        }
        for slip in [
            "# metrics: ignore cognitive",
            "# metrics: ignore[]",
            "# metrics: ignore[a",
            "# metrics: ignore[a b]",
        ] {
            assert_eq!(said(slip), "Malformed Beside", "{slip}");
        }
        assert_eq!(said("# write `# metrics: ignore` above it"), "-", "a quotation");
    }

    #[test]
    fn several_tools_share_a_comment() {
        let all = |comment: &str| directives(comment.as_bytes()).map(|it| it.form).collect::<Vec<_>>();
        assert_eq!(all("# type: ignore  # noqa: C901  # metrics: ignore[cognitive] -- x"), [Noqa, Own]);
        assert_eq!(all("# metrics: ignore[cognitive]  # noqa: C901"), [Own, Noqa]);
    }

    #[test]
    fn the_words_of_other_tools_are_known() {
        assert_eq!(said("# noqa: C901"), "Noqa Line cyclomatic,cyclomatic_mccabe");
        assert_eq!(said("# NOQA:E501,C901 because"), "Noqa Line cyclomatic,cyclomatic_mccabe");
        assert_eq!(said("# noqa"), "Noqa Line cyclomatic,cyclomatic_mccabe,parameters,nesting");
        assert_eq!(said("# noqa: E501"), "-");
        assert_eq!(said("# ruff: noqa: C901"), "Noqa File cyclomatic,cyclomatic_mccabe");
        assert_eq!(said("# noqa: complexipy"), "Complexipy Beside cognitive");
        assert_eq!(said("# complexipy: ignore"), "Complexipy Beside cognitive");
        assert_eq!(said("# complexipy: ignore[C001]"), "-");
        assert_eq!(said("# complexipy: ignored"), "-");
        assert_eq!(said("# complexipy: ignore[C001, C20]"), "-", "its other rules");
        for no_rule in ["C", "C0a", "CC001", "0", "why", "C001, why"] {
            let comment = format!("# complexipy: ignore[{no_rule}]");
            assert_eq!(said(&comment), "Complexipy Beside cognitive", "{comment}");
        }
        assert_eq!(said("#lizard forgives"), "Lizard Around");
        assert_eq!(said("// #lizard forgives(parameter_count) the API"), "Lizard Around parameters");
        assert_eq!(said("/* eslint-disable complexity */"), "Eslint From cyclomatic,cyclomatic_modified");
        assert_eq!(
            said("// eslint-disable-next-line no-x, complexity -- legacy"),
            "Eslint NextLine cyclomatic,cyclomatic_modified legacy"
        );
        assert_eq!(said("// eslint-disable-line"), "Eslint Line");
        assert_eq!(said("/* eslint-disable no-alert */"), "-");
    }

    /// The first 1,000 bytes of a directive are read; a character that they cut in two is not among them.
    #[test]
    fn a_directive_without_end_is_cut_between_characters() {
        let reason = |blanks: &str| {
            let comment = format!("#metrics: ignore --{blanks}{}", "é".repeat(600));
            one(&comment).map(|it| it.reason)
        };
        assert_eq!(reason(""), Some("é".repeat(491)), "1,000 bytes are 18 and 491 characters");
        assert_eq!(reason(" "), Some("é".repeat(490)), "and 19, 490 and one half");
        let broken = |end: &[u8]| {
            let comment = [b"# metrics: ignore -- ", end].concat();
            directives(&comment).count()
        };
        assert_eq!(broken("é".as_bytes()), 1);
        assert_eq!(broken(b"\xc3"), 0, "a character that ends with the comment was not cut here");
        let long = [&b"\xff"[..], &[b'a'; 2000]].concat();
        assert_eq!(broken(&long), 0);
        let full = [&[b'a'; 980][..], b"\xc3"].concat();
        assert_eq!(broken(&full), 0, "it has 1,000 bytes and is not cut");
    }
}
