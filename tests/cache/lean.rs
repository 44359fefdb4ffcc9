//! A check reads no record that cannot matter, and nobody sees that in what it says.

use crate::support::{Counts, PROGRAM, Project};
use std::fmt::Write as _;
use std::process::Command;

/// Numbers that are the same each time.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }

    fn one_of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }
}

/// A source with functions and classes of every size; some with comments that excuse, some that are no Python.
fn source(random: &mut Random) -> String {
    let mut text = String::new();
    for number in 0..random.below(5) {
        let indent = if random.below(3) == 0 { "    " } else { "" };
        if !indent.is_empty() {
            writeln!(text, "class C{number}:").unwrap();
        }
        let excuse = match random.below(12) {
            0 => "  # metrics: ignore[cyclomatic] -- it is a table",
            1 => "  # noqa: C901",
            2 => "  # metrics: ignore[cognitive, nesting] -- it is old",
            _ => "",
        };
        let parameters = ["a", "b", "c", "d"][..random.below(5)].join(", ");
        writeln!(text, "{indent}def f{number}({parameters}):{excuse}").unwrap();
        let levels = random.below(6);
        for level in 0..levels {
            writeln!(text, "{indent}    {}if x{level} and y:", "    ".repeat(level)).unwrap();
        }
        writeln!(text, "{indent}    {}pass", "    ".repeat(levels)).unwrap();
    }
    if random.below(15) == 0 {
        text += "def broken(:\n    return )\n";
    }
    text
}

/// A configuration with limits of every kind, and now and then overrides.
fn configuration(random: &mut Random) -> String {
    const METRICS: [&str; 12] = [
        "cyclomatic",
        "cyclomatic_mccabe",
        "cognitive",
        "nesting",
        "parameters",
        "loc",
        "halstead.volume",
        "methods",
        "weighted_methods",
        "raw.lloc",
        "maintainability",
        "cyclomatic.average",
    ];
    const OF_FUNCTIONS: &[&str] = METRICS.split_at(7).0;
    let limit = |random: &mut Random, metrics: &[&str]| {
        let (metric, number) = (random.one_of(metrics), random.below(12));
        let (is_low, is_neutral) = (metric == "maintainability", metric == "raw.lloc");
        match random.below(5) {
            0 if is_low || is_neutral => format!("{metric}: {{min: {number}}}"),
            1 => format!("{metric}: {{warn: {number}}}"),
            2 => format!("{metric}: off"),
            3 if !is_low => format!("{metric}: {{warn: {number}, max: {}}}", number + 3),
            _ => format!("{metric}: {number}"),
        }
    };
    let mut text = String::from("limits:\n");
    let mut seen = Vec::new();
    for _ in 0..random.below(5) {
        let line = limit(random, &METRICS);
        let name = line.split(':').next().unwrap_or_default().to_owned();
        if !seen.contains(&name) {
            writeln!(text, "  {line}").unwrap();
            seen.push(name);
        }
    }
    if seen.is_empty() {
        text = String::new();
    }
    if random.below(2) == 0 {
        text += "overrides:\n";
        for _ in 0..=random.below(2) {
            let whom = random.one_of(&[
                "paths: [\"d1/**\"]",
                "functions: [\"f1\"]",
                "functions: [\"C*\"]",
                "languages: [python]",
                "paths: [\"nowhere/**\"]",
                "paths: [\"d2/**\"], functions: [\"*2\"]",
            ]);
            let expires = random.one_of(&["", ", expires: 2020-01-01"]);
            let limit = limit(random, if whom.contains("functions") { OF_FUNCTIONS } else { &METRICS });
            writeln!(text, "  - {{{whom}, limits: {{{limit}}}, reason: why{expires}}}").unwrap();
        }
    }
    text + random.one_of(&["", "compat: true\n", "parse_errors: error\n"])
}

/// A report on what tests ran of some files, lines that are not there among them.
fn report(random: &mut Random) -> String {
    let mut text = String::new();
    for number in 0..12 {
        if random.below(5) == 0 {
            continue;
        }
        let folder = random.one_of(&["", "", "ci/build/"]);
        writeln!(text, "SF:{folder}d{}/f{number}.py", number % 3).unwrap();
        for line in 1..random.below(30) {
            if random.below(4) > 0 {
                writeln!(text, "DA:{line},{}", random.below(2)).unwrap();
            }
        }
        text += "end_of_record\n";
    }
    text + "SF:elsewhere.py\nDA:1,1\nend_of_record\n"
}

