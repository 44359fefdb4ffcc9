//! Many hostile files in one tree: together they cost a bounded time, each of them is named, and no ordinary file is lost.

use crate::is_full;
use crate::run::run;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

/// What the parser cannot finish, and its suffix.
const PIECES: [(&str, &str); 18] = [
    ("py", ":=not "),
    ("py", "~="),
    ("py", "-\\\n:"),
    ("py", "not :"),
    ("py", "&+"),
    ("js", "-|"),
    ("js", "&---"),
    ("js", "a\n/*\n"),
    ("js", "match a:\n case "),
    ("js", "~;"),
    ("js", "~??"),
    ("ts", "asserts 1n<!--}"),
    ("ts", "}await "),
    ("ts", ">delete }"),
    ("ts", "%!"),
    ("tsx", "}await "),
    ("tsx", "~;"),
    ("vue", "~;"),
];

const ORDINARY: usize = 100;

/// CPU time beyond the ordinary files; these take a second or two, less in an optimised build.
const MOST: Duration = Duration::from_mins(1);

/// Writes so many hostile files of 2 to 130 KB, and ordinary ones; gives the names of both.
fn tree(directory: &Path, hostile: usize) -> [Vec<String>; 2] {
    let mut names = [Vec::new(), Vec::new()];
    for index in 0..hostile {
        let (suffix, piece) = PIECES[index % PIECES.len()];
        // small ones are the worst: there are few bytes by which to tell them
        let size = if piece.starts_with("asserts") { 2_000 } else { 16_000 + index * 7_919 % 114_000 };
        let text = piece.repeat(size / piece.len());
        let text = if suffix == "vue" { format!("<script>{text}</script>") } else { text };
        names[0].push(format!("{index:05}.{suffix}"));
        std::fs::write(directory.join(&names[0][index]), text).expect("a new file");
    }
    for index in 0..ORDINARY {
        let mut text = String::new();
        for function in 0..20 + index {
            writeln!(text, "def f{function}(a, b):\n    return [x for x in a if x and b]\n").expect("a text");
        }
        names[1].push(format!("o{index:03}.py"));
        std::fs::write(directory.join(&names[1][index]), text).expect("a new file");
    }
    names
}

#[test]
fn many_hostile_files_cost_a_bounded_time_and_no_ordinary_file() {
    let directory = tempfile::tempdir().expect("a place for temporary files");
    let [hostile, ordinary] = tree(directory.path(), if is_full() { 5_000 } else { 40 });
    let names: Vec<&str> = hostile.iter().chain(&ordinary).map(String::as_str).collect();
    // what took an ordinary file more than its share of a busy machine once does not do so each time
    let mut lost: Vec<&str> = ordinary.iter().map(String::as_str).collect();
    for _ in 0..3 {
        let fates = fates(directory.path(), &names, hostile.len());
        lost.retain(|name| fates.get(name).is_none_or(|fate| fate != "complete"));
        if lost.is_empty() {
            return;
        }
    }
    assert_eq!(lost, [""; 0]);
}

/// What became of each file, the hostile ones first, in a run that names each of those and costs a bounded time.
fn fates<'a>(directory: &Path, names: &[&'a str], hostile: usize) -> BTreeMap<&'a str, String> {
    let run = run(directory, names);
    let fates: Vec<&str> = run.outcome.split(' ').collect();
    assert_eq!(fates.len(), names.len(), "{}", run.outcome);
    let each_hostile = || fates.iter().zip(names).take(hostile);
    // a small one may come to its end while the allowance lasts, and is named as partial
    let unnamed = each_hostile().filter(|(fate, _)| !matches!(**fate, "timeout" | "partial"));
    assert_eq!(unnamed.collect::<Vec<_>>(), []);
    let count = |fate: &str| each_hostile().filter(|(one, _)| **one == fate).count();
    eprintln!(
        "{hostile} hostile files: {} timeout, {} partial; {:?} CPU, {:?} wall, {} MiB",
        count("timeout"),
        count("partial"),
        run.cpu,
        run.wall,
        run.memory
    );
    assert!(run.cpu < MOST, "{:?}", run.cpu);
    names.iter().copied().zip(fates.iter().map(|&fate| fate.to_owned())).collect()
}
