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
