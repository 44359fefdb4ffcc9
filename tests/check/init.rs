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
        assert_eq!(project.files(), sorted(&[name, ".metrics.schema.json"]));
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
fn a_schema_file_with_another_content_is_not_overwritten_unasked() {
    let project = Project::new(&[(".metrics.schema.json", "{}")]);
    let refused = init(&project, &[]);
    assert!(
        refused.status == 2 && refused.err.contains(".metrics.schema.json is there already"),
        "{refused:?}"
    );
    assert_eq!(project.files(), [".metrics.schema.json"]);
    assert_eq!(init(&project, &["--force"]).status, 0);
    std::fs::remove_file(project.path(".metrics.yaml")).expect("a file");
    assert_eq!(init(&project, &[]).status, 0, "the one that would be written may stay");
}

fn sorted(names: &[&str]) -> Vec<String> {
    let mut names: Vec<String> = names.iter().map(ToString::to_string).collect();
    names.sort();
    names
}
