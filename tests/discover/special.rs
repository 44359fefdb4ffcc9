//! What must never be opened, followed or read to its end: FIFOs, sockets, devices, links, huge and vanished files.

use crate::tree::{self, Tree, without_ignore_files};
use code_metrics::discover::{Discovery, Filter, Links, Request, read};
use code_metrics::model::SkipReason;
use std::ffi::OsStr;
use std::fs::{self, File, Permissions};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc;
use std::time::Duration;

const MIB: u64 = 1 << 20;

/// Fails instead of hanging when something waits for the other end of a FIFO.
fn in_time<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || sender.send(work()));
    receiver.recv_timeout(Duration::from_secs(10)).expect("an answer within 10 s")
}

fn find(request: Request) -> Result<Discovery, String> {
    in_time(move || tree::find(&request, &Filter::default()).map_err(|error| error.to_string()))
}

fn fifo(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().expect("mkfifo runs").success());
}

fn read_in_time(path: PathBuf, links: Links, cap: u64) -> Result<Option<Vec<u8>>, (SkipReason, String)> {
    in_time(move || read(&path, links, cap).map_err(|skipped| (skipped.reason, skipped.detail)))
}

#[test]
fn a_walk_passes_over_everything_that_is_not_a_regular_file() {
    let tree = Tree::new(&["a.py", "deep/b.py"]);
    fifo(&tree.path("fifo.py"));
    let _socket = UnixListener::bind(tree.path("socket.py")).unwrap();
    symlink("/dev/zero", tree.path("zero.py")).unwrap();
    symlink("a.py", tree.path("link.py")).unwrap();
    symlink("gone", tree.path("dangling.py")).unwrap();
    symlink("loop.py", tree.path("loop.py")).unwrap();
    symlink("..", tree.path("deep/up")).unwrap();
    fs::create_dir(tree.path("directory.py")).unwrap();
    let found = find(tree.request(&[""])).unwrap();
    assert_eq!(tree.below(&found), ["a.py", "deep/b.py"]);
    assert_eq!(found.skipped, []);
}

#[test]
fn naming_a_special_file_is_an_error_at_once() {
    let tree = Tree::new(&["a.py"]);
    fifo(&tree.path("fifo.py"));
    let _socket = UnixListener::bind(tree.path("socket.py")).unwrap();
    symlink("/dev/zero", tree.path("zero.py")).unwrap();
    symlink("fifo.py", tree.path("to-fifo.py")).unwrap();
    for (name, kind) in [
        ("fifo.py", "FIFO"),
        ("socket.py", "socket"),
        ("zero.py", "character device"),
        ("to-fifo.py", "FIFO"),
    ] {
        let error = find(tree.request(&["a.py", name])).unwrap_err();
        assert_eq!(error, format!("{}: {kind}, not a regular file", tree.path(name).display()));
    }
    let error = find(Request { paths: vec!["/dev/null".into()], ..Request::default() }).unwrap_err();
    assert_eq!(error, "/dev/null: character device, not a regular file");
}

#[test]
fn a_named_link_is_followed_to_a_regular_file_only() {
    let tree = Tree::new(&["a.py", "directory/b.py"]);
    symlink("a.py", tree.path("link.py")).unwrap();
    symlink("directory", tree.path("link")).unwrap();
    symlink("gone", tree.path("dangling.py")).unwrap();
    symlink("loop.py", tree.path("loop.py")).unwrap();
    let found = find(tree.request(&["link.py"])).unwrap();
    assert_eq!(tree.below(&found), ["link.py"]);
    assert_eq!(found.candidates[0].size, 4);
    let candidate = &found.candidates[0];
    assert_eq!(read_in_time(candidate.path.clone(), candidate.links(), MIB), Ok(Some(b"a.py".to_vec())));
    for (name, why) in [
        ("link", "symbolic link to a directory"),
        ("dangling.py", "broken symbolic link"),
        ("loop.py", "broken symbolic link"),
    ] {
        let error = find(tree.request(&[name])).unwrap_err();
        assert!(error.starts_with(&format!("{}: {why}", tree.path(name).display())), "{error}");
    }
    assert_eq!(tree.below(&find(tree.request(&["link/"])).unwrap()), ["link/b.py"]);
}

