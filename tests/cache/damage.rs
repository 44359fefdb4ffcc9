//! What happens to a cache, and that no result is ever wrong for it (C3, C4, C5).

use crate::support::{PROGRAM, Project, at_scale};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What a run does about the state of the cache.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    /// It works with it, and says nothing.
    Uses,
    /// It starts a new one, says so, and keeps the old one beside it.
    Rebuilds,
    /// It runs without it, says so, and leaves it as it is.
    LeavesAlone,
}
use Answer::{LeavesAlone, Rebuilds, Uses};

type Harm = fn(&Project);

fn overwrite(project: &Project, change: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = fs::read(project.database()).unwrap();
    change(&mut bytes);
    fs::write(project.database(), bytes).unwrap();
}

fn beside(project: &Project, suffix: &str) -> PathBuf {
    PathBuf::from(format!("{}{suffix}", project.database().display()))
}

/// Makes pages of a table or an index useless, by its name in the schema.
fn garble(project: &Project, table: &str) {
    let connection = rusqlite::Connection::open(project.database()).unwrap();
    let root: u32 = connection
        .query_row("SELECT rootpage FROM sqlite_schema WHERE name = ?1", [table], |row| row.get(0))
        .unwrap();
    drop(connection);
    let end = root as usize * 4096;
    overwrite(project, |bytes| bytes[end - 4096..end].fill(0xA5));
}

const STATES: [(&str, Answer, Harm); 27] = [
    ("absent", Uses, |project| fs::remove_file(project.database()).unwrap()),
    ("0 bytes", Uses, |project| fs::write(project.database(), "").unwrap()),
    ("1 byte", Uses, |project| fs::write(project.database(), "x").unwrap()),
    ("15 bytes", Rebuilds, |project| fs::write(project.database(), "SQLite format 3").unwrap()),
    ("a text", Rebuilds, |project| fs::write(project.database(), "no database\n".repeat(1000)).unwrap()),
    ("zeros", Rebuilds, |project| fs::write(project.database(), vec![0; 20_000]).unwrap()),
    ("bad magic", Rebuilds, |project| overwrite(project, |bytes| bytes[3] = b'!')),
    ("bad size of a page", Rebuilds, |project| overwrite(project, |bytes| bytes[16] = 0x77)),
    ("format version 9", Rebuilds, |project| overwrite(project, |bytes| bytes[18..20].fill(9))),
    ("cut to 100 bytes", Rebuilds, |project| overwrite(project, |bytes| bytes.truncate(100))),
    ("cut to a page", Rebuilds, |project| overwrite(project, |bytes| bytes.truncate(4096))),
    ("cut to the half", Rebuilds, |project| {
        overwrite(project, |bytes| bytes.truncate(bytes.len() / 8192 * 4096));
    }),
    ("schema page", Rebuilds, |project| overwrite(project, |bytes| bytes[100..4096].fill(0x5A))),
    ("root page of the paths", Rebuilds, |project| garble(project, "file_state")),
    ("root page of the measures", Rebuilds, |project| garble(project, "measures")),
    ("trailing junk", Uses, |project| overwrite(project, |bytes| bytes.extend_from_slice(&[7; 5000]))),
    ("other version inside", LeavesAlone, |project| {
        let connection = rusqlite::Connection::open(project.database()).unwrap();
        connection.pragma_update(None, "user_version", 99).unwrap();
    }),
    ("garbage log", Uses, |project| fs::write(beside(project, "-wal"), vec![0x5A; 9000]).unwrap()),
    ("garbage index of the log", Uses, |project| {
        fs::write(beside(project, "-shm"), vec![0x5A; 9000]).unwrap();
    }),
    ("log of another database", Uses, |project| {
        fs::write(beside(project, "-wal"), vec![0x5A; 9000]).unwrap();
        fs::remove_file(project.database()).unwrap();
    }),
    ("a directory", LeavesAlone, |project| {
        fs::remove_file(project.database()).unwrap();
        fs::create_dir(project.database()).unwrap();
    }),
    ("a dangling link", LeavesAlone, |project| {
        fs::remove_file(project.database()).unwrap();
        symlink("nowhere", project.database()).unwrap();
    }),
    ("a link to somebody's file", LeavesAlone, |project| {
        fs::remove_file(project.database()).unwrap();
        fs::write(project.root().join("precious"), "mine").unwrap();
        symlink(project.root().join("precious"), project.database()).unwrap();
    }),
    ("a FIFO", LeavesAlone, |project| {
        fs::remove_file(project.database()).unwrap();
        let made = std::process::Command::new("mkfifo").arg(project.database()).status().unwrap();
        assert!(made.success());
    }),
    ("the log is a directory", LeavesAlone, |project| fs::create_dir(beside(project, "-wal")).unwrap()),
    ("the lock is a directory", LeavesAlone, |project| {
        let lock = project.cache().join("cache-v2.lock");
        fs::remove_file(&lock).unwrap();
        fs::create_dir(lock).unwrap();
    }),
    ("the cache is a link", LeavesAlone, |project| {
        fs::rename(project.cache(), project.root().join("real")).unwrap();
        symlink(project.root().join("real"), project.cache()).unwrap();
    }),
];

