//! `metrics config init`: one configuration counts afterwards, and nothing is lost unasked.

use crate::project::{Project, Ran};

fn init(project: &Project, more: &[&str]) -> Ran {
    project.run(&[&["config", "init", "--yes"], more].concat())
}

#[test]
fn what_counts_so_far_is_replaced_and_no_second_file_beside_it() {
    for name in [".metrics.yaml", ".metrics.yml", "metrics.yaml"] {
        let project = Project::new(&[(name, "extends: [relaxed]\n")]);
        let refused = init(&project, &[]);
        assert_eq!(refused.status, 2);
        assert_eq!(refused.err, format!("error: {name} is there already; `--force` replaces it\n"));
        assert_eq!(project.read(name), "extends: [relaxed]\n");
        assert_eq!(init(&project, &["--force", "--preset", "strict"]).status, 0);
        assert!(project.read(name).contains("extends: [strict]"));
        assert_eq!(project.files(), [name]);
    }
}

#[test]
fn a_table_of_pyproject_is_never_outranked_in_silence() {
    let project =
        Project::new(&[("pyproject.toml", "[project]\nname = 'x'\n[tool.metrics]\nextends = []\n")]);
    for more in [&[][..], &["--force"]] {
        let refused = init(&project, more);
        assert_eq!(refused.status, 2);
        assert!(refused.err.contains("pyproject.toml has a table `tool.metrics`"), "{refused:?}");
        assert_eq!(refused.err.lines().count(), 1, "{refused:?}");
    }
    assert_eq!(project.files(), ["pyproject.toml"]);
    project.write("pyproject.toml", "[project]\nname = 'x'\n");
    assert_eq!(init(&project, &[]).status, 0, "without such a table it is no configuration");
}

#[test]
fn without_a_terminal_the_defaults_are_written_and_the_schema_is_a_link() {
    let project = Project::new(&[("a.py", &crate::project::nested("f", 12)), ("gen.py", "# @generated\n")]);
    let ran = project.run(&["config", "init"]);
    let told = "wrote .metrics.yaml with the preset `standard`: 2 findings in 1 file; `metrics check` uses it from now on";
    assert_eq!((ran.status, ran.err.lines().last()), (0, Some(told)), "{ran:?}");
    assert_eq!(project.files(), [".metrics.yaml", "a.py", "gen.py"]);
    let text = project.read(".metrics.yaml");
    let link =
        text.lines().next().and_then(|line| line.strip_prefix("# yaml-language-server: $schema=https://"));
    assert!(link.is_some_and(|it| it.ends_with("/docs/config.schema.json")), "{text}");
    assert!(
        text.contains("extends: [standard]") && text.ends_with("  - \"/gen.py\" # generated\n"),
        "{text}"
    );
}

#[test]
fn what_other_tools_gate_on_is_taken_over_and_gates() {
    let project = Project::new(&[
        ("src/a.py", &crate::project::nested("f", 9)),
        ("tests/b.py", &crate::project::nested("g", 9)),
        (
            "ruff.toml",
            "[lint]\nselect = ['C901']\n[lint.mccabe]\nmax-complexity = 8\n[lint.per-file-ignores]\n'tests/*' = ['C901']\n",
        ),
        (".github/workflows/ci.yml", "jobs:\n  a:\n    steps:\n      - run: xenon -b B -a $RANK src\n"),
        ("biome.json", "{"),
    ]);
    let ran = init(&project, &[]);
    assert_eq!(ran.status, 0, "{ran:?}");
    let told = [
        "taken over: cyclomatic_mccabe ≤ 8: ruff's C901 in ruff.toml",
        "taken over: cyclomatic_mccabe off in tests/*: ruff's C901 in ruff.toml, `per-file-ignores`",
        "not taken over: biome.json: no JSON, from line 1",
        "not taken over: .github/workflows/ci.yml: xenon: a value or a path that is a variable",
        "wrote .metrics.yaml with the limits of other tools; `metrics check` uses it from now on",
    ];
    assert_eq!(ran.err.lines().collect::<Vec<_>>(), told);
    assert_eq!(project.run(&["config", "validate"]).status, 0);
    let findings = project.findings(&[]);
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert!(findings[0].starts_with("src/a.py cyclomatic_mccabe error 10 8"), "{findings:?}");
    assert_eq!(init(&project, &["--force", "--preset", "relaxed"]).status, 0);
    assert!(project.read(".metrics.yaml").contains("extends: [relaxed]"));
}

#[test]
fn a_function_that_a_tool_fails_today_fails_afterwards_and_what_it_passes_over_does_not() {
    let makefile = "lint:\n\truff check --select C901 --config lint.mccabe.max-complexity=6 .\n\t\
                    flake8 --max-complexity 30 --select C901 legacy\n";
    let old = crate::project::nested("f", 9);
    let project = Project::new(&[("legacy/o.py", &old), ("Makefile", makefile)]);
    assert_eq!(init(&project, &[]).status, 0);
    let findings = project.findings(&[]);
    assert!(
        findings.len() == 1 && findings[0].starts_with("legacy/o.py cyclomatic_mccabe error 10 6"),
        "{findings:?}"
    );
    let flake8 = "[flake8]\nmax-complexity = 6\nexclude = vendor\n";
    let project = Project::new(&[("vendor/z.py", &old), (".flake8", flake8)]);
    assert_eq!(init(&project, &[]).status, 0);
    assert_eq!(project.findings(&[]), [""; 0]);
}
