//! Tests of what several tools come to together, and of what tools pass over.

use super::tests::told as rows;
use super::*;

/// The lines of the new configuration that say limits and paths, and what is said beside it.
fn written(files: &[(&str, &str)]) -> (Vec<String>, Vec<String>) {
    let found = ForeignLimits::read(files.iter().copied());
    let text = text(&found);
    let says = |line: &&str| !line.starts_with('#') && !line.contains("reason:");
    let lines =
        text.lines().filter(says).map(|line| line.split(" #").next().unwrap_or_default().trim().to_owned());
    (lines.collect(), found.unread.into_iter().map(|it| it.why).collect())
}

fn told(file: &str, text: &str) -> (Vec<String>, Vec<String>) {
    let found = ForeignLimits::read([(file, text)]);
    (rows(&found), found.unread.into_iter().map(|it| it.why).collect())
}

#[test]
fn a_looser_limit_of_one_tool_lifts_no_limit_of_another() {
    let makefile = "\truff check --select C901 --config lint.mccabe.max-complexity=6 .\n\t\
                    flake8 --max-complexity 30 --select C901 legacy\n";
    let (lines, why) = written(&[("Makefile", makefile)]);
    assert_eq!(lines, ["languages:", "python:", "limits:", "cyclomatic_mccabe: 6"]);
    assert_eq!(
        why,
        ["flake8's `--max-complexity` in Makefile, 30 in /legacy/: the limit 6 holds there already"]
    );
    let (lines, _) = written(&[("Makefile", "\tlizard -C 9\n\txenon -b B\n")]);
    assert_eq!(lines, ["limits:", "cyclomatic: 9", "languages:", "python:", "limits:", "cyclomatic: 9"]);
    let (lines, _) = written(&[("Makefile", "\tlizard -C 20 src\n\txenon -b B\n")]);
    let expected = [
        "languages:",
        "python:",
        "limits:",
        "cyclomatic: 10",
        "overrides:",
        "- paths: [\"/src/\"]",
        "limits: { cyclomatic: 20 }",
        "- paths: [\"/src/\"]",
        "languages: [python]",
        "limits: { cyclomatic: 10 }",
    ];
    assert_eq!(lines, expected, "all languages have 20 there, and Python the smaller one");
}

#[test]
fn where_paths_of_several_tools_meet_the_smallest_limit_is_the_last() {
    let (lines, _) =
        written(&[("Makefile", "\tlizard -C 8 src/a\n\tlizard -C 20 src\n\tlizard -C 30 lib\n")]);
    let limits: Vec<&String> = lines.iter().filter(|line| line.starts_with("limits: {")).collect();
    assert_eq!(
        limits,
        ["limits: { cyclomatic: 20 }", "limits: { cyclomatic: 8 }", "limits: { cyclomatic: 30 }"]
    );
    let ruff = "[lint]\nselect = ['C901']\n[lint.per-file-ignores]\n'tests/*' = ['C901']\n";
    let (lines, _) = written(&[("ruff.toml", ruff), ("Makefile", "\tflake8 --max-complexity 12\n")]);
    assert!(lines.ends_with(&["limits: { cyclomatic_mccabe: 12 }".to_owned()]), "{lines:?}");
}

#[test]
fn of_one_configuration_the_later_part_counts_though_it_is_looser() {
    let biome = |level: &str, max: u32| {
        let options = format!("{{\"level\": \"{level}\", \"options\": {{\"maxAllowedComplexity\": {max}}}}}");
        format!(
            "\"linter\": {{\"rules\": {{\"complexity\": {{\"noExcessiveCognitiveComplexity\": {options}}}}}}}"
        )
    };
    let (all, one, two) = (biome("error", 9), biome("error", 30), biome("error", 20));
    let overrides = format!("{{\"includes\": [\"a/**\"], {one}}}, {{\"includes\": [\"a/b/**\"], {two}}}");
    let (lines, why) = written(&[("biome.json", &format!("{{{all}, \"overrides\": [{overrides}]}}"))]);
    assert_eq!(why, [""; 0]);
    let limits: Vec<&String> = lines.iter().filter(|line| line.contains("cognitive: ")).collect();
    assert_eq!(limits, ["cognitive: 9", "limits: { cognitive: 30 }", "limits: { cognitive: 20 }"]);
    let flat = "export default [{ files: ['t/**'], rules: { complexity: 'off' } }, { rules: { complexity: [2, 7] } }];\n";
    let (lines, _) = written(&[("eslint.config.js", flat)]);
    assert_eq!(
        lines,
        ["languages:", "script:", "limits:", "cyclomatic: 7"],
        "the later part is about all files"
    );
    let older = "module.exports = { overrides: [{ files: ['t/**'], rules: { complexity: [2, 3] } }], rules: { complexity: [2, 7] } };\n";
    let (lines, _) = written(&[(".eslintrc.js", older)]);
    assert!(lines.ends_with(&["limits: { cyclomatic: 3 }".to_owned()]), "{lines:?}");
}

