//! The list of a tree's nodes beside what the public functions say of the tree.

use super::*;
use crate::model::Marks;
use crate::syntax::{Budget, Grammar};
use std::num::NonZero;
use std::path::Path;
use std::time::Duration;
use tree_sitter::{Language, Parser, TreeCursor};

/// What the public functions say of a tree, in the order of the text.
fn told(cursor: &mut TreeCursor<'_>) -> Vec<Node> {
    let (mut nodes, mut open) = (Vec::new(), Vec::new());
    let offset = |offset: usize| u32::try_from(offset).unwrap();
    loop {
        let (node, field) = (cursor.node(), cursor.field_id().map_or(0, NonZero::get));
        let flags = [node.is_extra(), node.is_missing(), node.is_named()];
        let flags = (0..3).map(|bit| u8::from(flags[bit]) << bit).sum();
        let (start, end) = (offset(node.start_byte()), offset(node.end_byte()));
        let field = u8::try_from(field).unwrap();
        open.push(nodes.len());
        nodes.push(Node { start, end, after: 0, kind: node.kind_id(), field, flags });
        if cursor.goto_first_child() {
            continue;
        }
        loop {
            let ended: usize = open.pop().unwrap();
            nodes[ended].after = offset(nodes.len());
            if cursor.goto_next_sibling() {
                break;
            }
            if !cursor.goto_parent() {
                return nodes;
            }
        }
    }
}

/// Compares what our core gives for a text with what the published one does; how many nodes there are.
pub(in crate::syntax) fn compare(language: &Language, text: &[u8]) -> usize {
    let grammar = Grammar::new(language, &[]).unwrap();
    let mut parser = Parser::new();
    parser.set_language(language).unwrap();
    let tree = parser.parse(text, None).unwrap();
    let wanted = told(&mut tree.walk());
    let budget = Budget::of(Duration::from_mins(10));
    let mut nodes = grammar.nodes(text, &budget).unwrap();
    for node in &mut nodes {
        // the public functions say nothing of tokens that are no nodes
        node.flags &= 7;
    }
    assert!(nodes == wanted, "{:?}", String::from_utf8_lossy(text));
    grammar.marks(text, &budget, &mut Marks::default()).unwrap();
    nodes.len()
}

/// The samples as they are, and torn in the middle, so that there are errors and tokens that are missing.
fn compare_samples(directory: &Path) -> usize {
    let mut count = 0;
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        let language: Language = match path.extension().and_then(|suffix| suffix.to_str()) {
            _ if path.is_dir() => {
                count += compare_samples(&path);
                continue;
            }
            Some("py") => tree_sitter_python::LANGUAGE.into(),
            Some("js") => tree_sitter_javascript::LANGUAGE.into(),
            Some("ts") => tree_sitter_typescript::LANGUAGE_TYPESCRIPT.into(),
            Some("tsx") => tree_sitter_typescript::LANGUAGE_TSX.into(),
            _ => continue,
        };
        // what other letters are depends on a locale, which only our parser sets
        let mut text = std::fs::read(&path).unwrap();
        text.retain(u8::is_ascii);
        let (begin, end) = text.split_at(text.len() / 2);
        count += [&text, begin, end].map(|text| compare(&language, text)).iter().sum::<usize>();
    }
    count
}

#[test]
fn a_list_says_of_each_node_what_the_tree_says() {
    let count = compare_samples(&Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata"));
    assert!(count > 20_000, "{count}");
}
