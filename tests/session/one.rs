//! One file, judged and explained as an editor or an agent asks for it.

use crate::tree::{Tree, function};
use code_metrics::model::Topic;
use code_metrics::session::{Aim, CheckRequest, Edit, Place};

#[test]
fn a_file_is_judged_by_what_an_edit_did_to_it() {
    let old = function(30);
    let tree = Tree::new(&[("a.py", &old), ("b.py", &function(1))]);
    tree.commit();
    let mut session = tree.session();
    let (path, request) = (tree.path("a.py"), CheckRequest::default());
    let mut judge = |edit: Edit, commit| {
        session.update([edit]).unwrap();
        let verdict = session.check_file(&path, commit, &request).unwrap().verdict;
        (verdict.errors(), verdict.inherited.len(), session.counters().parsed)
    };
    let text = |text: &str| Edit::Text(path.clone(), text.as_bytes().into());
    assert_eq!(judge(text(&old), None), (2, 0, 1), "as it is");
    assert_eq!(judge(text(&old), Some("HEAD")), (0, 2, 3), "it was no better before");
    assert_eq!(judge(text(&function(31)), Some("HEAD")), (2, 0, 4), "the commit is parsed once");
    assert_eq!(judge(text(&function(29)), Some("HEAD")), (0, 2, 5));
    assert_eq!(judge(Edit::Disk(path.clone()), Some("HEAD")), (0, 2, 6), "the file on disk");
}

#[test]
fn a_new_file_has_no_past() {
    let tree = Tree::new(&[("b.py", &function(1))]);
    tree.commit();
    tree.write("a.py", &function(30));
    let mut session = tree.session();
    let request = CheckRequest::default();
    let verdict = session.check_file(&tree.path("a.py"), Some("HEAD"), &request).unwrap().verdict;
    assert_eq!((verdict.errors(), verdict.inherited.len()), (2, 0));
    assert!(session.check_file(&tree.path("none.py"), None, &request).is_err());
    assert!(session.check_file(&tree.path("b.py"), Some("no-such"), &request).is_err());
}

#[test]
fn a_text_is_explained_instead_of_the_file() {
    let tree = Tree::new(&[("a.py", &function(1))]);
    let mut session = tree.session();
    let text = Edit::Text(tree.path("a.py"), function(3).into_bytes().into());
    session.update([text]).unwrap();
    let place = Place { path: tree.path("a.py"), aim: Aim::Name("f".to_owned()) };
    let explained = session.explain(&place).unwrap();
    assert_eq!(explained.topics, [Topic::Function(0)]);
    let function = &explained.explanation.metrics.functions[0];
    assert_eq!(function.cyclomatic, 4);
}
