//! What is said where a tool is missing, old, broken or slow.

use super::fake::{Stage, TOOLS};

#[test]
fn no_tool_at_all_is_one_line_and_no_success() {
    let ran = Stage::bare().run(&[]);
    assert_eq!((ran.status, ran.out.as_str()), (Some(2), ""));
    assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
    assert!(
        ran.err.starts_with("error: none of these tools is installed: radon, complexipy, ruff, eslint, "),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("`pip install radon==6.0.1` installs radon"), "{}", ran.err);
}

#[test]
fn a_missing_tool_is_told_and_fails_where_it_was_asked_for() {
    let stage = Stage::whole();
    std::fs::remove_file(stage.tools().join("radon")).expect("it is there");
    let ran = stage.run(&["--quiet"]);
    assert_eq!((ran.status, ran.err.as_str()), (Some(0), ""));
    assert!(ran.out.starts_with("radon: not installed (`pip install radon==6.0.1`)\n"), "{}", ran.out);
    let ran = stage.run(&["--quiet", "--tool", "radon,ruff"]);
    assert_eq!(ran.status, Some(2));
    assert!(ran.err.starts_with("error: radon is not installed; `pip install"), "{}", ran.err);
}

#[test]
fn a_module_that_python_does_not_have_is_not_installed() {
    let stage = Stage::whole();
    stage.program("python3", "#!/bin/sh\necho 'ModuleNotFoundError: no module' >&2\nexit 1\n");
    let ran = stage.run(&["--quiet"]);
    assert_eq!(ran.status, Some(0), "{}", ran.err);
    assert!(ran.out.contains("big-code-analysis: not installed (`pip install"), "{}", ran.out);
}

#[test]
fn a_directory_of_path_that_depends_on_where_one_stands_is_not_looked_at() {
    let stage = Stage::whole();
    let ran = stage.run_with(&[], &[], Some("node_modules/.bin:."));
    assert_eq!(ran.status, Some(2), "{}", ran.err);
    let tools = stage.tools().to_string_lossy().into_owned();
    assert_eq!(stage.run_with(&[], &["--quiet"], Some(&tools)).status, Some(0));
    assert_eq!(stage.run_with(&["--tool-path", "node_modules/.bin"], &["--quiet"], None).status, Some(0));
}

#[test]
fn a_version_that_is_asked_in_another_way_is_not_asked() {
    let stage = Stage::whole();
    for (name, version) in [("complexipy", "complexipy 7.0.1"), ("eslint", "v8.57.0")] {
        stage.says(&format!("{name}.version"), version);
    }
    let ran = stage.run(&["--quiet"]);
    assert_eq!(ran.status, Some(0), "{}", ran.err);
    assert!(ran.out.contains("complexipy 7.0.1: not asked, it has to be 8.0 or later"), "{}", ran.out);
    let ran = stage.run(&["--quiet", "--tool", "eslint"]);
    assert_eq!(ran.status, Some(2));
    assert!(ran.err.starts_with("error: eslint 8.57.0 is too old to be asked"), "{}", ran.err);
}

/// Each tool with the answer that is broken.
const BROKEN: [(&str, &str); 8] = [
    ("radon", "radon-cc.json"),
    ("radon", "radon-raw.json"),
    ("radon", "radon-hal.json"),
    ("radon", "radon-mi.json"),
    ("complexipy", "complexipy.json"),
    ("ruff", "ruff.json"),
    ("eslint", "eslint-1.json"),
    ("big-code-analysis", "python3.json"),
];

#[test]
fn a_broken_answer_is_one_line_and_the_other_tools_are_compared() {
    for (tool, answer) in BROKEN {
        let stage = Stage::whole();
        let text = stage.answer(answer);
        for broken in [&text.as_bytes()[..text.len() / 2], b"", b"\xff\xfe\x00 \x1b[31m::error::x"] {
            stage.says(answer, broken);
            let ran = stage.run(&["--quiet", "--tool", tool]);
            assert_eq!(ran.status, Some(2), "{answer}: {}", ran.err);
            assert_eq!(ran.err.lines().count(), 1, "{answer}: {}", ran.err);
            assert!(
                ran.err.starts_with(&format!("error: {tool}: its answer cannot be read: ")),
                "{}",
                ran.err
            );
            assert!(
                !ran.err.contains('\u{1b}') && ran.out.starts_with(&format!("{tool}: not compared: its"))
            );
        }
    }
    let stage = Stage::whole();
    stage.says("ruff.json", "[");
    let ran = stage.run(&["--quiet"]);
    assert_eq!(ran.status, Some(2));
    assert!(ran.out.ends_with("128 equal, 0 explained, 0 for no known reason\n"), "{}", ran.out);
}

