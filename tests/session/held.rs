//! A session that is held for days: no question changes the answer to another one, wherever the process runs.

use crate::tree::{Tree, errors, function};
use code_metrics::session::{After, CheckRequest, Edit, Extent, Revisions};
use std::time::Duration;

fn since_head() -> Extent {
    Extent::Since { since: Some("HEAD".to_owned()), until: None }
}

fn last_commit() -> Revisions {
    Revisions { before: "HEAD".to_owned(), from_fork: false, after: After::WorkTree, paths: Vec::new() }
}

#[test]
fn a_difference_leaves_what_is_known_of_all_files() {
    let tree = Tree::new(&[("a.py", &function(30)), ("b.py", &function(2))]);
    tree.commit();
    let mut session = tree.session();
    assert_eq!(errors(&mut session), 2);
    session.update([tree.write("b.py", &function(3))]).unwrap();
    let before = session.counters();
    let difference = session.diff(&last_commit()).unwrap();
    assert_eq!(difference.functions.len(), 1);
    let parsed = session.counters().parsed;
    assert_eq!(errors(&mut session), 2, "of all files, and not of the difference");
    assert_eq!(tree.known(&mut session), [("a.py".to_owned(), 31), ("b.py".to_owned(), 4)]);
    assert!(parsed > before.parsed && session.counters().parsed == parsed);
}

#[test]
fn git_is_asked_where_the_session_is_and_not_where_the_process_is() {
    let tree = Tree::new(&[("a.py", &function(1)), ("b.py", &function(2))]);
    tree.commit();
    tree.write("b.py", &function(12));
    let mut session = tree.session();
    let check = |session: &mut code_metrics::session::Session, extent: Extent| {
        let checked = session.check(&CheckRequest { extent, ..CheckRequest::default() }).unwrap();
        (checked.verdict.judged.clone(), checked.verdict.errors())
    };
    assert_eq!(check(&mut session, since_head()), (vec![tree.path("b.py")], 1));
    assert_eq!(check(&mut session, Extent::Staged), (vec![], 0));
    tree.git(&["add", "-A"]);
    assert_eq!(check(&mut session, Extent::Staged), (vec![tree.path("b.py")], 1));
    assert_eq!(session.diff(&last_commit()).unwrap().functions[0].growth.to_string(), "20");
    assert_eq!(tree.known(&mut session).len(), 2);
}

type Question<'a> = &'a dyn Fn(&mut code_metrics::session::Session);

