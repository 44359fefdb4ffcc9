//! Tests of the readers: files as projects have them, and a broken one of each.

use super::*;
use crate::model::Severity;

fn read(file: &str, text: &str) -> ForeignLimits {
    ForeignLimits::read([(file, text)])
}

/// Metric, largest value, language and paths of each limit.
pub(super) fn told(found: &ForeignLimits) -> Vec<String> {
    let row = |it: &ForeignLimit| {
        let max = it.max.map_or("off".to_owned(), |max| max.to_string());
        let warning = if it.severity == Severity::Warning { " warning" } else { "" };
        format!("{} {max}{warning} {} {}", it.metric, it.languages, it.paths.join(" ")).trim_end().to_owned()
    };
    found.limits.iter().map(row).collect()
}

fn why(found: &ForeignLimits) -> Vec<&str> {
    found.unread.iter().map(|it| it.why.as_str()).collect()
}

#[test]
fn ruff_gates_where_the_rule_is_selected() {
    let text = "[tool.ruff]\nline-length = 100\n[tool.ruff.lint]\nselect = [\"E\", \"F\", \"C90\"]\n\
                [tool.ruff.lint.mccabe]\nmax-complexity = 12\n[tool.ruff.lint.per-file-ignores]\n\
                \"tests/**\" = [\"C901\", \"S101\"]\n\"setup.py\" = [\"E402\"]\n";
    let found = read("pyproject.toml", text);
    assert_eq!(told(&found), ["cyclomatic_mccabe 12 python", "cyclomatic_mccabe off python tests/**"]);
    assert_eq!(found.limits[0].origin, "ruff's C901 in pyproject.toml");
    assert_eq!(
        told(&read("ruff.toml", "[lint]\nextend-select = ['ALL']\n")),
        ["cyclomatic_mccabe 10 python"]
    );
    assert_eq!(
        told(&read("ruff.toml", "select = ['C']\n[mccabe]\nmax-complexity = 9\n")),
        ["cyclomatic_mccabe 9 python"]
    );
    assert!(read("ruff.toml", "[lint]\nselect = ['ALL']\nignore = ['C901']\n").is_empty());
    let idle = read("ruff.toml", "[lint.mccabe]\nmax-complexity = 9\n");
    assert!(idle.is_empty() && why(&idle)[0].ends_with("it gates on nothing"), "{idle:?}");
    let broken = read("ruff.toml", "[lint\n");
    assert!(broken.is_empty() && why(&broken)[0].starts_with("no TOML"), "{broken:?}");
}

#[test]
fn flake8_gates_by_a_number() {
    let text = "[metadata]\nname = x\n[flake8]\nmax_complexity = 11  # as it was\nexclude =\n    .git,\n    build\n\
                per-file-ignores =\n    tests/*:C901,E501\n    a.py: E1\n";
    let found = read("setup.cfg", text);
    assert_eq!(
        told(&found),
        [
            "cyclomatic_mccabe 11 python",
            "cyclomatic_mccabe off python tests/*",
            "cyclomatic_mccabe off python .git build"
        ]
    );
    assert!(read(".flake8", "[flake8]\nmax-complexity = -1\n").is_empty());
    assert_eq!(why(&read("tox.ini", "[flake8]\nmax-complexity = 9\nignore = E1,C9\n")).len(), 1);
    assert_eq!(
        why(&read(".flake8", "[flake8]\nmax-complexity = ten\n")),
        ["flake8's `max-complexity`: `ten` is no number"]
    );
    assert_eq!(read("tox.ini", "[[[\n=\n"), ForeignLimits::default());
}

#[test]
fn complexipy_and_radon_say_what_they_do() {
    let text = "[tool.complexipy]\npaths = [\"src\", \"tools/a.py\"]\nmax-complexity-allowed = 18\nexclude = [\"src/gen\"]\n";
    assert_eq!(
        told(&read("pyproject.toml", text)),
        ["cognitive 18 python /src/ /tools/a.py", "cognitive off python /src/gen/"]
    );
    assert_eq!(told(&read("complexipy.toml", "paths = \".\"\n")), ["cognitive 15 python"]);
    assert_eq!(why(&read("complexipy.toml", "max-complexity-allowed = 'x'\n")).len(), 1);
    assert!(why(&read("radon.cfg", "[radon]\ncc_min = B\n"))[0].contains("gates on nothing"));
}

