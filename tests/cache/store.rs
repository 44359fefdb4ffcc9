//! The tables: what goes in comes out, two processes see the same, bounds are kept.

use code_metrics::cache::{Bounds, CachePlace, ContentKey, FileState, Reach, Store, StoredRow, clear};
use code_metrics::model::FileStamp;
use std::path::Path;

pub(crate) const TODAY: i64 = 20_000;

pub(crate) fn key(number: u64) -> ContentKey {
    let mut key = [0; 32];
    key[..8].copy_from_slice(&number.to_le_bytes());
    ContentKey(key)
}

fn state(number: u64) -> FileState {
    let stamp = FileStamp { device: 1, inode: number, size: 2, modified: 3, changed: 4 };
    FileState {
        stamp,
        trusted: true,
        measured: true,
        skippable: false,
        host: [1; 8],
        space: [2; 8],
        key: key(number),
    }
}

fn row(number: u64, size: usize) -> StoredRow {
    let path = format!("/repo/{number:06}.py").into_bytes();
    StoredRow {
        state: Some((path, state(number), Vec::new())),
        record: Some((key(number), "python", vec![7; size])),
    }
}

pub(crate) fn rows(numbers: std::ops::Range<u64>, size: usize) -> Vec<StoredRow> {
    numbers.map(|number| row(number, size)).collect()
}

pub(crate) fn place(directory: &Path) -> CachePlace {
    CachePlace::of_tree(&directory.join("cache"))
}

pub(crate) fn open(directory: &Path) -> Store {
    Store::open(&place(directory)).unwrap().0
}

pub(crate) fn write_all(store: &mut Store, rows: &[StoredRow], today: i64) {
    let mut written = 0;
    while written < rows.len() {
        written += store.write(&rows[written..], today).unwrap();
    }
}

/// Number of paths of a scope, and of those with a record.
pub(crate) fn load(store: &Store, scope: &Reach) -> (usize, usize) {
    let (mut paths, mut records) = (0, 0);
    store
        .load(scope, |found| {
            assert_eq!(FileState::decode(found.path, found.state).unwrap().0.key.0.len(), 32);
            paths += 1;
            records += usize::from(found.record.is_some());
        })
        .unwrap();
    (paths, records)
}

/// Languages with their numbers of contents and bytes.
pub(crate) fn shares(store: &Store) -> Vec<(String, u64, u64)> {
    let stats = store.stats(TODAY).unwrap();
    stats.languages.into_iter().map(|share| (share.language, share.entries, share.bytes)).collect()
}

#[test]
fn the_bundled_sqlite_has_the_repaired_write_ahead_log() {
    assert!(rusqlite::version_number() >= 3_051_003, "{}", rusqlite::version());
}

#[test]
fn rows_come_back_by_path_by_directory_and_by_content() {
    let directory = tempfile::tempdir().unwrap();
    let mut store = open(directory.path());
    assert!(store.is_empty().unwrap());
    write_all(&mut store, &rows(0..10, 5), TODAY);
    drop(store);
    let store = open(directory.path());
    assert!(!store.is_empty().unwrap());
    assert_eq!(load(&store, &Reach::Below(b"/repo/".to_vec())), (10, 10));
    assert_eq!(load(&store, &Reach::Below(b"/".to_vec())), (10, 10));
    assert_eq!(load(&store, &Reach::Below(b"/wor/".to_vec())), (0, 0));
    assert_eq!(load(&store, &Reach::File(b"/repo/000003.py".to_vec())), (1, 1));
    assert_eq!(store.find(&key(3)).unwrap(), Some(vec![7; 5]));
    assert_eq!(store.find(&key(99)).unwrap(), None);
}

#[test]
fn a_content_is_stored_once_and_the_sums_follow() {
    let directory = tempfile::tempdir().unwrap();
    let mut store = open(directory.path());
    write_all(&mut store, &rows(0..10, 100), TODAY);
    let mut again = row(3, 40);
    again.state.as_mut().unwrap().0 = b"/elsewhere/copy.py".to_vec();
    write_all(&mut store, &[again], TODAY + 1);
    let stats = store.stats(TODAY + 1).unwrap();
    assert_eq!((stats.entries, stats.paths), (10, 11));
    assert_eq!(shares(&store), [("python".to_owned(), 10, 940)]);
    assert_eq!((stats.oldest_use_days, stats.newest_use_days), (Some(1), Some(0)));
}

#[test]
fn what_was_not_used_for_too_long_goes() {
    let directory = tempfile::tempdir().unwrap();
    let mut store = open(directory.path());
    write_all(&mut store, &rows(0..5, 100), TODAY);
    let bounds = Bounds { max_age_days: 7, max_size: u64::MAX };
    let used = [&b"/repo/000001.py"[..], b"/repo/000002.py"];
    assert_eq!(store.touch(&used, TODAY + 3).unwrap(), 2);
    let kept = store.prune(&bounds, TODAY + 7, &|| false).unwrap();
    assert_eq!((kept.measures, kept.paths), (0, 0), "seven days are not too long");
    let gone = store.prune(&bounds, TODAY + 8, &|| false).unwrap();
    assert_eq!((gone.measures, gone.paths), (3, 3));
    assert_eq!(load(&store, &Reach::Below(b"/repo/".to_vec())), (2, 2));
    assert_eq!(shares(&store), [("python".to_owned(), 2, 200)]);
}

#[test]
fn the_size_is_bounded_and_the_least_recently_used_goes_first() {
    const CAP: u64 = 2 << 20;
    let directory = tempfile::tempdir().unwrap();
    let mut store = open(directory.path());
    let bounds = Bounds { max_age_days: 7, max_size: CAP };
    for day in 0..5 {
        write_all(&mut store, &rows(day * 1000..(day + 1) * 1000, 1000), TODAY + day.cast_signed());
        store.prune(&bounds, TODAY + 5, &|| false).unwrap();
        assert!(store.size().unwrap() <= CAP);
    }
    assert_eq!(store.find(&key(0)).unwrap(), None);
    assert!(store.find(&key(4999)).unwrap().is_some());
    let stats = store.stats(TODAY + 1).unwrap();
    assert_eq!(shares(&store), [("python".to_owned(), stats.entries, stats.entries * 1000)]);
}

#[test]
fn clearing_takes_every_row_and_leaves_the_directory_usable() {
    let directory = tempfile::tempdir().unwrap();
    let mut store = open(directory.path());
    write_all(&mut store, &rows(0..10, 100), TODAY);
    drop(store);
    assert!(clear(&place(directory.path())).unwrap());
    assert!(!clear(&place(directory.path())).unwrap());
    assert!(open(directory.path()).is_empty().unwrap());
    assert!(!clear(&CachePlace::of_tree(&directory.path().join("nothing"))).unwrap());
}
