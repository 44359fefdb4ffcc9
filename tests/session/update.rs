//! Edits: of files, of directories, of texts that are on no disk, and of what says which files count.

use crate::tree::{Tree, errors, function};
use code_metrics::config::{limit_option, preset};
use code_metrics::session::{Edit, Extent};
use std::fs;

#[test]
fn what_changed_is_read_and_nothing_else() {
    let tree = Tree::new(&[("a.py", &function(1)), ("b/c.py", &function(2)), ("b/d.js", "f = () => 1\n")]);
    let mut session = tree.session();
    assert_eq!(errors(&mut session), 0);
    let before = session.counters();
    let updated = session.update([tree.write("b/c.py", &function(30))]).unwrap();
    assert_eq!((updated.measured, updated.gone), (vec![tree.path("b/c.py")], vec![]));
    assert_eq!(errors(&mut session), 2, "cyclomatic and cognitive complexity");
    let after = session.counters();
    assert_eq!((after.listed, after.read, after.parsed), (before.listed, before.read + 1, before.parsed + 1));
}

#[test]
fn a_question_that_is_asked_again_costs_nothing() {
    let tree = Tree::new(&[("a.py", &function(30))]);
    let mut session = tree.session();
    assert_eq!(errors(&mut session), 2);
    let before = session.counters();
    assert_eq!(errors(&mut session), 2);
    session.relimit(None, vec![limit_option("cyclomatic=1000").unwrap()]).unwrap();
    assert_eq!(errors(&mut session), 1, "what if");
    session.relimit(Some(preset("relaxed").unwrap()), Vec::new()).unwrap();
    errors(&mut session);
    assert_eq!(session.counters(), before);
}

#[test]
fn files_come_and_go_as_a_walk_would_see_them() {
    let tree = Tree::new(&[
        ("a.py", &function(1)),
        (".gitignore", "*_gen.py\n/out/\n"),
        ("b/c.py", &function(2)),
        ("b/d.py", &function(3)),
    ]);
    let mut session = tree.session();
    tree.known(&mut session);
    let edits = [
        tree.write("new.py", &function(4)),
        tree.write("x_gen.py", &function(4)),
        tree.write("out/y.py", &function(4)),
        tree.write("node_modules/z.js", "f = () => 1\n"),
        tree.write(".hidden.py", &function(4)),
        tree.write("deep/er/n.py", &function(5)),
        tree.write("notes.txt", "hello"),
    ];
    session.update(edits).unwrap();
    fs::remove_file(tree.path("a.py")).unwrap();
    fs::remove_dir_all(tree.path("b")).unwrap();
    let updated = session.update([Edit::Disk(tree.path("a.py")), Edit::Disk(tree.path("b"))]).unwrap();
    assert_eq!(updated.gone, ["a.py", "b/c.py", "b/d.py"].map(|name| tree.path(name)));
    let known = tree.known(&mut session);
    assert_eq!(known, [("deep/er/n.py".to_owned(), 6), ("new.py".to_owned(), 5)]);
    assert_eq!(known, tree.known(&mut tree.session()), "as a new session sees it");
}

#[test]
fn a_directory_that_came_is_walked() {
    let tree = Tree::new(&[("a.py", &function(1)), (".gitignore", "*_gen.py\n")]);
    let mut session = tree.session();
    tree.known(&mut session);
    tree.write("b/c.py", &function(2));
    tree.write("b/d_gen.py", &function(2));
    tree.write("dist/e.py", &function(2));
    let both = ["b", "b/c.py", "dist"].map(|name| Edit::Disk(tree.path(name)));
    let updated = session.update(both).unwrap();
    assert_eq!(updated.measured, [tree.path("b/c.py")], "once, though its directory came as well");
    assert_eq!(tree.known(&mut session), [("a.py".to_owned(), 2), ("b/c.py".to_owned(), 3)]);
    assert_eq!(tree.known(&mut session), tree.known(&mut tree.session()));
}

#[test]
fn a_text_counts_until_the_file_does() {
    let tree = Tree::new(&[("a.py", &function(1))]);
    let mut session = tree.session();
    let text = |branches| Edit::Text(tree.path("a.py"), function(branches).into_bytes().into());
    session.update([text(7)]).unwrap();
    assert_eq!(tree.known(&mut session), [("a.py".to_owned(), 8)], "before the first question, too");
    session.update([text(8), Edit::Text(tree.path("new.py"), function(2).into_bytes().into())]).unwrap();
    let expected = [("a.py".to_owned(), 9), ("new.py".to_owned(), 3)];
    assert_eq!(tree.known(&mut session), expected, "a file that is on no disk yet");
    session.update([tree.write(".gitignore", "b.py\n")]).unwrap();
    assert_eq!(tree.known(&mut session), expected, "also after everything was looked at again");
    session.update([Edit::Disk(tree.path("a.py")), Edit::Disk(tree.path("new.py"))]).unwrap();
    assert_eq!(tree.known(&mut session), [("a.py".to_owned(), 2)]);
}

#[test]
fn a_configuration_or_an_ignore_file_changes_everything() {
    let tree = Tree::new(&[("a.py", &function(5)), ("b.py", &function(1))]);
    let mut session = tree.session();
    assert_eq!(errors(&mut session), 0);
    assert!(session.update([tree.write(".metrics.yaml", "limits: {cyclomatic: 3}\n")]).unwrap().everything);
    assert_eq!(errors(&mut session), 1);
    assert!(session.update([tree.write(".gitignore", "a.py\n")]).unwrap().everything);
    assert_eq!(errors(&mut session), 0);
    assert!(session.update([tree.write(".metrics.yaml", "limits: {nothing: 3}\n")]).is_err());
    session.update([tree.write(".metrics.yaml", "limits: {cyclomatic: 1}\n")]).unwrap();
    assert_eq!(errors(&mut session), 1, "and a wrong one can be mended");
}

#[test]
fn what_is_known_of_all_files_outlives_a_question_about_a_change() {
    let tree = Tree::new(&[("a.py", &function(1)), ("b.py", &function(2))]);
    tree.commit();
    let mut session = tree.session();
    tree.known(&mut session);
    let before = session.counters();
    let since = Extent::Since { since: Some("HEAD".to_owned()), until: None };
    assert!(session.measure(&since).unwrap().outcome.records.is_empty());
    session.update([tree.write("b.py", &function(3))]).unwrap();
    assert_eq!(tree.known(&mut session)[1].1, 4);
    assert_eq!(session.counters().parsed, before.parsed + 1);
}
