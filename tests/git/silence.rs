//! A repository that came from somewhere else may name programs in its configuration: none of them is run.

use crate::repository::{METRICS, Scratch, function};

#[test]
fn no_program_that_a_repository_names_is_run() {
    let scratch = Scratch::new();
    let excused = format!("# metrics: ignore[cyclomatic] -- a table\n{}", function("b", 2));
    scratch.commit(&[("a.py", &function("a", 2)), ("sub/b.py", &excused)]);
    let (marker, program) = (scratch.beside("was-run"), scratch.beside("program"));
    Scratch::script(&program, &format!("echo \"$0 $*\" >> '{}'; cat", marker.display()));
    let program = program.to_str().unwrap();
    scratch.write(".gitattributes", "*.py filter=evil diff=evil merge=evil\n");
    scratch.git(&["add", ".gitattributes"]);
    scratch.git(&["commit", "-qm", "attributes"]);
    for hook in ["pre-commit", "post-index-change", "post-checkout", "fsmonitor-watchman", "pre-auto-gc"] {
        Scratch::script(
            &scratch.beside("hooks").join(hook),
            &format!("echo {hook} >> '{}'", marker.display()),
        );
    }
    // Staged before the filters are in force, as whoever made the repository would have done.
    scratch.write("a.py", &function("a", 5));
    scratch.git(&["add", "a.py"]);
    scratch.write("sub/b.py", &format!("{excused}{}", function("c", 5)));
    for (key, value) in [
        ("core.hooksPath", scratch.beside("hooks").to_str().unwrap()),
        ("core.fsmonitor", program),
        ("core.sshCommand", program),
        ("core.pager", program),
        ("core.editor", program),
        ("core.gitProxy", program),
        ("core.alternateRefsCommand", program),
        ("diff.external", program),
        ("diff.evil.textconv", program),
        ("diff.evil.command", program),
        ("filter.evil.clean", program),
        ("filter.evil.smudge", program),
        ("filter.evil.process", program),
        ("filter.evil.required", "true"),
        ("credential.helper", &format!("!{program}")),
        ("alias.diff", &format!("!{program}")),
        ("gpg.program", program),
        ("uploadpack.packObjectsHook", program),
    ] {
        scratch.git(&["config", key, value]);
    }
    let _ = std::fs::remove_file(&marker);
    assert_eq!(scratch.measured(&["--staged"]), ["a.py"]);
    assert_eq!(scratch.measured(&["--since", "HEAD"]), ["a.py", "sub/b.py"]);
    assert_eq!(scratch.measured(&["--since", "HEAD~1", "--until", "HEAD"]), [""; 0]);
    assert_eq!(scratch.measured(&["."]), ["a.py", "sub/b.py"]);
    let list = scratch.metrics(&["exemptions", "--no-cache"]).stdout;
    assert!(String::from_utf8_lossy(&list).contains("by Somebody"));
    assert!(!marker.exists(), "{}", std::fs::read_to_string(&marker).unwrap());
    let _ = scratch.command("git", "").args(["status"]).output();
    assert!(marker.exists(), "git itself runs some of them, so the trap works");
}

#[test]
fn no_process_is_started_at_all() {
    let scratch = Scratch::new();
    let excused = |n| format!("# metrics: ignore[cyclomatic] -- a table\n{}", function("a", n));
    scratch.commit(&[("a.py", &excused(2))]);
    scratch.write("a.py", &excused(3));
    scratch.git(&["add", "a.py"]);
    for arguments in [["analyze", "--staged"], ["analyze", "--since=HEAD"], ["exemptions", "--no-cache"]] {
        let log = scratch.beside("calls");
        let mut traced = scratch.command("strace", "");
        traced.args(["-f", "-e", "trace=execve,execveat,fork,vfork", "-o"]).arg(&log);
        let Ok(output) = traced.arg(METRICS).args(arguments).output() else {
            eprintln!("not run: strace is not installed");
            return;
        };
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        let log = std::fs::read_to_string(log).unwrap();
        let calls: Vec<&str> =
            log.lines().filter(|line| line.contains("exec") || line.contains("fork")).collect();
        assert!(calls.len() == 1 && calls[0].contains("metrics"), "the program itself alone: {log}");
    }
}
