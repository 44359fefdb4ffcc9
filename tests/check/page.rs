//! The page for a browser: what is in it, and that nothing in it can act or reach out.

use crate::project::{Project, nested};
use serde_json::Value;

/// A project with directories, several languages and a function beyond every limit.
fn project() -> Project {
    Project::new(&[
        ("src/a.py", &nested("deep", 12)),
        ("src/inner/b.py", "def plain(x):\n    return x\n"),
        ("web/c.js", "const pick = (a) => a ? 1 : 2;\n"),
        ("web/empty.js", ""),
    ])
}

fn page(project: &Project, arguments: &[&str]) -> String {
    let ran = project.run(&[arguments, &["--no-cache"]].concat());
    assert!(ran.status < 2, "{ran:?}");
    ran.out
}

/// The text between two marks.
fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let (_, rest) = text.split_once(before).unwrap_or_else(|| panic!("no {before}"));
    rest.split_once(after).unwrap_or_else(|| panic!("no {after}")).0
}

#[test]
fn it_has_the_map_the_table_the_distributions_and_the_reasons() {
    let html = page(&project(), &["analyze", "--format", "html"]);
    let svg = between(&html, "<svg viewBox", "</svg>");
    assert_eq!(svg.matches("<g ").count(), svg.matches("</g>").count(), "every directory ends");
    let directories: Vec<&str> =
        svg.split("<g data-n=\"").skip(1).map(|it| it.split('"').next().unwrap()).collect();
    assert_eq!(directories, ["src", "inner", "web"], "the largest first, and what is in it behind it");
    for file in ["a.py", "b.py", "c.js", "empty.js"] {
        assert!(svg.contains(&format!("data-n=\"{file}\"")), "{file}");
    }
    let values = between(svg, "data-n=\"b.py\" data-v=\"", "\"");
    assert!(values.starts_with("2 1 0 "), "lines, cyclomatic, cognitive, maintainability: {values}");
    assert!(
        svg.contains("<rect class=\"lnone\"") && html.contains("rect.lnone{"),
        "a file without functions has a colour of its own"
    );
    let data: Value = serde_json::from_str(between(&html, "id=\"data\">", "</script>")).expect("JSON");
    let rows = data["rows"].as_array().expect("rows");
    assert_eq!(rows.len(), 3);
    assert_eq!((&rows[0][3], &data["paths"][0]), (&"deep".into(), &"src/a.py".into()));
    assert!(html.contains("<h2>Cyclomatic complexity of functions</h2>"));
    let reasons = between(&html, "id=\"why-title\"", "</section>");
    assert!(reasons.contains("<code>deep</code>") && reasons.contains("cc +1 (if)"), "{reasons}");
}

#[test]
fn a_function_has_the_lines_that_add_to_its_own_scores() {
    let script = "function C() {\n  run(() => {\n    if (a) b();\n  });\n}\n";
    let python = "def outer(a):\n    def inner(b):\n        if b:\n            return 1\n    return inner\n";
    let project = Project::new(&[("a.js", script), ("b.py", python)]);
    for arguments in
        [&["analyze", "--format", "html"][..], &["check", "--report", "html", "--limit", "cyclomatic=0"]]
    {
        let html = page(&project, arguments);
        let reasons = between(&html, "id=\"why-title\"", "</section>");
        let of = |name: &str| {
            let head = format!("<summary><code>{name}</code>");
            let (_, rest) = reasons.split_once(&head).unwrap_or_else(|| panic!("{name}: {reasons}"));
            rest.split("<summary>").next().unwrap_or_default()
        };
        assert!(of("C.run").contains("cc +1 (if), cog +1 (if)"), "{}", of("C.run"));
        assert!(!of("C").contains("(if)"), "{}", of("C"));
        // A closure of Python counts for the function around it as complexipy has it, and not as radon has it.
        assert!(
            of("outer").contains("cog +1 (if)") && !of("outer").contains("cc +1 (if)"),
            "{}",
            of("outer")
        );
    }
}

#[test]
fn it_needs_nothing_and_asks_nobody() {
    let html = page(&project(), &["analyze", "--format", "html"]);
    assert!(html.contains("content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-"));
    for reach in [" src=", " href=", "url(", "@import", "http:", "https:", " onclick", "<link", "<iframe"] {
        assert!(!html.contains(reach), "{reach}");
    }
    assert_eq!(html.matches("<script").count(), 2, "data, and what reads it");
}

#[test]
fn what_a_file_says_is_text() {
    let name = "\"><img src=x onerror=alert(1)>.js";
    let code = "const o = { '</script><script>alert(1)</script>'(a) { return a ? 1 : 2; } };\n";
    let project = Project::new(&[(name, code)]);
    for arguments in
        [&["analyze", "--format", "html"][..], &["check", "--report", "html", "--limit", "cyclomatic=1"]]
    {
        let html = page(&project, arguments);
        assert!(!html.contains("<img") && !html.contains("<script>alert"), "{html}");
        assert_eq!(html.matches("</script>").count(), 2);
        let data: Value = serde_json::from_str(between(&html, "id=\"data\">", "</script>")).expect("JSON");
        assert_eq!(data["paths"][0], name);
    }
}