#[test]
fn a_command_keeps_the_exceptions_of_its_tool_and_of_no_other() {
    let flake8 = "[flake8]\nexclude = vendor\nper-file-ignores =\n    tests/*:C901\n";
    let (lines, _) = written(&[(".flake8", flake8), ("Makefile", "\tflake8 --max-complexity 9\n")]);
    let off = |paths: &str| {
        [
            format!("- paths: [\"{paths}\"]"),
            "languages: [python]".to_owned(),
            "limits: { cyclomatic_mccabe: off }".to_owned(),
        ]
    };
    assert_eq!(lines[4..], [&["overrides:".to_owned()][..], &off("tests/*"), &off("vendor")].concat());
    let (lines, why) = written(&[
        (".flake8", flake8),
        ("Makefile", "\truff check --select C901 --config lint.mccabe.max-complexity=9 .\n"),
    ]);
    assert_eq!(lines, ["languages:", "python:", "limits:", "cyclomatic_mccabe: 9"], "{why:?}");
}

#[test]
fn a_warning_that_an_error_hides_is_not_written() {
    let rc = "{\"rules\": {\"complexity\": [\"warn\", 20]}}";
    let (lines, _) =
        written(&[(".eslintrc.json", rc), (".oxlintrc.json", "{\"rules\": {\"complexity\": [2, 9]}}")]);
    assert_eq!(lines, ["languages:", "script:", "limits:", "cyclomatic: 9"]);
}

#[test]
fn what_linters_of_python_pass_over_is_lifted() {
    let flake8 = "[flake8]\nmax-complexity = 9\nexclude = vendor, build/,*/migrations/*\nextend-exclude =\n    src/gen # ours\n";
    assert_eq!(
        told(".flake8", flake8),
        (
            vec![
                "cyclomatic_mccabe 9 python".to_owned(),
                "cyclomatic_mccabe off python vendor /build /*/**/migrations/*".to_owned(),
                "cyclomatic_mccabe off python /src/gen".to_owned(),
            ],
            vec![]
        )
    );
    let ruff = "exclude = ['vendor']\nextend-exclude = ['src/*_pb2.py', '!src/a.py']\n[lint]\nselect = ['C901']\nexclude = ['*.pyi']\n";
    let (limits, why) = told("ruff.toml", ruff);
    assert_eq!(
        limits[1..],
        ["cyclomatic_mccabe off python *.pyi vendor", "cyclomatic_mccabe off python /src/**/*_pb2.py"]
    );
    assert_eq!(why, ["ruff's `extend-exclude`: the pattern `!src/a.py`"]);
    for command in
        ["flake8 --max-complexity 9 --extend-exclude vendor", "flake8 --exclude=vendor --max-complexity 9"]
    {
        let (limits, why) = told("Makefile", &format!("\t{command}\n"));
        assert_eq!(limits, ["cyclomatic_mccabe 9 python"], "{command}");
        assert!(why.len() == 1 && why[0].ends_with("on a command line"), "{why:?}");
    }
    assert_eq!(
        told("Makefile", "\tflake8 --max-complexity 9 --max-line-length 120\n").0,
        ["cyclomatic_mccabe 9 python"],
        "the value of an option is no path"
    );
}

#[test]
fn what_linters_of_scripts_pass_over_is_lifted_or_said() {
    let flat = |ignores: &str| {
        told(
            "eslint.config.js",
            &format!("export default [{{ rules: {{ complexity: [2, 9] }} }}, {ignores}];\n"),
        )
    };
    let lifted = |paths: &str| {
        (vec!["cyclomatic 9 script".to_owned(), format!("cyclomatic off script {paths}")], vec![])
    };
    assert_eq!(flat("{ ignores: ['vendor/', '**/gen/**'] }"), lifted("/vendor/ **/gen/**"));
    assert_eq!(flat("{ name: 'x', ignores: ['dist'] }"), lifted("/dist"));
    assert_eq!(flat("globalIgnores(['dist/'])"), lifted("/dist/"));
    for said in ["{ ignores: [...gen] }", "{ ignores: ['a', '!a/b'] }", "globalIgnores(gen)"] {
        let (limits, why) = flat(said);
        assert_eq!(limits, ["cyclomatic 9 script"], "{said}");
        assert_eq!(why.len(), 1, "{said}: {why:?}");
    }
    for other in ["{ ignores: ['a'], files: ['b'] }", "{ rules: { 'n/x': [2, { ignores: ['modules'] }] } }"] {
        assert_eq!(flat(other).0, ["cyclomatic 9 script"], "{other}");
    }
    let rule = "\"linter\": {\"rules\": {\"complexity\": {\"noExcessiveCognitiveComplexity\": \"error\"}}}";
    let biome = |files: &str| told("biome.json", &format!("{{\"files\": {{{files}}}, {rule}}}"));
    let all = "cognitive 15 script".to_owned();
    assert_eq!(
        biome("\"includes\": [\"**\", \"!gen\", \"!!**/dist\"]"),
        (vec![all.clone(), "cognitive off script /gen **/dist".to_owned()], vec![])
    );
    assert_eq!(biome("\"includes\": [\"src/**\"]").0, ["cognitive 15 script /src/**"]);
    assert_eq!(biome("\"ignore\": [\"src/gen/**\"]").0, [&all, "cognitive off script /src/gen/**"]);
    for said in ["\"includes\": [\"**\", \"!gen\", \"gen/ours\"]", "\"ignore\": [\"gen\"]"] {
        let (limits, why) = biome(said);
        assert!(limits == [all.as_str()] && why.len() == 1, "{said}: {limits:?} {why:?}");
    }
}