#[test]
fn slow_files_of_one_question_are_not_held_against_the_next() {
    let tree = Tree::new(&[("a.py", &function(1))]);
    tree.commit();
    let mut session = tree.session();
    let spend = |session: &code_metrics::session::Session| {
        let allowance = session.course().allowance();
        (0..20).for_each(|_| allowance.charge(2_000, Duration::from_secs(2), false));
        assert!(allowance.is_spent());
    };
    let path = tree.path("a.py");
    let questions: [(&str, Question<'_>); 6] = [
        ("check", &|session| _ = errors(session)),
        ("update", &|session| _ = session.update([Edit::Disk(path.clone())]).unwrap()),
        ("check_file", &|session| {
            _ = session.check_file(&path, Some("HEAD"), &CheckRequest::default()).unwrap();
        }),
        ("check_edits", &|session| _ = session.check_edits(std::slice::from_ref(&path)).unwrap()),
        ("what_if", &|session| _ = session.what_if(&path, &b"x = 1\n"[..]).unwrap()),
        ("diff", &|session| _ = session.diff(&last_commit()).unwrap()),
    ];
    for (name, ask) in questions {
        spend(&session);
        ask(&mut session);
        assert!(!session.course().allowance().is_spent(), "{name}");
    }
}

#[test]
fn an_update_can_be_judged_by_what_was_known_before() {
    let tree = Tree::new(&[("a.py", &function(30)), ("b.py", &function(9)), ("c.py", &function(1))]);
    let mut session = tree.session();
    assert_eq!(errors(&mut session), 2);
    let before = session.counters();
    let request = CheckRequest::default();
    let saved = session.check_update([tree.write("b.py", &function(10))], &request).unwrap();
    let verdict = saved.checked.expect("one file was judged").verdict;
    assert_eq!((saved.updated.measured, verdict.errors()), (vec![tree.path("b.py")], 1));
    assert_eq!(session.difference().functions[0].growth.to_string(), "2");
    let better = session.check_update([tree.write("a.py", &function(20))], &request).unwrap();
    let verdict = better.checked.expect("one file was judged").verdict;
    assert_eq!((verdict.errors(), verdict.inherited.len()), (0, 2), "still beyond, and better");
    std::fs::remove_file(tree.path("c.py")).unwrap();
    let gone = session.check_update([Edit::Disk(tree.path("c.py"))], &request).unwrap();
    assert_eq!(gone.updated.gone, [tree.path("c.py")]);
    assert_eq!(session.difference().functions.len(), 1);
    assert_eq!(errors(&mut session), 3);
    let after = session.counters();
    assert_eq!((after.listed, after.read - before.read, after.parsed - before.parsed), (before.listed, 2, 2));
    let other = tree.write(".metrics.yaml", "limits: {cyclomatic: 100}\n");
    let all = session.check_update([other], &request).unwrap();
    assert!(all.updated.everything && all.checked.is_none());
}

#[test]
fn an_update_that_fails_makes_everything_be_looked_at_again() {
    let tree = Tree::new(&[("a.py", &function(1)), ("b/c.py", &function(2))]);
    let mut session = tree.session();
    tree.known(&mut session);
    let broken =
        [tree.write("b/c.py", &function(3)), tree.write("b/.metrics.yaml", "limits: {nothing: 3}\n")];
    let updated = session.update(broken);
    assert!(updated.is_err() || session.check(&CheckRequest::default()).is_err());
    std::fs::remove_file(tree.path("b/.metrics.yaml")).unwrap();
    session.update([Edit::Disk(tree.path("b/.metrics.yaml"))]).unwrap();
    assert_eq!(tree.known(&mut session), [("a.py".to_owned(), 2), ("b/c.py".to_owned(), 4)]);
}

#[test]
fn what_patterns_hide_is_counted_as_a_new_session_counts_it() {
    let config = "exclude: ['gen_*.py', '/out/']\ninclude: ['*.py']\n";
    let tree = Tree::new(&[(".metrics.yaml", config), ("a.py", &function(1)), ("out/b.py", &function(1))]);
    let mut session = tree.session();
    let summary = |session: &mut code_metrics::session::Session| {
        session.check(&CheckRequest::default()).unwrap().verdict.summary()
    };
    summary(&mut session);
    tree.write("new/c.py", &function(1));
    tree.write("new/gen_d.py", &function(1));
    let edits = [
        tree.write("gen_x.py", &function(1)),
        tree.write("gen_x.txt", "x"),
        tree.write("out/c.py", &function(1)),
        Edit::Disk(tree.path("out")),
        Edit::Disk(tree.path("new")),
    ];
    session.update(edits).unwrap();
    assert_eq!(summary(&mut session), summary(&mut tree.session()));
    std::fs::remove_file(tree.path("gen_x.py")).unwrap();
    std::fs::remove_dir_all(tree.path("out")).unwrap();
    session.update([Edit::Disk(tree.path("gen_x.py")), Edit::Disk(tree.path("out"))]).unwrap();
    let warnings = |text: String| text.split("; ").filter(|it| it.contains("excluded")).collect::<String>();
    assert_eq!(warnings(summary(&mut session)), warnings(summary(&mut tree.session())));
}

#[test]
fn what_is_worth_watching_is_known() {
    let tree =
        Tree::new(&[(".metrics.yaml", "exclude: ['/out/']\n"), ("a/b.py", &function(1)), ("out/c.py", "")]);
    tree.commit();
    let mut session = tree.session();
    session.note_directories();
    errors(&mut session);
    let mut entered = session.take_directories();
    entered.sort();
    assert_eq!(entered, [tree.path("").components().collect(), tree.path("a")]);
    assert!(session.take_directories().is_empty());
    tree.write("d/e/f.py", "x = 1\n");
    session.update([Edit::Disk(tree.path("d"))]).unwrap();
    let mut entered = session.take_directories();
    entered.sort();
    assert_eq!(entered, [tree.path("d"), tree.path("d/e")]);
    let rulebooks = [tree.path(".metrics-baseline"), tree.path(".metrics.yaml")];
    assert_eq!(session.rulebooks(), rulebooks);
    let repository = session.repository().expect("there is one");
    assert!(repository.join("HEAD").is_file());
    for (name, looks) in
        [("a", true), ("a/new.py", true), ("out", false), ("out/x.py", false), (".git", false)]
    {
        assert_eq!(session.looks_at(&tree.path(name)), looks, "{name}");
    }
    assert!(!session.looks_at(std::path::Path::new("/elsewhere/x.py")));
}