#[test]
fn that_of_a_check_begins_with_its_findings() {
    let project = project();
    let ran = project.run(&["check", "--no-cache", "--report", "html=page.html"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    let html = project.read("page.html");
    let findings = between(&html, "<ul class=\"findings\">", "</ul>");
    assert!(findings.contains("<li class=\"error\"><code>src/a.py:1</code>"), "{findings}");
    assert!(html.contains("id=\"map-title\""));
}

/// The cells of the table of groups, a row each.
fn groups(html: &str) -> Vec<String> {
    let table = between(html, "<table class=\"groups\">", "</table>");
    let cells = |row: &str| -> Vec<String> {
        row.split('<').filter_map(|it| it.split_once('>')).map(|(_, it)| it.trim().to_owned()).collect()
    };
    let rows = table.split("<tr>").skip(1).map(cells);
    rows.map(|row| row.into_iter().filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn groups_of_files_have_a_table() {
    let project = project();
    project.write("CODEOWNERS", "/src/ @one\n/web/ <@two> @web\n");
    project.write("web/package.json", "{\"name\": \"<b>shop\"}");
    let metrics = ["--metrics", "cyclomatic.total,raw.sloc"];
    let rows = |by: &[&str]| {
        let html = page(&project, &[&["analyze", "--format", "html"], by, &metrics].concat());
        assert!(html.contains("id=\"map-title\"") && html.contains("id=\"functions\""), "and all the rest");
        groups(&html)
    };
    let head = "rank cyclomatic.total raw.sloc";
    assert_eq!(rows(&["--by", "owner"])[0], format!("{head} owner"));
    let owners = rows(&["--by", "owner"]);
    assert_eq!(owners.len(), 3, "{owners:?}");
    assert!(owners[1].ends_with(" @one") && owners[2].ends_with(" (no owner)"), "{owners:?}");
    let packages = rows(&["--by", "package"]);
    assert!(packages.iter().any(|row| row.ends_with(" &#60;b&#62;shop")), "{packages:?}");
    let directories = rows(&["--by", "directory", "--depth", "2"]);
    let names: Vec<&str> = directories.iter().filter_map(|row| row.rsplit(' ').next()).collect();
    assert_eq!(names, ["directory", ".", "src", "web", "src/inner"]);
    assert!(!page(&project, &["analyze", "--format", "html"]).contains("id=\"groups-title\""));
}

#[test]
fn that_of_a_check_has_what_was_found_in_groups() {
    let project = project();
    project.write("CODEOWNERS", "/src/ @one\n");
    let ran = project.run(&["check", "--no-cache", "--by", "owner", "--report", "html=page.html"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    let rows = groups(&project.read("page.html"));
    assert_eq!(rows[0], "errors warnings inherited files functions group");
    assert_eq!(rows[1], "0 0 0 2 1 (no owner)");
    assert!(rows[2].ends_with(" 0 0 2 2 @one") && !rows[2].starts_with('0'), "{rows:?}");
}

#[test]
fn records_have_the_same_page_without_the_reasons() {
    let project = project();
    let records = project.run(&["analyze", "--no-cache", "--format", "ndjson"]).out;
    project.write("records.ndjson", &records);
    let of_files = page(&project, &["analyze", "--format", "html", "src", "web"]);
    for file in ["src/a.py", "src/inner/b.py", "web/c.js", "web/empty.js"] {
        std::fs::remove_file(project.path(file)).expect("a file");
    }
    let of_records = page(&project, &["analyze", "--format", "html", "--records", "records.ndjson"]);
    let map = |html: &str| between(html, "<svg viewBox", "</svg>").to_owned();
    assert_eq!(map(&of_records), map(&of_files));
    let data = |html: &str| between(html, "id=\"data\">", "</script>").to_owned();
    assert_eq!(data(&of_records), data(&of_files));
    assert!(of_files.contains("id=\"why-title\"") && !of_records.contains("id=\"why-title\""));
}

#[test]
fn many_files_make_a_page_that_can_be_sent() {
    let files: Vec<(String, String)> = (0..1300)
        .map(|at| (format!("part{}/module{}/file_{at}.py", at % 13, at % 100), nested(&format!("f{at}"), 3)))
        .collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (&**path, &**text)).collect();
    let html = page(&Project::new(&files), &["analyze", "--format", "html"]);
    assert!(html.len() < 400_000, "{} bytes for 1,300 files", html.len());
}

#[test]
fn code_without_functions_has_a_page_too() {
    let html = page(&Project::new(&[("a.py", "x = 1\n")]), &["analyze", "--format", "html"]);
    assert!(html.contains("<dt>functions</dt><dd>0</dd>") && html.contains("data-n=\"a.py\""));
    assert!(!html.contains("id=\"functions\"") && !html.contains("id=\"why-title\""));
}
