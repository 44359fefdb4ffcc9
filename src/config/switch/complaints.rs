//! Tests of what was complained about: what a reader took for something else, or passed over without a word.

use super::*;

/// Metric, largest value, severity and paths of each limit; and what is said.
fn told(file: &str, text: &str) -> (Vec<String>, Vec<String>) {
    let found = ForeignLimits::read([(file, text)]);
    let limit = |it: &ForeignLimit| {
        let max = it.max.map_or("off".to_owned(), |max| max.to_string());
        let warning = if it.severity == Severity::Warning { " warning" } else { "" };
        format!("{} {max}{warning} {} {}", it.metric, it.languages, it.paths.join(" ")).trim_end().to_owned()
    };
    let why = |it: &Unread| it.why.clone();
    (found.limits.iter().map(limit).collect(), found.unread.iter().map(why).collect())
}

fn workflow(command: &str) -> (Vec<String>, Vec<String>) {
    told(".github/workflows/ci.yml", &format!("    - run: {command}\n"))
}

#[test]
fn a_redirection_is_no_path() {
    for command in [
        "lizard --CCN 15 ./Libs > report.txt",
        "lizard --CCN 15 Libs 2>&1 | tee o",
        "lizard --CCN 15 Libs &> 'a b'",
        "lizard --CCN 15 Libs>>o 2>/dev/null </dev/null",
        "lizard >o --CCN 15 Libs",
    ] {
        assert_eq!(workflow(command).0, ["cyclomatic 15  /Libs/"], "{command}");
    }
}

#[test]
fn a_comment_of_the_shell_is_no_path() {
    assert_eq!(workflow("xenon --max-absolute=A src # for monitoring").0, ["cyclomatic 5 python /src/"]);
    assert_eq!(workflow("lizard -C 9 'a #b' c#d #e").0, ["cyclomatic 9  /a #b/ /c#d/"]);
}

#[test]
fn a_tool_that_is_called_by_its_path_is_read() {
    for command in [
        "$HOME/.local/bin/xenon -b B src",
        ".venv/bin/xenon -b B src",
        "$(VENV)/bin/xenon -b B src",
        "python3.11 -m xenon -b B src",
        "$(VENV)/bin/python -m xenon -b B src",
    ] {
        assert_eq!(
            told("Makefile", &format!("cc:\n\t{command}\n")).0,
            ["cyclomatic 10 python /src/"],
            "{command}"
        );
    }
    let hook = "repos:\n- repo: local\n  hooks:\n  - id: cc\n    entry: .venv/bin/xenon -b B\n";
    assert_eq!(told(".pre-commit-config.yaml", hook).0, ["cyclomatic 10 python"]);
}

#[test]
fn a_glob_without_a_slash_is_about_the_top_directory_where_the_tool_says_so() {
    let flat = "export default [{ files: ['*.js', 'src/**/*.ts'], rules: { complexity: [2, 9] } }];\n";
    assert_eq!(told("eslint.config.js", flat).0, ["cyclomatic 9 script /*.js src/**/*.ts"]);
    let rc = r#"{"overrides": [{"files": "*.js", "rules": {"complexity": [2, 9]}}]}"#;
    assert_eq!(told(".eslintrc.json", rc).0, ["cyclomatic 9 script *.js"]);
    let biome = |key: &str| {
        let rules = r#"{"complexity": {"noExcessiveCognitiveComplexity": "error"}}"#;
        let text = format!(r#"{{"overrides": [{{"{key}": ["*.js"], "linter": {{"rules": {rules}}}}}]}}"#);
        told("biome.json", &text).0
    };
    assert_eq!(biome("includes"), ["cognitive 15 script /*.js"]);
    assert_eq!(biome("include"), ["cognitive 15 script *.js"]);
}

#[test]
fn the_level_on_of_biome_warns() {
    let text = r#"{"linter": {"rules": {"complexity": {"noExcessiveCognitiveComplexity": {"level": "on", "options": {"maxAllowedComplexity": 9}}}}}}"#;
    assert_eq!(told("biome.json", text).0, ["cognitive 9 warning script"]);
}

#[test]
fn what_may_fail_in_parentheses_or_behind_a_minus_gates_on_nothing() {
    let all = [
        workflow("(lizard -C 9 src || true)"),
        workflow("( lizard -C 9 src ) || true"),
        told("Makefile", "cc:\n\t-lizard -C 9 src\n"),
        told("Makefile", "cc:\n\t@- lizard -C 9 src\n"),
        told("tox.ini", "[testenv]\ncommands =\n    - lizard -C 9 src\n"),
    ];
    for (limits, why) in all {
        assert!(limits.is_empty(), "{limits:?}");
        assert!(why.len() == 1 && why[0].ends_with("it gates on nothing"), "{why:?}");
    }
    assert_eq!(workflow("(cd x && lizard -C 9 src)").0, ["cyclomatic 9  /src/"]);
}

#[test]
fn an_action_that_starts_a_tool_is_said() {
    let text = "    - uses: Uno-Takashi/Lizard-Runner@v4\n    - uses: actions/checkout@v4\n";
    let expected = "the action `Uno-Takashi/Lizard-Runner@v4`: what it is given is not read";
    assert_eq!(told(".github/workflows/ci.yml", text), (vec![], vec![expected.to_owned()]));
}
