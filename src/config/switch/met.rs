//! Tests of what was misread in configurations of real projects: their shapes, not their texts.

use super::*;

fn told(files: &[(&str, &str)]) -> (Vec<String>, Vec<String>) {
    let found = ForeignLimits::read(files.iter().copied());
    let limit = |it: &ForeignLimit| {
        format!("{} {}", it.metric, it.max.map_or("off".to_owned(), |max| max.to_string()))
    };
    let why = |it: &Unread| it.why.clone();
    (found.limits.iter().map(limit).collect(), found.unread.iter().map(why).collect())
}

#[test]
fn a_hook_without_a_number_takes_that_of_the_tools_own_configuration() {
    let hook = "repos:\n- repo: x\n  hooks:\n  - id: complexipy\n    files: ^src/\n";
    let workflow = "jobs:\n  lint:\n    steps:\n    - run: uv run complexipy src\n";
    let configured = ("complexipy.toml", "max-complexity-allowed = 100\nexclude = [\"legacy\"]\n");
    let files = [configured, (".pre-commit-config.yaml", hook), (".github/workflows/ci.yml", workflow)];
    assert_eq!(told(&files).0, ["cognitive 100", "cognitive off"]);
    assert_eq!(told(&files[1..]).0, ["cognitive 15", "cognitive 15"], "nothing else says a number");
    let number =
        "repos:\n- repo: x\n  hooks:\n  - id: complexipy\n    args: [--max-complexity-allowed, \"30\"]\n";
    let both = [configured, (".pre-commit-config.yaml", number)];
    assert_eq!(
        told(&both).0,
        ["cognitive 100", "cognitive off", "cognitive 30"],
        "a number on the line counts"
    );
}

#[test]
fn a_command_that_a_shell_is_given_is_read() {
    let makefile =
        "style:\n\t$(DOCKER_RUN) bash -c \"poetry run xenon --max-absolute B --max-modules A shop\"\n";
    assert_eq!(told(&[("Makefile", makefile)]).0, ["cyclomatic 10", "cyclomatic.average 5"]);
    let hook =
        "repos:\n- repo: local\n  hooks:\n  - id: cc\n    entry: timeout 30 /bin/sh -ec 'lizard -C 12 src'\n";
    assert_eq!(told(&[(".pre-commit-config.yaml", hook)]).0, ["cyclomatic 12"]);
    assert_eq!(told(&[("Makefile", "\tbash -c bash -c\n\tbash -c 'bash -c \"bash -c'\n")]).0, [""; 0]);
}

#[test]
fn what_may_fail_gates_on_nothing_and_that_is_said() {
    let workflow = "      run: |\n        flake8 . --count --exit-zero --max-complexity=10 --statistics\n        \
                    lizard -C 10 src || true\n        xenon --max-absolute B src || exit 1\n";
    let (limits, unread) = told(&[(".github/workflows/ci.yml", workflow)]);
    assert_eq!(limits, ["cyclomatic 10"], "xenon's alone");
    assert_eq!(unread.len(), 2, "{unread:?}");
    assert!(unread.iter().all(|why| why.ends_with("it gates on nothing")), "{unread:?}");
}

#[test]
fn flake8_gates_only_on_what_it_selects() {
    let of = |rules: &str| told(&[(".flake8", &format!("[flake8]\nmax-complexity = 12\n{rules}\n"))]);
    for on in [
        "select = C,E,F,W,B,B950",
        "select =\n    E\n    C901",
        "extend-select = B",
        "select = C901\nignore = C",
    ] {
        assert_eq!(of(on).0, ["cyclomatic_mccabe 12"], "{on}");
    }
    for off in ["select = E,F,W", "ignore = W293,C901,E225", "select = C\nextend-ignore = C9"] {
        let (limits, unread) = of(off);
        assert!(limits.is_empty() && unread.len() == 1, "{off}: {limits:?} {unread:?}");
    }
}

#[test]
fn two_words_in_one_argument_of_a_hook_are_told_apart() {
    let hook = "repos:\n- repo: x\n  hooks:\n  - id: xenon\n    args: [--max-absolute B, --max-modules A]\n";
    let (limits, unread) = told(&[(".pre-commit-config.yaml", hook)]);
    assert!(limits.is_empty(), "{limits:?}");
    assert_eq!(unread, ["xenon: `--max-absolute B` is one word, which it takes for a path"]);
}
