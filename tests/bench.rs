//! What a matrix of runs says, and what becomes of a comparison. No time decides here: saved measurements are edited.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod surroundings;

use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::Output;

fn tree() -> tempfile::TempDir {
    let tree = tempfile::tempdir().unwrap();
    fs::create_dir(tree.path().join("src")).unwrap();
    for number in 0..12 {
        let text = format!("def f{number}(x):\n    return x or {number}\n");
        fs::write(tree.path().join(format!("src/{number}.py")), text).unwrap();
    }
    tree
}

fn bench(directory: &Path, arguments: &[&str]) -> Output {
    let mut command = surroundings::program();
    command.current_dir(directory).args(["bench", "src", "--rounds", "1"]).args(arguments).output().unwrap()
}

fn read(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

/// Saves a measurement of one run after something in it was changed.
fn edited(directory: &Path, change: impl Fn(&mut Value)) {
    let mut value = read(&directory.join("saved.json"));
    change(&mut value);
    fs::write(directory.join("edited.json"), value.to_string()).unwrap();
}

const ONE: [&str; 4] = ["--jobs", "1", "--cache", "warm"];

fn compared(directory: &Path) -> (Option<i32>, String) {
    let run = bench(directory, &[&ONE[..], &["--compare", "edited.json", "--save", "edited.json"]].concat());
    (run.status.code(), String::from_utf8(run.stderr).unwrap())
}

#[test]
fn each_run_of_the_matrix_is_a_row_and_says_what_its_cache_did() {
    let tree = tree();
    let run = bench(tree.path(), &["--files", "4,all", "--jobs", "1,2", "--cache", "off,cold,warm"]);
    assert!(run.status.success(), "{run:?}");
    let report: Value = serde_json::from_slice(&run.stdout).unwrap();
    assert_eq!(report["tree"]["files"], 12);
    let cells = report["cells"].as_array().unwrap();
    let keys: Vec<Value> = cells.iter().map(|it| json!([it["files"], it["jobs"], it["cache"]])).collect();
    let expected = [4, 12].into_iter().flat_map(|files| {
        [1, 2]
            .into_iter()
            .flat_map(move |jobs| ["off", "cold", "warm"].map(|cache| json!([files, jobs, cache])))
    });
    assert_eq!(keys, expected.collect::<Vec<_>>());
    for cell in cells {
        let recalled = match cell["cache"].as_str().unwrap() {
            "off" => Value::Null,
            "cold" => json!(0.0),
            _ => json!(1.0),
        };
        assert_eq!(cell["recalled"], recalled, "{cell}");
        for name in ["wall_seconds", "cpu_seconds", "cpu_yardsticks", "files_per_second"] {
            assert!(cell[name].as_f64().unwrap() > 0.0, "{cell}");
        }
        assert!(!cfg!(target_os = "linux") || cell["memory_bytes"].as_u64().unwrap() > 1 << 20, "{cell}");
    }
}

#[test]
fn what_became_worse_is_named_and_never_takes_the_place_of_what_was() {
    let tree = tree();
    assert!(bench(tree.path(), &[&ONE[..], &["--save", "saved.json"]].concat()).status.success());
    edited(tree.path(), |it| {
        it["cells"][0]["cpu_yardsticks"] = json!(1e-9);
        it["cells"][0]["recalled"] = json!(1.5);
        if !it["cells"][0]["memory_bytes"].is_null() {
            it["cells"][0]["memory_bytes"] = json!(1 << 20);
        }
    });
    let before = read(&tree.path().join("edited.json"));
    let (status, told) = compared(tree.path());
    assert_eq!(status, Some(1), "{told}");
    for worse in
        ["times the CPU time, at most 1.10", "the cache recognised 100.0 % of the files, and 150.0 % before"]
    {
        assert!(told.contains("worse: files 12, jobs 1, cache warm: ") && told.contains(worse), "{told}");
    }
    assert!(!cfg!(target_os = "linux") || told.contains("times the memory, at most 1.10"), "{told}");
    assert_eq!(read(&tree.path().join("edited.json")), before);
    edited(tree.path(), |it| it["cells"][0]["cpu_yardsticks"] = json!(1e9));
    let (status, told) = compared(tree.path());
    assert_eq!(status, Some(0), "{told}");
    assert!(read(&tree.path().join("edited.json"))["cells"][0]["cpu_yardsticks"].as_f64().unwrap() < 1e6);
}

type Change = fn(&mut Value);

#[test]
fn what_cannot_be_compared_is_said_and_is_no_success() {
    let tree = tree();
    assert!(bench(tree.path(), &[&ONE[..], &["--save", "saved.json"]].concat()).status.success());
    let changes: [(Change, &str); 5] = [
        (|it| it["tree"]["files"] = json!(11), "the saved runs are of a tree of 11 files with"),
        (|it| it["build"] = json!("other"), "the saved runs are of a build for other, these of"),
        (|it| it["system"] = json!("other"), "the saved runs are of a system other, these of"),
        (|it| it["cells"] = json!([]), "the saved runs have none with files 12, jobs 1, cache warm"),
        (|it| *it = json!([1]), "no measurement that `metrics bench --save` wrote"),
    ];
    for (change, expected) in changes {
        edited(tree.path(), change);
        let (status, told) = compared(tree.path());
        assert_eq!(status, Some(2), "{told}");
        assert!(told.starts_with(&format!("error: edited.json: {expected}")), "{told}\n{expected}");
    }
    for (arguments, expected) in [
        (&["--files", "13"][..], "error: 13 files were asked for, and 12 can be measured\n"),
        (&["--compare", "nowhere.json"], "error: nowhere.json: "),
        (&["--save", "a.json", "-o", "a.json"], "error: `--save` and `--output` name one file\n"),
    ] {
        let run = bench(tree.path(), arguments);
        let told = String::from_utf8(run.stderr).unwrap();
        assert_eq!(run.status.code(), Some(2), "{told}");
        assert!(told.starts_with(expected) && run.stdout.is_empty(), "{told}");
    }
    fs::write(tree.path().join("metrics.yaml"), "cache: {enabled: false}\n").unwrap();
    let run = bench(tree.path(), &ONE);
    let told = String::from_utf8(run.stderr).unwrap();
    assert_eq!(run.status.code(), Some(2), "{told}");
    assert!(told.contains("turns the cache off"), "{told}");
}
