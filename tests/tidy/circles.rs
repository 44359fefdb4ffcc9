//! No two files depend on each other, however long the way around: circles of files by the paths that they name.
//!
//! What `mod.rs` re-exports is where it stands, and re-exporting it is no dependency.

use crate::source::{Source, sources};
use std::collections::{BTreeMap, BTreeSet};

/// Circles that are there, by one of their files; nobody may add to them.
const KNOWN: [&str; 0] = [];

/// A module by the names on the way to it from the crate's root.
type Path = Vec<String>;

#[test]
fn no_circle_of_files_is_new() {
    let circles = circles(&Modules::new(&sources("src")).edges());
    let is_new = |circle: &&BTreeSet<String>| !KNOWN.iter().any(|known| circle.contains(*known));
    let told = |circle: &BTreeSet<String>| circle.iter().cloned().collect::<Vec<_>>().join(", ");
    let new: Vec<String> = circles.iter().filter(is_new).map(told).collect();
    assert!(new.is_empty(), "circles of files:\n{}", new.join("\n"));
    assert!(circles.len() >= KNOWN.len(), "a circle of `KNOWN` is gone: take it out");
}

/// What a file says of other modules.
struct File {
    /// Paths in its code and in its `use` lines, from the root.
    named: Vec<Path>,
    /// Names that it hands on, and the paths that these stand for.
    handed_on: BTreeMap<String, Path>,
}

struct Modules(BTreeMap<Path, File>);

impl Modules {
    fn new(sources: &[Source]) -> Modules {
        let is_code = |source: &&Source| !source.path.ends_with("tests.rs") && source.path != "src/main.rs";
        let all: Vec<(Path, String)> =
            sources.iter().filter(is_code).map(|source| (module(&source.path), code(source))).collect();
        let known: BTreeSet<Path> = all.iter().map(|(path, _)| path.clone()).collect();
        Modules(all.iter().map(|(path, code)| (path.clone(), file(path, code, &known))).collect())
    }

    /// The files that each file names.
    fn edges(&self) -> BTreeMap<String, BTreeSet<String>> {
        let of = |(path, file): (&Path, &File)| {
            let named = file.named.iter().filter_map(|named| self.place(named, 0));
            let others = named.filter(|named| named != path && !named.is_empty());
            (path.join("/"), others.map(|it| it.join("/")).collect())
        };
        self.0.iter().map(of).collect()
    }

    /// The module in which something stands, through what others hand on.
    fn place(&self, named: &[String], depth: usize) -> Option<Path> {
        let length = (0..=named.len()).rev().find(|length| self.0.contains_key(&named[..*length]))?;
        let (module, rest) = named.split_at(length);
        let further = rest.first().and_then(|name| self.0[module].handed_on.get(name));
        match further {
            Some(path) if depth < 8 => self.place(path, depth + 1),
            _ => Some(module.to_vec()),
        }
    }
}

/// The module that a file is: `model/mod.rs` is `model`, `lib.rs` the root.
fn module(path: &str) -> Path {
    let below = path.trim_start_matches("src/").trim_end_matches(".rs");
    let below = below.trim_end_matches("/mod");
    if below == "lib" { Path::new() } else { below.split('/').map(str::to_owned).collect() }
}

/// The code of a file without its unit tests.
fn code(source: &Source) -> String {
    let lines: Vec<&str> = source.code_lines().map(|(_, line)| line).collect();
    let all = lines.join("\n");
    all.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_owned()
}

fn file(path: &Path, code: &str, known: &BTreeSet<Path>) -> File {
    let mut file = File { named: Vec::new(), handed_on: BTreeMap::new() };
    let (mut rest, mut others) = (code, String::new());
    while let Some((at, start)) = next_use(rest) {
        let end = rest[at..].find(';').map_or(rest.len(), |end| at + end);
        // in a module within the file `super` is the file itself
        let is_inner = rest[..start].ends_with("    ") && rest[at..].starts_with("super::");
        let is_handed_on = rest[start..at].starts_with("pub");
        others.push_str(&rest[..start]);
        for named in members(&rest[at..end]).into_iter().filter(|_| !is_inner) {
            let (named, name) = named.split_once(" as ").unwrap_or((&named, ""));
            let Some(from_root) = from_root(path, named, known) else { continue };
            let last = from_root.last().cloned().unwrap_or_default();
            if is_handed_on {
                let name = if name.is_empty() { last } else { name.to_owned() };
                file.handed_on.insert(name, from_root);
            } else {
                file.named.push(from_root);
            }
        }
        rest = &rest[end..];
    }
    others.push_str(rest);
    // whom something is visible to is no dependency
    let others = others.replace("pub(in crate", "");
    let paths = others.split(|c: char| !c.is_alphanumeric() && c != '_' && c != ':');
    let paths = paths.filter(|it| it.contains("::") && !it.starts_with(':'));
    file.named.extend(paths.filter_map(|it| from_root(path, it, known)));
    file
}

