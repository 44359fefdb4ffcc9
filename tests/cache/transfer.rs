//! A part of the cache as a file: whole or refused, merged by whoever has several, and nothing in it to be trusted.

use crate::store::{TODAY, key, load, open, place, rows, write_all};
use crate::support::{Counts, Finished, PROGRAM, Project, source};
use code_metrics::cache::{Bounds, CachePlace, ImportError, Imported, Reach, export, import};
use code_metrics::cache::{Compression, ContentKey, StoredRow, seal};
use code_metrics::language::by_name;
use code_metrics::model::FileMetrics;
use code_metrics::pipeline::{Generated, Means, measure_text};
use std::fs;
use std::io::Cursor;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::Command;

const AMPLE: Bounds = Bounds { max_age_days: 7, max_size: 1 << 30 };

fn measured() -> FileMetrics {
    let limits = Means {
        jobs: 1,
        max_file_size: 1 << 20,
        cpu_budget: std::time::Duration::from_secs(2),
        generated: Generated::Measure,
    };
    let course = code_metrics::course::Course::default();
    let python = by_name("python").unwrap();
    measure_text(Path::new("f.py"), b"def f(): pass\n".to_vec(), python, &limits, &course).unwrap().metrics
}

/// Rows with paths, stamps and sealed records.
fn sealed(numbers: Range<u64>) -> Vec<StoredRow> {
    let metrics = measured();
    let mut all = rows(numbers.clone(), 1);
    for (row, number) in all.iter_mut().zip(numbers) {
        row.record = Some((key(number), "python", seal(&key(number), &metrics, Compression::None)));
    }
    all
}

fn exported(place: &CachePlace, since: i64) -> Vec<u8> {
    let mut bytes = Vec::new();
    export(std::slice::from_ref(place), since, &mut bytes).unwrap();
    bytes
}

fn imported(directory: &Path, bytes: &[u8], today: i64) -> Result<Imported, ImportError> {
    import(Cursor::new(bytes), &[(place(directory), AMPLE)], today)
}

fn is_known(directory: &Path, key: ContentKey) -> bool {
    open(directory).find(&key).unwrap().is_some()
}

#[test]
fn what_was_used_lately_goes_over_and_no_path_with_it() {
    let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut store = open(from.path());
    write_all(&mut store, &sealed(0..10), TODAY - 3);
    write_all(&mut store, &sealed(10..30), TODAY);
    drop(store);
    let bytes = exported(&place(from.path()), TODAY - 2);
    assert_eq!(imported(to.path(), &bytes, TODAY).unwrap(), Imported { new: 20, known: 0 });
    assert_eq!(load(&open(to.path()), &Reach::Everything), (0, 0), "no path is known");
    assert!(!is_known(to.path(), key(9)) && is_known(to.path(), key(10)));
    assert_eq!(imported(to.path(), &bytes, TODAY).unwrap(), Imported { new: 0, known: 20 });
    assert!(!bytes.windows(5).any(|part| part == b"/repo"));
}

#[test]
fn several_are_merged_whatever_their_order_to_the_same_bytes() {
    let merged = [[0, 1, 2], [2, 1, 0]].map(|order| {
        let to = tempfile::tempdir().unwrap();
        for part in order {
            let from = tempfile::tempdir().unwrap();
            write_all(&mut open(from.path()), &sealed(part * 10..part * 10 + 15), TODAY);
            let known = imported(to.path(), &exported(&place(from.path()), 0), TODAY).unwrap();
            assert_eq!(known.new + known.known, 15);
        }
        assert!((0..35).all(|number| is_known(to.path(), key(number))));
        exported(&place(to.path()), 0)
    });
    assert!(merged[0] == merged[1]);
}

#[test]
fn days_of_use_are_handed_on_and_none_is_in_the_future() {
    let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut store = open(from.path());
    write_all(&mut store, &sealed(0..3), TODAY - 5);
    write_all(&mut store, &sealed(3..6), TODAY + 1000);
    drop(store);
    imported(to.path(), &exported(&place(from.path()), 0), TODAY).unwrap();
    let stats = open(to.path()).stats(TODAY).unwrap();
    assert_eq!((stats.oldest_use_days, stats.newest_use_days), (Some(5), Some(0)));
    // what is too old for the cache that takes it in does not stay
    imported(to.path(), &exported(&place(from.path()), 0), TODAY + 3).unwrap();
    assert!(!is_known(to.path(), key(0)) && is_known(to.path(), key(3)));
}

#[test]
fn every_cut_and_every_flipped_bit_is_refused_and_leaves_nothing() {
    let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    write_all(&mut open(from.path()), &sealed(0..2), TODAY);
    let whole = exported(&place(from.path()), 0);
    let refused = |bytes: &[u8]| {
        matches!(imported(to.path(), bytes, TODAY), Err(ImportError::Foreign(_) | ImportError::Damaged(_)))
    };
    for length in 0..whole.len() {
        assert!(refused(&whole[..length]), "the first {length} bytes");
    }
    for bit in 0..whole.len() * 8 {
        let mut damaged = whole.clone();
        damaged[bit / 8] ^= 1 << (bit % 8);
        assert!(refused(&damaged), "bit {bit}");
    }
    assert!(refused(&[whole.as_slice(), b"x"].concat()) && refused(b"# a text\n".repeat(9).as_slice()));
    assert!(!place(to.path()).directory.exists(), "not even a cache was made");
    let message = imported(to.path(), b"metrics cache export 2\n", TODAY).unwrap_err().to_string();
    assert_eq!(message, "an export in a form that this version does not know");
    // a damaged record does not leave the machine
    let connection = rusqlite::Connection::open(place(from.path()).directory.join("cache-v2.db")).unwrap();
    connection.execute("UPDATE measures SET record = x'00' WHERE id = 1", []).unwrap();
    drop(connection);
    assert_eq!(imported(to.path(), &exported(&place(from.path()), 0), TODAY).unwrap().new, 1);
}