#[test]
fn commands_of_ci_are_read() {
    let text = "name: lint\njobs:\n  lint:\n    steps:\n      - name: Run xenon\n      - run: pip install xenon lizard\n\
                \x20     - run: xenon --max-absolute B --max-modules A --max-average A src\n\
                \x20     - run: |\n          poetry run lizard -C 12 -L100 -l python pkg \\\n            tools\n\
                \x20         complexipy src -mx 20 && flake8 --max-complexity=8 .\n\
                \x20     - run: ruff check --select C901 --config \"lint.mccabe.max-complexity = 7\"\n";
    let found = read(".github/workflows/lint.yml", text);
    let expected = [
        "cyclomatic 10 python /src/",
        "cyclomatic.average 5 python /src/",
        "cyclomatic 12 python /pkg/ /tools/",
        "loc 100 python /pkg/ /tools/",
        "cognitive 20 python /src/",
        "cyclomatic_mccabe 8 python",
        "cyclomatic_mccabe 7 python",
    ];
    assert_eq!(told(&found), expected);
    assert_eq!(why(&found).len(), 1, "the average of a project: {found:?}");
    assert_eq!(
        why(&read("Makefile", "lint:\n\t@lizard -C $(MAX) src\n")),
        ["lizard: a value or a path that is a variable"]
    );
    let make = "check:\n\t$(RUN) uv run --frozen xenon -b C src\n\t$(RUN) xenon -b B $(SOURCES)\n";
    let found = read("Makefile", make);
    assert_eq!(told(&found), ["cyclomatic 20 python /src/"]);
    assert_eq!(why(&found), ["xenon: a value or a path that is a variable"]);
    assert_eq!(why(&read(".gitlab-ci.yml", "  script:\n    - xenon -b Q .\n")), ["xenon: `Q` is no rank"]);
    assert!(read("tox.ini", "[testenv]\ndeps =\n    lizard\n    flake8\n").is_empty());
}

const HOOKS: &str = "\
repos:
- repo: https://github.com/PyCQA/flake8
  rev: 7.0.0
  hooks:
  - id: flake8
    args: [--max-complexity=10]
    files: ^src/
- repo: https://github.com/rubik/xenon
  rev: v0.9.0
  hooks:
  - id: xenon
    args: ['--max-average=A', '--max-modules=B', --max-absolute=C]
- repo: local
  hooks:
  - id: cc
    entry: uv run complexipy -mx 25
    language: system
    files: \\.py$
";

#[test]
fn hooks_of_pre_commit_are_read() {
    let found = read(".pre-commit-config.yaml", HOOKS);
    let expected = [
        "cyclomatic_mccabe 10 python /src/",
        "cyclomatic 20 python",
        "cyclomatic.average 10 python",
        "cognitive 25 python",
    ];
    assert_eq!(told(&found), expected, "{found:?}");
    assert_eq!(why(&found).last(), Some(&"the regular expression `files` of the hook `cc`"));
    let broken = read(".pre-commit-config.yaml", "repos: [\n- :\n");
    assert!(why(&broken)[0].starts_with("no YAML"), "{broken:?}");
}

#[test]
fn rules_of_eslint_and_oxlint_are_read() {
    let text = "{\n  // ours\n  \"extends\": \"airbnb\",\n  \"rules\": {\"complexity\": [\"error\", 12],\n  \
                \"sonarjs/cognitive-complexity\": [\"warn\", 18], /* and */ \"semi\": 2,},\n  \"overrides\": [{\"files\": \
                [\"**/*.test.{js,ts}\"], \"rules\": {\"complexity\": \"off\"}}]\n}\n";
    let expected = [
        "cyclomatic 12 script",
        "cognitive 18 warning script",
        "cyclomatic off script **/*.test.js **/*.test.ts",
    ];
    assert_eq!(told(&read(".eslintrc.json", text)), expected);
    let yaml = "rules:\n  complexity: [2, {max: 9, variant: modified}]\n";
    assert_eq!(told(&read(".eslintrc.yaml", yaml)), ["cyclomatic_modified 9 script"]);
    assert_eq!(told(&read(".eslintrc", yaml)), ["cyclomatic_modified 9 script"]);
    let package =
        "{\"eslintConfig\": {\"rules\": {\"complexity\": 1}}, \"scripts\": {\"cc\": \"lizard -C 30 lib\"}}";
    assert_eq!(
        told(&read("package.json", package)),
        ["cyclomatic 20 warning script", "cyclomatic 30  /lib/"]
    );
    let oxlint = "{\"rules\": {\"eslint/complexity\": [\"deny\", {\"max\": 14}]}}";
    assert_eq!(told(&read(".oxlintrc.json", oxlint)), ["cyclomatic 14 script"]);
    assert_eq!(
        why(&read(".eslintrc.json", "{\n\"rules\": {\n\"complexity\": max}}")),
        ["no JSON, from line 3"]
    );
    assert_eq!(
        why(&read(".oxlintrc.json", "{\"rules\": {\"complexity\": [\"loud\"]}}")),
        ["the level of the rule `complexity`"]
    );
}

