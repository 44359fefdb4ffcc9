//! Owners against the rules that GitHub documents, and packages against those of their tools.

use super::{CodeOwners, Manifest, directory};
use std::path::Path;

/// The example of GitHub's documentation, with its comments shortened.
const EXAMPLE: &str = "\
# This is a comment.
*       @global-owner1 @global-owner2
*.js    @js-owner #This is an inline comment.
*.go docs@example.com
*.txt @octo-org/octocats
/build/logs/ @doctocat
docs/*  docs@example.com
apps/ @octocat
/docs/ @doctocat
/scripts/ @doctocat @octocat
**/logs @octocat
/apps/ @octocat
/apps/github
";

fn owners(file: &str, path: &str) -> String {
    CodeOwners::parse(file.as_bytes()).of(path).join(" ")
}

#[test]
fn the_documented_example_is_read_as_documented() {
    for (path, owner) in [
        ("README.md", "@global-owner1 @global-owner2"),
        ("src/deep/a.js", "@js-owner"),
        ("a.go", "docs@example.com"),
        ("deep/a.txt", "@octo-org/octocats"),
        ("build/logs/a.py", "@octocat"),
        ("build/logs/deep/a.py", "@octocat"),
        ("docs/getting-started.md", "@doctocat"),
        ("docs/build-app/troubleshooting.md", "@doctocat"),
        ("deep/apps/a.py", "@octocat"),
        ("apps/a.py", "@octocat"),
        ("apps/github", ""),
        ("apps/github/a.py", ""),
        ("scripts/a.sh", "@doctocat @octocat"),
        ("deep/scripts/a.sh", "@global-owner1 @global-owner2"),
        ("deeply/nested/logs", "@octocat"),
        ("deeply/nested/logs/a.py", "@octocat"),
    ] {
        assert_eq!(owners(EXAMPLE, path), owner, "{path}");
    }
}

#[test]
fn the_last_of_the_rules_decides_whatever_its_shape() {
    let file = "* @all\nb.py @name\n*.py @wild\n/a/ @directory\n/a/c.py @path\n*c.py @later\n/a/**/d.py\n";
    for (path, owner) in [
        ("x/b.js", "@all"),
        ("x/b.py", "@wild"),
        ("a/b.py", "@directory"),
        ("a/c.py", "@later"),
        ("x/a/e.py", "@wild"),
        ("a/x/d.py", ""),
    ] {
        assert_eq!(owners(file, path), owner, "{path}");
    }
}

/// Pattern, path, and whether it matches: a sentence of the documentation each, or of `gitignore`'s where it refers there.
const RULES: &[(&str, &str, bool)] = &[
    ("*", "a/b/c", true),
    ("*.py", "a/b.py", true),
    ("a.py", "deep/a.py", true),
    ("/a.py", "a.py", true),
    ("/a.py", "deep/a.py", false),
    // a slash in the middle means the root
    ("lib/a.py", "lib/a.py", true),
    ("lib/a.py", "deep/lib/a.py", false),
    // a directory with all below
    ("lib/", "lib/a/b.py", true),
    ("lib/", "deep/lib/a.py", true),
    ("lib/", "lib", false),
    ("/lib/", "deep/lib/a.py", false),
    ("lib", "deep/lib/a/b.py", true),
    ("/lib", "lib/a/b.py", true),
    ("lib/sub", "lib/sub/a/b.py", true),
    // a last `*` takes no directory
    ("docs/*", "docs/a.md", true),
    ("docs/*", "docs/deep/a.md", false),
    ("docs/**", "docs/deep/a.md", true),
    ("docs/*/a.md", "docs/deep/a.md", true),
    ("docs/*/a.md", "docs/a.md", false),
    ("docs/**/a.md", "docs/a.md", true),
    ("docs/**/a.md", "docs/x/y/a.md", true),
    ("**/a.md", "a.md", true),
    ("**/docs/a.md", "x/docs/a.md", true),
    ("docs/a*.md", "docs/abc.md", true),
    ("docs/a?.md", "docs/ab.md", true),
    ("docs/a*", "docs/abc/x.md", true),
    // letters as they are
    ("/Docs/", "docs/a.md", false),
    ("with\\ space.md", "with space.md", true),
    // what does not work in CODEOWNERS
    ("!a.py", "a.py", false),
    ("[ab].py", "a.py", false),
    ("\\#a.py", "#a.py", false),
    ("a***b", "axb", false),
    ("/", "a.py", false),
];

