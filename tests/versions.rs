//! One version, in whatever is installed: Cargo.toml says it, and the wheel, the npm package, the hooks, the action and
//! the recipes of the documents say the same.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What stands before a version of this program, and nowhere else.
const BEFORE: [&str; 9] = [
    "code-metrics==",
    "OWNER/metrics@v",
    "rev: v",
    "ref: v",
    "\"version\": \"",
    "\nversion = \"",
    "code-metrics-linux-x64-",
    "dist/code-metrics-",
    "dist/metrics-",
];

/// Each file that names the version.
const FILES: [&str; 12] = [
    "action.yml",
    "docs/check.md",
    "docs/hooks.md",
    "docs/install.md",
    "editors/vscode/package.json",
    "editors/zed/Cargo.toml",
    "editors/zed/extension.toml",
    "packaging/gitlab/metrics.yml",
    "packaging/npm/code-metrics/package.json",
    "packaging/pre-commit/pyproject.toml",
    "Cargo.toml",
    "Cargo.lock",
];

fn read(file: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap()
}

/// The versions in a text, each a number, a dot and so on; what does not begin with a number is none.
fn versions(text: &str) -> Vec<&str> {
    let behind =
        BEFORE.iter().flat_map(|before| text.match_indices(before).map(|(at, it)| &text[at + it.len()..]));
    let version =
        behind.filter(|text| text.starts_with(|letter: char| letter.is_ascii_digit())).map(|text| {
            let end =
                text.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(text.len());
            text[..end].trim_end_matches('.')
        });
    version.collect()
}

#[test]
fn whatever_is_installed_has_the_version_of_the_program() {
    for file in FILES {
        let mut text = read(file);
        if file == "Cargo.lock" {
            let (_, own) = text.split_once("name = \"code-metrics\"").unwrap();
            text = own.split("[[package]]").next().unwrap().to_owned();
        }
        let found = versions(&text);
        assert!(!found.is_empty(), "{file} names no version any more");
        assert!(found.iter().all(|version| *version == VERSION), "{file}: {found:?}, not {VERSION}");
    }
}

#[test]
fn the_wheel_takes_its_version_from_cargo() {
    assert!(read("pyproject.toml").contains("dynamic = [\"version\"]"));
    assert_eq!(versions(&read("pyproject.toml")), [""; 0]);
}

#[test]
fn another_version_would_be_seen() {
    assert_eq!(versions("a: code-metrics==9.8.7\nrev: v1.2\nrev: main"), ["9.8.7", "1.2"]);
}
