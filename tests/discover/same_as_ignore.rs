//! A walk finds what the walker of the `ignore` crate finds, in trees with ignore files at random, but for what stands
//! in other checkouts.

use crate::tree::Tree;
use code_metrics::discover::{Filter, Request};
use ignore::WalkBuilder;
use std::path::Path;

const NAMES: [&str; 6] = ["a", "b", ".c", "d.py", "e.py", ".f.py"];
const PATTERNS: [&str; 16] = [
    "a",
    "/a",
    "a/",
    "b/*",
    "!b",
    "!/b/a",
    "*.py",
    "!d.py",
    "/e.py",
    "a/**/d.py",
    "**/b/e.py",
    ".c",
    "!.c",
    "!.f.py",
    "# no",
    "a/b",
];
const FILES: [&str; 3] = [".metricsignore", ".ignore", ".gitignore"];
const OF_A_CLONE: [&str; 2] = [".git/info/exclude", ".git/HEAD"];

/// A small generator of numbers, so that a failure can be repeated by its seed.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % bound
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

fn plant(tree: &Tree, directory: &str, depth: usize, random: &mut Random) {
    tree.add(&format!("{directory}/"), "");
    let is_submodule = random.below(12) == 0;
    if is_submodule {
        tree.add(&format!("{directory}/.git"), "gitdir: /nowhere\n");
    }
    let of_a_clone = OF_A_CLONE.iter().filter(|_| !is_submodule);
    for file in FILES.iter().chain(of_a_clone) {
        if random.below(4) == 0 {
            let lines: Vec<_> = (0..=random.below(3)).map(|_| random.pick(&PATTERNS)).collect();
            tree.add(&format!("{directory}/{file}"), &lines.join("\n"));
        }
    }
    for name in NAMES {
        let path = format!("{directory}/{name}");
        match (Path::new(name).extension().is_some_and(|it| it == "py"), random.below(3)) {
            (_, 0) => {}
            (true, _) => tree.add(&path, ""),
            (false, _) if depth > 0 => plant(tree, &path, depth - 1, random),
            (false, _) => {}
        }
    }
}

fn found_by_ignore(root: &Path, hidden: bool) -> Vec<String> {
    let mut walk = WalkBuilder::new(root);
    walk.standard_filters(true).hidden(!hidden).add_custom_ignore_filename(".metricsignore");
    walk.filter_entry(|entry| entry.depth() == 0 || !entry.path().join(".git").is_file());
    let files = walk
        .build()
        .filter_map(Result::ok)
        .filter(|entry| entry.path().extension().is_some_and(|it| it == "py"));
    let below = |entry: ignore::DirEntry| {
        entry.path().strip_prefix(root).map(|path| path.to_string_lossy().into_owned())
    };
    let mut names: Vec<String> = files.filter_map(|entry| below(entry).ok()).collect();
    // the store of git is no place for source, whatever its ignore files say
    names.retain(|name| !name.split('/').any(|part| part == ".git"));
    names.sort_unstable();
    names
}

#[test]
fn a_walk_finds_what_the_ignore_crate_finds() {
    let mut files = 0;
    for seed in 0..150 {
        let tree = Tree::new(&[]);
        plant(&tree, "top", 3, &mut Random(seed));
        for (root, hidden) in [("top", false), ("top/a", false), ("top/b/a", true), ("top", true)] {
            if !tree.path(root).is_dir() {
                continue;
            }
            let request = Request { hidden, ..tree.request(&[root]) };
            let found: Vec<String> = tree
                .names(&request, &Filter::default())
                .iter()
                .filter_map(|name| Some(name.strip_prefix(root)?[1..].to_owned()))
                .collect();
            assert_eq!(
                found,
                found_by_ignore(&tree.path(root), hidden),
                "seed {seed}, {root}, hidden {hidden}"
            );
            files += found.len();
        }
    }
    assert!(files > 1000, "{files} files are too few to tell anything");
}
