//! Which files are found: ignore files, excluded names, patterns, what is named, and how paths are written.

use crate::tree::{Tree, find, without_ignore_files};
use code_metrics::discover::{DiscoverError, Filter, Request, discover};
use code_metrics::language::by_name;
use code_metrics::paths::Globs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

const NOTHING: [&str; 0] = [];

fn globs(base: &Path, patterns: &[&str]) -> Vec<Globs> {
    vec![Globs::new(base, &patterns.iter().map(ToString::to_string).collect::<Vec<_>>()).expect("patterns")]
}

#[test]
fn a_walk_finds_the_regular_files_of_known_languages_with_their_sizes() {
    let tree = Tree::new(&["b/x.py", "a.py", "b.py", "notes.txt", "b/empty/", "bin/script"]);
    let found = find(&tree.request(&[""]), &Filter::default()).unwrap();
    assert_eq!(tree.below(&found), ["a.py", "b.py", "b/x.py", "bin/script"]);
    assert_eq!(found.candidates[2].size, "b/x.py".len() as u64);
    assert_eq!(found.candidates[3].language.name, "javascript");
    assert!(found.candidates.iter().all(|candidate| !candidate.named));
}

#[test]
fn nested_ignore_files_count_and_the_deeper_one_decides() {
    let tree =
        Tree::new(&[".git/", "a.py", "gen/a.py", "src/a.py", "src/b.py", "src/gen/a.py", "src/old.py"]);
    tree.add(".gitignore", "gen/\nold.py\n");
    tree.add("src/.gitignore", "!old.py\nb.py\n");
    assert_eq!(tree.found(&[""]), ["a.py", "src/a.py", "src/old.py"]);
}

#[cfg(unix)]
#[test]
fn one_file_in_several_spellings_is_found_once_and_a_hard_link_is_another_file() {
    let tree = Tree::new(&["a.py", "sub/b.py"]);
    std::fs::hard_link(tree.path("a.py"), tree.path("linked.py")).unwrap();
    std::os::unix::fs::symlink(tree.path("sub/b.py"), tree.path("soft.py")).unwrap();
    let spelled = ["a.py", "sub/../a.py", "linked.py"];
    assert_eq!(tree.found(&spelled), ["a.py", "linked.py"]);
    assert_eq!(
        tree.found(&["", "sub/../a.py"]),
        ["linked.py", "sub/../a.py", "sub/b.py"],
        "named counts more"
    );
    assert_eq!(tree.found(&["sub", "sub/../sub"]), ["sub/../sub/b.py"]);
    assert_eq!(tree.found(&["soft.py", "sub/b.py"]), ["soft.py"]);
}

#[test]
fn another_checkout_is_entered_only_when_it_was_named() {
    let names = [".git/", "a.py", "sub/a.py", "sub/deep/b.py", "clone/.git/", "clone/a.py"];
    let tree = Tree::new(&names);
    tree.add("sub/.git", "gitdir: ../.git/modules/sub\n");
    assert_eq!(tree.found(&[""]), ["a.py", "clone/a.py"]);
    assert_eq!(tree.found(&["sub"]), ["sub/a.py", "sub/deep/b.py"]);
    assert_eq!(tree.found(&["sub/deep", "sub/a.py"]), ["sub/a.py", "sub/deep/b.py"]);
    assert_eq!(tree.names(&tree.request(&[""]), &without_ignore_files()), ["a.py", "clone/a.py"]);
}

#[test]
fn every_kind_of_ignore_file_counts() {
    let tree = Tree::new(&[".git/", "git.py", "ignore.py", "metrics.py", "exclude.py", "left.py"]);
    tree.add(".gitignore", "git.py");
    tree.add(".ignore", "ignore.py");
    tree.add(".metricsignore", "metrics.py");
    tree.add(".git/info/exclude", "exclude.py");
    assert_eq!(tree.found(&[""]), ["left.py"]);
    let all = tree.names(&tree.request(&[""]), &without_ignore_files());
    assert_eq!(all, ["exclude.py", "git.py", "ignore.py", "left.py", "metrics.py"]);
}

#[test]
fn an_ignore_file_above_a_root_counts() {
    let tree = Tree::new(&[".git/", "src/a.py", "src/skip.py"]);
    tree.add(".gitignore", "skip.py");
    assert_eq!(tree.found(&["src"]), ["src/a.py"]);
}