/// What a check says, on both streams, and its status; without the line about its cache.
fn check(project: &Project, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(PROGRAM);
    command.arg("check").args(arguments).current_dir(project.source()).env_remove("CI");
    let done = command.env("METRICS_CACHE_DIR", project.cache()).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let messages = text(done.stderr);
    let messages: Vec<&str> = messages.lines().filter(|line| !line.starts_with("cache: ")).collect();
    (done.status.code(), text(done.stdout), messages.join("\n"))
}

/// Reads no cache and keeps all records, because the page shows them.
const WHOLE: &[&str] = &["--no-cache", "--report", "html=../page.html"];

#[test]
fn a_check_says_the_same_with_and_without_the_records_that_do_not_matter() {
    let rounds = crate::support::at_scale(300, 25);
    let mut random = Random(7);
    let mut statuses = [0; 3];
    for round in 0..rounds {
        let project = Project::empty();
        for number in 0..12 {
            project.write(&format!("d{}/f{number}.py", number % 3), &source(&mut random));
        }
        let configuration = configuration(&mut random);
        project.write(".metrics.yaml", &configuration);
        project.settle();
        let more: &[&str] = [&[][..], &["--strict"], &["--fail-fast"], &["--allow-skipped"]][random.below(4)];
        if random.below(4) == 0 {
            let mut create = Command::new(PROGRAM);
            create.args(["baseline", "create", "-q"]).current_dir(project.source());
            create.env("METRICS_NO_CACHE", "1").output().unwrap();
        }
        let covered: &[&str] = match random.below(3) {
            0 => &["--coverage", "cov.info", "--limit", "crap=20"],
            1 => &["--coverage", "cov.info", "--limit", "crap=3", "--limit", "coverage=40"],
            _ => &[],
        };
        project.write("cov.info", &report(&mut random));
        project.settle();
        let arguments = |own: &[&'static str]| [own, more, covered, &["--report", "json"]].concat();
        let truth = check(&project, &arguments(WHOLE));
        assert!(!truth.1.is_empty(), "round {round}: {configuration}\n{}", truth.2);
        for pass in ["cold", "warm", "again"] {
            let found = check(&project, &arguments(&[]));
            assert!(found == truth, "round {round}, {pass}: {configuration}\n{found:?}\n{truth:?}");
        }
        // an edit, a record that is gone, and perhaps another report
        project.write("d1/f1.py", &source(&mut random));
        if random.below(2) == 0 {
            project.write("cov.info", &report(&mut random));
        }
        let database = rusqlite::Connection::open(project.database()).unwrap();
        database.execute("DELETE FROM measures WHERE id % 5 = 0", []).unwrap();
        drop(database);
        let truth = check(&project, &arguments(WHOLE));
        for pass in ["edited", "edited, warm", "edited, again"] {
            let found = check(&project, &arguments(&[]));
            assert!(found == truth, "round {round}, {pass}: {configuration}\n{found:?}\n{truth:?}");
        }
        statuses[usize::try_from(truth.0.unwrap()).unwrap()] += 1;
    }
    assert!(statuses[0] > 0 && statuses[1] > rounds / 4, "statuses {statuses:?}");
}

#[test]
fn a_file_that_keeps_every_limit_needs_no_record() {
    let project = Project::new(20);
    project.settle();
    let check = |limit: &str| {
        let mut command = Command::new(PROGRAM);
        command.args(["check", "--no-config", "--timings", "-v", "--limit", limit]);
        command.current_dir(project.source()).env_remove("CI");
        let run: crate::support::Finished =
            command.env("METRICS_CACHE_DIR", project.cache()).output().unwrap().into();
        (run.code, run.counts())
    };
    let all = Counts { by_stat: 20, ..Counts::default() };
    assert_eq!(check("cyclomatic=9"), (Some(0), Counts { missed: 20, ..Counts::default() }));
    assert_eq!(check("cyclomatic=9"), (Some(0), all));
    let database = rusqlite::Connection::open(project.database()).unwrap();
    database.execute("UPDATE measures SET record = x'00'", []).unwrap();
    // no record opens any more, and none is looked for
    assert_eq!(check("cyclomatic=9"), (Some(0), all));
    let broken = check("cyclomatic=1");
    assert_eq!(broken.0, Some(1));
    assert!(broken.1.missed + broken.1.stale + broken.1.by_content > 0, "{:?}", broken.1);
}
