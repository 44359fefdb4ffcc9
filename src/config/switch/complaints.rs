//! Tests of what was complained about: what a reader took for something else, or passed over without a word.

use super::tests::told as rows;
use super::*;

/// Metric, largest value, severity and paths of each limit; and what is said.
fn told(file: &str, text: &str) -> (Vec<String>, Vec<String>) {
    let found = ForeignLimits::read([(file, text)]);
    (rows(&found), found.unread.into_iter().map(|it| it.why).collect())
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

#[test]
fn a_linter_of_biome_that_is_disabled_gates_on_nothing_and_that_is_said() {
    let rule = r#""rules": {"complexity": {"noExcessiveCognitiveComplexity": "error"}}"#;
    let (limits, why) = told("biome.json", &format!(r#"{{"linter": {{"enabled": false, {rule}}}}}"#));
    assert!(
        limits.is_empty() && why.len() == 1 && why[0].ends_with("it gates on nothing"),
        "{limits:?} {why:?}"
    );
    let lifted = format!(
        r#"{{"linter": {{{rule}}}, "overrides": [{{"includes": ["gen/**"], "linter": {{"enabled": false}}}}]}}"#
    );
    assert_eq!(told("biome.json", &lifted).0, ["cognitive 15 script", "cognitive off script gen/**"]);
    assert!(told("biome.json", r#"{"linter": {"enabled": false}}"#).1.is_empty());
}

#[test]
fn every_language_of_lizard_counts_and_one_that_is_not_measured_is_said() {
    let (limits, why) = workflow("lizard -C 9 -l python -l javascript -l typescript -l cpp src");
    assert_eq!(limits, ["cyclomatic 9 python /src/", "cyclomatic 9 script /src/"]);
    assert_eq!(why, ["lizard's `-l cpp`: a language not measured here"]);
    assert_eq!(workflow("lizard -l cpp src"), (vec![], why));
}

#[test]
fn the_rules_of_oxlint_plugin_complexity_are_read() {
    let of = |rule: &str| told(".oxlintrc.json", &format!(r#"{{"rules": {{{rule}}}}}"#)).0;
    assert_eq!(
        of(r#""complexity/complexity": ["warn", {"cyclomatic": 10, "cognitive": 12}]"#),
        ["cyclomatic 10 warning script", "cognitive 12 warning script"]
    );
    assert_eq!(of(r#""complexity/complexity": "error""#), ["cyclomatic 20 script", "cognitive 15 script"]);
    let alone = r#""complexity/max-cyclomatic": ["error", {"max": 8}], "complexity/max-cognitive": "error""#;
    assert_eq!(of(alone), ["cyclomatic 8 script", "cognitive 15 script"]);
}

#[test]
fn oxlint_reads_a_file_with_comments_and_what_it_passes_over_is_said() {
    let of = |patterns: &str| {
        let rules = "\"rules\": {\"eslint/complexity\": [\"error\", {\"max\": 32}]}";
        told(".oxlintrc.jsonc", &format!("{{ // ours\n \"ignorePatterns\": {patterns}, {rules} }}"))
    };
    let plain = ["cyclomatic 32 script", "cyclomatic off script **/fixtures/**"];
    assert_eq!(of("[\"**/fixtures/**\"]"), (plain.map(str::to_owned).to_vec(), vec![]));
    let (limits, why) = of("[\"gen/\", \"!gen/ours\"]");
    assert_eq!(limits, ["cyclomatic 32 script"]);
    assert_eq!(why, ["`ignorePatterns`: list what the limits shall not judge under `exclude`"]);
}

#[test]
fn what_turns_rules_on_elsewhere_is_said() {
    for (file, text) in [
        (".eslintrc.json", r#"{"extends": ["eslint:recommended", "plugin:sonarjs/recommended"]}"#),
        (".eslintrc.js", "module.exports = { extends: ['plugin:sonarjs/recommended'] };"),
        ("eslint.config.mjs", "export default [sonarjs.configs.recommended];"),
        ("biome.json", r#"{"extends": ["./base.json"]}"#),
        ("biome.json", r#"{"linter": {"rules": {"complexity": "error"}}}"#),
        (".oxlintrc.json", r#"{"categories": {"restriction": "error"}}"#),
    ] {
        let (limits, why) = told(file, text);
        assert!(limits.is_empty() && why.len() == 1, "{file}: {limits:?} {why:?}");
    }
    assert!(told(".eslintrc.json", r#"{"extends": "eslint:recommended"}"#).1.is_empty());
}
