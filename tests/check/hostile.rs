//! Names and configurations from somebody who wishes ill.

use crate::project::{Project, nested, ran, times};
use crate::sinks::names;
use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::time::{Duration, Instant};

#[test]
fn a_warning_on_standard_error_is_escaped_too() {
    let project = Project::new(&[]);
    for name in names() {
        fs::write(project.path("").join(OsStr::from_bytes(&name)), "x = '\0'").expect("a new file");
    }
    let ran = project.check(&["-v"]);
    assert_eq!(ran.status, 2);
    assert!(!ran.err.chars().any(|c| c.is_control() && c != '\n'), "{}", ran.err);
    assert!(!ran.err.lines().any(|line| line.starts_with("::")), "{}", ran.err);
}

/// Twenty and more documents that cost much or mean two things.
fn documents() -> Vec<(&'static str, Vec<u8>)> {
    let bomb = |levels: usize| {
        let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
        for level in 1..levels {
            let all = vec![format!("*a{}", level - 1); 10].join(", ");
            writeln!(text, "a{level}: &a{level} [{all}]").expect("a String takes everything");
        }
        text + "exclude: *a5\n"
    };
    let repeat = |text: &str, times: usize| text.repeat(times).into_bytes();
    vec![
        ("alias bomb", bomb(9).into_bytes()),
        (
            "alias bomb in a known key",
            format!("exclude: &a [x]\ninclude: [{}]", vec!["*a"; 20_000].join(", ")).into_bytes(),
        ),
        ("nested lists", repeat("[", 100_000)),
        ("nested tables", repeat("{a: ", 25_000)),
        ("nested lists, closed", [repeat("[", 5_000), repeat("]", 5_000)].concat()),
        ("nested block lists", repeat("- ", 50_000)),
        ("explicit keys", repeat("? ", 50_000)),
        ("cycle", b"exclude: &a [*a]".to_vec()),
        ("NUL", b"limits: {}\n\0".to_vec()),
        ("NUL in a key", b"\"a\\0\": 1".to_vec()),
        ("two documents", b"limits: {}\n---\nlimits: {}\n".to_vec()),
        ("many documents", repeat("---\n", 50_000)),
        ("unknown key", b"limts: {}".to_vec()),
        ("duplicate key", b"limits: {}\nlimits: {}".to_vec()),
        ("duplicate key below", b"limits:\n  cyclomatic: 1\n  \"cyclomatic\": 2\n".to_vec()),
        ("not UTF-8", b"limits: \xff".to_vec()),
        ("UTF-16", b"\xff\xfel\0i\0".to_vec()),
        ("a tag", b"limits: !!python/object:os.system {}".to_vec()),
        ("a binary", b"exclude: [!!binary /////w==]".to_vec()),
        ("a scalar", b"just text".to_vec()),
        ("a number", b"42".to_vec()),
        ("huge number", b"jobs: 99999999999999999999999999".to_vec()),
        ("huge exponent", b"limits: {cyclomatic: 1e999999}".to_vec()),
        ("not a number", b"limits: {cyclomatic: .nan}".to_vec()),
        ("infinite", b"limits: {cyclomatic: .inf}".to_vec()),
        ("tabs", b"limits:\n\tcyclomatic: 1".to_vec()),
        ("long key", [repeat("k", 200_000), b": 1".to_vec()].concat()),
        ("long scalar", [b"baseline: ".to_vec(), repeat("../", 80_000)].concat()),
        ("unclosed quote", [b"baseline: \"".to_vec(), repeat("x\n", 100_000)].concat()),
        ("many keys", (0..20_000).flat_map(|n| format!("k{n}: 1\n").into_bytes()).collect()),
        ("many merges", [b"a: &a {x: 1}\n".to_vec(), repeat("<<: *a\n", 5_000)].concat()),
        ("too large", repeat("# comment\n", 30_000)),
        ("escape in text", b"baseline: \"\\e[31m../x\"".to_vec()),
        ("deep pattern", [b"exclude: [\"".to_vec(), repeat("{a,", 2_000), b"\"]".to_vec()].concat()),
        ("big pattern", [b"exclude: [\"".to_vec(), repeat("{a,b}", 30_000), b"\"]".to_vec()].concat()),
    ]
}

/// In a debug build, and on a machine that does other things too; a release build needs a hundredth of it.
const MOST: Duration = Duration::from_secs(5);

#[test]
fn a_hostile_configuration_is_refused_at_once_with_its_place() {
    let project = Project::new(&[("a.py", "x = 1\n")]);
    for (name, document) in documents() {
        fs::write(project.path(".metrics.yaml"), &document).expect("a new file");
        let start = Instant::now();
        let ran = project.run(&["config", "validate", ".metrics.yaml"]);
        let took = start.elapsed();
        assert_eq!(ran.status, 2, "{name}: {ran:?}");
        assert!(took < MOST, "{name} took {took:?}");
        let first = ran.err.lines().next().unwrap_or_default();
        let is_whole_file = ["too large", "not UTF-8", "UTF-16"].contains(&name);
        let place = first.strip_prefix("error: .metrics.yaml:").unwrap_or_default();
        let has_place = place.starts_with(|c: char| c.is_ascii_digit());
        assert!(has_place != is_whole_file, "{name}: {first}");
        assert!(first.len() < 1000, "{name}: {} bytes of message", first.len());
        assert!(ran.err.lines().count() <= 4, "{name}: {}", ran.err);
        assert!(!ran.err.chars().any(|c| c.is_control() && c != '\n'), "{name}");
    }
}

