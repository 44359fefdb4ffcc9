//! Every report is what its consumers take.

use crate::project::{Project, Ran, nested, ran};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use serde_json::{Value, json};
use std::collections::HashSet;

/// Findings of functions, files and overrides, two functions of one name, and files that were not done.
fn project() -> Project {
    let twice = format!("{}\n{}", nested("f", 12), nested("f", 12));
    let project = Project::new(&[
        ("src/a b%.py", &twice),
        ("src/class.py", &format!("class C:\n    {}", nested("g", 11).replace('\n', "\n    ").trim_end())),
        ("binary.py", "x = '\0'"),
        ("gen.py", "# @generated\nx = 1\n"),
        ("partial.py", "def f(:\n"),
        ("ok.py", "x = 1\n"),
    ]);
    project.write(
        ".metrics.yaml",
        "limits: {maintainability: 99, raw.sloc: {warn: 3}}\noverrides:\n  - paths: [none]\n    limits: {}\n    \
         reason: r\n    expires: 2001-01-01\n",
    );
    project
}

fn report(format: &str) -> Ran {
    let ran = project().check(&["--report", format]);
    assert_eq!(ran.status, 2, "{ran:?}");
    ran
}

fn is_valid(schema: &Value, document: &Value) {
    let validator = jsonschema::validator_for(schema).expect("a schema");
    let errors: Vec<_> =
        validator.iter_errors(document).map(|it| format!("{}: {it}", it.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn sarif_is_valid_and_within_what_github_takes() {
    let schema = include_str!("../../testdata/schemas/sarif-2.1.0-rtm.5.json");
    // As published: a bracket that most engines of regular expressions refuse, in a property that is not used here.
    let schema = schema.replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}$");
    let schema: Value = serde_json::from_str(&schema).expect("JSON");
    let log: Value = serde_json::from_str(&report("sarif").out).expect("JSON");
    is_valid(&schema, &log);
    let run = &log["runs"][0];
    let results = run["results"].as_array().expect("an array");
    let rules = run["tool"]["driver"]["rules"].as_array().expect("an array");
    assert!(results.len() >= 6 && rules.len() >= 4, "{log:#}");
    let mut fingerprints = HashSet::new();
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().expect("a number")).expect("small");
        assert_eq!(rules[index]["id"], result["ruleId"]);
        let place = &result["locations"][0]["physicalLocation"];
        let uri = place["artifactLocation"]["uri"].as_str().expect("a text");
        assert!(!uri.starts_with('/') && !uri.contains([' ', '\\', ':']) && !uri.contains(".."), "{uri}");
        assert!(place["region"]["startLine"].as_u64() >= Some(1));
        let fingerprint = &result["partialFingerprints"]["primaryLocationLineHash"];
        assert!(fingerprints.insert(fingerprint.to_string()), "{fingerprint} twice");
        assert!(result["message"]["text"].as_str().is_some_and(|text| text.len() > 10));
    }
    assert!(results.iter().any(|it| it.to_string().contains("src/a%20b%25.py")));
    let notes = run["invocations"][0]["toolExecutionNotifications"].as_array().expect("an array");
    assert_eq!(notes.len(), 3, "binary, generated, partial");
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
    let clean = Project::new(&[("a.py", "")]).check(&["--report", "sarif"]);
    is_valid(&schema, &serde_json::from_str(&clean.out).expect("JSON"));
}

#[test]
fn a_fingerprint_does_not_move_with_lines_and_values() {
    let prints = |project: &Project, path: &[&str]| {
        let ran = project.check(&[&["--report", "sarif"], path].concat());
        let log: Value = serde_json::from_str(&ran.out).expect("JSON");
        let results = log["runs"][0]["results"].as_array().expect("an array").clone();
        results.iter().map(|it| it["partialFingerprints"].to_string()).collect::<HashSet<_>>()
    };
    let project = Project::new(&[("p/a.py", &nested("f", 12))]);
    let before = prints(&project, &[]);
    project.write("p/a.py", &format!("\n\nimport os\n\n{}", nested("f", 13)));
    assert_eq!(before, prints(&project, &[]));
    let absolute = project.path("p/a.py");
    assert_eq!(before, prints(&project, &[absolute.to_str().expect("UTF-8")]), "however it is reached");
}

/// The contract that GitLab documents for `artifacts:reports:codequality`.
fn gitlab_schema() -> Value {
    json!({
        "type": "array",
        "items": {
            "type": "object",
            "required": ["description", "check_name", "fingerprint", "severity", "location"],
            "properties": {
                "description": { "type": "string", "minLength": 1 },
                "check_name": { "type": "string", "minLength": 1 },
                "fingerprint": { "type": "string", "minLength": 1 },
                "severity": { "enum": ["info", "minor", "major", "critical", "blocker"] },
                "location": {
                    "type": "object",
                    "required": ["path", "lines"],
                    "properties": {
                        "path": { "type": "string", "pattern": "^(?!\\./|/)" },
                        "lines": {
                            "type": "object", "required": ["begin"],
                            "properties": { "begin": { "type": "integer", "minimum": 1 } }
                        }
                    }
                }
            }
        }
    })
}

