//! Commits and trees that git would never write: times that are none, names that drive terminals, and a few objects that
//! stand for more files or more paths through a history than there is room for.

use crate::repository::{git, repository};
use crate::told::told;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

const ALL: [&[&str]; 6] = [
    &["trend", "--all"],
    &["trend", "--every", "week", "--format", "json"],
    &["hotspots", "--top", "5"],
    &["check", "--staged"],
    &["check", "--since", "HEAD~1"],
    &["diff", "HEAD~1", "HEAD"],
];

/// Writes an object whatever is in it; gives its hash.
fn object(tree: &Path, kind: &str, bytes: &[u8]) -> String {
    let mut git = Command::new("git");
    git.args(["hash-object", "-w", "--stdin", "--literally", "-t", kind]).current_dir(tree);
    let mut git = git.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("git starts");
    git.stdin.take().expect("a pipe").write_all(bytes).expect("git reads");
    let output = git.wait_with_output().expect("git ends");
    assert!(output.status.success());
    String::from_utf8(output.stdout).expect("UTF-8").trim().to_owned()
}

fn commit(tree: &Path, files: &str, parents: &[String], when: &str, who: &str, message: &str) -> String {
    let parents = parents.iter().map(|it| format!("parent {it}\n")).collect::<Vec<_>>().concat();
    let line = format!("{who} <a@b.c> {when}");
    let text = format!("tree {files}\n{parents}author {line}\ncommitter {line}\n\n{message}");
    object(tree, "commit", text.as_bytes())
}

fn entry(mode: &str, name: &str, id: &str) -> Vec<u8> {
    let hex = |at: usize| u8::from_str_radix(&id[at..at + 2], 16).expect("a hash");
    [format!("{mode} {name}\0").into_bytes(), (0..id.len()).step_by(2).map(hex).collect()].concat()
}

/// Makes a commit the last one, and asks every command for it.
fn ask(tree: &Path, head: &str, what: &str) -> Vec<String> {
    fs::write(tree.join(".git/refs/heads/main"), format!("{head}\n")).expect("a reference");
    let asked = ALL.map(|command| {
        let told = told(tree, command, b"");
        let what = format!("{what} {command:?}");
        told.is_sound(&what);
        assert!(told.out.len() < 200_000, "{what}: {} bytes", told.out.len());
        for text in [&told.out, &told.err] {
            assert!(!text.chars().any(|c| c.is_control() && c != '\n' || c == '\u{202e}'), "{what}: {text}");
            assert!(!text.lines().any(|line| line.trim_start().starts_with("::")), "{what}: {text}");
        }
        if told.status == Some(2) { told.err } else { String::new() }
    });
    asked.into()
}

#[test]
fn times_and_names_of_commits_may_be_anything() {
    let tree = repository();
    let first = git(tree.path(), &["rev-parse", "HEAD"]);
    let files = git(tree.path(), &["rev-parse", "HEAD^{tree}"]);
    let usual = "1000000000 +0000";
    for when in
        ["-62135596800 +0000", "253402300799 +0000", "9223372036854775807 +0000", "0 +9999", "x y", ""]
    {
        let head = commit(tree.path(), &files, std::slice::from_ref(&first), when, "a", "m");
        ask(tree.path(), &head, when);
    }
    for who in ["\u{1b}[31m\u{9b}", "::error::x", "a\n::error::x", "\u{202e}##[error]", "", "<"] {
        let head = commit(tree.path(), &files, std::slice::from_ref(&first), usual, who, who);
        ask(tree.path(), &head, who);
    }
    let long = "x".repeat(20_000_000);
    let head = commit(tree.path(), &files, std::slice::from_ref(&first), usual, "a", &long);
    ask(tree.path(), &head, "a long message");
}

#[test]
fn merges_of_hundreds_and_ladders_of_merges_are_walked_once() {
    let tree = repository();
    let first = git(tree.path(), &["rev-parse", "HEAD"]);
    let files = git(tree.path(), &["rev-parse", "HEAD^{tree}"]);
    let at = |second: usize| format!("{} +0000", 1_000_000_000 + second);
    let make =
        |parents: &[String], second: usize| commit(tree.path(), &files, parents, &at(second), "a", "m");
    let many: Vec<String> = (0..100).map(|it| make(std::slice::from_ref(&first), it)).collect();
    ask(tree.path(), &make(&many, 200), "a merge of a hundred");
    ask(tree.path(), &make(&vec![first.clone(); 2000], 300), "a merge of one with itself");
    let mut sides = [first.clone(), make(std::slice::from_ref(&first), 301)];
    for step in 0..60 {
        let turned = [sides[1].clone(), sides[0].clone()];
        sides = [make(&sides, 400 + step), make(&turned, 500 + step)];
    }
    ask(tree.path(), &make(&sides, 700), "a ladder");
}

