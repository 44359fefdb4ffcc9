//! What is no regular file of ordinary size: the program passes over it, opens none of it, and is quick.

use assert_cmd::Command;
use serde_json::Value;
use std::fs::{self, File, FileTimes};
use std::io::Read;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::time::{Duration, Instant, SystemTime};

/// A generous second: other processes use this machine too.
const SOON: Duration = Duration::from_secs(5);

fn fifo(path: &Path) {
    assert!(std::process::Command::new("mkfifo").arg(path).status().expect("mkfifo runs").success());
}

fn metrics(directory: &Path, paths: &[&str]) -> assert_cmd::assert::Assert {
    crate::surroundings::clear();
    let mut command = Command::new(crate::surroundings::PROGRAM);
    let command = command.args(["analyze", "--no-config", "--no-cache", "--format", "json"]).args(paths);
    let start = Instant::now();
    let assert = command.current_dir(directory).timeout(Duration::from_mins(1)).assert();
    assert!(start.elapsed() < SOON, "{:?}", start.elapsed());
    assert
}

/// Names of the measured files, and of the skipped ones with their reasons.
fn rows(assert: &assert_cmd::assert::Assert) -> (Vec<String>, Vec<(String, String)>) {
    let report: Value = serde_json::from_slice(&assert.get_output().stdout).expect("a report");
    let text = |row: &Value, key: &str| row[key].as_str().expect("a text").to_owned();
    let all = |key: &str| report[key].as_array().expect("rows").clone();
    let files = all("files").iter().map(|row| text(row, "path")).collect();
    (files, all("skipped").iter().map(|row| (text(row, "path"), text(row, "reason"))).collect())
}

#[test]
fn a_walk_meets_special_files_and_reads_nothing_of_them() {
    let tree = tempfile::tempdir().unwrap();
    let path = |name: &str| tree.path().join(name);
    fs::write(path("a.py"), "a = 1\n").unwrap();
    fifo(&path("fifo.py"));
    let _socket = UnixListener::bind(path("socket.py")).unwrap();
    for (target, link) in [
        ("/dev/zero", "zero.py"),
        ("gone", "dangling.py"),
        ("loop.py", "loop.py"),
        (".", "here"),
        ("a.py", "link.py"),
    ] {
        symlink(target, path(link)).unwrap();
    }
    File::create(path("sparse.py")).unwrap().set_len(10 << 30).unwrap();
    set_access_time(&path("sparse.py"));
    let (files, skipped) = rows(&metrics(tree.path(), &["."]).success());
    assert_eq!(files, ["a.py"]);
    assert_eq!(skipped, [("sparse.py".to_owned(), "too_large".to_owned())]);
    if access_times_are_kept(tree.path()) {
        assert!(!was_read(&path("sparse.py")));
    }
}

#[test]
fn a_special_file_that_is_named_is_an_error_at_once() {
    let tree = tempfile::tempdir().unwrap();
    let path = |name: &str| tree.path().join(name);
    fifo(&path("fifo.py"));
    let _socket = UnixListener::bind(path("socket.py")).unwrap();
    symlink("/dev/zero", path("zero.py")).unwrap();
    symlink("gone", path("dangling.py")).unwrap();
    symlink("loop.py", path("loop.py")).unwrap();
    for name in ["fifo.py", "socket.py", "zero.py", "dangling.py", "loop.py"] {
        let assert = metrics(tree.path(), &[name]).code(2);
        let error = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
        assert!(error.starts_with(&format!("error: {name}: ")), "{error}");
        assert!(assert.get_output().stdout.is_empty());
    }
}

#[test]
fn a_path_that_is_too_long_is_a_row_and_the_rest_is_measured() {
    let tree = tempfile::tempdir().unwrap();
    let path = |name: &str| tree.path().join(name);
    let half = vec!["d".repeat(200); 12].join("/");
    for side in ["upper", "lower"] {
        fs::create_dir_all(path(side).join(&half)).unwrap();
        fs::write(path(side).join(&half).join("b.py"), "b = 1\n").unwrap();
    }
    fs::write(path("a.py"), "a = 1\n").unwrap();
    // together they are longer than the 4,096 bytes that the system takes
    fs::rename(path("lower"), path("upper").join(&half).join("lower")).unwrap();
    let (files, skipped) = rows(&metrics(tree.path(), &["."]).success());
    fs::rename(path("upper").join(&half).join("lower"), path("lower")).unwrap();
    assert_eq!(files, ["a.py".to_owned(), format!("upper/{half}/b.py")]);
    assert_eq!(skipped.iter().map(|(_, reason)| reason.as_str()).collect::<Vec<_>>(), ["unreadable"]);
}

/// Long ago, so that even a file system that keeps access times roughly notes the next one.
fn set_access_time(path: &Path) {
    let file = File::options().write(true).open(path).expect("an own file");
    file.set_times(FileTimes::new().set_accessed(SystemTime::UNIX_EPOCH)).expect("an own file");
}

fn was_read(path: &Path) -> bool {
    fs::metadata(path).expect("an own file").accessed().expect("a time") != SystemTime::UNIX_EPOCH
}

/// Whether this file system notes at all that a file is read.
fn access_times_are_kept(directory: &Path) -> bool {
    let path = directory.join("control");
    fs::write(&path, "text").expect("a new file");
    set_access_time(&path);
    let mut byte = [0];
    File::open(&path).and_then(|mut file| file.read_exact(&mut byte)).expect("an own file");
    let kept = was_read(&path);
    if !kept {
        eprintln!("not tried: this file system does not note when a file is read");
    }
    kept
}