#[test]
fn configurations_that_are_code_are_read_as_far_as_they_are_data() {
    let text = "import js from '@eslint/js';\nconst max = 9; // {\nexport default tseslint.config(\n  js.configs.recommended,\n  {\n    \
                files: ['src/**/*.ts'],\n    rules: { complexity: ['error', { max: 13 }], 'no-x': `a{` },\n  },\n  { rules: \
                { 'sonarjs/cognitive-complexity': ['error', 17] } },\n  { files: tests, rules: { complexity: ['error', 1] } },\n  \
                { rules: { complexity: ['error', max] } },\n);\n";
    let found = read("eslint.config.mjs", text);
    assert_eq!(told(&found), ["cyclomatic 13 script src/**/*.ts", "cognitive 17 script"]);
    assert_eq!(
        why(&found),
        [
            "the rule `complexity`: its `files` are no plain patterns",
            "the rule `complexity`: its value is code"
        ]
    );
    assert_eq!(
        why(&read("eslint.config.js", "export default [{\n")),
        ["brackets or strings that do not close"]
    );
    let apart = "const rules = { complexity: ['error', 4] };\nexport default [{ rules }];\n";
    assert_eq!(
        why(&read("eslint.config.js", apart)),
        ["the rule `complexity`: it stands in no literal `rules`"]
    );
    assert_eq!(why(&read(".eslintrc.js", "const r = ['sonarjs/cognitive-complexity'];\n")).len(), 1);
}

#[test]
fn biome_is_read() {
    let text = "{ // one\n\"linter\": {\"rules\": {\"complexity\": {\"noExcessiveCognitiveComplexity\": {\"level\": \"error\", \
                \"options\": {\"maxAllowedComplexity\": 22}}}}},\n\"overrides\": [{\"includes\": [\"scripts/**\"], \"linter\": \
                {\"rules\": {\"complexity\": {\"noExcessiveCognitiveComplexity\": \"off\"}}}}]}";
    assert_eq!(told(&read("biome.jsonc", text)), ["cognitive 22 script", "cognitive off script scripts/**"]);
    assert_eq!(why(&read("biome.json", "{\"linter\": }")), ["no JSON, from line 1"]);
}

#[test]
fn what_is_written_is_a_configuration() {
    let files = [
        ("ruff.toml", "[lint]\nselect = ['C9']\n[lint.per-file-ignores]\n'a*.py' = ['C901']\n"),
        (".flake8", "[flake8]\nmax-complexity = 8\n"),
        ("Makefile", "\txenon -b B -a A src\n\tlizard -C 14 .\n"),
        (
            "biome.json",
            "{\"linter\": {\"rules\": {\"complexity\": {\"noExcessiveCognitiveComplexity\": \"warn\"}}}}",
        ),
    ];
    let expected = "# What other tools gate on here today.\nlimits:\n  cyclomatic: 14 # lizard's `--CCN` in Makefile\n\
                    languages:\n  python:\n    limits:\n      cyclomatic_mccabe: 8 # ruff's C901 in ruff.toml, flake8's \
                    `max-complexity` in .flake8\n  script:\n    limits:\n      cognitive: { warn: 15 } # Biome's \
                    `noExcessiveCognitiveComplexity` in biome.json\noverrides:\n  - paths: [\"/src/\"]\n    languages: \
                    [python]\n    limits: { cyclomatic: 10 }\n    reason: \"xenon's `--max-absolute B` in Makefile\"\n# Not \
                    taken over: Makefile: xenon's `--max-average`: no limit here is about the mean of a whole project.\n# Not \
                    taken over: ruff.toml: ruff's C901 in ruff.toml, `per-file-ignores`, off in a*.py: the limit 8 holds \
                    there already.\n";
    assert_eq!(text(&ForeignLimits::read(files)), expected);
}
