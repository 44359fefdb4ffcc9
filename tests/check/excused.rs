//! A comment excuses what begins on its line or the next, in every layout that the language allows for one.

use crate::project::Project;

const BRANCHES: &str = "if (a == 1) b();\nif (a == 2) b();\nif (a == 3) b();\nif (a == 4) b();\n";

/// Whether a check of a script with a limit of 4 on its callbacks ends without a finding and without an unused comment.
fn is_excused(script: &str) -> bool {
    let project = Project::new(&[("a.jsx", &script.replace("BRANCHES", BRANCHES))]);
    let ran = project.check(&["--report", "concise", "--limit", "cyclomatic=4", "--limit", "cognitive=off"]);
    assert!(!ran.out.contains("parse error"), "{}", ran.out);
    ran.out.starts_with("no findings in ")
}

#[test]
fn a_comment_among_the_children_of_jsx_excuses_the_callback_below_it() {
    let with = |comment: &str| {
        format!("const A = () => (<div>\n{comment}\n  {{list.map((a) => {{\nBRANCHES\n  }})}}\n</div>);\n")
    };
    for comment in [
        "  {/* metrics: ignore[cyclomatic] -- r */}",
        "{/* metrics: ignore[cyclomatic] -- r */}  ",
        "\t{ /* metrics: ignore[cyclomatic] -- r */ }",
        "  {/* metrics: ignore[cyclomatic] -- r\n     that goes on */}",
        "  {\n    /* metrics: ignore[cyclomatic] -- r */\n  }",
        "  {\n    // metrics: ignore[cyclomatic] -- r\n  }",
        "  {/* metrics: ignore[cyclomatic] -- r */}\n  {/* another one */}",
    ] {
        assert!(is_excused(&with(comment)), "{comment}");
        let windows = with(comment).replace('\n', "\r\n");
        assert!(is_excused(&windows), "{comment} with CRLF");
    }
    for comment in
        ["  <p>{/* metrics: ignore[cyclomatic] -- r */}</p>", "  {/* metrics: ignore[cyclomatic] -- r */}\n"]
    {
        assert!(!is_excused(&with(comment)), "{comment}: something stands beside or between them");
    }
    assert!(!is_excused(&with("  {/* nothing */}")));
}

#[test]
fn a_comment_excuses_the_callback_on_its_own_line() {
    for script in [
        "const A = () => (<div>\n  {list.map((a) => { // metrics: ignore[cyclomatic] -- r\nBRANCHES\n  })}\n</div>);\n",
        "const A = () => (<div>\n  <b onClick={(a) => { // metrics: ignore[cyclomatic] -- r\nBRANCHES\n  }} />\n</div>);\n",
        "const A = () => (<div>\n  <b\n    // metrics: ignore[cyclomatic] -- r\n    onClick={(a) => {\nBRANCHES\n  }} />\n</div>);\n",
        "const A = () => (<div>\n  <b\n    /* metrics: ignore[cyclomatic] -- r */\n    onClick={(a) => {\nBRANCHES\n  }} />\n</div>);\n",
    ] {
        assert!(is_excused(script), "{script}");
    }
}
