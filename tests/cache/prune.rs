//! What must go goes at once, in place or by copying what stays; what stays is whole, whoever is looking on.

use crate::store::{TODAY, key, load, open, place, rows, shares, write_all};
use crate::support::{Project, at_scale};
use code_metrics::cache::{Bounds, CachePlace, Pruned, Reach, Store, prune};
use std::fs;
use std::path::Path;
use std::time::Duration;

/// A hundred rows for each of the last ten days.
fn ten_days(directory: &Path) -> Store {
    let mut store = open(directory);
    for day in 0..10 {
        write_all(&mut store, &rows(day * 100..(day + 1) * 100, 1000), TODAY - 9 + day.cast_signed());
    }
    store
}

fn in_days(days: u32) -> Bounds {
    Bounds { max_age_days: days, max_size: u64::MAX }
}

fn file_size(directory: &Path) -> u64 {
    fs::metadata(directory.join("cache/cache-v2.db")).unwrap().len()
}

/// The youngest hundreds are there, with their paths and their sums, and nothing else.
fn assert_stays(directory: &Path, hundreds: u64) {
    let store = open(directory);
    let all = usize::try_from(hundreds * 100).unwrap();
    assert_eq!(load(&store, &Reach::Everything), (all, all));
    assert_eq!(store.find(&key(999)).unwrap(), Some(vec![7; 1000]));
    assert_eq!(store.find(&key(1000 - hundreds * 100)).unwrap(), Some(vec![7; 1000]));
    assert_eq!(store.find(&key(999 - hundreds * 100)).unwrap(), None);
    assert_eq!(shares(&store), [("python".to_owned(), hundreds * 100, hundreds * 100_000)]);
}

#[test]
fn a_few_go_in_place_and_most_by_copying_what_stays() {
    for (days, stays) in [(7, 8), (5, 6), (4, 5), (1, 2)] {
        let directory = tempfile::tempdir().unwrap();
        drop(ten_days(directory.path()));
        let before = file_size(directory.path());
        let (pruned, left) = prune(&place(directory.path()), &in_days(days), TODAY).unwrap();
        let gone = 1000 - stays * 100;
        assert_eq!(pruned, Pruned { measures: gone, paths: gone }, "{days} days");
        assert_stays(directory.path(), stays);
        let is_copied = stays <= 5;
        assert_eq!(file_size(directory.path()) < before, is_copied, "{days} days");
        assert!(left < before && (!is_copied || left == file_size(directory.path())), "{left} of {before}");
    }
}

#[test]
fn a_size_bounds_what_stays_to_the_last_used() {
    for max_size in [600_000, 300_000, 0] {
        let directory = tempfile::tempdir().unwrap();
        drop(ten_days(directory.path()));
        let bounds = Bounds { max_age_days: 100, max_size };
        let (pruned, left) = prune(&place(directory.path()), &bounds, TODAY).unwrap();
        assert!(left <= max_size || pruned.measures == 1000, "{left} of {max_size}");
        let (paths, records) = load(&open(directory.path()), &Reach::Everything);
        let gone = Pruned { measures: 1000 - records as u64, paths: 1000 - paths as u64 };
        assert_eq!(gone, pruned);
        let is_there = |number| open(directory.path()).find(&key(number)).unwrap().is_some();
        assert!(pruned.measures == 1000 || (is_there(999) && is_there(pruned.measures)));
        assert!(!is_there(pruned.measures.saturating_sub(1)));
    }
}

#[test]
fn a_cache_that_was_given_much_more_than_it_may_hold_holds_that() {
    let (directory, bound) = (tempfile::tempdir().unwrap(), 64 << 20);
    let mut store = open(directory.path());
    let (count, step) = (at_scale(1_000_000, 20_000) as u64, 10_000);
    for start in (0..count).step_by(step) {
        write_all(&mut store, &rows(start..start + step as u64, 300), TODAY);
        let log = fs::metadata(directory.path().join("cache/cache-v2.db-wal")).map_or(0, |file| file.len());
        assert!(log <= bound, "{log}");
    }
    drop(store);
    let bounds = Bounds { max_age_days: 7, max_size: bound };
    let (_, left) = prune(&place(directory.path()), &bounds, TODAY).unwrap();
    assert!(left <= bound, "{left}");
    assert!(load(&open(directory.path()), &Reach::Everything).1 as u64 <= count);
}

#[test]
fn what_is_too_old_takes_nothing_else_with_it() {
    let directory = tempfile::tempdir().unwrap();
    let size = ten_days(directory.path()).size().unwrap();
    let bounds = Bounds { max_age_days: 8, max_size: size + 1 };
    let (pruned, _) = prune(&place(directory.path()), &bounds, TODAY).unwrap();
    assert_eq!(pruned, Pruned { measures: 100, paths: 100 });
    assert_stays(directory.path(), 9);
}

#[test]
fn a_database_in_use_is_not_taken_away() {
    let directory = tempfile::tempdir().unwrap();
    let reader = ten_days(directory.path());
    let (pruned, _) = prune(&place(directory.path()), &in_days(1), TODAY).unwrap();
    assert_eq!(pruned, Pruned { measures: 800, paths: 800 });
    assert_eq!(load(&reader, &Reach::Everything), (200, 200), "it sees the same database");
    drop(reader);
    assert_stays(directory.path(), 2);
}

#[test]
fn two_that_prune_at_once_remove_no_more_than_one() {
    for round in 0..at_scale(20, 4) {
        let directory = tempfile::tempdir().unwrap();
        drop(ten_days(directory.path()));
        let cache = CachePlace { wait: Duration::from_mins(1), ..place(directory.path()) };
        let days = [7, 1][round % 2];
        let prune = || prune(&cache, &in_days(days), TODAY).unwrap().0;
        let gone = std::thread::scope(|scope| {
            let other = scope.spawn(prune);
            prune().measures + other.join().unwrap().measures
        });
        let stays = u64::from(days) + 1;
        assert_eq!(gone, 1000 - stays * 100, "round {round}");
        assert_stays(directory.path(), stays);
    }
}

#[test]
fn nothing_to_prune_is_not_an_error_and_makes_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let nowhere = place(directory.path());
    assert_eq!(prune(&nowhere, &in_days(1), TODAY).unwrap(), (Pruned::default(), 0));
    assert!(!nowhere.directory.exists());
}

// A release build has no places at which it can be told to end.
#[cfg(debug_assertions)]
#[test]
fn a_prune_that_ends_before_the_copy_takes_its_place_loses_nothing() {
    let project = Project::new(20);
    let truth = project.truth();
    for _ in 0..at_scale(5, 1) {
        project.check(&truth);
        let mut command = project.prune(&["--max-size", "1kB"]);
        assert!(!command.env("METRICS_TEST_ABORT", "compact").output().unwrap().status.success());
        assert!(project.cache().join("cache-v2.db.new").exists());
        assert_eq!(project.check(&truth).counts().missed, 0);
        let finished = project.prune(&["--max-size", "1kB"]).output().unwrap();
        assert!(String::from_utf8(finished.stdout).unwrap().starts_with("removed 20 contents and 20 paths"));
        assert!(!project.cache().join("cache-v2.db.new").exists());
        assert_eq!(project.integrity(), "ok");
    }
}
