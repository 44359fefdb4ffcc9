//! A check after which nothing is asked says the same as any other, and keeps few records.

use crate::tree::{Tree, errors, function};
use code_metrics::session::CheckRequest;

#[test]
fn only_records_that_say_more_than_values_are_kept_and_the_verdict_is_the_same() {
    let excuse = "def f(x):  # metrics: ignore[cyclomatic, cognitive] -- it is old";
    let excused = function(30).replace("def f(x):", excuse);
    let beside = format!("const f = a => (b => {{ {}return b }})\n", "if (a) b++; ".repeat(30));
    let named =
        "overrides:\n  - {paths: ['named/**'], functions: [f], limits: {cyclomatic: 99}, reason: why}\n";
    let tree = Tree::new(&[
        (".metrics.yaml", named),
        ("beside.js", &beside),
        ("broken.py", &(function(30) + "def broken(:\n    return )\n")),
        ("excused.py", &excused),
        ("good.py", &function(1)),
        ("named/a.py", &function(30)),
        ("worse.py", &function(30)),
    ]);
    let mut session = tree.session();
    let lean =
        session.check(&CheckRequest { verdict_only: true, ..CheckRequest::default() }).unwrap().verdict;
    let outcome = &session.measured().outcome;
    let name = |path: &std::path::Path| path.strip_prefix(tree.path("")).unwrap().display().to_string();
    let kept: Vec<String> = outcome.records.iter().map(|record| name(&record.path)).collect();
    assert_eq!(kept, ["beside.js", "broken.py", "excused.py", "named/a.py"]);
    let quiet: Vec<String> = outcome.quiet.iter().map(|file| name(&file.path)).collect();
    assert_eq!(quiet, ["good.py", "worse.py"]);

    let whole = tree.session().check(&CheckRequest::default()).unwrap().verdict;
    assert_eq!(lean.findings, whole.findings);
    assert_eq!(lean.suppressed, whole.suppressed);
    assert_eq!((lean.judged, lean.functions, lean.left), (whole.judged, whole.functions, whole.left));
    assert!(whole.findings.iter().any(|finding| finding.path.ends_with("worse.py")));
    assert_eq!(errors(&mut session), whole.findings.len(), "who asks again gets an answer");
}
