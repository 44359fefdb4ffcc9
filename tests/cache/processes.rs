//! Many processes on one cache, and processes that end at the worst moment (C1, C2, C8, C9).

use crate::support::{Counts, Finished, PROGRAM, Project, at_scale};
use std::fs;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

fn spawn(mut command: Command) -> Child {
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

fn finish(process: Child) -> Finished {
    process.wait_with_output().unwrap().into()
}

#[test]
fn eight_processes_fill_one_cold_cache() {
    let files = at_scale(1000, 200);
    let project = Project::new(files);
    let truth = project.truth();
    let processes: Vec<Child> = (0..8).map(|_| spawn(project.patient())).collect();
    for process in processes {
        let run = finish(process);
        assert_eq!((run.code, run.report == truth), (Some(0), true), "{}", run.messages);
        assert!(!run.messages.contains("cache not used"), "{}", run.messages);
    }
    assert_eq!(project.integrity(), "ok");
    let counts = project.check(&truth).counts();
    assert_eq!(counts.by_stat + counts.by_content, files as u64, "{counts:?}");
}

#[test]
fn many_processes_share_a_cache_of_many_files() {
    let (processes, files) = (at_scale(16, 4), at_scale(5_000, 100));
    let project = Project::new(files);
    let truth = project.truth();
    let runs: Vec<Child> = (0..processes).map(|_| spawn(project.patient())).collect();
    for run in runs.into_iter().map(finish) {
        assert_eq!((run.code, run.report == truth), (Some(0), true), "{}", run.messages);
        assert!(!run.messages.contains("cache not used"), "{}", run.messages);
    }
    assert_eq!(project.integrity(), "ok");
    let counts = project.check(&truth).counts();
    assert_eq!(counts.by_stat + counts.by_content, files as u64, "{counts:?}");
}

#[test]
fn a_killed_run_leaves_a_sound_cache() {
    let project = Project::new(150);
    let truth = project.truth();
    let mut random = 0x9E37_79B9_u64;
    for round in 0..at_scale(200, 20) {
        if round % 5 == 0 {
            let _ = fs::remove_dir_all(project.cache());
        }
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mut process = spawn(project.command(PROGRAM, &["-j2"]));
        std::thread::sleep(Duration::from_millis(1 + (random >> 33) % 300));
        process.kill().unwrap();
        process.wait().unwrap();
        let run = project.check(&truth);
        assert!(run.warnings().is_empty(), "round {round}: {}", run.messages);
        assert_eq!(project.integrity(), "ok", "round {round}");
    }
}

// A release build has no places at which it can be told to end.
#[cfg(debug_assertions)]
#[test]
fn a_run_that_ends_inside_an_operation_on_the_cache_leaves_it_sound() {
    let project = Project::new(20);
    let truth = project.truth();
    for round in 0..at_scale(5, 2) {
        for point in ["open", "schema", "commit", "rebuild"] {
            let _ = fs::remove_dir_all(project.cache());
            if point == "rebuild" || round % 2 == 1 {
                project.check(&truth);
            }
            if point == "rebuild" {
                fs::write(project.database(), "garbage ".repeat(1000)).unwrap();
            }
            let mut command = project.command(PROGRAM, &[]);
            let aborted = command.env("METRICS_TEST_ABORT", point).output().unwrap();
            let is_reached = !(round % 2 == 1 && ["schema", "commit"].contains(&point));
            assert!(!aborted.status.success() || !is_reached, "{point} was not reached");
            let start = Instant::now();
            project.check(&truth);
            assert!(start.elapsed() < Duration::from_secs(5), "{point}");
            let counts = project.check(&truth).counts();
            assert_eq!(counts.by_stat + counts.by_content, 20, "{point}: {counts:?}");
            assert_eq!(project.integrity(), "ok", "{point}");
        }
    }
}

// A release build has no places at which it can be told to end.
#[cfg(debug_assertions)]
#[test]
fn versions_with_other_tables_live_side_by_side() {
    let project = Project::new(10);
    let truth = project.truth();
    let other = || {
        let mut command = project.patient();
        command.env("METRICS_TEST_SCHEMA", "1");
        command
    };
    for round in 0..at_scale(50, 5) {
        let runs = [project.patient(), other()].map(|command| finish(spawn(command)));
        for run in runs {
            assert!(run.report == truth && run.warnings().is_empty(), "{}", run.messages);
            let Counts { missed, .. } = run.counts();
            assert_eq!(missed, if round == 0 { 10 } else { 0 }, "each has its own cache");
        }
    }
    let processes: Vec<Child> =
        (0..8).map(|n| spawn(if n % 2 == 0 { other() } else { project.patient() })).collect();
    for process in processes {
        let run = finish(process);
        assert!(run.report == truth && run.warnings().is_empty(), "{}", run.messages);
        assert_eq!(run.counts().missed, 0);
    }
    assert!(project.cache().join("cache-v2.db").exists() && project.cache().join("cache-v3.db").exists());
}

const TRIES: usize = 5;

#[test]
fn a_peer_that_never_lets_go_costs_less_than_a_second() {
    let project = Project::new(10);
    let truth = project.truth();
    let timed = |truth: &str| {
        let start = Instant::now();
        let run = project.check(truth);
        (start.elapsed(), run)
    };
    let usual = timed(&truth).0;
    for lock in ["BEGIN IMMEDIATE", "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE"] {
        let peer = rusqlite::Connection::open(project.database()).unwrap();
        peer.execute_batch(lock).unwrap();
        project.write("new.py", &format!("x = '{lock}'\n"));
        let truth = project.truth();
        // It is waiting that counts, and a busy machine does not make each of several runs wait.
        let waited = (0..TRIES).map(|_| {
            let (took, run) = timed(&truth);
            assert_eq!(run.warnings().len(), 1, "{}", run.messages);
            took.saturating_sub(usual)
        });
        let waited = waited.take_while(|waited| *waited >= Duration::from_secs(1)).count();
        assert!(waited < TRIES, "{lock}: each of {TRIES} runs took a second longer than the usual {usual:?}");
    }
}
