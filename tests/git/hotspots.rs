//! Each function, file and directory has the changes that were made to it, whatever it was called and wherever it stood.

use crate::repository::{METRICS, Scratch, verdict};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// A function of the model, and how often it was really changed.
#[derive(Clone)]
struct Made {
    file: String,
    name: String,
    lines: Vec<String>,
    changes: u64,
}

impl Made {
    /// A new one that says what no other says; creating it is its first change.
    fn new(file: &str, name: &str, seed: usize) -> Made {
        let mut lines: Vec<String> =
            (0..seed % 4 + 2).map(|n| format!("if a{n} == {seed}: b{seed}({n})")).collect();
        lines.push(format!("return c{seed}"));
        Made { file: file.to_owned(), name: name.to_owned(), lines, changes: 1 }
    }

    fn text(&self) -> String {
        let mut text = format!("def {}(a0, a1, a2, a3, a4, a5):\n", self.name);
        for line in &self.lines {
            let _ = writeln!(text, "    {line}");
        }
        text
    }
}

/// A repository and what is known of it.
struct History {
    scratch: Scratch,
    made: Vec<Made>,
    /// How often each file was changed, by its last name.
    files: BTreeMap<String, u64>,
    commits: usize,
}

impl History {
    /// Fifty functions in ten files.
    fn new() -> History {
        let made: Vec<Made> =
            (0..50).map(|n| Made::new(&format!("pkg/m{}.py", n / 5), &format!("f{n}"), n)).collect();
        let files = made.iter().map(|it| (it.file.clone(), 1)).collect();
        let history = History { scratch: Scratch::new(), made, files, commits: 0 };
        history.write();
        history
    }

    fn write(&self) {
        let mut texts: BTreeMap<&str, String> = BTreeMap::new();
        for it in &self.made {
            texts.entry(&it.file).or_default().push_str(&it.text());
        }
        for (name, text) in &texts {
            self.scratch.write(name, text);
        }
    }

    fn commit(&mut self) {
        let author = ["Ada", "Grace", "ada"][self.commits % 3];
        self.commits += 1;
        self.scratch.git(&["add", "-A"]);
        let mut git = self.scratch.command("git", "");
        git.args(["commit", "-qm", "a commit"]).env("GIT_AUTHOR_NAME", author);
        git.env("GIT_AUTHOR_EMAIL", format!("{author}@b.c"));
        assert!(git.status().unwrap().success());
    }

    fn written(&mut self) {
        self.write();
        self.commit();
    }

    /// Changes functions in one commit.
    fn edit(&mut self, which: &[usize]) {
        for &at in which {
            let commits = self.commits;
            self.made[at].lines.insert(1, format!("if a1 == d{commits}: e{at}()"));
            self.made[at].changes += 1;
        }
        self.touch_files(which);
        self.written();
    }

    fn touch_files(&mut self, which: &[usize]) {
        let mut names: Vec<String> = which.iter().map(|&at| self.made[at].file.clone()).collect();
        names.sort();
        names.dedup();
        for name in names {
            *self.files.entry(name).or_default() += 1;
        }
    }

    fn rename_file(&mut self, old: &str, new: &str) {
        self.scratch.git(&["mv", old, new]);
        self.made.iter_mut().filter(|it| it.file == old).for_each(|it| new.clone_into(&mut it.file));
        let count = self.files.remove(old).unwrap();
        self.files.insert(new.to_owned(), count);
    }

    /// What is true, by path and name.
    fn truth(&self) -> BTreeMap<(String, String), u64> {
        self.made.iter().map(|it| ((it.file.clone(), it.name.clone()), it.changes)).collect()
    }

