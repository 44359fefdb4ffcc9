//! CODEOWNERS as GitHub reads it: <https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners>.

use super::pattern::OwnerPattern;
use std::collections::HashMap;

/// Where the file may be, from the root of the repository; the first one that is there counts.
pub(crate) const CODEOWNERS: [&str; 3] = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"];

/// A file that is not under so many bytes (3 MB) is not loaded, and then nobody owns anything.
pub(crate) const LARGEST_CODEOWNERS: u64 = 3 << 20;

/// A line with more owners says nothing: each of its files would count once for each of them.
const MOST_OWNERS: usize = 1000;

/// Who owns which files.
#[derive(Clone, Debug, Default)]
pub(crate) struct CodeOwners {
    rules: Vec<OwnerRule>,
    /// The rules, by their places, that match only where one part of the path is this name.
    named: HashMap<String, Vec<usize>>,
    /// All other rules.
    others: Vec<usize>,
}

/// A line that says something.
#[derive(Clone, Debug)]
struct OwnerRule {
    pattern: OwnerPattern,
    /// Users, teams and addresses; with none, nobody owns what matches.
    owners: Vec<String>,
}

impl CodeOwners {
    /// Reads a file. A line that GitHub calls invalid is passed over: a pattern with `!`, `[`, `***` or a `#` behind a
    /// backslash, and an owner that is none of `@user`, `@org/team` and an address.
    #[must_use]
    pub(crate) fn parse(text: &[u8]) -> CodeOwners {
        let text = String::from_utf8_lossy(text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text));
        let mut owners =
            CodeOwners { rules: text.lines().filter_map(rule).collect(), ..CodeOwners::default() };
        for (at, rule) in owners.rules.iter().enumerate() {
            match rule.pattern.name() {
                Some(name) => owners.named.entry(name.to_owned()).or_default().push(at),
                None => owners.others.push(at),
            }
        }
        owners
    }

    /// The owners of a file, given by its path from the root with `/` between its parts; of the patterns that match it
    /// the last one decides. Letters are compared as they are, capital or not.
    #[must_use]
    pub(crate) fn of(&self, path: &str) -> &[String] {
        let parts: Vec<&str> = path.split('/').collect();
        let named = parts.iter().filter_map(|&part| self.named.get(part));
        let mut last = None;
        for rules in named.chain([&self.others]) {
            let later = rules.iter().rev().take_while(|&&at| Some(at) > last);
            last = later.copied().find(|&at| self.rules[at].pattern.matches(&parts)).or(last);
        }
        last.map_or(&[], |at| &self.rules[at].owners)
    }
}

fn rule(line: &str) -> Option<OwnerRule> {
    let line = line.trim();
    if line.is_empty() || line.starts_with('#') {
        return None;
    }
    let (pattern, rest) = split(line);
    let owners = rest.split_whitespace().take_while(|word| !word.starts_with('#'));
    let owners: Vec<String> = owners.map(str::to_owned).collect();
    let pattern = OwnerPattern::parse(pattern)?;
    let is_valid = owners.len() <= MOST_OWNERS && owners.iter().all(|owner| is_owner(owner));
    is_valid.then_some(OwnerRule { pattern, owners })
}

/// The pattern, which ends at a space that no backslash escapes, and the rest.
fn split(line: &str) -> (&str, &str) {
    let mut is_escaped = false;
    for (at, letter) in line.char_indices() {
        if letter.is_whitespace() && !is_escaped {
            return line.split_at(at);
        }
        is_escaped = letter == '\\' && !is_escaped;
    }
    (line, "")
}

/// Whether it is a user, a team of an organization, or an address.
fn is_owner(word: &str) -> bool {
    let is_name =
        |name: &str| !name.is_empty() && name.chars().all(|it| it.is_alphanumeric() || "-_.".contains(it));
    match word.strip_prefix('@') {
        Some(name) => name.split_once('/').map_or(is_name(name), |(org, team)| is_name(org) && is_name(team)),
        None => word.split_once('@').is_some_and(|(who, host)| !who.is_empty() && host.contains('.')),
    }
}