#[test]
fn gitlab_gets_what_it_documents_and_no_fingerprint_twice() {
    let issues: Value = serde_json::from_str(&report("gitlab").out).expect("JSON");
    is_valid(&gitlab_schema(), &issues);
    let issues = issues.as_array().expect("an array");
    let prints: HashSet<_> = issues.iter().map(|it| it["fingerprint"].to_string()).collect();
    assert_eq!(prints.len(), issues.len());
    assert!(issues.len() >= 6);
    assert_eq!(Project::new(&[("a.py", "")]).check(&["--report", "gitlab"]).out, "[]\n");
}

/// All elements of a document, which is read to its end.
fn elements(text: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut reader = Reader::from_str(text);
    let mut found = Vec::new();
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(element) | Event::Empty(element) => found.push(read(&element)),
            Event::Eof => return found,
            _ => {}
        }
    }
}

fn read(element: &BytesStart<'_>) -> (String, Vec<(String, String)>) {
    let text = |text: &str| text.to_owned();
    let attributes = element.attributes().map(|it| {
        let it = it.expect("an attribute");
        (
            text(it.key.as_ref()),
            it.normalized_value(quick_xml::XmlVersion::Implicit1_0).expect("a value").into_owned(),
        )
    });
    (text(element.name().as_ref()), attributes.collect())
}

#[test]
fn junit_has_a_suite_for_each_file_and_a_failure_for_each_error() {
    let ran = report("junit");
    let all = elements(&ran.out);
    let count = |name: &str| all.iter().filter(|(it, _)| it == name).count();
    let errors: Value = serde_json::from_str(&report("json").out).expect("JSON");
    assert_eq!(count("error"), 1, "the file that could not be measured");
    assert_eq!(count("failure") as u64 + 1, errors["summary"]["errors"].as_u64().expect("a number"));
    assert_eq!(count("skipped"), 1, "the generated one");
    assert_eq!(count("testsuite"), 7, "four judged, two not, and the configuration");
    assert!(ran.out.contains("name=\"ok.py\" tests=\"1\""), "{}", ran.out);
}

#[test]
fn checkstyle_has_files_with_errors() {
    let all = elements(&report("checkstyle").out);
    assert_eq!(all[0].0, "checkstyle");
    let attribute = |attributes: &[(String, String)], name: &str| {
        attributes.iter().find(|(it, _)| it == name).map(|(_, value)| value.clone())
    };
    let errors: Vec<_> = all.iter().filter(|(name, _)| name == "error").collect();
    assert!(errors.len() >= 6);
    for (_, attributes) in errors {
        assert!(attribute(attributes, "line").is_some_and(|line| line.parse::<u32>().is_ok_and(|it| it > 0)));
        assert!(
            ["error", "warning"].contains(&attribute(attributes, "severity").expect("a severity").as_str())
        );
        assert!(attribute(attributes, "source").is_some_and(|it| it.starts_with("metrics.")));
    }
}

#[test]
fn github_gets_ten_of_a_kind_and_the_summary_gets_all() {
    let many: String = (0..30).map(|n| nested(&format!("f{n}"), 11)).collect::<Vec<_>>().join("\n");
    let project = Project::new(&[("a,b:c.py", &many)]);
    let mut command = project.command(&["check", "--report", "github"]);
    command.env("GITHUB_STEP_SUMMARY", project.path("summary.md"));
    let ran = ran(&command.output().expect("the program starts"));
    let lines: Vec<_> = ran.out.lines().collect();
    assert_eq!(lines.len(), 11);
    assert!(lines[0].starts_with(
        "::error file=a%2Cb%3Ac.py,line=1,endLine=13,title=metrics%3A cognitive::function `f0`"
    ));
    assert_eq!(lines[10], "::notice title=metrics::50 more findings are not shown here");
    let page = project.read("summary.md");
    assert!(page.starts_with("### metrics: 60 errors in 1 file, 30 functions\n"));
    assert_eq!(page.matches("| error |").count(), 60);
}

#[test]
fn a_ci_system_is_recognised() {
    let project = Project::new(&[("a.py", &nested("f", 12))]);
    let with = |name: &str| {
        let mut command = project.command(&["check"]);
        ran(&command.env(name, "true").output().expect("the program starts")).out
    };
    assert!(with("GITHUB_ACTIONS").contains("\n::error file=a.py"));
    assert!(with("GITLAB_CI").starts_with("error[cognitive]"));
    let issues: Value = serde_json::from_str(&project.read("gl-code-quality-report.json")).expect("JSON");
    is_valid(&gitlab_schema(), &issues);
}

