//! Records of former contents: a class that neither evicts those of files as they are nor is evicted by them.

use crate::store::{key, load, open, rows, write_all};
use crate::support::Project;
use code_metrics::cache::{
    Bounds, CacheClass, CachePlace, CacheSetup, Compression, ContentKey, HistoryCache, Pruned, Reach, Store,
    prune,
};
use code_metrics::course::Course;
use code_metrics::language::by_name;
use code_metrics::model::FileMetrics;
use code_metrics::pipeline::{Generated, Means, key_space, measure_text};
use std::path::Path;
use std::time::Duration;

const DAY: i64 = 86_400_000_000_000;
const TODAY: i64 = 20_000;

const AMPLE: Bounds = Bounds { max_age_days: 30, max_size: 1 << 30 };

fn setup(directory: &Path, bounds: Bounds, clock: fn() -> i64) -> CacheSetup {
    let place = CachePlace { class: CacheClass::History, ..CachePlace::of_tree(&directory.join("cache")) };
    let (compression, languages): (_, &'static [&'static str]) = (Compression::None, &["python"]);
    CacheSetup { place, bounds, compression, trust_stamps: false, languages, clock }
}

fn history(directory: &Path) -> HistoryCache {
    HistoryCache::open(setup(directory, AMPLE, || TODAY * DAY))
}

fn measured(number: usize) -> FileMetrics {
    let limits = Means {
        jobs: 1,
        max_file_size: 1 << 20,
        cpu_budget: Duration::from_secs(2),
        generated: Generated::Measure,
    };
    let (text, python) = (crate::support::source(number).into_bytes(), by_name("python").unwrap());
    measure_text(Path::new("f.py"), text, python, &limits, &Course::default()).unwrap().metrics
}

fn blobs(count: u8) -> Vec<ContentKey> {
    let space = key_space(by_name("python").unwrap());
    (0..count).map(|number| space.blob(&[number; 20])).collect()
}

#[test]
fn what_was_added_is_found_again_in_the_order_of_the_keys() {
    let directory = tempfile::tempdir().unwrap();
    let (keys, truth): (_, Vec<FileMetrics>) = (blobs(5), (0..5).map(measured).collect());
    let mut cache = history(directory.path());
    assert_eq!(cache.find(&keys), vec![None; 5]);
    for at in [0, 2, 4] {
        cache.add(keys[at], &truth[at]);
    }
    assert_eq!(cache.close(), None);
    let mut again = history(directory.path());
    let expected = [Some(&truth[0]), None, Some(&truth[2]), None, Some(&truth[4])].map(Option::<&_>::cloned);
    assert_eq!(again.find(&keys), expected);
    again.add(keys[0], &truth[0]);
    assert_eq!(again.close(), None);
    let place = setup(directory.path(), AMPLE, || 0).place;
    assert_eq!(Store::open_existing(&place).unwrap().unwrap().stats(TODAY).unwrap().entries, 3);
}

fn fill(cache: &mut HistoryCache) {
    let metrics = measured(3);
    for key in blobs(100) {
        cache.add(key, &metrics);
    }
}

#[test]
fn neither_class_evicts_the_other() {
    let directory = tempfile::tempdir().unwrap();
    let mut tree = open(directory.path());
    write_all(&mut tree, &rows(0..200, 1000), TODAY);
    drop(tree);
    let mut cache = history(directory.path());
    fill(&mut cache);
    assert_eq!(cache.close(), None);
    let nothing = Bounds { max_age_days: 7, max_size: 0 };
    let place = setup(directory.path(), AMPLE, || 0).place;
    assert_eq!(prune(&place, &nothing, TODAY).unwrap().0, Pruned { measures: 100, paths: 0 });
    let tree = open(directory.path());
    assert_eq!(load(&tree, &Reach::Everything), (200, 200));
    assert!(tree.find(&key(199)).unwrap().is_some());
    drop(tree);
    let mut cache = history(directory.path());
    fill(&mut cache);
    assert_eq!(cache.close(), None);
    let tree = CachePlace { class: CacheClass::Tree, ..place };
    assert_eq!(prune(&tree, &nothing, TODAY).unwrap().0.measures, 200);
    assert!(history(directory.path()).find(&blobs(100)).iter().all(Option::is_some));
}

#[test]
fn what_was_not_asked_for_in_its_days_goes_and_what_was_stays() {
    let directory = tempfile::tempdir().unwrap();
    let keys = blobs(4);
    let mut cache = history(directory.path());
    for key in &keys {
        cache.add(*key, &measured(1));
    }
    assert_eq!(cache.close(), None);
    let in_twenty_days = setup(directory.path(), AMPLE, || (TODAY + 20) * DAY);
    let mut cache = HistoryCache::open(in_twenty_days);
    assert!(cache.find(&keys[..2]).iter().all(Option::is_some));
    assert_eq!(cache.close(), None);
    // closing tidies up when something was written
    let mut cache = HistoryCache::open(setup(directory.path(), AMPLE, || (TODAY + 40) * DAY));
    cache.add(blobs(5)[4], &measured(2));
    assert_eq!(cache.close(), None);
    let found = HistoryCache::open(setup(directory.path(), AMPLE, || (TODAY + 40) * DAY)).find(&keys);
    assert_eq!(found.iter().map(Option::is_some).collect::<Vec<_>>(), [true, true, false, false]);
}

#[test]
fn a_damaged_history_is_started_anew_and_the_tree_is_left_alone() {
    let project = Project::new(6);
    project.run();
    drop(history(project.root()));
    let place = setup(project.root(), AMPLE, || 0).place;
    let database = place.directory.join("cache-v2-history.db");
    std::fs::write(&database, "no database\n".repeat(1000)).unwrap();
    let mut cache = history(project.root());
    cache.add(blobs(1)[0], &measured(1));
    let warning = cache.close();
    assert_eq!(warning.as_deref(), Some("cache: it was damaged and has been started anew"));
    assert_eq!(project.run().counts().missed, 0);
    assert!(history(project.root()).find(&blobs(1))[0].is_some());
}
