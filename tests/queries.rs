//! The query files are read by the program's own table and must stay queries that tree-sitter itself accepts.

use code_metrics::language::LANGUAGES;
use code_metrics::syntax::Grammar;
use tree_sitter::{Language, Query, QueryErrorKind};

#[test]
fn every_query_file_compiles_to_a_table() {
    for language in LANGUAGES {
        if let Err(error) = Grammar::new(&language.grammar.into(), language.queries) {
            panic!("{}: {error}", language.name);
        }
    }
}

/// A pattern may speak of a node in the place of its wrapper (`@inner`): such a structure only the table knows.
#[test]
fn every_pattern_is_one_of_tree_sitters() {
    for language in LANGUAGES {
        let grammar = Language::from(language.grammar);
        let patterns = language.queries.iter().flat_map(|text| patterns(text));
        let mut count = 0;
        for pattern in patterns {
            match Query::new(&grammar, &pattern) {
                Err(error) if error.kind != QueryErrorKind::Structure => {
                    panic!("{}: {error}\n{pattern}", language.name)
                }
                _ => count += 1,
            }
        }
        assert!(count > 50, "{}: {count} patterns", language.name);
    }
}

/// The patterns of a query file: each begins at the start of a line.
fn patterns(text: &str) -> Vec<String> {
    let mut patterns: Vec<String> = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with(';')) {
        match patterns.last_mut() {
            Some(pattern) if line.starts_with(' ') => pattern.push_str(line),
            _ => patterns.push(line.to_owned()),
        }
    }
    patterns
}