    fn told(&self, arguments: &[&str]) -> Value {
        let output =
            self.scratch.metrics(&[&["hotspots", "--no-cache", "--format=json"], arguments].concat());
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// What is told, by path and name.
    fn functions(&self) -> BTreeMap<(String, String), u64> {
        let told = self.told(&[]);
        let row = |row: &Value| {
            let text = |key: &str| row[key].as_str().unwrap().to_owned();
            ((text("path"), text("name")), row["changes"].as_u64().unwrap())
        };
        told["hotspots"].as_array().unwrap().iter().map(row).collect()
    }

    fn told_files(&self) -> BTreeMap<String, u64> {
        let told = self.told(&["--by=file"]);
        let row = |row: &Value| (row["path"].as_str().unwrap().to_owned(), row["changes"].as_u64().unwrap());
        told["hotspots"].as_array().unwrap().iter().map(row).collect()
    }
}

/// Fifty functions with edits, renames, moves, splits, reverts, a branch, and what does not count.
fn hand_made() -> History {
    let mut it = History::new();
    it.scratch.write(".mailmap", "Ada <Ada@b.c>\nAda <ada@b.c>\n");
    it.commit();
    it.edit(&[0, 1, 2]);
    it.edit(&[0]);
    it.edit(&[0, 7, 31]);
    // Another name, and the same text.
    "renamed".clone_into(&mut it.made[3].name);
    it.touch_files(&[3]);
    it.written();
    it.edit(&[3]);
    // Another name and another text, between the same neighbours.
    "renamed_and_edited".clone_into(&mut it.made[11].name);
    it.edit(&[11]);
    // To another file, which was there before.
    it.touch_files(&[20]);
    "pkg/m0.py".clone_into(&mut it.made[20].file);
    it.touch_files(&[20]);
    it.written();
    it.edit(&[20]);
    // A file with another name, one with another name and another text, and one in another directory.
    it.rename_file("pkg/m5.py", "pkg/n5.py");
    it.written();
    it.edit(&[25, 26]);
    it.rename_file("pkg/m6.py", "pkg/n6.py");
    it.edit(&[30]);
    std::fs::create_dir(it.scratch.path("deep")).unwrap();
    it.rename_file("pkg/m7.py", "deep/m7.py");
    it.written();
    it.edit(&[35]);
    // A part of one becomes another one.
    let tail = it.made[42].lines.split_off(2);
    let mut part = Made::new("pkg/m8.py", "part_of_f42", 90);
    part.lines.extend(tail);
    it.made.push(part);
    it.edit(&[42]);
    // Taken back.
    it.edit(&[45, 46]);
    it.scratch.git(&["revert", "--no-edit", "HEAD"]);
    for at in [45, 46] {
        it.made[at].lines.remove(1);
        it.made[at].changes += 1;
    }
    it.touch_files(&[45, 46]);
    // Gone, and back.
    let mut gone = it.made.remove(49);
    it.touch_files(&[48]);
    it.written();
    it.scratch.git(&["revert", "--no-edit", "HEAD"]);
    gone.changes += 2;
    it.made.push(gone);
    it.made.swap(49, 50);
    it.touch_files(&[48]);
    it.branch();
    it.what_does_not_count();
    it
}

impl History {
    /// Edits on two lines, one of them with a move, and a merge.
    fn branch(&mut self) {
        self.scratch.git(&["checkout", "-qb", "side"]);
        let before = self.made.clone();
        self.edit(&[5, 15]);
        self.rename_file("pkg/m3.py", "pkg/n3.py");
        self.edit(&[15]);
        let side = std::mem::replace(&mut self.made, before);
        self.scratch.git(&["checkout", "-q", "main"]);
        self.edit(&[6]);
        self.scratch.git(&["merge", "-q", "-m", "merge", "side"]);
        let edited = self.made[6].clone();
        self.made = side;
        self.made[6] = edited;
        self.edit(&[5, 6, 15]);
    }

