//! Edits that hide: the content changes, and the time and the size of the file do not (C10, C11).

use crate::found::found;
use crate::support::{Project, at_scale};
use code_metrics::cache::{Bounds, CachePlace, CacheSetup, Clock, Compression, Starting, Store, now, unseal};
use code_metrics::course::Course;
use code_metrics::language::by_name;
use code_metrics::model::{Outcome, RecallCounts};
use code_metrics::pipeline::{Generated, Means, key_space, measure_or_recall, measure_text};
use std::fs::{self, File, FileTimes};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Two sources of the same size, with complexity 2 and 1.
const BEFORE: &str = "def f(x):\n    return x and 1\n";
const AFTER: &str = "def f(x):\n    return x +   1\n";

const LIMITS: Means = Means {
    jobs: 2,
    max_file_size: 1 << 20,
    cpu_budget: Duration::from_secs(2),
    generated: Generated::Measure,
};

fn run(project: &Project, clock: Clock) -> (Outcome, RecallCounts) {
    let bounds = Bounds { max_age_days: 7, max_size: 1 << 30 };
    let settings = CacheSetup {
        place: CachePlace::of_tree(&project.cache()),
        bounds,
        compression: Compression::None,
        trust_stamps: true,
        languages: &["python"],
        clock,
    };
    let starting = Starting::new(settings, &[project.source()]).unwrap();
    let cache = starting.wait();
    let outcome = measure_or_recall(&found(&project.source()), &LIMITS, &Course::default(), Some(&cache));
    let counts = cache.counts();
    assert_eq!(cache.finish(), None);
    (outcome, counts)
}

const HOUR: i64 = 3_600_000_000_000;

fn in_an_hour() -> i64 {
    now() + HOUR
}

fn an_hour_ago() -> i64 {
    now() - HOUR
}

/// The clocks of runs to which the stamps of new files are old, young, or in the future.
const CLOCKS: [(&str, Clock); 3] = [("old", in_an_hour), ("young", now), ("future", an_hour_ago)];

/// Does something to a file; tells whether its content is the other one then.
type Event = fn(&Path) -> bool;

fn restored(path: &Path, edit: impl FnOnce(&Path)) {
    let modified = path.metadata().unwrap().modified().unwrap();
    edit(path);
    File::options()
        .write(true)
        .open(path)
        .unwrap()
        .set_times(FileTimes::new().set_modified(modified))
        .unwrap();
}

fn twin(path: &Path) -> std::path::PathBuf {
    path.with_extension("twin")
}

const EVENTS: [(&str, Event); 12] = [
    ("edit at once", |path| {
        fs::write(path, AFTER).unwrap();
        true
    }),
    ("edit and touch -d", |path| {
        restored(path, |path| fs::write(path, AFTER).unwrap());
        true
    }),
    ("cp -p", |path| {
        restored(path, |path| {
            fs::write(twin(path), AFTER).unwrap();
            fs::copy(twin(path), path).unwrap();
        });
        true
    }),
    ("tar x", |path| {
        restored(path, |path| {
            fs::remove_file(path).unwrap();
            fs::write(path, AFTER).unwrap();
        });
        true
    }),
    ("edit by a hard link", |path| {
        restored(path, |path| {
            fs::hard_link(path, twin(path)).unwrap();
            fs::write(twin(path), AFTER).unwrap();
        });
        true
    }),
    ("mv over it", |path| {
        restored(path, |path| {
            fs::write(twin(path), AFTER).unwrap();
            fs::rename(twin(path), path).unwrap();
        });
        true
    }),
    ("sed -i", |path| {
        let old = path.metadata().unwrap().modified().unwrap();
        let new = File::create(twin(path)).unwrap();
        std::io::Write::write_all(&mut &new, AFTER.as_bytes()).unwrap();
        new.set_times(FileTimes::new().set_modified(old)).unwrap();
        fs::rename(twin(path), path).unwrap();
        true
    }),
    ("unlink and create", |path| {
        fs::remove_file(path).unwrap();
        fs::write(path, AFTER).unwrap();
        true
    }),
    ("swap of the directory", |path| {
        // the other directory was made in advance, so that no stamp of its file changes now
        let directory = path.parent().unwrap();
        let other = directory.with_extension("other");
        fs::rename(directory, directory.with_extension("away")).unwrap();
        fs::rename(other, directory).unwrap();
        true
    }),
    ("chmod", |path| {
        let mut rights = path.metadata().unwrap().permissions();
        rights.set_readonly(true);
        fs::set_permissions(path, rights).unwrap();
        false
    }),
    ("ln", |path| {
        fs::hard_link(path, twin(path)).unwrap();
        false
    }),
    ("rename there and back", |path| {
        fs::rename(path, twin(path)).unwrap();
        fs::rename(twin(path), path).unwrap();
        false
    }),
];

