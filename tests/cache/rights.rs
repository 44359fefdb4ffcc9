//! What is not allowed or has no room: results are right, and one line says that there is no cache (C6, C7).

use crate::support::{Finished, PROGRAM, Project};
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

const NOBODY: u32 = 65534;

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

/// A project of a user without special rights: rights do not bind the superuser.
struct Restricted {
    project: Project,
    program: PathBuf,
    is_root: bool,
}

impl Restricted {
    fn new() -> Restricted {
        let project = Project::new(5);
        let program = project.root().join("metrics");
        fs::copy(PROGRAM, &program).unwrap();
        set_mode(project.root(), 0o755);
        let is_root = rustix::process::geteuid().is_root();
        if is_root {
            std::os::unix::fs::chown(project.root(), Some(NOBODY), Some(NOBODY)).unwrap();
        }
        Restricted { project, program, is_root }
    }

    fn command(&self) -> Command {
        let mut command = self.project.command(&self.program, &[]);
        if self.is_root {
            command.uid(NOBODY).gid(NOBODY);
        }
        command
    }

    fn check(&self, mut command: Command) -> Finished {
        let truth = self.project.truth();
        let run = Finished::from(command.output().unwrap());
        assert_eq!((run.code, run.report == truth), (Some(0), true), "{}", run.messages);
        assert!(run.warnings().len() <= 1, "{}", run.messages);
        run
    }
}

#[test]
fn without_the_right_to_write_there_is_one_warning() {
    let restricted = Restricted::new();
    assert!(restricted.check(restricted.command()).warnings().is_empty());
    let (cache, database) = (restricted.project.cache(), restricted.project.database());
    for (path, mode, back) in
        [(&cache, 0o555, 0o700), (&cache, 0o000, 0o700), (&database, 0o444, 0o600), (&database, 0o000, 0o600)]
    {
        set_mode(path, mode);
        restricted.project.write("new.py", &format!("x = {mode}\n"));
        let run = restricted.check(restricted.command());
        assert_eq!(run.warnings().len(), 1, "{} {mode:o}: {}", path.display(), run.messages);
        set_mode(path, back);
        // SQLite gives them the rights of the database
        for companion in ["-wal", "-shm"] {
            let _ = fs::remove_file(format!("{}{companion}", database.display()));
        }
    }
    let run = restricted.check(restricted.command());
    assert!(run.warnings().is_empty(), "{}", run.messages);
}

#[test]
fn a_cache_that_is_not_the_users_own_is_not_used() {
    let restricted = Restricted::new();
    restricted.check(restricted.command());
    let cache = restricted.project.cache();
    set_mode(&cache, 0o777);
    let run = restricted.check(restricted.command());
    assert!(run.messages.contains("others can write to it"), "{}", run.messages);
    set_mode(&cache, 0o700);
    if restricted.is_root {
        std::os::unix::fs::chown(&cache, Some(0), Some(0)).unwrap();
        let run = restricted.check(restricted.command());
        assert!(run.messages.contains("it belongs to another user"), "{}", run.messages);
    }
}

#[test]
fn a_home_that_cannot_hold_a_cache_is_one_warning_at_most() {
    let restricted = Restricted::new();
    for home in [None, Some("/"), Some("/no/such/home"), Some("")] {
        let mut command = restricted.command();
        command.env_remove("METRICS_CACHE_DIR").env_remove("XDG_CACHE_HOME").env_remove("HOME");
        command.envs(home.map(|home| ("HOME", home)));
        let run = restricted.check(command);
        assert!(run.messages.contains("cache not used"), "{home:?}: {}", run.messages);
    }
}

#[test]
fn a_cache_that_a_repository_brings_along_is_not_used() {
    let project = Project::new(3);
    let own = project.source().join(".metrics");
    let in_repository =
        |command: &mut Command| Finished::from(command.env("METRICS_CACHE_DIR", &own).output().unwrap());
    let git = |arguments: &[&str]| {
        let done = Command::new("git").current_dir(project.source()).args(arguments).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    };
    git(&["init", "-q"]);
    let run = in_repository(&mut project.command(PROGRAM, &[]));
    assert!(run.warnings().is_empty(), "{}", run.messages);
    assert_eq!(fs::read_to_string(own.join(".gitignore")).unwrap(), "*\n");
    for version in ["2", "4"] {
        git(&["-c", &format!("index.version={version}"), "add", "-f", "."]);
        git(&["update-index", "--index-version", version]);
        let run = in_repository(&mut project.command(PROGRAM, &[]));
        assert!(run.messages.contains("git tracks it"), "index version {version}: {}", run.messages);
    }
    git(&["rm", "-q", "-r", "--cached", ".metrics", "-f"]);
    let run = in_repository(&mut project.command(PROGRAM, &[]));
    assert!(run.warnings().is_empty(), "{}", run.messages);
}

/// No file may grow above a size, as on a full disk.
#[test]
fn a_full_disk_costs_the_cache_and_nothing_else() {
    let project = Project::new(300);
    let truth = project.truth();
    for blocks in [0, 8, 40, 80, 200] {
        let _ = fs::remove_dir_all(project.cache());
        let script = format!("ulimit -f {blocks}; exec \"$0\" \"$@\"");
        let mut limited = Command::new("sh");
        limited
            .args(["-c", &script, PROGRAM, "analyze", "--format", "json", "-v"])
            .current_dir(project.source());
        limited.env_remove("CI").env("METRICS_CACHE_DIR", project.cache());
        let run = Finished::from(limited.output().unwrap());
        assert_eq!((run.code, run.report == truth), (Some(0), true), "{blocks}: {}", run.messages);
        assert!(run.warnings().len() <= 1, "{blocks}: {}", run.messages);
        assert!(blocks > 80 || run.warnings().len() == 1, "{blocks} blocks are not enough: {}", run.messages);
        let counts = project.check(&truth).counts();
        assert_eq!(counts.stale, 0);
        let counts = project.check(&truth).counts();
        assert_eq!(counts.by_stat + counts.by_content, 300, "{blocks}: {counts:?}");
        assert_eq!(project.integrity(), "ok");
    }
}

/// A file system of 2 MiB that is full, with the cache and the report on it.
#[test]
fn a_file_system_without_room_costs_the_cache_and_leaves_no_half_report() {
    let project = Project::new(50);
    let truth = project.truth();
    fs::create_dir_all(project.cache()).unwrap();
    let full = project.cache();
    // the file system ends with the shell's own table of mounts
    let script = format!(
        "mount -t tmpfs -o size=2m none {full} && head -c 3000000 /dev/zero >{full}/rest 2>/dev/null
         mountpoint -q {full} || exit 77
         \"$0\" analyze --format json || exit 1
         \"$0\" analyze --format json --no-cache --output {full}/report.json && exit 2
         ! ls {full} | grep -q report",
        full = full.display()
    );
    let mut command = Command::new("unshare");
    command.args(["-m", "bash", "-c", &script, PROGRAM]).current_dir(project.source());
    let run = command.env_remove("CI").env("METRICS_CACHE_DIR", project.cache()).output();
    let Ok(run) = run.map(Finished::from) else {
        return eprintln!("not tried: there is no `unshare`");
    };
    if run.code != Some(0) && (run.code == Some(77) || run.report.is_empty()) {
        return eprintln!("not tried: a file system takes the superuser: {}", run.messages);
    }
    assert_eq!((run.code, run.report == truth), (Some(0), true), "{}", run.messages);
    assert_eq!(run.warnings().len(), 1, "{}", run.messages);
}