    fn what_does_not_count(&mut self) {
        // Indentation and blank lines.
        let text = std::fs::read_to_string(self.scratch.path("pkg/m0.py")).unwrap();
        self.scratch.write("pkg/m0.py", &text.replace("    ", "        ").replace("def ", "\n\ndef "));
        self.commit();
        self.written();
        // A commit that is to be ignored, and the one that says so.
        self.edit(&[8, 9]);
        for at in [8, 9] {
            self.made[at].changes -= 1;
        }
        *self.files.get_mut("pkg/m1.py").unwrap() -= 1;
        let ignored = self.scratch.git(&["rev-parse", "HEAD"]);
        self.scratch.write(".git-blame-ignore-revs", &format!("# reformatted\n{ignored}"));
        self.commit();
        self.edit(&[8]);
    }
}

#[test]
fn fifty_functions_have_the_changes_that_were_made() {
    let history = hand_made();
    assert_eq!(history.functions(), history.truth());
    assert_eq!(history.told_files(), history.files);
}

#[test]
fn a_score_is_changes_times_complexity_and_authors_are_people() {
    let history = hand_made();
    let told = history.told(&[]);
    assert_eq!(told["formula"], "changes × cognitive");
    let rows = told["hotspots"].as_array().unwrap();
    for row in rows {
        let of = |key: &str| row[key].as_u64().unwrap();
        assert_eq!(of("score"), of("changes") * of("complexity"), "{row}");
        let authors = row["authors"].as_array().unwrap();
        assert_eq!(authors.iter().map(|it| it["changes"].as_u64().unwrap()).sum::<u64>(), of("changes"));
        assert!(authors.len() <= 3, "Somebody, Ada and Grace: {row}");
    }
    let scores: Vec<u64> = rows.iter().map(|row| row["score"].as_u64().unwrap()).collect();
    assert!(scores.is_sorted_by(|a, b| a >= b));
    let counts = |key: &str| told["left_out"][key].as_u64().unwrap();
    assert_eq!((counts("merges"), counts("ignored")), (1, 1));
    let all: u64 = history.scratch.git(&["rev-list", "--count", "HEAD"]).trim().parse().unwrap();
    assert_eq!(told["commits"].as_u64().unwrap() + 2 + counts("idle"), all);
    let directories = history.told(&["--by=directory", "--metric=cyclomatic"]);
    assert_eq!(directories["formula"], "changes × cyclomatic.total");
    let of = |at: usize, key: &str| directories["hotspots"][at][key].clone();
    assert_eq!((of(0, "path"), of(1, "path"), of(1, "changes")), ("pkg".into(), "deep".into(), 2.into()));
}

#[test]
fn a_window_and_a_part_count_less() {
    let history = hand_made();
    let told = history.told(&["--since", "HEAD~1", "pkg"]);
    let rows = told["hotspots"].as_array().unwrap();
    assert_eq!((rows.len(), &rows[0]["name"], &rows[0]["changes"]), (1, &"f8".into(), &1.into()));
    let part = history.told(&["deep"]);
    let names: Vec<&Value> = part["hotspots"].as_array().unwrap().iter().map(|row| &row["path"]).collect();
    assert!(names.len() == 5 && names.iter().all(|path| **path == "deep/m7.py"), "{names:?}");
    let refused = history.scratch.metrics(&["hotspots", "--no-cache", "--by=file", "--metric=nesting"]);
    assert_eq!(verdict(&refused), (Some(2), "error: nesting: no measure of files\n".to_owned()));
}

#[test]
fn what_changes_together_is_told_with_its_share_of_the_commits() {
    let mut history = History::new();
    history.commit();
    for _ in 0..6 {
        history.edit(&[0, 5]);
    }
    history.edit(&[5]);
    history.edit(&[0, 40]);
    let told = history.told(&["--coupling"]);
    let pair = |one: usize, other: usize| {
        let row = &told["coupled"][0];
        assert_eq!(row["one"]["path"], format!("pkg/m{one}.py"));
        assert_eq!(row["other"]["path"], format!("pkg/m{other}.py"));
        (row["common"].as_u64().unwrap(), row["changes"].clone(), row["share"].as_f64().unwrap())
    };
    let (common, changes, share) = pair(0, 1);
    assert_eq!((common, changes), (7, serde_json::json!([8, 8])));
    assert!((share - 7.0 / 9.0).abs() < 1e-12, "{share}");
    assert_eq!(told["coupled"].as_array().unwrap().len(), 1, "one common commit may be chance");
}

#[test]
fn a_shallow_clone_does_not_blame_its_first_commit() {
    let history = hand_made();
    let url = format!("file://{}", history.scratch.path("").display());
    let clone = history.scratch.beside("clone");
    history.scratch.git(&["clone", "-q", "--depth=2", &url, clone.to_str().unwrap()]);
    let mut metrics = history.scratch.command(METRICS, "");
    metrics.current_dir(&clone).args(["hotspots", "--no-cache", "--format=json"]);
    let output = metrics.output().unwrap();
    assert!(String::from_utf8_lossy(&output.stderr).starts_with("note: the clone is shallow: "));
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    let rows = told["hotspots"].as_array().unwrap();
    assert_eq!((rows.len(), &rows[0]["name"]), (1, &"f8".into()));
}
