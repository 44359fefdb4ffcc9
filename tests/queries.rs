//! The query files are read by the program's own table and must stay queries that tree-sitter itself accepts.

use code_metrics::language::LANGUAGES;
use code_metrics::syntax::Grammar;
use tree_sitter::{Language, Query};

#[test]
fn every_query_file_compiles_to_a_table() {
    for language in LANGUAGES {
        if let Err(error) = Grammar::new(&language.grammar.into(), language.queries) {
            panic!("{}: {error}", language.name);
        }
    }
}

#[test]
fn every_query_file_is_a_query_for_tree_sitter() {
    for language in LANGUAGES {
        let grammar = Language::from(language.grammar);
        for text in language.queries {
            if let Err(error) = Query::new(&grammar, text) {
                panic!("{}: {error}\n{}", language.name, text.lines().next().unwrap_or_default());
            }
        }
    }
}
