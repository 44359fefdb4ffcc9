//! What a language consists of: a row, queries, and samples that hit every role of its queries.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use code_metrics::language::{LANGUAGES, LanguageSpec, by_name, by_path};
use code_metrics::model::{Marks, Role, RoleSet};
use code_metrics::syntax::{Budget, Grammar};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The samples of a language, wherever they stand.
fn samples(language: &LanguageSpec) -> Vec<PathBuf> {
    let directories = std::fs::read_dir("testdata").unwrap().map(|entry| entry.unwrap().path());
    let files = directories.filter(|path| path.is_dir()).flat_map(|path| std::fs::read_dir(path).unwrap());
    let is_sample = |path: &PathBuf| by_path(path).is_some_and(|row| std::ptr::eq(row, language));
    files.map(|entry| entry.unwrap().path()).filter(is_sample).collect()
}

/// Names of the roles in the queries of a language.
fn roles_of_queries(language: &LanguageSpec) -> BTreeSet<&'static str> {
    let is_code = |line: &&str| !line.starts_with(';');
    let lines = language.queries.iter().flat_map(|text| text.lines().filter(is_code));
    let captures = lines.flat_map(|line| line.split('@').skip(1));
    let name = |capture: &'static str| capture.split([' ', ')', ']']).next().unwrap();
    // `inner` moves a node to another place; no node has it
    captures.map(name).filter(|name| Role::from_name(name).is_some() && *name != Role::Inner.name()).collect()
}

/// The roles that the parts of a sample have.
fn roles_of_sample(grammar: &Grammar, language: &LanguageSpec, sample: &Path) -> RoleSet {
    let Ok(source) = (language.decode)(std::fs::read(sample).unwrap()) else { return RoleSet::NONE };
    let mut marks = Marks::default();
    grammar.marks(source.text(), &Budget::of(Duration::from_mins(1)), &mut marks).unwrap();
    marks.list.iter().fold(RoleSet::NONE, |roles, mark| roles.with(mark.roles))
}

/// The languages; the other rows are kinds of files that hold code in one of them.
fn languages() -> impl Iterator<Item = &'static LanguageSpec> {
    let is_language = |row: &&LanguageSpec| by_name(row.name).is_some_and(|first| std::ptr::eq(first, *row));
    LANGUAGES.iter().filter(is_language).filter(|row| row.embedded.is_none())
}

#[test]
fn every_language_has_a_row_and_every_suffix_one_of_them() {
    assert_eq!(
        languages().map(|row| row.name).collect::<Vec<_>>(),
        ["python", "javascript", "typescript", "tsx"]
    );
    for row in LANGUAGES {
        assert!(!row.queries.is_empty() && !row.extensions.is_empty(), "{}", row.name);
        for extension in row.extensions {
            let found = by_path(Path::new(&format!("a.{extension}"))).unwrap();
            assert!(std::ptr::eq(found, row), "`.{extension}` is that of {}", found.name);
        }
    }
}

#[test]
fn every_language_has_samples() {
    for language in languages() {
        assert!(!samples(language).is_empty(), "{}", language.name);
    }
}

#[test]
fn every_role_of_a_language_is_hit_by_a_sample() {
    for language in languages() {
        let grammar = Grammar::new(&language.grammar.into(), language.queries).unwrap();
        let hit = samples(language)
            .iter()
            .map(|sample| roles_of_sample(&grammar, language, sample))
            .fold(RoleSet::NONE, RoleSet::with);
        let is_missed = |name: &&str| !hit.has(Role::from_name(name).unwrap());
        let missed: Vec<_> = roles_of_queries(language).into_iter().filter(is_missed).collect();
        assert!(missed.is_empty(), "no sample of {} has {missed:?}", language.name);
    }
}
