//! `metrics watch` as a program: what it tells after saves, and that it ends where a cold run begins.
#![cfg(target_os = "linux")]

use crate::tree::{Tree, function};
use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// Longer than any answer takes, on whatever machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// Longer than a storm is waited for.
const QUIET: Duration = Duration::from_millis(800);

fn metrics(tree: &Tree) -> Command {
    let mut command = crate::surroundings::program();
    command
        .current_dir(tree.path(""))
        .env("METRICS_CACHE_DIR", tree.path(".cache"))
        .env("HOME", tree.path("none"));
    command
}

struct Watching {
    child: Child,
    events: Receiver<Value>,
    sentinels: usize,
}

impl Watching {
    fn start(tree: &Tree, arguments: &[&str]) -> Watching {
        let mut command = metrics(tree);
        command.args(["watch", "--format", "ndjson"]).args(arguments);
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let (sender, events) = channel();
        std::thread::spawn(move || {
            for line in out.lines().map_while(Result::ok) {
                let event = serde_json::from_str(&line).unwrap();
                if sender.send(event).is_err() {
                    break;
                }
            }
        });
        Watching { child, events, sentinels: 0 }
    }

    fn next(&self) -> Value {
        self.events.recv_timeout(PATIENCE).expect("something is told")
    }

    /// What is told first, which is of this kind.
    fn expect(&self, event: &str) -> Value {
        let told = self.next();
        assert_eq!(told["event"], event, "{told}");
        told
    }

    /// The state after everything that was done so far, and all that was told on the way.
    fn settled(&mut self, tree: &Tree) -> (Value, Vec<Value>) {
        self.sentinels += 1;
        let name = format!("sentinel{}.py", self.sentinels);
        tree.write(&name, "x = 1\n");
        let mut told = Vec::new();
        let mut is_seen = false;
        loop {
            let event = self.next();
            let files = event["files"].as_array().into_iter().flatten();
            is_seen |= event["event"] == "all" || files.into_iter().any(|it| it["path"] == name.as_str());
            let is_state = event["event"] != "saved";
            told.push(event.clone());
            if is_seen && is_state && event["summary"]["files"].as_u64() == Some(count(tree)) {
                return (event, told);
            }
        }
    }