#[test]
fn patterns_are_those_that_github_documents() {
    for &(pattern, path, is_matched) in RULES {
        let found = owners(&format!("{pattern} @me\n"), path);
        assert_eq!(found == "@me", is_matched, "{pattern} {path}");
    }
}

#[test]
fn the_last_match_wins_and_invalid_lines_are_passed_over() {
    assert_eq!(owners("*.py @a\n/src/ @b\n", "src/x.py"), "@b");
    assert_eq!(owners("/src/ @b\n*.py @a\n", "src/x.py"), "@a");
    // owners on two lines: only the last ones count
    assert_eq!(owners("*.py @a\n*.py @b\n", "x.py"), "@b");
    assert_eq!(owners("*.py @a\n*.py nobody\n", "x.py"), "@a");
    assert_eq!(owners("*.py @a\n*.py @org/team/x\n", "x.py"), "@a");
    assert_eq!(owners("*.py @a\n!x.py @b\n", "x.py"), "@a");
    assert_eq!(owners("*.py @a\n*.py # nobody\n", "x.py"), "");
    assert_eq!(owners("\u{feff}*.py @a\r\n", "x.py"), "@a");
}

#[test]
fn a_manifest_names_a_package_and_the_members_of_a_workspace() {
    let node = r#"{"name": "root", "workspaces": ["packages/*", "!packages/old"]}"#;
    let node = Manifest::read("package.json", node);
    assert_eq!(node.name.as_deref(), Some("root"));
    assert!(
        node.has_member("packages/a") && !node.has_member("packages/old") && !node.has_member("packages/a/b")
    );
    let yarn = Manifest::read("package.json", r#"{"workspaces": {"packages": ["./libs/**"]}}"#);
    assert!(yarn.name.is_none() && yarn.has_member("libs/a/b"));
    let pnpm = Manifest::read(
        "pnpm-workspace.yaml",
        "\u{feff}packages: # of them\n  # all\n  - 'packages/*' # most\n  - \"!packages/x\"\ncatalog:\n  - no\n",
    );
    let flow = Manifest::read("pnpm-workspace.yaml", "packages: ['libs/*']\n");
    assert!(flow.has_member("libs/a"));
    let marked = Manifest::read("package.json", "\u{feff}{\"name\": \"marked\"}");
    assert_eq!(marked.name.as_deref(), Some("marked"));
    assert!(pnpm.has_member("packages/a") && !pnpm.has_member("packages/x") && pnpm.members.len() == 2);
    let uv = "[project]\nname = 'lib'\n[tool.uv.workspace]\nmembers = ['libs/*']\nexclude = ['libs/x']\n";
    let uv = Manifest::read("pyproject.toml", uv);
    assert_eq!(uv.name.as_deref(), Some("lib"));
    assert!(uv.has_member("libs/a") && !uv.has_member("libs/x"));
    assert_eq!(Manifest::read("pyproject.toml", "[tool.poetry]\nname = 'p'\n").name.as_deref(), Some("p"));
    assert_eq!(Manifest::read("pyproject.toml", "[tool.ruff]\n"), Manifest::default());
    assert_eq!(Manifest::read("package.json", "{"), Manifest::default());
}

#[test]
fn a_directory_counts_for_the_first_of_those_above() {
    let shown = |path, depth| directory(Path::new(path), depth).display().to_string();
    assert_eq!(shown("a/b/c.py", 1), "a");
    assert_eq!(shown("a/b/c.py", 9), "a/b");
    assert_eq!(shown("c.py", 1), ".");
}