#[test]
fn an_ignore_file_that_never_ends_costs_its_directory_and_no_more() {
    let tree = Tree::new(&["a.py", "fifo/b.py", "zero/c.py", "sparse/d.py", "fine/e.py"]);
    fifo(&tree.path("fifo/.gitignore"));
    symlink("/dev/zero", tree.path("zero/.metricsignore")).unwrap();
    File::create(tree.path("sparse/.ignore")).unwrap().set_len(10 << 30).unwrap();
    fs::create_dir(tree.path("fine/.gitignore")).unwrap();
    let found = find(tree.request(&[""])).unwrap();
    assert_eq!(tree.below(&found), ["a.py", "fine/e.py"]);
    let rows: Vec<_> = found.skipped.iter().map(|row| (row.path.clone(), row.reason)).collect();
    let trap = |name| (tree.path(name), SkipReason::Unreadable);
    assert_eq!(rows, [trap("fifo/.gitignore"), trap("sparse/.ignore"), trap("zero/.metricsignore")]);
    let without = tree::find(&tree.request(&[""]), &without_ignore_files()).unwrap();
    assert_eq!((without.candidates.len(), without.skipped.len()), (5, 0));
}

#[test]
fn an_exclude_file_of_git_that_never_ends_costs_its_directory_and_no_more() {
    let tree = Tree::new(&["a.py", "repository/.git/info/", "repository/b.py", "own/", "shared/info/"]);
    fifo(&tree.path("repository/.git/info/exclude"));
    let content = format!("gitdir: {}\n", tree.path("own").display());
    tree.add("worktree/.git", &content);
    tree.add("worktree/c.py", "");
    let skipped = || -> Vec<PathBuf> {
        let found = find(tree.request(&["repository", "worktree"])).unwrap();
        found.skipped.into_iter().map(|row| row.path).collect()
    };
    assert_eq!(skipped(), [tree.path("repository/.git/info/exclude")]);
    fifo(&tree.path("own/commondir"));
    assert_eq!(skipped()[0], tree.path("own/commondir"));
    fs::remove_file(tree.path("own/commondir")).unwrap();
    tree.add("own/commondir", "../shared\n");
    fifo(&tree.path("shared/info/exclude"));
    assert_eq!(skipped()[0], tree.path("own/../shared/info/exclude"));
}

#[test]
fn an_ignore_file_that_never_ends_is_seen_at_a_root_and_above_it() {
    let tree = Tree::new(&["top/src/a.py"]);
    fifo(&tree.path("top/.ignore"));
    for root in ["top", "top/src"] {
        let found = find(tree.request(&[root])).unwrap();
        assert_eq!(found.skipped[0].path, tree.path("top/.ignore"));
        assert_eq!(found.skipped[0].detail, "FIFO, not an ignore file; its directory is not entered");
        assert!(found.candidates.is_empty());
    }
    let forced = find(Request { force_exclude: true, ..tree.request(&["top/src/a.py"]) }).unwrap();
    assert_eq!((forced.candidates.len(), forced.skipped.len()), (0, 1));
}

#[test]
fn a_sparse_file_of_10_gib_is_too_large_before_a_byte_is_read() {
    let tree = Tree::new(&[]);
    File::create(tree.path("huge.py")).unwrap().set_len(10 << 30).unwrap();
    let found = find(tree.request(&[""])).unwrap();
    assert_eq!(found.candidates[0].size, 10 << 30);
    let before = bytes_read();
    let refused = read(&tree.path("huge.py"), Links::Refuse, MIB).unwrap_err();
    let after = bytes_read();
    assert_eq!((refused.reason, refused.detail.as_str()), (SkipReason::TooLarge, "10 GiB, limit 1 MiB"));
    assert_eq!(refused.path, tree.path("huge.py"));
    // Reading the counter is itself a read of well under a page.
    assert!(after - before < 4096, "{} bytes read", after - before);
}

/// Bytes that this thread has read so far, as Linux counts them; 0 elsewhere.
fn bytes_read() -> u64 {
    let counters = fs::read_to_string("/proc/thread-self/io").unwrap_or_default();
    counters.strip_prefix("rchar: ").and_then(|rest| rest.lines().next()?.parse().ok()).unwrap_or(0)
}

#[test]
fn a_file_is_read_up_to_the_limit_and_not_beyond() {
    let tree = Tree::new(&["empty.py", "a.py"]);
    tree.add("empty.py", "");
    let content = |name: &str, cap| read_in_time(tree.path(name), Links::Refuse, cap);
    assert_eq!(content("a.py", 4), Ok(Some(b"a.py".to_vec())));
    assert_eq!(content("a.py", u64::MAX), Ok(Some(b"a.py".to_vec())));
    assert_eq!(content("a.py", 3), Err((SkipReason::TooLarge, "4 B, limit 3 B".into())));
    assert_eq!(content("empty.py", 0), Ok(Some(Vec::new())));
}

