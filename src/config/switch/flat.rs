//! `ESLint`'s configurations that are code: the rules in them that are literals, and the literals `files` beside them.
//!
//! One pass over the text finds which brackets are open; nothing is evaluated.

use super::ForeignLimits;
use super::eslint::{files, names, of_rules};
use super::literal::Literals;
use super::patterns::rooted;
use serde_json::{Map, Value};

const SONAR: &str = "sonarjs/cognitive-complexity";

pub(super) fn read(file: &str, text: &str, found: &mut ForeignLimits) {
    let Some(properties) = properties(text) else {
        return found.unread(file, "brackets or strings that do not close");
    };
    let is_sonar = properties.iter().any(|it| it.key == SONAR);
    if !is_sonar && ["sonarjs.configs", "plugin:sonarjs/"].iter().any(|shared| text.contains(shared)) {
        found.unread(file, &format!("a shared configuration of sonarjs, which may turn `{SONAR}` on"));
    }
    let mut read_any = false;
    for property in properties.iter().filter(|it| names().any(|name| name == it.key)) {
        let beside = |key: &str| properties.iter().find(|it| it.inside == property.around && it.key == key);
        // An object whose rules these are: `rules: {…}` in it begins where the rule's own object does.
        let is_rules = beside("rules").is_some_and(|rules| rules.value == property.inside);
        read_any = true;
        if !is_rules {
            found.unread(file, &format!("the rule `{}`: it stands in no literal `rules`", property.key));
            continue;
        }
        let Some(value) = Literals::at(text, property.value).value(0) else {
            found.unread(file, &format!("the rule `{}`: its value is code", property.key));
            continue;
        };
        let rules = Value::Object(Map::from_iter([(property.key.clone(), value)]));
        if beside("ignores").is_some() {
            found.unread(file, "`ignores` beside a rule");
        }
        match beside("files").map(|it| Literals::at(text, it.value).value(0)) {
            None => of_rules(file, &rules, &[], found),
            Some(globs) => match files(globs.as_ref()) {
                Some(paths) => of_rules(file, &rules, &rooted(paths), found),
                None => found
                    .unread(file, &format!("the rule `{}`: its `files` are no plain patterns", property.key)),
            },
        }
    }
    if !read_any && names().any(|name| name != "complexity" && text.contains(name)) {
        found.unread(file, "a rule on complexity that is not a literal in `rules`");
    }
}

/// A property of an object.
struct Property {
    key: String,
    /// Where its value begins.
    value: usize,
    /// Where the object begins that it stands in, and where the one around that.
    inside: usize,
    around: usize,
}

/// All properties of all objects, by a scan that knows strings, comments and brackets; `None` if these do not close.
fn properties(text: &str) -> Option<Vec<Property>> {
    let mut open: Vec<usize> = Vec::new();
    let mut found = Vec::new();
    let mut reader = Literals::at(text, 0);
    loop {
        reader.skip_space();
        let at = reader.place();
        let Some(c) = text[at..].chars().next() else { break };
        let key = if matches!(c, '"' | '\'') || c.is_alphabetic() || matches!(c, '_' | '$') {
            Some(reader.key()?)
        } else {
            None
        };
        match (key, c) {
            (Some(key), _) => {
                let is_property = reader.take(':');
                reader.skip_space();
                if let (true, Some(&inside)) = (is_property, open.last()) {
                    let around = open.iter().rev().nth(1).copied().unwrap_or(usize::MAX);
                    found.push(Property { key, value: reader.place(), inside, around });
                }
            }
            (None, '`') => {
                let end = text[at + 1..].find('`')? + at + 2;
                reader = Literals::at(text, end);
            }
            (None, c) => {
                match c {
                    '{' | '[' | '(' => open.push(at),
                    '}' | ']' | ')' => drop(open.pop()?),
                    _ => {}
                }
                reader = Literals::at(text, at + c.len_utf8());
            }
        }
    }
    open.is_empty().then_some(found)
}
