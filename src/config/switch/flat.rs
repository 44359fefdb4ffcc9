//! `ESLint`'s configurations that are code: the rules in them that are literals, and the literals `files` beside them.
//!
//! One pass over the text finds which brackets are open; nothing is evaluated.

use super::ForeignLimits;
use super::eslint::{self, files, names, of_rules, pass_over};
use super::literal::Literals;
use super::patterns::{from_top, of_glob, rooted};
use serde_json::{Map, Value};

const SONAR: &str = "sonarjs/cognitive-complexity";

pub(super) fn read(file: &str, text: &str, found: &mut ForeignLimits) {
    let Some(properties) = properties(text) else {
        return found.unread(file, "brackets or strings that do not close");
    };
    let known = found.limits.len();
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
    // In the older form `overrides` count behind what is said of all files, wherever they stand.
    if file.starts_with(".eslintrc") {
        found.limits[known..].sort_by_key(|limit| !limit.paths.is_empty());
    }
    for property in properties.iter().filter(|it| it.key == "ignorePatterns" && it.is_outermost) {
        let patterns = Literals::at(text, property.value).value(0).unwrap_or(Value::Null);
        eslint::ignore(file, Some(&patterns), found);
    }
    for key in ["ignores", GLOBAL] {
        for property in properties.iter().filter(|it| it.key == key && it.is_outermost) {
            ignore(file, text, property, &properties, found);
        }
    }
    if !read_any && names().any(|name| name != "complexity" && text.contains(name)) {
        found.unread(file, "a rule on complexity that is not a literal in `rules`");
    }
}

/// The function of `ESLint` that makes a configuration of nothing but `ignores`.
const GLOBAL: &str = "globalIgnores";

/// Takes over what all rules pass over: `ignores` of an object that says nothing else.
fn ignore(file: &str, text: &str, ignores: &Property, all: &[Property], found: &mut ForeignLimits) {
    let is_alone =
        |it: &Value| it.as_object().is_some_and(|it| it.keys().all(|key| IGNORING.contains(&key.as_str())));
    if ignores.key != GLOBAL && !Literals::at(text, ignores.inside).value(0).is_some_and(|it| is_alone(&it)) {
        let has_more =
            all.iter().any(|it| it.inside == ignores.inside && !IGNORING.contains(&it.key.as_str()));
        if !has_more {
            pass_over(file, "ignores", None, found);
        }
        return;
    }
    let globs = Literals::at(text, ignores.value).value(0);
    let globs = globs.as_ref().and_then(Value::as_array);
    let paths = globs.and_then(|globs| {
        let all: Option<Vec<Vec<String>>> = globs.iter().map(|glob| of_glob(glob.as_str()?)).collect();
        all.map(|it| from_top(it.concat()))
    });
    pass_over(file, &ignores.key, paths, found);
}

/// The keys of an object whose `ignores` are about all rules.
const IGNORING: [&str; 2] = ["ignores", "name"];

/// A property of an object.
struct Property {
    key: String,
    /// Where its value begins.
    value: usize,
    /// Where the object begins that it stands in, and where the one around that.
    inside: usize,
    around: usize,
    /// Whether the object stands in no other object.
    is_outermost: bool,
}

/// All properties of all objects, by a scan that knows strings, comments and brackets; `None` if these do not close.
fn properties(text: &str) -> Option<Vec<Property>> {
    let mut open: Vec<usize> = Vec::new();
    // How many of them are objects.
    let mut objects = 0;
    let is_brace = |at: usize| text[at..].starts_with('{');
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
                let value = reader.place();
                let own = open.last().is_some_and(|&at| is_brace(at));
                let is_outermost = objects == usize::from(own);
                let around = open.iter().rev().nth(1).copied().unwrap_or(usize::MAX);
                match open.last() {
                    Some(&inside) if is_property => {
                        found.push(Property { key, value, inside, around, is_outermost });
                    }
                    last if key == GLOBAL && text[value..].starts_with('(') => {
                        let inside = last.copied().unwrap_or(usize::MAX);
                        found.push(Property { key, value: value + 1, inside, around, is_outermost: true });
                    }
                    _ => {}
                }
            }
            (None, '`') => {
                let end = text[at + 1..].find('`')? + at + 2;
                reader = Literals::at(text, end);
            }
            (None, c) => {
                match c {
                    '{' | '[' | '(' => {
                        open.push(at);
                        objects += usize::from(c == '{');
                    }
                    '}' | ']' | ')' => objects -= usize::from(is_brace(open.pop()?)),
                    _ => {}
                }
                reader = Literals::at(text, at + c.len_utf8());
            }
        }
    }
    open.is_empty().then_some(found)
}
