//! A system that gives little: the report is complete, or the status is 2 with the reason, and never a crash.

use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const NOBODY: u32 = 65534;

/// Files of ordinary sizes in a directory that everybody may read, with a copy of the program.
fn tree() -> tempfile::TempDir {
    use std::os::unix::fs::PermissionsExt;
    let tree = tempfile::tempdir().expect("a place for temporary files");
    std::fs::set_permissions(tree.path(), PermissionsExt::from_mode(0o777)).expect("an own directory");
    crate::surroundings::clear();
    std::fs::copy(crate::surroundings::PROGRAM, tree.path().join("metrics")).expect("a copy");
    for index in 0..20 {
        let text = "def f(a, b):\n    return a if a and b else a + b\n\n\n".repeat(10 + 10 * index);
        std::fs::write(tree.path().join(format!("{index}.py")), text).expect("a new file");
    }
    tree
}

/// Runs the program below a limit of the shell's `ulimit`, not as the superuser, whom not every limit binds.
fn limited(tree: &Path, limit: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new("bash");
    let script = format!("ulimit {limit}; exec ./metrics \"$@\"");
    command.args(["-c", &script, "metrics"]).args(arguments).current_dir(tree);
    command.env("METRICS_CACHE_DIR", tree.join("cache")).env_remove("CI");
    if rustix::process::geteuid().is_root() {
        command.uid(NOBODY).gid(NOBODY);
    }
    command.output().expect("a shell")
}

fn report(tree: &Path) -> Vec<u8> {
    limited(tree, "-n 1024", &["analyze", "--no-cache", "--format", "json", "."]).stdout
}

/// Whole, or not done and said so. The limits stop short of what Rust itself needs.
fn assert_sound(run: &Output, truth: &[u8], limit: &str) {
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    match run.status.code() {
        // a file that could not be measured is named
        Some(0) => {
            assert!(run.stdout == truth || said.contains("skipped: "), "{limit}: another report; {said}");
        }
        Some(2) => assert!(!said.trim().is_empty(), "{limit}: no word why"),
        _ => panic!("{limit}: {:?}: {said}", run.status),
    }
}

#[test]
fn little_of_everything_is_a_whole_report_or_status_2_with_the_reason() {
    let tree = tree();
    let truth = report(tree.path());
    assert!(truth.len() > 10_000);
    // files, processes, address space in KiB, size of files in blocks of 512 bytes
    let limits = ["-n 8", "-n 16", "-n 32", "-u 1", "-u 2", "-u 3", "-f 0", "-f 8", "-f 100"];
    let memory = [60, 80, 100, 120, 150, 200, 260, 300, 400, 500, 650, 850, 1050, 1130, 1200, 1300, 3000]
        .map(|it| format!("-v {it}000"));
    let memory: Vec<&str> = memory.iter().map(String::as_str).collect();
    for limit in limits.iter().chain(&memory) {
        for arguments in [&["--no-cache"][..], &["--no-cache", "-j1"], &["--no-cache", "-j8"], &["-j8"]] {
            let run =
                limited(tree.path(), limit, &[&["analyze", "--format", "json", "."], arguments].concat());
            assert_sound(&run, &truth, limit);
        }
    }
}

/// A control group for processes, in the hierarchy of either version; `None` where this user may make none.
struct Group(PathBuf);

impl Group {
    fn new() -> Option<Group> {
        let name = format!("metrics-test-{}", std::process::id());
        ["/sys/fs/cgroup/pids", "/sys/fs/cgroup"].iter().find_map(|root| {
            let directory = Path::new(root).join(&name);
            std::fs::create_dir(&directory).ok()?;
            let group = Group(directory);
            group.allow(100).then_some(group)
        })
    }

    fn allow(&self, processes: usize) -> bool {
        std::fs::write(self.0.join("pids.max"), processes.to_string()).is_ok()
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir(&self.0);
    }
}

#[test]
fn a_group_of_few_processes_is_a_whole_report_or_names_what_is_missing() {
    let Some(group) = Group::new() else {
        eprintln!("not tried: a control group takes the superuser");
        return;
    };
    let tree = tree();
    let truth = report(tree.path());
    let mut whole = 0;
    for processes in [1, 2, 3, 4, 6, 10, 30] {
        assert!(group.allow(processes));
        for jobs in ["-j1", "-j2", "-j8"] {
            let script = format!("echo $$ > {}/cgroup.procs; exec ./metrics \"$@\"", group.0.display());
            let mut command = Command::new("bash");
            command.args(["-c", &script, "metrics", "analyze", "--no-cache", "--format", "json", jobs, "."]);
            let run = command.current_dir(tree.path()).env_remove("CI").output().expect("a shell");
            assert_sound(&run, &truth, &format!("{processes} processes, {jobs}"));
            whole += usize::from(run.stdout == truth);
        }
    }
    // two threads of a worker and the one that waits for them
    assert!(whole >= 5, "{whole} runs of 21 measured every file");
}

#[test]
fn a_report_that_has_no_room_is_whole_or_not_there() {
    let tree = tree();
    for limit in ["-f 0", "-f 4", "-f 40"] {
        let run =
            limited(tree.path(), limit, &["analyze", "--format", "json", "--output", "report.json", "."]);
        assert_eq!(run.status.code(), Some(2), "{limit}: {}", String::from_utf8_lossy(&run.stderr));
        let names = std::fs::read_dir(tree.path())
            .expect("an own directory")
            .map(|entry| entry.expect("an entry").file_name());
        let left = names.filter(|name| name.to_string_lossy().contains("report")).count();
        assert_eq!(left, 0, "{limit}");
    }
}