#[test]
fn several_reports_are_written_at_once() {
    let project = project();
    let ran = project.check(&[
        "--report=text=t.txt",
        "--report=json=j.json",
        "--report=sarif=s.sarif",
        "--report=markdown",
        "--report=gitlab=g.json",
        "--report=junit=u.xml",
        "--report=checkstyle=c.xml",
    ]);
    assert!(ran.out.starts_with("### metrics: "));
    for file in ["t.txt", "j.json", "s.sarif", "g.json", "u.xml", "c.xml"] {
        assert!(project.read(file).len() > 200, "{file}");
    }
    assert!(!project.read("t.txt").contains('\x1b'));
}

#[test]
fn markdown_fits_a_comment() {
    let many: String = (0..900).map(|n| nested(&format!("function_{n}"), 11)).collect::<Vec<_>>().join("\n");
    let page = Project::new(&[("a.py", &many)]).check(&["--report", "markdown"]).out;
    assert!(page.len() < 65_536 && page.len() > 50_000, "{}", page.len());
    assert!(page.ends_with("more findings are not shown.\n"));
}

#[test]
fn text_shows_the_worst_in_their_source_and_lists_the_others() {
    let many: String = (0..30).map(|n| nested(&format!("f{n}"), 11)).collect::<Vec<_>>().join("\n");
    let project = Project::new(&[("a.py", &many)]);
    let text = project.check(&[]).out;
    let first = "error[cognitive]: function `f0`: cognitive 66 is 51 over the limit of 15\n --> a.py:1:5\n  |\n\
                 1 | def f0(a, b):\n  |     ^^\n  |\n  \
                 = error[cyclomatic]: cyclomatic 12 is 2 over the limit of 10\n  \
                 = note: the limits are set by preset standard\n";
    assert!(text.starts_with(first), "{text}");
    assert_eq!(text.matches(" --> ").count(), 20, "a function is one block, whatever it breaks");
    let rest = "20 of 30 are shown in their source, the worst; the others on a line each, by file:\n\n\
                a.py\n  281:1  error    `f20` cognitive 66 > 15, cyclomatic 12 > 10\n";
    assert!(text.contains(rest), "{text}");
    let end = "\n\n60 errors in 1 file, 30 functions\n\
               help: `metrics explain a.py:1` shows which lines add up to it\n\
               help: a comment `metrics: ignore[cognitive] -- REASON` beside it lets one pass, \
               `metrics baseline create` all that is there now, \
               `metrics config init` writes a file for limits of your own\n";
    assert!(text.ends_with(end), "{text}");
}

#[test]
fn grouped_names_each_file_once() {
    let project =
        Project::new(&[("b.py", &nested("g", 11)), ("a.py", &[nested("f", 2), nested("h", 9)].concat())]);
    let text = project.check(&["--report", "grouped", "--limit", "cognitive=2", "-q"]).out;
    let told = "b.py\n  1:1  error    `g` cognitive 66 > 2, cyclomatic 12 > 10\n\n\
                a.py\n  1:1  error    `f` cognitive 3 > 2\n  5:1  error    `h` cognitive 45 > 2\n\n\
                4 errors in 2 files, 3 functions\n";
    assert_eq!(text, told);
}

#[test]
fn what_a_shell_would_take_apart_is_quoted_in_the_advice() {
    let text = Project::new(&[("a b.py", &nested("f", 11))]).check(&[]).out;
    assert!(text.contains("help: `metrics explain 'a b.py:1'` shows"), "{text}");
}

#[test]
fn reviewdog_gets_every_finding_with_its_lines() {
    let document: Value = serde_json::from_str(&report("rdjson").out).expect("JSON");
    assert_eq!(document["source"]["name"], "metrics");
    let found = document["diagnostics"].as_array().expect("an array");
    assert!(found.len() >= 6, "{document:#}");
    let worst = found.iter().find(|it| it["code"]["value"] == "cyclomatic").expect("one");
    assert_eq!(worst["location"]["path"], "src/a b%.py");
    let range = json!({"start": {"line": 1}, "end": {"line": 14}});
    assert_eq!((&worst["location"]["range"], &worst["severity"]), (&range, &json!("ERROR")));
    assert!(found.iter().any(|it| it["severity"] == "WARNING"), "{document:#}");
}

