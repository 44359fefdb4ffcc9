//! Holds a session, changes a file, and asks `check` again: one file is parsed, and no directory is listed.

use code_metrics::config::Options;
use code_metrics::session::{CheckRequest, ConfigFrom, Counters, Edit, Selection, Session, SessionError};
use std::fs::write;
use std::io::{Write, stdout};

/// A function with as many branches as are asked for.
fn function(branches: usize) -> String {
    format!("def f(x):\n{}    return x\n", "    if x:\n        x += 1\n".repeat(branches))
}

pub(crate) fn main() -> Result<(), SessionError> {
    let directory = tempfile::tempdir()?;
    for name in ["a.py", "b.py", "c.py"] {
        write(directory.path().join(name), function(2))?;
    }
    let mut session = Session::open(Selection {
        config: ConfigFrom::Nowhere,
        options: Options { no_cache: true, ..Options::default() },
        ..Selection::of(vec![directory.path().to_owned()])
    })?;
    let request = CheckRequest::default();
    let checked = session.check(&request)?;
    let before = session.counters();
    writeln!(stdout(), "{}; {before:?}", checked.verdict.summary())?;

    let changed = directory.path().join("b.py");
    write(&changed, function(40))?;
    session.update([Edit::Disk(changed)])?;
    let checked = session.check(&request)?;
    let after = session.counters();
    writeln!(stdout(), "{}; {after:?}", checked.verdict.summary())?;

    let one_more = Counters { listed: before.listed, read: before.read + 1, parsed: before.parsed + 1 };
    assert_eq!(after, one_more, "only what changed is looked at");
    assert!(checked.verdict.errors() > 0, "and it counts");
    Ok(())
}