    fn signal(&self, name: &str) {
        let sent = Command::new("kill").args([name, &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
    }

    fn is_quiet(&self) {
        let told = self.events.recv_timeout(QUIET);
        assert!(told.is_err(), "{told:?}");
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What a cold run finds.
fn cold(tree: &Tree) -> Value {
    let output =
        metrics(tree).args(["check", "--no-cache", "--allow-empty", "--report", "json"]).output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The number of files that a cold run measures.
fn count(tree: &Tree) -> u64 {
    cold(tree)["summary"]["files"].as_u64().unwrap()
}

fn is_as_cold(state: &Value, tree: &Tree) {
    let cold = cold(tree);
    assert_eq!(state["findings"], cold["findings"]);
    assert_eq!(state["summary"], cold["summary"]);
}

#[test]
fn a_hundred_saves_read_and_parse_one_file_each_and_list_nothing() {
    let tree = Tree::new(&[("a.py", &function(1)), ("b/c.py", &function(2)), ("b/d.js", "f = () => 1\n")]);
    let mut watching = Watching::start(&tree, &["--no-cache"]);
    let all = watching.expect("all");
    assert_eq!((&all["reason"], &all["summary"]["files"]), (&"start".into(), &3.into()));
    for round in 0..100 {
        let branches = 1 + round * 7 % 23;
        let before = if round == 0 { 2 } else { 1 + (round - 1) * 7 % 23 };
        tree.write("b/c.py", &function(branches));
        let saved = watching.expect("saved");
        let work = serde_json::json!({"directories_listed": 0, "files_read": 1, "files_parsed": 1});
        assert_eq!(saved["work"], work, "round {round}");
        assert_eq!(saved["files"], serde_json::json!([{"path": "b/c.py"}]));
        if branches != before {
            let growth = 2 * (i64::try_from(branches).unwrap() - i64::try_from(before).unwrap());
            assert_eq!(saved["functions"][0]["growth"], growth, "round {round}");
        }
        watching.expect("state");
    }
    let (state, _) = watching.settled(&tree);
    is_as_cold(&state, &tree);
}

#[test]
fn files_and_directories_come_move_and_go() {
    let tree = Tree::new(&[("a.py", &function(30)), ("b/c.py", &function(12)), (".gitignore", "/out/\n")]);
    let mut watching = Watching::start(&tree, &["--no-cache"]);
    watching.expect("all");
    for round in 0..5 {
        tree.write(&format!("new{round}/deep/er/x.py"), &function(11 + round));
        tree.write("out/y.py", &function(40));
        tree.write("node_modules/z/z.js", "f = () => 1\n");
        fs::rename(tree.path("b"), tree.path("moved")).unwrap();
        fs::rename(tree.path("a.py"), tree.path("other.py")).unwrap();
        let (state, _) = watching.settled(&tree);
        is_as_cold(&state, &tree);
        tree.write(&format!("new{round}/deep/er/y.py"), &function(20));
        tree.write("moved/late.py", &function(13));
        let (state, _) = watching.settled(&tree);
        is_as_cold(&state, &tree);
        fs::remove_dir_all(tree.path(&format!("new{round}"))).unwrap();
        fs::rename(tree.path("moved"), tree.path("b")).unwrap();
        fs::rename(tree.path("other.py"), tree.path("a.py")).unwrap();
        fs::remove_dir_all(tree.path("out")).unwrap();
        let (state, _) = watching.settled(&tree);
        is_as_cold(&state, &tree);
    }
}

#[test]
fn a_storm_of_ten_thousand_events_ends_in_the_state_of_a_cold_run() {
    let tree = Tree::new(&[("a.py", &function(1))]);
    let mut watching = Watching::start(&tree, &["--no-cache"]);
    watching.expect("all");
    for round in 0..34 {
        for file in 0..100 {
            tree.write(&format!("d{}/f{file}.py", file % 7), &function(1 + (file + round) % 14));
        }
    }
    let (state, told) = watching.settled(&tree);
    is_as_cold(&state, &tree);
    assert!(told.len() < 40, "{} answers to 10,200 events", told.len());
}

#[test]
fn lost_events_are_answered_by_looking_at_everything() {
    let tree = Tree::new(&[("a.py", &function(1)), ("b.py", &function(1)), ("gone/c.py", &function(1))]);
    let limit = fs::read_to_string("/proc/sys/fs/inotify/max_queued_events").unwrap();
    let limit: usize = limit.trim().parse().unwrap();
    if limit > 100_000 {
        return;
    }
    let mut watching = Watching::start(&tree, &["--no-cache"]);
    watching.expect("all");
    watching.signal("-STOP");
    // Each write is at least two events that the next one cannot be joined with.
    for round in 0..limit / 2 {
        fs::write(tree.path(["a.py", "b.py"][round % 2]), "x = 1\n").unwrap();
    }
    fs::remove_dir_all(tree.path("gone")).unwrap();
    tree.write("new/d.py", &function(30));
    watching.signal("-CONT");
    let all = watching.expect("all");
    assert_eq!(all["reason"], "lost_events");
    is_as_cold(&all, &tree);
    tree.write("new/d.py", &function(1));
    let (state, told) = watching.settled(&tree);
    assert!(told.iter().any(|it| it["files"].to_string().contains("new/d.py")), "it is watched: {told:?}");
    is_as_cold(&state, &tree);
}

#[test]
fn rules_and_a_checkout_make_everything_be_looked_at_again() {
    let tree = Tree::new(&[("src/a.py", &function(12)), ("src/b.py", &function(1))]);
    tree.commit();
    tree.git(&["branch", "other"]);
    let mut watching = Watching::start(&tree, &["--no-cache"]);
    watching.expect("all");
    let reason = |watching: &Watching, expected: &str| {
        let all = watching.expect("all");
        assert_eq!(all["reason"], expected, "{all}");
        is_as_cold(&all, &tree);
    };
    tree.write(".metrics.yaml", "limits: {cyclomatic: 3}\n");
    reason(&watching, "rules");
    tree.write(".gitignore", "b.py\n");
    reason(&watching, "rules");
    fs::remove_file(tree.path(".gitignore")).unwrap();
    reason(&watching, "rules");
    tree.write(".git/info/exclude", "a.py\n");
    reason(&watching, "rules");
    tree.git(&["checkout", "-q", "other"]);
    reason(&watching, "checkout");
    tree.write(".metrics.yaml", "limits: {no_metric: 3}\n");
    let trouble = watching.expect("trouble");
    assert!(trouble["message"].as_str().unwrap().contains("no_metric"), "{trouble}");
    tree.write("src/b.py", &function(2));
    watching.expect("trouble");
    tree.write(".metrics.yaml", "limits: {cyclomatic: 5}\n");
    reason(&watching, "mended");
    tree.write(".metrics-baseline", "{\"version\": 2}\n");
    let told = watching.next();
    assert!(told["event"] == "state" || told["event"] == "trouble", "{told}");
    watching.settled_after_trouble(&tree);
}

impl Watching {
    /// A baseline that is wrong is told, and one that is gone counts no more.
    fn settled_after_trouble(&mut self, tree: &Tree) {
        fs::remove_file(tree.path(".metrics-baseline")).unwrap();
        let (state, _) = self.settled(tree);
        is_as_cold(&state, tree);
    }
}

#[test]
fn what_the_program_writes_itself_is_no_news() {
    let tree = Tree::new(&[("a.py", &function(12)), ("b.py", &function(1))]);
    let watching = Watching::start(&tree, &[]);
    watching.expect("all");
    let run = |arguments: &[&str]| _ = metrics(&tree).args(arguments).output().unwrap();
    run(&["check", "--report", "json=report.json"]);
    run(&["analyze", "--format", "json", "--output", "all.json"]);
    run(&["cache", "prune"]);
    assert!(tree.path("report.json").is_file() && tree.path(".cache").is_dir());
    watching.is_quiet();
    run(&["baseline", "create"]);
    let state = watching.expect("state");
    assert_eq!(state["summary"]["errors"], 0, "but a baseline is");
    watching.is_quiet();
}

#[test]
fn a_signal_ends_it_as_it_ends_any_run() {
    let tree = Tree::new(&[("a.py", &function(12))]);
    for (signal, status) in [("-INT", 130), ("-TERM", 143)] {
        let mut watching = Watching::start(&tree, &["--no-cache"]);
        watching.expect("all");
        watching.signal(signal);
        assert_eq!(watching.child.wait().unwrap().code(), Some(status));
    }
}

#[test]
fn a_person_is_told_what_got_worse_and_what_got_better() {
    let tree = Tree::new(&[("a.py", &function(9)), ("b.py", &function(12))]);
    let mut command = metrics(&tree);
    let mut child = command.args(["check", "--watch", "--no-cache"]).stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let mut until = |end: &str| lines.by_ref().take_while(|line| !line.contains(end)).collect::<Vec<_>>();
    assert!(until("(watching)").iter().any(|line| line.starts_with("b.py:1:1: error[cyclomatic]")));
    tree.write("a.py", &function(11));
    let told = until("2 functions");
    assert_eq!(
        told,
        [
            "a.py:1:1: error[cyclomatic]: function `f`: cyclomatic 12 is 2 over the limit of 10 (worse: 10 → 12) (preset standard)",
            "    +4  a.py:1 f: cyclomatic 10 → 12, cognitive 9 → 11",
        ]
    );
    tree.write("b.py", &function(2));
    let told = until("2 functions");
    assert_eq!(told, ["   -20  b.py:1 f: cyclomatic 13 → 3, cognitive 12 → 2"]);
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn a_link_in_the_path_of_the_root_changes_nothing() {
    let tree = Tree::new(&[("real/a.py", &function(1))]);
    std::os::unix::fs::symlink(tree.path("real"), tree.path("link")).unwrap();
    let watching = Watching::start(&tree, &["--no-cache", "link/"]);
    let all = watching.expect("all");
    assert_eq!(all["summary"]["files"], 1, "{all}");
    tree.write("real/a.py", &function(12));
    let saved = watching.expect("saved");
    assert_eq!(saved["files"][0]["path"], "link/a.py");
}

#[test]
fn a_watch_tells_which_budgets_it_cannot_judge_and_which_are_spent() {
    let tree = Tree::new(&[("one/a.py", &function(12)), ("two/b.py", &function(2))]);
    let budgets = "limits: {cyclomatic: 10, cognitive: off}\nbudgets:\n  \
                   - {paths: ['*.py'], metric: over_limit, of: cyclomatic, max: 1, reason: a}\n  \
                   - {paths: ['*.py'], metric: excess, of: cyclomatic, may_grow: 0, reason: b}\n";
    tree.write(".metrics.yaml", budgets);
    let mut watching = Watching::start(&tree, &["--no-cache"]);
    let all = watching.expect("all");
    assert_eq!(all["budgets_not_judged"][0]["why"], "how it grew is known of a change alone", "{all}");
    tree.write("two/b.py", &function(13));
    let (state, _) = watching.settled(&tree);
    assert!(state["findings"].as_array().unwrap().iter().any(|it| it["rule"] == "budget"), "{state}");
    assert_eq!(state["budgets_not_judged"], all["budgets_not_judged"]);
    let part = Watching::start(&tree, &["--no-cache", "one"]);
    let all = part.expect("all");
    let rows = all["budgets_not_judged"].as_array().unwrap();
    let whys: Vec<&str> = rows.iter().filter_map(|it| it["why"].as_str()).collect();
    assert_eq!(whys, ["only a part of its files was looked at"; 2], "{all}");
}