#[test]
fn a_malformed_ignore_file_costs_no_more_than_its_bad_line() {
    let tree = Tree::new(&[".git/", "a.py", "b.py"]);
    tree.add(".gitignore", "a[z-a]\nb.py\n");
    assert_eq!(tree.found(&[""]), ["a.py"]);
}

#[test]
fn a_named_file_beats_every_rule_and_its_name() {
    let names = [".git/", "x.py", "build/y.py", ".z.py", "script"];
    let tree = Tree::new(&names);
    tree.add(".gitignore", "x.py\nscript\n");
    let filter = Filter { exclude: globs(&tree.path(""), &["*.py"]), ..Filter::default() };
    let request = tree.request(&["x.py", "build/y.py", ".z.py", "script"]);
    assert_eq!(tree.names(&request, &filter), [".z.py", "build/y.py", "script", "x.py"]);
    assert!(find(&request, &filter).unwrap().candidates.iter().all(|candidate| candidate.named));
}

#[test]
fn a_named_file_of_no_known_language_is_told_and_not_measured() {
    let tree = Tree::new(&["notes.txt", "a.py"]);
    let found = find(&tree.request(&["notes.txt", "a.py"]), &Filter::default()).unwrap();
    assert_eq!(tree.below(&found), ["a.py"]);
    assert_eq!(found.unrecognised, [tree.path("notes.txt")]);
}

#[test]
fn forced_rules_beat_a_name_outside_the_current_directory() {
    let tree = Tree::new(&[".git/", "x.py", "y.py", "z_pb2.py", ".h.py"]);
    tree.add(".gitignore", "x.py");
    let filter =
        Filter { exclude: globs(&std::env::current_dir().unwrap(), &["*_pb2.py"]), ..Filter::default() };
    let named = tree.request(&["x.py", "y.py", "z_pb2.py", ".h.py"]);
    let request = Request { force_exclude: true, ..named };
    assert_eq!(tree.names(&request, &filter), ["x.py", "y.py"], "git's ignore file is git's own matter");
    tree.add(".metricsignore", "x.py");
    assert_eq!(tree.names(&request, &filter), ["y.py"]);
}

#[test]
fn forced_rules_see_the_directories_below_the_current_one() {
    // The package's own directory: `target` is in its ignore file, `build` is an excluded name.
    let tree = tempfile::tempdir_in(".").unwrap();
    let inside = PathBuf::from(tree.path().file_name().unwrap());
    for (directory, file) in [("build", "a.py"), ("target", "b.py"), ("src", "c.py")] {
        std::fs::create_dir(inside.join(directory)).unwrap();
        std::fs::write(inside.join(directory).join(file), "").unwrap();
    }
    std::fs::write(inside.join(".metricsignore"), "target/").unwrap();
    let paths = ["build/a.py", "target/b.py", "src/c.py"].map(|name| inside.join(name)).to_vec();
    let found = |force_exclude| {
        let request = Request { paths: paths.clone(), force_exclude, hidden: true, ..Request::default() };
        find(&request, &Filter::default()).unwrap().candidates
    };
    assert_eq!(found(false).len(), 3);
    assert_eq!(found(true).iter().map(|c| &c.path).collect::<Vec<_>>(), [&inside.join("src/c.py")]);
}

#[test]
fn excluded_names_count_below_a_root_and_never_at_or_above_it() {
    let pkg = "node_modules/pkg";
    let tree = Tree::new(&["a.py", "node_modules/pkg/b.py", "node_modules/pkg/dist/c.py", "dist/d.py"]);
    assert_eq!(tree.found(&[""]), ["a.py"]);
    assert_eq!(tree.found(&[pkg]), ["node_modules/pkg/b.py"]);
    assert_eq!(tree.found(&["node_modules"]), ["node_modules/pkg/b.py"]);
    assert_eq!(tree.found(&["dist"]), ["dist/d.py"]);
    assert_eq!(tree.found(&["", pkg]), ["a.py", "node_modules/pkg/b.py"]);
}