#[test]
fn every_state_of_a_cache_gives_the_right_report() {
    for (state, answer, harm) in STATES {
        let project = Project::new(12);
        let truth = project.truth();
        project.check(&truth);
        harm(&project);
        let run = project.check(&truth);
        let warnings = run.warnings();
        match answer {
            Uses => assert!(warnings.is_empty(), "{state}: {warnings:?}"),
            Rebuilds => {
                assert_eq!(warnings, ["warning: cache: it was damaged and has been started anew"], "{state}");
                assert!(beside(&project, ".damaged").exists(), "{state}");
            }
            LeavesAlone => {
                assert_eq!(warnings.len(), 1, "{state}: {warnings:?}");
                assert!(warnings[0].starts_with("warning: cache not used: "), "{state}: {warnings:?}");
                assert!(!beside(&project, ".damaged").exists(), "{state}");
            }
        }
        let again = project.check(&truth);
        if answer != LeavesAlone {
            assert!(again.warnings().is_empty(), "{state}: {:?}", again.warnings());
            let counts = project.check(&truth).counts();
            assert_eq!(counts.by_stat + counts.by_content, 12, "{state}: {counts:?}");
            assert_eq!(project.integrity(), "ok", "{state}");
        }
    }
}

#[test]
fn what_stands_in_place_of_the_past_runs_is_left_alone_and_costs_nothing_else() {
    let harms: [(&str, Harm); 4] = [
        ("a directory", |project| fs::create_dir(runs(project)).unwrap()),
        ("a FIFO", |project| {
            assert!(Command::new("mkfifo").arg(runs(project)).status().unwrap().success());
        }),
        ("a link", |project| {
            fs::write(project.root().join("precious"), "mine").unwrap();
            symlink(project.root().join("precious"), runs(project)).unwrap();
        }),
        ("garbage", |project| fs::write(runs(project), vec![0xff; 100_000]).unwrap()),
    ];
    for (state, harm) in harms {
        let project = Project::new(5);
        let truth = project.truth();
        project.check(&truth);
        fs::remove_file(runs(&project)).unwrap();
        harm(&project);
        let run = project.check(&truth);
        assert!(run.warnings().is_empty() && run.counts().missed == 0, "{state}: {}", run.messages);
        if state == "a link" {
            assert_eq!(fs::read_to_string(project.root().join("precious")).unwrap(), "mine");
        }
        let mut stats = Command::new(PROGRAM);
        stats.args(["cache", "stats", "--runs"]).env("METRICS_CACHE_DIR", project.cache());
        let said = String::from_utf8(stats.output().unwrap().stdout).unwrap();
        assert_eq!(said.contains("no run was noted yet"), state != "garbage", "{state}: {said}");
    }
}