fn cache(project: &Project, arguments: &[&str]) -> Finished {
    let mut command = Command::new(PROGRAM);
    command.arg("cache").args(arguments).current_dir(project.root());
    command.env("METRICS_CACHE_DIR", project.cache()).output().unwrap().into()
}

#[test]
fn another_machine_reads_every_file_and_parses_none() {
    let project = Project::new(30);
    project.settle();
    let truth = project.truth();
    project.check(&truth);
    assert_eq!(cache(&project, &["export", "kept", "--days", "0"]).report, "exported 30 contents\n");
    assert_eq!(cache(&project, &["clear"]).report, "removed\n");
    let taken = cache(&project, &["import", "kept", "kept"]);
    assert_eq!(taken.report, "imported 30 contents; 30 were known already\n", "{}", taken.messages);
    assert_eq!(project.check(&truth).counts(), Counts { by_content: 30, ..Counts::default() });
    assert_eq!(project.check(&truth).counts(), Counts { by_stat: 30, ..Counts::default() });
}

#[test]
fn what_is_refused_is_named_in_one_line_with_what_to_do() {
    let project = Project::new(3);
    project.run();
    cache(&project, &["export", "kept"]);
    let whole = fs::read(project.root().join("kept")).unwrap();
    fs::write(project.root().join("cut"), &whole[..whole.len() - 1]).unwrap();
    fs::write(project.root().join("text"), "no export\n").unwrap();
    cache(&project, &["clear"]);
    for (file, why) in [
        ("cut", "damaged: it is cut short"),
        ("text", "not an export of this cache"),
        ("/dev/null", "not a regular file"),
        ("absent", "No such file or directory"),
    ] {
        let run = cache(&project, &["import", "kept", file]);
        assert_eq!((run.code, run.report.as_str()), (Some(2), ""), "{file}");
        assert!(run.messages.starts_with(&format!("error: {file}: {why}")), "{}", run.messages);
        assert!(run.messages.lines().count() <= 2, "{}", run.messages);
        assert_eq!(project.run_with(&["--no-cache"]).code, Some(0));
    }
    assert!(cache(&project, &["stats"]).report.contains("0 contents of 0 paths"), "all or nothing");
}

/// The steps of a job of the recipe that run commands.
fn steps(job: &str) -> Vec<String> {
    let page = fs::read_to_string("docs/cache.md").unwrap();
    let recipe = page.split("```yaml\n").nth(1).unwrap().split("```").next().unwrap();
    let recipe: serde_json::Value = serde_yaml::from_str(recipe).unwrap();
    let steps = recipe["jobs"][job]["steps"].as_array().unwrap().iter();
    steps.filter_map(|step| Some(step["run"].as_str()?.to_owned())).collect()
}

/// Runs the steps of a job on a machine of its own, which has some files; gives those that it leaves.
fn job(name: &str, part: &str, files: &[(&str, Vec<u8>)]) -> PathBuf {
    let machine = tempfile::tempdir().unwrap().keep();
    for (path, content) in files {
        fs::create_dir_all(machine.join(path).parent().unwrap()).unwrap();
        fs::write(machine.join(path), content).unwrap();
    }
    let programs = Path::new(PROGRAM).parent().unwrap().to_str().unwrap();
    let path = format!("{programs}:{}", std::env::var("PATH").unwrap());
    for step in steps(name) {
        let step = step.replace("${{ matrix.part }}", part);
        let mut shell = Command::new("bash");
        shell.args(["-ec", &step]).current_dir(&machine).env("PATH", &path).env("CI", "true");
        let done = shell.env("METRICS_CACHE_DIR", machine.join("cache")).output().unwrap();
        assert!(done.status.success(), "{step}: {}", String::from_utf8_lossy(&done.stderr));
    }
    machine
}

#[test]
fn the_recipe_for_jobs_keeps_the_cache_between_them() {
    let sources: Vec<(String, Vec<u8>)> = (0..10)
        .map(|number| (format!("{}/f{number}.py", ["one", "two"][number % 2]), source(number).into_bytes()))
        .collect();
    let mut kept: Option<Vec<u8>> = None;
    for missed in [5, 0] {
        let mut parts = Vec::new();
        for part in ["one", "two"] {
            let mut files: Vec<_> =
                sources.iter().map(|(path, text)| (path.as_str(), text.clone())).collect();
            files.extend(kept.clone().map(|kept| ("kept.metrics-cache", kept)));
            let machine = job("part", part, &files);
            let stats: serde_json::Value =
                serde_json::from_slice(&fs::read(machine.join("stats.json")).unwrap()).unwrap();
            assert_eq!((&stats["cache"]["missed"], &stats["cache"]["by_stat"]), (&missed.into(), &0.into()));
            let name = format!("part-{part}.metrics-cache");
            parts.push((name.clone(), fs::read(machine.join(name)).unwrap()));
            fs::remove_dir_all(machine).unwrap();
        }
        let parts: Vec<_> = parts.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())).collect();
        let machine = job("merge", "", &parts);
        let merged = fs::read(machine.join("kept.metrics-cache")).unwrap();
        assert!(kept.is_none_or(|kept| kept == merged), "the same contents give the same bytes");
        kept = Some(merged);
        fs::remove_dir_all(machine).unwrap();
    }
}