#[test]
fn a_pattern_hides_and_a_negated_one_brings_an_excluded_name_back() {
    let tree = Tree::new(&["a.py", "gen/b.py", "build/c.py", "src/build/d.py"]);
    let (request, set) = (tree.request(&[""]), |patterns: &[&str]| globs(&tree.path(""), patterns));
    let filter = Filter { exclude: set(&["gen/", "!/build/"]), ..Filter::default() };
    assert_eq!(tree.names(&request, &filter), ["a.py", "build/c.py"]);
    let filter = Filter { include: set(&["gen/"]), ..Filter::default() };
    assert_eq!(tree.names(&request, &filter), ["gen/b.py"]);
}

#[test]
fn hidden_files_are_walked_only_when_asked() {
    let tree = Tree::new(&[".a.py", ".b/c.py", "d.py", ".git/e.py"]);
    assert_eq!(tree.found(&[""]), ["d.py"]);
    assert_eq!(
        tree.names(&Request { hidden: true, ..tree.request(&[""]) }, &Filter::default()),
        [".a.py", ".b/c.py", "d.py"]
    );
    assert_eq!(tree.found(&[".b"]), [".b/c.py"]);
}

#[test]
fn overlapping_arguments_give_each_path_once_and_the_named_one_stays() {
    let tree = Tree::new(&["src/a.py", "src/b/c.py"]);
    let found =
        find(&tree.request(&["", "src", "src/b/", "src/b/c.py", "src/b/c.py"]), &Filter::default()).unwrap();
    assert_eq!(tree.below(&found), ["src/a.py", "src/b/c.py"]);
    assert_eq!(found.candidates.iter().map(|c| c.named).collect::<Vec<_>>(), [false, true]);
}

#[test]
fn a_relative_path_is_reported_as_it_was_reached() {
    let filter = Arc::default();
    let rust =
        |path: &Path| path.extension().is_some_and(|suffix| suffix == "rs").then(|| by_name("python"))?;
    let find = |path: &str, wanted: &str| {
        let request = Request { paths: vec![path.into()], ..Request::default() };
        let found = discover(&request, &|_| Arc::clone(&filter), &|path, _| rust(path)).unwrap();
        found.candidates.iter().any(|candidate| candidate.path.as_os_str() == wanted)
    };
    assert!(find("src", "src/discover/mod.rs"));
    assert!(find("src/", "src/discover/mod.rs"));
    assert!(find("./src", "src/discover/mod.rs"));
    assert!(find(".", "src/discover/mod.rs"));
    assert!(find("src/../src", "src/../src/discover/mod.rs"));
    assert!(find("./src//lib.rs", "src/lib.rs"));
}

#[test]
fn the_threads_do_not_change_the_answer() {
    let names: Vec<String> = (0..300).map(|i| format!("d{}/e{}/f{i}.py", i % 7, i % 11)).collect();
    let tree = Tree::new(&names.iter().map(String::as_str).collect::<Vec<_>>());
    let found = [1, 2, 8].map(|threads| {
        find(&Request { threads, ..tree.request(&["", "d1", "d2/e3"]) }, &Filter::default()).unwrap()
    });
    assert_eq!(found[0].candidates.len(), 300);
    assert_eq!(found[0], found[1]);
    assert_eq!(found[0], found[2]);
    assert!(found[0].candidates.is_sorted_by(|a, b| a.path.as_os_str() < b.path.as_os_str()));
}

#[test]
fn naming_what_does_not_exist_is_an_error_with_its_path() {
    let tree = Tree::new(&["a.py"]);
    for name in ["gone.py", "a.py/below.py", "gone/"] {
        let error = find(&tree.request(&["a.py", name]), &Filter::default()).unwrap_err();
        assert!(matches!(&error, DiscoverError::Missing { path } if *path == tree.path(name)), "{error}");
        assert_eq!(error.to_string(), format!("{}: no such file or directory", tree.path(name).display()));
    }
    let empty = Request { paths: vec!["".into()], ..Request::default() };
    assert!(find(&empty, &Filter::default()).is_err());
}

#[test]
fn nothing_named_finds_nothing() {
    let found = find(&Request::default(), &Filter::default()).unwrap();
    assert!(found.candidates.is_empty() && found.skipped.is_empty() && found.unrecognised.is_empty());
    assert_eq!(Tree::new(&["empty/"]).found(&["empty"]), NOTHING);
}