#[test]
fn a_mutated_configuration_is_taken_or_refused_and_never_more() {
    let project = Project::new(&[("a.py", "x = 1\n")]);
    let sample = include_bytes!("../cmd/config_errors.in/everything.yaml");
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed % below as u64).expect("small")
    };
    let alphabet = b"{}[]:,&*!|>'\"%@`#-? \n\t\0\xff19azx.";
    let path = project.path("m.yaml");
    for _ in 0..times(50_000, 2_000) {
        let mut bytes = sample.to_vec();
        for _ in 0..=random(4) {
            let at = random(bytes.len());
            match random(4) {
                0 => bytes[at] = alphabet[random(alphabet.len())],
                1 => bytes.insert(at, alphabet[random(alphabet.len())]),
                2 => drop(bytes.drain(at..(at + random(20)).min(bytes.len()))),
                _ => bytes.extend_from_within(at..(at + random(40)).min(bytes.len())),
            }
            if bytes.is_empty() {
                bytes.push(b'x');
            }
        }
        fs::write(&path, &bytes).expect("a file");
        let start = Instant::now();
        let result = code_metrics::config::validate(&path, &project.path(""), true);
        assert!(start.elapsed() < MOST, "{:?}", String::from_utf8_lossy(&bytes));
        if let Err(error) = result {
            let text: String = error.iter().map(ToString::to_string).collect();
            assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "{text:?}");
        }
    }
}

#[test]
fn a_repository_writes_and_reads_nothing_outside() {
    let outside = tempfile::tempdir().expect("a place for temporary files");
    let target = outside.path().to_str().expect("UTF-8");
    let project =
        Project::new(&[("r/.git/HEAD", ""), ("r/a.py", &nested("f", 12)), ("base.yaml", "limits: {}")]);
    std::os::unix::fs::symlink(outside.path(), project.path("r/link")).expect("a new link");
    std::os::unix::fs::symlink(project.path("base.yaml"), project.path("r/base.yaml")).expect("a new link");
    let before = project.files();
    for value in ["../x", target, "~/x", "link/x", "a/../../x", "link/../../x"] {
        for line in [
            format!("cache: {{directory: \"{value}\"}}"),
            format!("baseline: \"{value}\""),
            format!("extends: [\"{value}.yaml\"]"),
        ] {
            project.write("r/.metrics.yaml", &line);
            let ran = project.check(&["r"]);
            assert_eq!(ran.status, 2, "{line}");
            assert!(ran.err.starts_with("error: r/.metrics.yaml:1:"), "{line}: {}", ran.err);
        }
    }
    for line in
        ["report: [\"json=../x\"]", "report: [\"json=x\"]", "extends: [base.yaml]", "extends: [../base.yaml]"]
    {
        project.write("r/.metrics.yaml", line);
        assert_eq!(project.check(&["r"]).status, 2, "{line}");
    }
    fs::remove_file(project.path("r/.metrics.yaml")).expect("a file");
    // the user's own cache is where the user keeps it
    let written: Vec<_> = project.files().into_iter().filter(|path| !path.starts_with("no-home/")).collect();
    assert_eq!(written, before);
    assert_eq!(fs::read_dir(outside.path()).expect("a directory").count(), 0);
}

#[test]
fn files_that_extend_each_other_are_refused() {
    let project = Project::new(&[
        ("a.py", ""),
        (".metrics.yaml", "extends: [./b.yaml]"),
        ("b.yaml", "extends: [./c.yaml]"),
        ("c.yaml", "extends: [./b.yaml]"),
    ]);
    let ran = project.check(&[]);
    assert_eq!(ran.status, 2);
    assert!(
        ran.err.starts_with("error: c.yaml:1:11: the files extend each other in a circle"),
        "{}",
        ran.err
    );
    // each level twice: 2^n without a bound
    for level in 0..40 {
        let next = level + 1;
        project.write(&format!("l{level}.yaml"), &format!("extends: [./l{next}.yaml, ./l{next}.yaml]"));
    }
    project.write("l40.yaml", "{}");
    project.write(".metrics.yaml", "extends: [./l0.yaml]");
    let start = Instant::now();
    let ran = project.check(&[]);
    assert!(ran.status == 2 && ran.err.contains("more than 32 files extended"), "{ran:?}");
    assert!(start.elapsed() < MOST);
}

#[test]
fn a_configuration_that_is_no_file_is_not_opened() {
    let project = Project::new(&[("a.py", "")]);
    rustix::fs::mknodat(
        rustix::fs::CWD,
        project.path(".metrics.yaml"),
        rustix::fs::FileType::Fifo,
        0o644.into(),
        0,
    )
    .expect("a FIFO");
    let start = Instant::now();
    let ran = project.check(&[]);
    assert!(ran.status == 2 && ran.err.contains("not a regular file"), "{ran:?}");
    assert!(start.elapsed() < MOST);
    let mut command = project.command(&["check", "--config", "/dev/zero"]);
    assert_eq!(ran_status(&mut command), 2);
}

fn ran_status(command: &mut std::process::Command) -> i32 {
    ran(&command.output().expect("the program starts")).status
}
