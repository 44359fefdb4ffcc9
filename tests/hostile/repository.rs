//! Files of a repository that git did not make: nothing waits for them, and none is read that has no end.

use crate::told::told;
use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

/// What libgit2 would open as soon as a repository is opened, its references are listed or a commit is read.
const OWN: [&str; 13] = [
    "HEAD",
    "config",
    "packed-refs",
    "refs/heads/main",
    "refs/tags/v1",
    "objects/info/alternates",
    "info/exclude",
    "info/attributes",
    "info/grafts",
    "shallow",
    "commondir",
    "gitdir",
    "index",
];

/// Those of which it reads a piece, or that it maps into memory: they may have any size.
const OF_ANY_SIZE: [&str; 4] = [
    "objects/info/commit-graph",
    "objects/pack/multi-pack-index",
    "objects/pack/pack-0000000000000000000000000000000000000000.idx",
    "MERGE_HEAD",
];

const COMMANDS: [&[&str]; 4] =
    [&["check", "--staged"], &["check", "--since", "HEAD"], &["trend"], &["check", "--config-from", "HEAD"]];

pub(crate) fn git(directory: &Path, arguments: &[&str]) -> String {
    let mut git = Command::new("git");
    git.args(["-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "init.defaultBranch=main"])
        .args(arguments);
    git.current_dir(directory).env("HOME", directory.join("no-home")).env_remove("GIT_DIR");
    let output = git.output().expect("git starts");
    assert!(output.status.success(), "{arguments:?}");
    String::from_utf8(output.stdout).expect("UTF-8").trim().to_owned()
}

/// A repository with a commit.
pub(crate) fn repository() -> tempfile::TempDir {
    let tree = tempfile::tempdir().expect("a place for temporary files");
    fs::create_dir(tree.path().join("sub")).expect("a new directory");
    fs::write(tree.path().join("a.py"), "def f(a):\n    return a if a else 1\n").expect("a new file");
    fs::write(tree.path().join("sub/b.py"), "x = 1\n").expect("a new file");
    git(tree.path(), &["init", "-q"]);
    git(tree.path(), &["add", "-A"]);
    git(tree.path(), &["commit", "-qm", "first"]);
    tree
}

/// Puts a FIFO in the place of a file.
fn fifo(path: &Path) {
    cleared(path);
    assert!(Command::new("mkfifo").arg(path).status().expect("mkfifo runs").success());
}

/// Puts 10 GB of nothing there.
fn sparse(path: &Path) {
    cleared(path);
    File::create(path).and_then(|file| file.set_len(10 << 30)).expect("a new file");
}

fn cleared(path: &Path) {
    fs::create_dir_all(path.parent().expect("a parent")).expect("a new directory");
    match path.symlink_metadata() {
        Ok(state) if state.is_dir() => fs::remove_dir_all(path).expect("an own directory"),
        Ok(_) => fs::remove_file(path).expect("an own file"),
        Err(_) => {}
    }
}

#[test]
fn a_fifo_among_gits_own_files_is_told_and_not_waited_for() {
    for name in OWN.iter().chain(&OF_ANY_SIZE) {
        let tree = repository();
        fifo(&tree.path().join(".git").join(name));
        for command in COMMANDS {
            told(tree.path(), command, b"")
                .is_refused(&format!("{name} {command:?}"), "FIFO, not a regular file");
        }
    }
}

#[test]
fn ten_gigabytes_among_gits_own_files_are_not_read() {
    for name in OWN.iter().chain(&OF_ANY_SIZE) {
        let tree = repository();
        sparse(&tree.path().join(".git").join(name));
        for command in COMMANDS {
            let told = told(tree.path(), command, b"");
            if OF_ANY_SIZE.contains(name) {
                told.is_sound(&format!("{name} {command:?}"));
            } else {
                told.is_refused(&format!("{name} {command:?}"), "too large for what it is");
            }
        }
    }
}

#[test]
fn an_object_that_is_a_fifo_or_has_no_end_is_told() {
    for (damage, why) in
        [(fifo as fn(&Path), "FIFO, not a regular file"), (sparse, "too large for what it is")]
    {
        for what in ["HEAD", "HEAD^{tree}", "HEAD:sub"] {
            let tree = repository();
            let id = git(tree.path(), &["rev-parse", what]);
            damage(&tree.path().join(format!(".git/objects/{}/{}", &id[..2], &id[2..])));
            for command in COMMANDS {
                let (told, of) = (told(tree.path(), command, b""), format!("{what} {command:?}"));
                // the index says that nothing changed in the directory: what changed is told without it
                if what == "HEAD:sub" && command != ["trend"] {
                    told.is_sound(&of);
                } else {
                    told.is_refused(&of, why);
                }
            }
        }
    }
}

/// Puts ten gigabytes of nothing behind what is there.
fn endless(path: &Path) {
    let text = fs::read(path).expect("an object");
    cleared(path);
    fs::write(path, text)
        .and_then(|()| File::options().write(true).open(path)?.set_len(10 << 30))
        .expect("room");
}

#[test]
fn an_object_deep_inside_a_change_is_looked_at_before_it_is_read() {
    for damage in [fifo as fn(&Path), sparse, endless] {
        for what in ["HEAD:deep/er", "HEAD~1:deep/er", "HEAD~1:deep/er/a.py"] {
            let tree = repository();
            for text in ["def f(): pass\n", "def f(): return 1\n"] {
                fs::create_dir_all(tree.path().join("deep/er")).expect("a new directory");
                fs::write(tree.path().join("deep/er/a.py"), text).expect("a new file");
                git(tree.path(), &["add", "-A"]);
                git(tree.path(), &["commit", "-qm", "next"]);
            }
            // many others, of which nobody asks for the size of each
            for number in 0..1100 {
                let name = format!(".git/objects/{:02x}/{number:038x}", number % 256);
                let path = tree.path().join(name);
                fs::create_dir_all(path.parent().expect("a parent")).expect("a new directory");
                fs::write(path, "").expect("a new file");
            }
            let id = git(tree.path(), &["rev-parse", what]);
            git(tree.path(), &["reset", "-q", "--soft", "HEAD~1"]);
            damage(&tree.path().join(format!(".git/objects/{}/{}", &id[..2], &id[2..])));
            for command in [&["check", "--staged"][..], &["check", "--since", "HEAD"], &["trend", "--all"]] {
                let told = told(tree.path(), command, b"");
                told.is_sound(&format!("{what} {command:?}"));
                assert!(!told.err.contains("memory"), "{what} {command:?}: {}", told.err);
            }
        }
    }
}

#[test]
fn a_large_content_is_no_reason_to_refuse_a_repository() {
    let tree = repository();
    // git itself packs nothing so small that does not become smaller
    let noise: Vec<u8> =
        (0..3_000_000_u32).map(|it| it.wrapping_mul(2_654_435_761).to_le_bytes()[2]).collect();
    fs::write(tree.path().join("film.bin"), noise).expect("a new file");
    git(tree.path(), &["add", "-A"]);
    let told = told(tree.path(), &["check", "--staged"], b"");
    assert_eq!(told.status, Some(0), "{told:?}");
}

#[test]
fn what_leads_to_a_repository_is_read_up_to_a_limit() {
    for damage in [fifo as fn(&Path), sparse] {
        let tree = repository();
        damage(&tree.path().join(".git"));
        for command in COMMANDS {
            let told = told(tree.path(), command, b"");
            assert_eq!(told.status, Some(2), "{command:?}: {told:?}");
        }
    }
    let tree = repository();
    // a socket of a file system monitor is nothing to complain of
    let socket = tree.path().join(".git/fsmonitor--daemon.ipc");
    let _listener = std::os::unix::net::UnixListener::bind(socket).expect("a socket");
    assert_eq!(told(tree.path(), &["check", "--staged"], b"").status, Some(0));
}

#[test]
fn files_that_a_configuration_or_a_work_tree_names_to_git_are_looked_at_first() {
    for (lines, file) in [
        ("[include]\n\tpath = ../trap\n", "trap"),
        ("[includeIf \"gitdir:**\"]\n\tpath = ../trap\n", "trap"),
        ("[core]\n\texcludesFile = trap\n", "trap"),
        ("[core]\n\tattributesFile = trap\n", "trap"),
        ("", ".gitmodules"),
        ("", ".gitattributes"),
        ("", "sub/.gitattributes"),
        ("", "sub/.gitignore"),
        ("", "new/deep/.gitignore"),
        ("", "new/deep/.gitattributes"),
    ] {
        let tree = repository();
        let config = tree.path().join(".git/config");
        let text = fs::read_to_string(&config).expect("a configuration") + lines;
        fs::write(&config, text).expect("a configuration");
        fifo(&tree.path().join(file));
        if file.starts_with("new/") {
            fs::write(tree.path().join("new/deep/c.py"), "x = 1\n").expect("a new file");
        }
        let what = format!("{lines:?} {file}");
        told(tree.path(), &["check", "--since", "HEAD"], b"").is_refused(&what, "FIFO");
    }
    // libgit2 goes where this program does not, and where a file is tracked that is hidden
    for (ignores, file) in [
        (".metricsignore", "new/deep/.gitignore"),
        (".gitignore", "sub/.gitignore"),
        (".gitignore", "sub/.gitattributes"),
    ] {
        let tree = repository();
        fs::write(tree.path().join(ignores), "new/\nsub/\n").expect("a new file");
        fifo(&tree.path().join(file));
        told(tree.path(), &["check", "--since", "HEAD"], b"").is_refused(ignores, "FIFO");
    }
    let tree = repository();
    fifo(&tree.path().join(".mailmap"));
    told(tree.path(), &["trend"], b"").is_refused(".mailmap", "FIFO");
}

#[test]
fn references_and_stores_that_lead_in_a_circle_come_to_an_end() {
    let tree = repository();
    for name in ["one", "two"] {
        symlink("..", tree.path().join(".git/refs/heads").join(name)).expect("a new link");
    }
    fs::write(
        tree.path().join(".git/objects/info/alternates"),
        "../objects\n../../.git/objects\n".repeat(20),
    )
    .expect("a new file");
    for command in COMMANDS {
        told(tree.path(), command, b"").is_sound(&format!("{command:?}"));
    }
}