#[test]
fn lines_for_hosts_are_as_their_hosts_read_them() {
    let project = project();
    let first = |format: &str, rule: &str| {
        let ran = project.check(&["--report", format]);
        let line = ran.out.lines().find(|line| line.contains(rule)).map(str::to_owned);
        line.unwrap_or_else(|| panic!("{ran:?}"))
    };
    let message = "function `f`: cyclomatic 13 is 3 over the limit of 10 (preset standard)";
    assert_eq!(first("msvc", "error cyclomatic"), format!("src/a b%.py(1,1): error cyclomatic: {message}"));
    assert_eq!(first("pylint", "[cyclomatic]"), format!("src/a b%.py:1: [cyclomatic] {message}"));
    assert_eq!(
        first("azure", "code=cyclomatic"),
        format!(
            "##vso[task.logissue type=error;sourcepath=src/a b%AZP25.py;linenumber=1;columnnumber=1;code=cyclomatic;]{message}"
        )
    );
    let summary =
        "Number of independent paths through a function, and for a class roughly the mean of its methods";
    assert_eq!(
        first("teamcity", "inspectionType id='cyclomatic'"),
        format!(
            "##teamcity[inspectionType id='cyclomatic' name='cyclomatic' description='{summary}' category='metrics']"
        )
    );
    assert_eq!(
        first("teamcity", "typeId='cyclomatic'"),
        format!(
            "##teamcity[inspection typeId='cyclomatic' message='{message}' file='src/a b%.py' line='1' SEVERITY='ERROR']"
        )
    );
}

#[test]
fn cases_of_one_name_are_told_apart_and_what_is_let_pass_is_no_success() {
    let project =
        Project::new(&[("a.py", &[nested("f", 12), nested("f", 13)].join("\n")), ("b.py", "x = '\0'")]);
    let ran = project.check(&["--report", "junit", "--allow-skipped", "--limit", "cognitive=off"]);
    for expected in [
        r#"<testcase name="f cyclomatic" classname="a.py""#,
        r#"<testcase name="f #2 cyclomatic" classname="a.py""#,
        r#"<testcase name="not-measured" classname="b.py""#,
    ] {
        assert!(ran.out.contains(expected), "{expected}: {}", ran.out);
    }
    let all = elements(&ran.out);
    assert_eq!(all.iter().filter(|(name, _)| name == "skipped").count(), 1, "{}", ran.out);
}

#[test]
fn a_column_is_told_where_it_is_the_same_in_every_unit() {
    let project = Project::new(&[("a.py", "def (:\n"), ("b.py", "é = 'ééé'; x = (1 +* 2)\n")]);
    let log: Value =
        serde_json::from_str(&project.check(&["--strict", "--report", "sarif"]).out).expect("a log");
    let regions = log["runs"][0]["results"].as_array().expect("results").iter();
    let columns: Vec<_> =
        regions.map(|it| it["locations"][0]["physicalLocation"]["region"]["startColumn"].clone()).collect();
    assert_eq!(columns, [Value::from(1), Value::Null], "{log}");
    for format in ["github", "azure", "msvc", "checkstyle"] {
        let out = project.check(&["--strict", "--report", format]).out;
        let told = ["col=", "columnnumber=", "b.py(1,", "column="].map(|it| out.matches(it).count());
        assert!(told.iter().sum::<usize>() <= 1, "{format}: {out}");
    }
}

#[test]
fn of_functions_that_begin_on_one_line_the_one_that_is_meant_is_explained() {
    let branches = " if (a) b();\n".repeat(12);
    let project = Project::new(&[
        ("b.js", "const aa = () => 1, bb = (x) => x ? 1 : 2;\n"),
        ("c.js", &format!("const small = () => 1, big = (x) => {{\n{branches}}};\n")),
        ("d.js", "class Z { a() { return 1; } b(x) { return x ? 1 : 2; } }\n"),
        ("e.js", &format!("function alone(a, b) {{\n{branches}}}\n")),
    ]);
    let first = |arguments: &[&str]| {
        let ran = project.run(arguments);
        assert_eq!(ran.status, 0, "{ran:?}");
        ran.out.lines().next().unwrap_or_default().to_owned()
    };
    assert!(first(&["explain", "bb"]).contains("`bb`"), "{}", first(&["explain", "bb"]));
    assert!(first(&["explain", "Z.b"]).contains("`Z.b`"), "{}", first(&["explain", "Z.b"]));
    let help = |file: &str, command: &[&str]| {
        let out = project.run(&[command, &[file]].concat()).out;
        let line =
            out.lines().find(|line| line.contains("`metrics explain")).unwrap_or_else(|| panic!("{out}"));
        line.split('`').nth(1).unwrap().trim_start_matches("metrics explain ").to_owned()
    };
    for command in [&["check"][..], &["analyze"]] {
        let place = help("c.js", command);
        assert_eq!(place, "c.js:1:30");
        assert!(first(&["explain", &place]).contains("`big`"));
        assert_eq!(help("e.js", command), "e.js:1", "nothing else begins there");
    }
}
