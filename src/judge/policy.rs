//! Which limits hold for a file and for a function: rules in the order of precedence, the later ones stronger.

use crate::model::{Limit, Metric, Origin};
use crate::paths::{BadGlob, Globs};
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use std::path::Path;

/// What is demanded of the files that one configuration governs.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    /// The rules, the weakest first.
    pub rules: Vec<Rule>,
}

/// Limits, and what they hold for; conditions that are absent are met.
#[derive(Clone, Debug, Default)]
pub struct Rule {
    /// Files.
    pub paths: Option<Globs>,
    /// Qualified names of functions; a rule with them says nothing about classes and files.
    pub functions: Option<NameGlobs>,
    /// Names of languages.
    pub languages: Option<Vec<String>>,
    /// The files and functions, as they are written; empty for all.
    pub holds_for: String,
    /// The limits.
    pub limits: Vec<(&'static Metric, Limit)>,
    /// The last day on which the rule is no finding itself, `YYYY-MM-DD`, and why it was made.
    pub expires: Option<(String, String)>,
    /// Why it was made.
    pub reason: String,
    /// Where the rule stands.
    pub origin: Option<Origin>,
}

/// Patterns of names: `*` is any text.
#[derive(Clone, Debug)]
pub struct NameGlobs(GlobSet);

impl NameGlobs {
    /// Compiles patterns of qualified names.
    ///
    /// # Errors
    /// The first malformed pattern.
    pub fn new(patterns: &[String]) -> Result<NameGlobs, BadGlob> {
        let mut set = GlobSetBuilder::new();
        for (index, pattern) in patterns.iter().enumerate() {
            let glob = GlobBuilder::new(pattern).build().map_err(|error| bad(index, error.kind()))?;
            set.add(glob);
        }
        set.build().map(NameGlobs).map_err(|error| bad(0, error.kind()))
    }

    fn matches(&self, name: &str) -> bool {
        self.0.is_match(name)
    }
}

fn bad(index: usize, why: &dyn std::fmt::Display) -> BadGlob {
    BadGlob { index, why: why.to_string() }
}

impl Policy {
    /// The limits that hold for a file, those on single functions left out; without a language, those for all.
    #[must_use]
    pub(crate) fn for_path(&self, absolute: &Path, language: Option<&str>) -> Vec<InForce<'_>> {
        in_force(&self.for_file(absolute, language.unwrap_or_default()), None)
    }

    /// The limits that hold for a function of a file.
    #[must_use]
    pub(crate) fn for_function(&self, absolute: &Path, language: &str, name: &str) -> Vec<InForce<'_>> {
        in_force(&self.for_file(absolute, language), Some(name))
    }

    /// The rules that can say something about a file.
    pub(crate) fn for_file<'a>(&'a self, absolute: &Path, language: &str) -> Vec<&'a Rule> {
        self.rules.iter().filter(|rule| rule.holds_for(absolute, language)).collect()
    }
}

impl Rule {
    /// Whether a file meets its conditions, and one of the functions in it those on names, if there are any.
    pub(crate) fn applies_to<'a>(
        &self,
        absolute: &Path,
        language: &str,
        mut names: impl Iterator<Item = &'a str>,
    ) -> bool {
        let has_name = |patterns: &NameGlobs| names.any(|name| patterns.matches(name));
        self.holds_for(absolute, language) && self.functions.as_ref().is_none_or(has_name)
    }

    /// Whether its conditions on files are met.
    fn holds_for(&self, absolute: &Path, language: &str) -> bool {
        self.languages.as_ref().is_none_or(|names| names.iter().any(|name| name == language))
            && self.paths.as_ref().is_none_or(|paths| paths.matches(absolute))
    }
}

/// What is demanded of a metric in the end.
#[derive(Clone, Copy, Debug)]
pub struct InForce<'a> {
    /// The metric.
    pub metric: &'static Metric,
    /// What says where errors begin.
    pub bounds: &'a Limit,
    /// What says where warnings begin: a rule that does nothing else leaves the bounds of others as they are.
    pub warning: &'a Limit,
}

/// The limits in force for a function, or with no name for everything else; one for each metric.
pub(super) fn in_force<'a>(rules: &[&'a Rule], function: Option<&str>) -> Vec<InForce<'a>> {
    let meets = |names: &NameGlobs| function.is_some_and(|name| names.matches(name));
    in_force_where(rules, &|rule| rule.functions.as_ref().is_some_and(meets))
}

/// The same, with those rules on functions that are met.
pub(super) fn in_force_where<'a>(rules: &[&'a Rule], is_met: &dyn Fn(&Rule) -> bool) -> Vec<InForce<'a>> {
    let mut limits: Vec<InForce<'a>> = Vec::new();
    for rule in rules.iter().filter(|rule| rule.functions.is_none() || is_met(rule)) {
        for (metric, limit) in &rule.limits {
            match limits.iter_mut().find(|known| std::ptr::eq(known.metric, *metric)) {
                Some(known) if limit.only_warns() => known.warning = limit,
                Some(known) => *known = InForce { metric, bounds: limit, warning: limit },
                None => limits.push(InForce { metric, bounds: limit, warning: limit }),
            }
        }
    }
    limits
}