/// Where the next `use` has its path, and where the line begins that it is on.
fn next_use(code: &str) -> Option<(usize, usize)> {
    let starts = std::iter::once(0).chain(code.match_indices('\n').map(|(at, _)| at + 1));
    starts.into_iter().find_map(|at| {
        let line = code[at..].lines().next().unwrap_or_default();
        let start = at + line.len() - line.trim_start().len();
        let rest = line.trim_start();
        let public = rest.strip_prefix("pub").map_or(0, |rest| {
            3 + rest.strip_prefix('(').and_then(|rest| rest.find(')')).map_or(0, |end| end + 2)
        });
        let rest = rest[public..].trim_start();
        let path = rest.strip_prefix("use ")?;
        Some((at + line.len() - path.len(), start))
    })
}

/// The paths of `a::{b, c::{d as e}}`.
fn members(text: &str) -> Vec<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((before, inside)) = text.split_once('{') else { return vec![text.trim().to_owned()] };
    let inside = inside.rsplit_once('}').map_or(inside, |(inside, _)| inside);
    let (mut depth, mut parts) = (0, vec![String::new()]);
    for c in inside.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        match (c, depth) {
            (',', 0) => parts.push(String::new()),
            _ => parts.last_mut().expect("one is there").push(c),
        }
    }
    let parts = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty());
    parts.flat_map(|part| members(&format!("{before}{part}"))).collect()
}

/// A path as seen from the root; `None` if it leads out of the crate.
fn from_root(module: &Path, text: &str, known: &BTreeSet<Path>) -> Option<Path> {
    let words: Vec<&str> = text.trim().split("::").collect();
    let climbs = words.iter().take_while(|name| **name == "super").count();
    let (base, rest) = match words[0] {
        "crate" => (&module[..0], &words[1..]),
        "self" => (&module[..], &words[1..]),
        "super" => (&module[..module.len().checked_sub(climbs)?], &words[climbs..]),
        child => {
            known.get(&[module.as_slice(), &[child.to_owned()]].concat())?;
            (&module[..], &words[..])
        }
    };
    let rest = rest.iter().filter(|name| **name != "self").map(|name| (*name).to_owned());
    Some(base.iter().cloned().chain(rest).collect())
}

/// Files that depend on each other: of each file those that it leads to and that lead back.
fn circles(edges: &BTreeMap<String, BTreeSet<String>>) -> BTreeSet<BTreeSet<String>> {
    let reached = |from: &str| {
        let (mut seen, mut open) = (BTreeSet::new(), vec![from.to_owned()]);
        while let Some(file) = open.pop() {
            for next in edges.get(&file).into_iter().flatten() {
                if seen.insert(next.clone()) {
                    open.push(next.clone());
                }
            }
        }
        seen
    };
    let all: BTreeMap<&str, BTreeSet<String>> =
        edges.keys().map(|file| (file.as_str(), reached(file))).collect();
    let of = |(file, reached): (&&str, &BTreeSet<String>)| {
        let back = reached.iter().filter(|other| all[other.as_str()].contains(*file));
        back.cloned().collect::<BTreeSet<_>>()
    };
    all.iter().map(of).filter(|circle| circle.len() > 1).collect()
}

#[test]
fn a_circle_is_seen_through_groups_and_what_is_handed_on() {
    let source = |path: &str, text: &str| Source::new(path, text.to_owned());
    let all = [
        source("src/lib.rs", "pub mod a;\n"),
        source("src/a/mod.rs", "mod b;\nmod c;\npub use c::{C as Other, d};\n"),
        source("src/a/b.rs", "use super::{Other,\n    x};\nuse std::fmt;\n"),
        source(
            "src/a/c.rs",
            "fn f() {\n    super::b::g();\n}\n#[cfg(test)]\nmod tests {\n    use crate::e;\n}\n",
        ),
        source("src/e.rs", "use crate::a::Other;\nmod inner {\n    use super::A;\n}\n"),
    ];
    let circles = circles(&Modules::new(&all).edges());
    let told: Vec<Vec<&str>> = circles.iter().map(|it| it.iter().map(String::as_str).collect()).collect();
    assert_eq!(told, [["a/b", "a/c"]]);
}
