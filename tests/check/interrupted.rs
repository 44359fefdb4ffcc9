//! A run that is killed, stopped or no longer listened to.

use crate::project::{Project, nested, times};
use std::io::Read as _;
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

const REPORTS: [(&str, &str); 8] = [
    ("text", "</"),
    ("json", "}\n"),
    ("sarif", "}\n"),
    ("gitlab", "]\n"),
    ("junit", "</testsuites>\n"),
    ("checkstyle", "</checkstyle>\n"),
    ("markdown", "\n"),
    ("concise", "functions\n"),
];

fn large() -> Project {
    let many: String = (0..150).map(|n| nested(&format!("f{n}"), 9)).collect::<Vec<_>>().join("\n");
    let project = Project::new(&[]);
    (0..2).for_each(|n| project.write(&format!("m{n}.py"), &many));
    project
}

/// A number that differs from round to round, without a clock.
fn spread(round: u64) -> u64 {
    round.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40
}

#[test]
fn a_report_is_the_old_one_or_the_whole_new_one() {
    let project = large();
    let arguments: Vec<String> =
        REPORTS[1..].iter().map(|(format, _)| format!("--report={format}=out.{format}")).collect();
    let arguments: Vec<&str> =
        ["check", "--limit", "cognitive=0"].into_iter().chain(arguments.iter().map(String::as_str)).collect();
    let start = Instant::now();
    assert_eq!(project.run(&arguments).status, 1);
    let usual = u64::try_from(start.elapsed().as_millis()).unwrap_or(1000);
    let whole: Vec<String> =
        REPORTS[1..].iter().map(|(format, _)| project.read(&format!("out.{format}"))).collect();
    for ((format, end), text) in REPORTS[1..].iter().zip(&whole) {
        assert!(text.ends_with(end), "{format}");
    }
    for round in 0..times(100, 10) {
        for (format, _) in &REPORTS[1..] {
            project.write(&format!("out.{format}"), "old");
        }
        let mut child = spawn(&project, &arguments);
        sleep(Duration::from_millis(spread(round) % (usual + 20)));
        let _ = child.kill();
        child.wait().expect("a child");
        for ((format, _), whole) in REPORTS[1..].iter().zip(&whole) {
            let text = project.read(&format!("out.{format}"));
            assert!(text == "old" || text == *whole, "{format} is neither old nor new");
        }
    }
}

fn spawn(project: &Project, arguments: &[&str]) -> Child {
    let mut command = project.command(arguments);
    command.stdout(Stdio::piped()).stderr(Stdio::null());
    command.spawn().expect("the program starts")
}

#[test]
fn a_signal_ends_a_run_in_order() {
    let project = large();
    for round in 0..times(100, 10) {
        let signal =
            if round % 2 == 0 { rustix::process::Signal::INT } else { rustix::process::Signal::TERM };
        let mut child = spawn(&project, &["check", "--report=json=out.json"]);
        sleep(Duration::from_millis(spread(round) % 120));
        let id = rustix::process::Pid::from_child(&child);
        let _ = rustix::process::kill_process(id, signal);
        let start = Instant::now();
        let status = child.wait().expect("a child");
        assert!(start.elapsed() < Duration::from_secs(3), "the signal was not heeded");
        // Before the program has taken charge of signals, the signal itself ends it.
        let number = signal.as_raw();
        let is_stopped = status.code() == Some(128 + number) || status.signal() == Some(number);
        assert!(is_stopped || status.code() == Some(1), "{status:?}");
    }
}

#[test]
fn a_closed_pipe_ends_a_run_quietly() {
    let project = large();
    let formats = ["text", "json", "concise"];
    for (round, format) in (0..times(100, 6)).zip(formats.into_iter().cycle()) {
        let mut command = project.command(&["check", "--limit", "cognitive=0", "--report", format]);
        let mut child =
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
        let mut read = child.stdout.take().expect("a pipe").take(spread(round) % 2000 * u64::from(round > 2));
        read.read_to_end(&mut Vec::new()).expect("a report");
        drop(read);
        let output = child.wait_with_output().expect("a child");
        assert_eq!(output.status.code(), Some(1), "{format}: the verdict stands, whoever reads it");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{format}");
    }
}

#[test]
fn a_closed_pipe_changes_no_status() {
    let clean = "def f():\n    return 1\n";
    let project = Project::new(&[("a.py", clean), ("good.yaml", ""), ("bad.yaml", "limts: {}\n")]);
    for (arguments, status) in [
        (&["check", "a.py", "--report", "text,sarif=/nonexistent/x.sarif"][..], 2),
        (&["config", "validate", "good.yaml", "bad.yaml"], 2),
        (&["config", "validate", "bad.yaml"], 2),
        (&["install-hook", "--agent", "claude", "--status"], 1),
        (&["check", "a.py", "--limit", "loc=1", "-v"], 1),
        (&["check", "a.py"], 0),
    ] {
        for closed in ["output", "error", "both"] {
            let (reader, writer) = std::io::pipe().expect("a pipe");
            drop(reader);
            let mut command = project.command(arguments);
            command.stdout(Stdio::null()).stderr(Stdio::null());
            if closed != "error" {
                command.stdout(writer.try_clone().expect("a pipe"));
            }
            if closed != "output" {
                command.stderr(writer);
            }
            let ended = command.status().expect("the program starts");
            assert_eq!(ended.code(), Some(status), "{arguments:?}, {closed} closed");
        }
    }
}