#[test]
fn what_became_something_else_since_the_walk_is_not_read() {
    let tree = Tree::new(&["a.py", "d/"]);
    symlink("a.py", tree.path("link.py")).unwrap();
    symlink("/dev/zero", tree.path("zero.py")).unwrap();
    fifo(&tree.path("fifo.py"));
    let content = |name: &str, links| read_in_time(tree.path(name), links, MIB);
    let reason = |name: &str, links| content(name, links).unwrap_err();
    assert_eq!(content("gone.py", Links::Refuse), Ok(None), "vanished in silence");
    assert_eq!(reason("gone.py", Links::Follow).0, SkipReason::Unreadable);
    assert_eq!(reason("link.py", Links::Refuse).0, SkipReason::Unreadable);
    let special = |kind| (SkipReason::Unreadable, format!("{kind}, not a regular file"));
    assert_eq!(reason("zero.py", Links::Follow), special("character device"));
    assert_eq!(reason("fifo.py", Links::Refuse), special("FIFO"));
    assert_eq!(reason("d", Links::Refuse), special("directory"));
}

#[test]
fn a_directory_without_permission_is_a_row_and_the_rest_is_found() {
    let tree = Tree::new(&["a.py", "locked/b.py", "locked-file.py"]);
    fs::set_permissions(tree.path("locked"), Permissions::from_mode(0o000)).unwrap();
    fs::set_permissions(tree.path("locked-file.py"), Permissions::from_mode(0o000)).unwrap();
    if fs::read_dir(tree.path("locked")).is_ok() {
        eprintln!("not tried: this user may read everything");
        return;
    }
    let found = find(tree.request(&[""])).unwrap();
    fs::set_permissions(tree.path("locked"), Permissions::from_mode(0o700)).unwrap();
    assert_eq!(tree.below(&found), ["a.py", "locked-file.py"]);
    assert_eq!(found.skipped.len(), 1);
    assert_eq!(
        (&found.skipped[0].path, found.skipped[0].reason),
        (&tree.path("locked"), SkipReason::Unreadable)
    );
    assert!(found.skipped[0].detail.contains("ermission denied"), "{}", found.skipped[0].detail);
    let refused = read(&tree.path("locked-file.py"), Links::Refuse, MIB).unwrap_err();
    assert_eq!(refused.reason, SkipReason::Unreadable);
}

#[test]
fn a_name_that_is_not_utf_8_keeps_its_bytes() {
    let tree = Tree::new(&["z.py"]);
    let name = OsStr::from_bytes(b"caf\xe9.py");
    let path = tree.path("").join(name);
    if fs::write(&path, "x").is_err() {
        eprintln!("not tried: this file system refuses such names");
        return;
    }
    let found = find(tree.request(&[""])).unwrap();
    assert_eq!(found.candidates[0].path, path);
    assert_eq!(read_in_time(path.clone(), Links::Refuse, MIB), Ok(Some(b"x".to_vec())));
    let named = find(Request { paths: vec![path.clone()], ..Request::default() }).unwrap();
    assert_eq!(named.candidates[0].path, path);
}

#[test]
fn a_path_longer_than_the_system_takes_is_a_row_and_the_rest_is_found() {
    let tree = Tree::new(&["a.py"]);
    let half = vec!["d".repeat(200); 12].join("/");
    let (upper, lower) = (format!("upper/{half}"), format!("lower/{half}"));
    tree.add(&format!("{upper}/b.py"), "");
    tree.add(&format!("{lower}/c.py"), "");
    // Two halves that are short enough to be made, one hung below the other: 4,800 bytes and more.
    fs::rename(tree.path("lower"), tree.path(&upper).join("lower")).unwrap();
    let found = find(tree.request(&[""])).unwrap();
    fs::rename(tree.path(&upper).join("lower"), tree.path("lower")).unwrap();
    assert_eq!(tree.below(&found), ["a.py".to_owned(), format!("{upper}/b.py")]);
    assert_eq!(found.skipped.len(), 1);
    assert_eq!(found.skipped[0].reason, SkipReason::Unreadable);
    assert!(found.skipped[0].detail.contains("too long"), "{}", found.skipped[0].detail);
    assert!(found.skipped[0].path.as_os_str().len() > 4000);
}