#[test]
fn an_answer_of_another_shape_is_one_line() {
    let stage = Stage::whole();
    stage.edit("ruff.json", "is too complex (", "is too complex");
    let ran = stage.run(&["--quiet", "--tool", "ruff"]);
    assert_eq!(ran.status, Some(2));
    assert_eq!(ran.err, "error: ruff: a finding of C901 without its number\n");
}

#[test]
fn a_tool_that_fails_is_told_with_its_last_words() {
    let stage = Stage::whole();
    let fails = "#!/bin/sh\n[ \"$1\" = --version ] && echo 6.0.1 && exit\nprintf 'a\\nRuntimeError: \\377 no\\n\\n' >&2\nexit 3\n";
    stage.program("radon", fails);
    let ran = stage.run(&["--quiet", "--tool", "radon"]);
    assert_eq!(ran.status, Some(2));
    assert_eq!(ran.err, "error: radon: it ended with status 3: RuntimeError: \u{fffd} no\n");
    stage.program("radon", "#!/bin/sh\n[ \"$1\" = --version ] && echo 6.0.1 && exit\nkill -9 $$\n");
    let ran = stage.run(&["--quiet", "--tool", "radon"]);
    assert_eq!(ran.err, "error: radon: it was ended by a signal: it said nothing\n");
    stage.program("radon", "#!/nowhere/python\n");
    let ran = stage.run(&["--quiet", "--tool", "radon"]);
    assert!(ran.err.starts_with("error: radon: it cannot be started: "), "{}", ran.err);
}

#[test]
fn a_tool_that_does_not_end_is_ended_with_what_it_started() {
    let stage = Stage::whole();
    for (name, _) in TOOLS.iter().filter(|(name, _)| ["radon", "ruff"].contains(name)) {
        let hangs = "#!/bin/sh\n[ \"$1\" = --version ] && echo 9.9.9 && exit\nsleep 600 &\necho $! >\"$0.pid\"\nsleep 600\n";
        stage.program(name, hangs);
    }
    let ran = stage.run(&["--quiet", "--tool", "radon,ruff", "--time-limit", "1"]);
    assert_eq!(ran.status, Some(2));
    let told = "it did not end within 1 s (`--time-limit` allows more)";
    assert_eq!(ran.err, format!("error: radon: {told}\nerror: ruff: {told}\n"));
    let number = std::fs::read_to_string(stage.tools().join("radon.pid")).expect("a number");
    let process = std::path::PathBuf::from(format!("/proc/{}/stat", number.trim()));
    let left = std::fs::read_to_string(process).unwrap_or_default();
    assert!(left.is_empty() || left.contains(") Z "), "what it started is ended too: {left}");
}

#[test]
fn a_program_that_says_no_version_is_none() {
    let stage = Stage::whole();
    stage.says("ruff.version", "command not found: \u{1b}]0;x");
    let ran = stage.run(&["--quiet", "--tool", "ruff"]);
    assert_eq!(ran.status, Some(2));
    assert!(ran.err.contains(" says no version: it ended with status 0: command not found: "), "{}", ran.err);
    assert!(!ran.err.contains('\u{1b}'), "{}", ran.err);
}

#[test]
fn tools_that_have_nothing_to_read_are_no_success() {
    let stage = Stage::whole();
    for name in ["broken.py", "cart.py"] {
        std::fs::remove_file(stage.path("tree").join(name)).expect("it is there");
    }
    let ran = stage.run(&["--quiet", "--tool", "radon,ruff"]);
    assert_eq!(
        (ran.status, ran.err.as_str()),
        (Some(2), "error: no file here is read by a tool that is installed\n")
    );
}