/// Makes files with `BEFORE`, each in a directory with a twin directory of the same age that holds `AFTER`.
fn project(files: usize) -> Project {
    let project = Project::empty();
    let time = FileTimes::new().set_modified(std::time::SystemTime::now());
    for number in 0..files {
        for (directory, text) in [(format!("d{number}"), BEFORE), (format!("d{number}.other"), AFTER)] {
            let extension = if text == BEFORE { "py" } else { "kept" };
            project.write(&format!("{directory}/f.{extension}"), text);
            let path = project.source().join(format!("{directory}/f.{extension}"));
            File::options().write(true).open(path).unwrap().set_times(time).unwrap();
        }
    }
    // the walk must not find the twins before they are swapped in; a rename changes their stamps only here
    for number in 0..files {
        let other = project.source().join(format!("d{number}.other"));
        fs::rename(other.join("f.kept"), other.join("f.py")).unwrap();
        fs::write(other.join(".ignore"), "").unwrap();
    }
    fs::write(project.source().join(".ignore"), "*.other/\n*.away/\n").unwrap();
    project
}

#[test]
fn no_edit_goes_unseen_whatever_it_does_to_the_stamps() {
    let files = at_scale(300, 50);
    let mut seen = 0;
    for (event_name, event) in EVENTS {
        for (age, clock) in CLOCKS {
            let project = project(files);
            run(&project, clock);
            let mut expected = 2;
            for number in 0..files {
                let is_changed = event(&project.source().join(format!("d{number}/f.py")));
                expected = if is_changed { 1 } else { 2 };
            }
            for again in 0..2 {
                let (outcome, _) = run(&project, clock);
                assert_eq!(outcome.records.len(), files, "{event_name}, {age}");
                for record in outcome.records {
                    let complexity = record.metrics.cyclomatic.max;
                    assert_eq!(
                        complexity,
                        expected,
                        "{event_name}, {age}, {again}: {}",
                        record.path.display()
                    );
                    seen += 1;
                }
            }
        }
    }
    assert_eq!(seen, 12 * 3 * files * 2);
}

#[test]
fn without_an_event_old_stamps_are_enough_and_others_are_not() {
    let project = project(40);
    for (age, clock) in [CLOCKS[2], CLOCKS[0]] {
        let (first, _) = run(&project, clock);
        let (second, counts) = run(&project, clock);
        assert_eq!(first.records, second.records);
        let expected = if age == "old" { (40, 0) } else { (0, 40) };
        assert_eq!((counts.by_stat, counts.by_content), expected, "{age}");
    }
}

#[test]
fn what_is_read_while_it_is_written_is_stored_under_its_own_content() {
    let project = Project::empty();
    let texts = [crate::support::source(3).repeat(4), crate::support::source(9).repeat(3)];
    project.write("f.py", &texts[0]);
    let stop = AtomicBool::new(false);
    let scans = at_scale(1000, 150);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !stop.load(Ordering::Relaxed) {
                for text in &texts {
                    // truncated first, so that a reader may see any part of it
                    let mut file = File::create(project.source().join("f.py")).unwrap();
                    for part in text.as_bytes().chunks(40) {
                        std::io::Write::write_all(&mut file, part).unwrap();
                    }
                }
            }
        });
        for _ in 0..scans {
            run(&project, in_an_hour);
        }
        stop.store(true, Ordering::Relaxed);
    });
    let python = by_name("python").unwrap();
    let space = key_space(python);
    let store = Store::open(&CachePlace::of_tree(&project.cache())).unwrap().0;
    let mut found = std::collections::BTreeSet::new();
    for text in &texts {
        for end in 0..=text.len() {
            let part = &text.as_bytes()[..end];
            let key = space.key(part);
            let Some(sealed) = store.find(&key).unwrap() else { continue };
            found.insert(key);
            let truth =
                measure_text(Path::new("f.py"), part.to_vec(), python, &LIMITS, &Course::default()).unwrap();
            assert_eq!(unseal(&key, &sealed, &["python"]), Some(truth.metrics), "the first {end} bytes");
        }
    }
    assert_eq!(
        found.len() as u64,
        store.stats(0).unwrap().entries,
        "every row is of a content that was there"
    );
}
