//! The hook that `metrics install-hook` writes, run by git itself.

use crate::repository::{METRICS, Scratch, function, verdict};
use std::fs;
use std::path::Path;
use std::process::Output;

/// Runs git with `metrics` to be found.
fn commit(scratch: &Scratch, message: &str) -> Output {
    let mut git = scratch.command("git", "");
    let path = std::env::var("PATH").unwrap();
    let own = Path::new(METRICS).parent().unwrap();
    git.env("PATH", format!("{}:{path}", own.display())).env("METRICS_NO_CACHE", "1");
    git.args(["commit", "-qm", message]).output().unwrap()
}

#[test]
fn a_bad_commit_is_refused_and_a_good_one_passes() {
    let scratch = Scratch::new();
    scratch.commit(&[("a.py", &function("old", 12))]);
    let hook = scratch.path(".git/hooks/pre-commit");
    let told = format!("{}: installed\n", hook.display());
    assert_eq!(String::from_utf8(scratch.metrics(&["install-hook"]).stdout).unwrap(), told);
    scratch.write("b.py", &function("tangled", 30));
    scratch.git(&["add", "."]);
    let refused = commit(&scratch, "bad");
    assert_eq!(refused.status.code(), Some(1));
    let told = [refused.stdout, refused.stderr].concat();
    assert!(String::from_utf8_lossy(&told).contains("tangled"));
    scratch.write("b.py", &function("simple", 3));
    scratch.write("a.py", &format!("{}{}", function("old", 12), function("another", 2)));
    scratch.git(&["add", "."]);
    let passed = commit(&scratch, "good");
    assert!(passed.status.success(), "{}", String::from_utf8_lossy(&passed.stderr));
    assert_eq!(scratch.git(&["log", "--format=%s"]), "good\na commit\n");
}

#[test]
fn a_foreign_hook_is_never_replaced() {
    let scratch = Scratch::new();
    let hook = scratch.path(".git/hooks/pre-commit");
    Scratch::script(&hook, "make lint");
    let before = fs::read(&hook).unwrap();
    let message = format!(
        "error: {}: there is a hook already, and it is not replaced\nhelp: have your hook run `metrics check --staged`\n",
        hook.display()
    );
    assert_eq!(verdict(&scratch.metrics(&["install-hook"])), (Some(2), message));
    assert_eq!(fs::read(&hook).unwrap(), before);
}

#[test]
fn the_hook_can_be_asked_for_and_taken_away_and_a_foreign_one_stays() {
    let scratch = Scratch::new();
    let hook = scratch.path(".git/hooks/pre-commit");
    let told = |option: &[&str]| {
        let output = scratch.metrics(&[&["install-hook"], option].concat());
        let text = String::from_utf8(output.stdout).unwrap();
        let what = text.trim_end().strip_prefix(&format!("{}: ", hook.display())).map(str::to_owned);
        (output.status.code(), what.unwrap_or_default())
    };
    assert_eq!(told(&["--status"]), (Some(1), "not installed".to_owned()));
    assert_eq!(told(&[]), (Some(0), "installed".to_owned()));
    assert_eq!(told(&["--status"]), (Some(0), "installed".to_owned()));
    assert_eq!(told(&["--uninstall"]), (Some(0), "uninstalled".to_owned()));
    assert!(!hook.exists());
    Scratch::script(&hook, "make lint");
    assert_eq!(told(&["--status"]), (Some(1), "not installed".to_owned()));
    assert_eq!(told(&["--uninstall"]), (Some(0), "not installed".to_owned()));
    assert!(hook.exists());
}

#[test]
fn the_hooks_path_of_the_repository_counts() {
    let scratch = Scratch::new();
    scratch.git(&["config", "core.hooksPath", "tools/hooks"]);
    assert!(scratch.metrics(&["install-hook"]).status.success());
    assert!(scratch.path("tools/hooks/pre-commit").is_file());
    assert!(!scratch.path(".git/hooks/pre-commit").exists());
}

#[test]
fn a_hooks_path_of_several_repositories_is_left_alone() {
    let scratch = Scratch::new();
    let shared = scratch.beside("shared-hooks");
    scratch.git(&["config", "core.hooksPath", shared.to_str().unwrap()]);
    let (status, message) = verdict(&scratch.metrics(&["install-hook"]));
    assert_eq!(status, Some(2));
    assert!(message.contains("core.hooksPath leads out of the repository"), "{message}");
    assert!(!shared.exists());
}

#[test]
fn what_the_system_refuses_is_nothing_that_another_hook_helps_with() {
    let scratch = Scratch::new();
    scratch.write("file", "");
    scratch.git(&["config", "core.hooksPath", "file/hooks"]);
    let (status, message) = verdict(&scratch.metrics(&["install-hook"]));
    assert_eq!(status, Some(2));
    assert!(message.ends_with("Not a directory (os error 20)\n"), "{message}");
}

#[test]
fn the_worktrees_of_a_repository_share_its_hook() {
    let scratch = Scratch::new();
    scratch.commit(&[("a.py", &function("a", 2))]);
    let tree = scratch.beside("tree");
    scratch.git(&["worktree", "add", "-q", tree.to_str().unwrap()]);
    assert!(scratch.metrics_in(tree.to_str().unwrap(), &["install-hook"]).status.success());
    assert!(scratch.path(".git/hooks/pre-commit").is_file());
}