fn runs(project: &Project) -> PathBuf {
    project.cache().join("cache-v2.runs")
}

/// What a check of everything, or of what is staged, comes to.
fn verdict(project: &Project, more: &[&str]) -> (Option<i32>, Vec<u8>) {
    let mut command = Command::new(PROGRAM);
    command
        .current_dir(project.source())
        .args(["check", "--report", "json", "--no-config", "--limit", "cyclomatic=3"])
        .args(more)
        .env_remove("CI")
        .env("METRICS_CACHE_DIR", project.cache());
    let output = command.output().unwrap();
    (output.status.code(), output.stdout)
}

#[test]
fn every_state_of_a_cache_gives_the_right_verdict() {
    for (state, _, harm) in STATES {
        let project = Project::new(12);
        for arguments in [&["init", "-q"][..], &["add", "."]] {
            assert!(
                Command::new("git").args(arguments).current_dir(project.source()).status().unwrap().success()
            );
        }
        project.run();
        harm(&project);
        for of in [&[][..], &["--staged"]] {
            let truth = verdict(&project, &[of, &["--no-cache"]].concat());
            assert_eq!(truth.0, Some(1), "{state}: {}", String::from_utf8_lossy(&truth.1));
            assert!(verdict(&project, of) == truth, "{state} {of:?}");
        }
    }
}

#[test]
fn what_stands_behind_a_link_is_not_touched() {
    let project = Project::new(1);
    let precious = project.root().join("precious");
    fs::write(&precious, "mine").unwrap();
    project.run();
    fs::remove_file(project.database()).unwrap();
    symlink(&precious, project.database()).unwrap();
    project.run();
    assert_eq!(fs::read_to_string(precious).unwrap(), "mine");
}

#[test]
fn no_flipped_bit_gives_a_wrong_result() {
    let project = Project::new(12);
    let truth = project.truth();
    project.settle();
    project.check(&truth);
    let whole = fs::read(project.database()).unwrap();
    let mut random = 0x2545_F491_4F6C_DD1D_u64;
    let mut rebuilt = 0;
    let flips = at_scale(1000, 100);
    for _ in 0..flips {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        let bit = usize::try_from(random).unwrap() % (whole.len() * 8);
        let mut damaged = whole.clone();
        damaged[bit / 8] ^= 1 << (bit % 8);
        remove_files(&project.cache());
        fs::write(project.database(), damaged).unwrap();
        let run = project.check(&truth);
        assert!(run.warnings().len() <= 1, "bit {bit}: {}", run.messages);
        rebuilt += usize::from(run.messages.contains("started anew"));
    }
    assert!(rebuilt < flips / 4, "{rebuilt} of {flips} rebuilt");
}

fn remove_files(directory: &Path) {
    for entry in fs::read_dir(directory).unwrap() {
        fs::remove_file(entry.unwrap().path()).unwrap();
    }
}

#[test]
fn processes_that_find_a_damaged_cache_at_once_rebuild_it_once() {
    let project = Project::new(3);
    let truth = project.truth();
    project.check(&truth);
    for round in 0..at_scale(100, 10) {
        remove_files(&project.cache());
        fs::write(project.database(), format!("garbage {round}").repeat(500)).unwrap();
        let processes: Vec<_> = (0..8)
            .map(|_| {
                let mut command = project.patient();
                command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
                command.spawn().unwrap()
            })
            .collect();
        for process in processes {
            let run: crate::support::Finished = process.wait_with_output().unwrap().into();
            assert_eq!((run.code, run.report == truth), (Some(0), true), "{}", run.messages);
        }
        assert_eq!(project.integrity(), "ok");
        let counts = project.check(&truth).counts();
        assert_eq!(counts.by_stat + counts.by_content, 3, "round {round}: {counts:?}");
    }
}