#[test]
fn trees_that_hold_each_other_are_counted_before_they_are_listed() {
    let tree = repository();
    let first = git(tree.path(), &["rev-parse", "HEAD"]);
    let file = object(tree.path(), "blob", b"def f():\n    pass\n");
    let names: Vec<String> = (0..10).map(|it| format!("{it}.py")).collect();
    let mut files = object(
        tree.path(),
        "tree",
        &names.iter().flat_map(|it| entry("100644", it, &file)).collect::<Vec<_>>(),
    );
    for _ in 0..9 {
        files = object(
            tree.path(),
            "tree",
            &names.iter().flat_map(|it| entry("40000", it, &files)).collect::<Vec<_>>(),
        );
    }
    let head = commit(tree.path(), &files, std::slice::from_ref(&first), "1000000000 +0000", "a", "m");
    for (told, command) in ask(tree.path(), &head, "a bomb of trees").iter().zip(ALL) {
        let is_read = command[1] != "--since";
        assert!(!is_read || told.contains("more than 4000000 files"), "{command:?}: {told}");
    }
    let mut deep = object(tree.path(), "tree", &entry("100644", "a.py", &file));
    for _ in 0..600 {
        deep = object(tree.path(), "tree", &entry("40000", "d", &deep));
    }
    let head = commit(tree.path(), &deep, std::slice::from_ref(&first), "1000000000 +0000", "a", "m");
    ask(tree.path(), &head, "a deep tree");
    let odd: Vec<u8> = ["", ".", "..", ".git", "/x.py", "\u{1b}[31m.py", "a/b.py"]
        .iter()
        .flat_map(|name| entry("100644", name, &file))
        .collect();
    let files = object(tree.path(), "tree", &odd);
    let head = commit(tree.path(), &files, std::slice::from_ref(&first), "1000000000 +0000", "a", "m");
    ask(tree.path(), &head, "odd names");
}

#[test]
fn a_list_of_revisions_to_ignore_may_be_anything() {
    let tree = repository();
    let list = tree.path().join(".git-blame-ignore-revs");
    fs::write(&list, "f".repeat(40) + "\n" + &"0123 # x\n".repeat(100_000)).expect("a new file");
    told(tree.path(), &["hotspots"], b"").is_sound("many lines");
    fs::remove_file(&list).expect("an own file");
    std::os::unix::fs::symlink(".git-blame-ignore-revs", &list).expect("a new link");
    told(tree.path(), &["hotspots"], b"").is_sound("a link to itself");
    fs::remove_file(&list).expect("an own file");
    assert!(Command::new("mkfifo").arg(&list).status().expect("mkfifo runs").success());
    told(tree.path(), &["hotspots"], b"").is_sound("a FIFO");
}

/// An object that says of itself that it is larger than it is, as one that unpacks to gigabytes does.
fn swollen(tree: &Path, kind: &str) -> String {
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    write!(packer, "{kind} 3000000000\0").expect("a vector takes everything");
    packer.write_all(&vec![b'a'; 1 << 20]).expect("a vector takes everything");
    let id = format!("ab{}", if kind == "tree" { "1" } else { "2" }.repeat(38));
    fs::create_dir_all(tree.join(".git/objects/ab")).expect("a new directory");
    fs::write(tree.join(format!(".git/objects/ab/{}", &id[2..])), packer.finish().expect("a vector"))
        .expect("a new file");
    id
}

#[test]
fn an_object_that_unpacks_to_gigabytes_is_told_by_its_head() {
    let tree = repository();
    let first = git(tree.path(), &["rev-parse", "HEAD"]);
    let files = swollen(tree.path(), "tree");
    let head = commit(tree.path(), &files, std::slice::from_ref(&first), "1000000000 +0000", "a", "m");
    for (told, command) in ask(tree.path(), &head, "a tree").iter().zip(ALL) {
        // what is on disk is compared with the commit before
        let is_read = command[1] != "--since";
        assert!(!is_read || told.contains("3000000000 bytes, too large"), "{command:?}: {told}");
    }
    let head = swollen(tree.path(), "commit");
    for (told, command) in ask(tree.path(), &head, "a commit").iter().zip(ALL) {
        assert!(told.contains("3000000000 bytes, too large"), "{command:?}: {told}");
    }
}
