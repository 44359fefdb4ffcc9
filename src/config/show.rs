//! Settings as a configuration that would bring them about, with the origin of every value on request.

use super::settings::{CacheDirectory, Patterns, Setting, Settings};
use super::value::{Color, GeneratedFiles, Jobs, Packing, ParseErrors};
use crate::judge::{Aggregate, BudgetRule, BudgetScope, InForce};
use crate::model::{Origin, printable, printable_json};
use std::fmt::Write as _;
use std::path::Path;
use unicode_width::UnicodeWidthStr;

/// The effective settings as YAML; the limits are those that hold for the file in question, and the keys that are a
/// matter of a run as a whole have the values that they have in the run.
#[must_use]
pub fn effective(
    settings: &Settings,
    run: &Settings,
    limits: &[InForce<'_>],
    base: &Path,
    look: PageLook,
) -> String {
    // A key that is forgotten here does not compile.
    let Settings {
        policy: _,
        extensions: _,
        profiles: _,
        budgets,
        include,
        exclude,
        use_gitignore,
        generated,
        max_file_size,
        compat,
        parse_errors,
        files,
        jobs: _,
        baseline: _,
        cache: _,
        report: _,
        color: _,
    } = settings;
    let mut page = Page { text: String::new(), look };
    if *files != run.files {
        page.text += "# jobs, baseline, cache, report and color are those of the run:\n\
                      # a nested configuration does not set them\n";
    }
    page.text += "extends: []\n";
    page.limits(limits);
    page.budgets(budgets);
    page.patterns("include", include);
    page.patterns("exclude", exclude);
    page.row("", "use_gitignore", use_gitignore, ToString::to_string);
    page.row("", "generated", generated, |it| match it {
        GeneratedFiles::Skip => "skip".to_owned(),
        GeneratedFiles::Measure => "measure".to_owned(),
    });
    page.row("", "max_file_size", max_file_size, ToString::to_string);
    page.row("", "jobs", &run.jobs, |it| match it {
        Jobs::Auto => "auto".to_owned(),
        Jobs::Count(count) => count.to_string(),
    });
    page.row("", "baseline", &run.baseline, |path| quoted(&below(path, base)));
    page.row("", "compat", compat, ToString::to_string);
    page.row("", "parse_errors", parse_errors, |it| match it {
        ParseErrors::Warn => "warn".to_owned(),
        ParseErrors::Error => "error".to_owned(),
        ParseErrors::Ignore => "ignore".to_owned(),
    });
    page.cache(run, base);
    if !run.report.value.is_empty() {
        page.row("", "report", &run.report, |list| {
            format!("[{}]", list.iter().map(|it| it.name).collect::<Vec<_>>().join(", "))
        });
    }
    page.row("", "color", &run.color, |it| match it {
        Color::Auto => "auto".to_owned(),
        Color::Always => "always".to_owned(),
        Color::Never => "never".to_owned(),
    });
    page.text
}

/// What is shown beside the settings.
#[derive(Clone, Copy, Debug, Default)]
pub struct PageLook {
    /// Whether each setting has a comment that says where it was set.
    pub origins: bool,
    /// The columns that there are: a comment that does not fit behind its setting stands above it.
    pub width: Option<usize>,
}

impl PageLook {
    /// A value in brackets and quotes in lines that fit, which to YAML is the same: it takes a line break in either for a
    /// space. Where two spaces follow one another it would not be.
    fn broken(self, line: &str) -> String {
        const INDENT: usize = 6;
        let text = line.trim_start();
        let Some(width) = self.width.filter(|width| line.width() > *width && !text.contains("  ")) else {
            return line.to_owned();
        };
        let mut lines = " ".repeat(line.len() - text.len());
        let mut column = lines.len();
        for (at, word) in text.split(' ').enumerate() {
            if column > INDENT && column + 1 + word.width() > width {
                lines += "\n";
                lines += &" ".repeat(INDENT);
                column = INDENT;
            } else if at > 0 {
                lines += " ";
                column += 1;
            }
            lines += word;
            column += word.width();
        }
        lines
    }
}

struct Page {
    text: String,
    look: PageLook,
}

impl Page {
    fn line(&mut self, line: &str, origin: &Origin) {
        self.commented(line, &origin.to_string());
    }

    fn commented(&mut self, line: &str, comment: &str) {
        let comment = printable(comment);
        let needed = line.lines().last().map_or(0, UnicodeWidthStr::width) + "  # ".len() + comment.width();
        let indent = line.len() - line.trim_start().len();
        if !self.look.origins {
            writeln!(self.text, "{line}")
        } else if self.look.width.is_some_and(|width| needed > width) {
            writeln!(self.text, "{:indent$}# {comment}\n{line}", "")
        } else {
            writeln!(self.text, "{line}  # {comment}")
        }
        .expect("a String takes everything");
    }

    fn row<T>(&mut self, indent: &str, key: &str, setting: &Setting<T>, text: impl Fn(&T) -> String) {
        self.line(&format!("{indent}{key}: {}", text(&setting.value)), &setting.origin);
    }

    fn limits(&mut self, limits: &[InForce<'_>]) {
        self.text += if limits.is_empty() { "limits: {}\n" } else { "limits:\n" };
        for InForce { metric, bounds: limit, warning } in limits {
            let bounds = [("max", limit.max), ("min", limit.min), ("warn", warning.warn)];
            let bounds = bounds.iter().filter_map(|(name, bound)| Some(format!("{name}: {}", (*bound)?)));
            let bounds = bounds.collect::<Vec<_>>().join(", ");
            let line = if bounds.is_empty() {
                format!("  {}: off", metric.id)
            } else {
                format!("  {}: {{{bounds}}}", metric.id)
            };
            if limit.origin == warning.origin {
                self.line(&line, &limit.origin);
            } else {
                self.commented(&line, &format!("{}, warn {}", limit.origin, warning.origin));
            }
        }
    }

    fn budgets(&mut self, budgets: &[BudgetRule]) {
        if budgets.is_empty() {
            return;
        }
        self.text += "budgets:\n";
        for budget in budgets {
            let scope = match &budget.scope {
                BudgetScope::Paths(_, patterns) => {
                    let patterns: Vec<String> = patterns.iter().map(|it| quoted(it)).collect();
                    format!("paths: [{}]", patterns.join(", "))
                }
                BudgetScope::Owner(owner) => format!("owner: {}", quoted(owner)),
                BudgetScope::Package(package) => format!("package: {}", quoted(package)),
            };
            let measure = match budget.measure {
                Aggregate::Total(metric) => format!("metric: {}", metric.id),
                Aggregate::OverLimit(of) => format!("metric: over_limit, of: {}", of.id),
                Aggregate::Excess(of) => format!("metric: excess, of: {}", of.id),
            };
            let (bound, number) = budget.bound.parts();
            let expires = budget.expires.as_ref().map_or(String::new(), |it| format!(", expires: {it}"));
            let reason = quoted(&budget.reason);
            let text = format!("{scope}, {measure}, {bound}: {number}, reason: {reason}{expires}");
            let line = self.look.broken(&format!("  - {{{text}}}"));
            self.line(&line, &budget.origin);
        }
    }

    fn patterns(&mut self, key: &str, sets: &[Patterns]) {
        if sets.is_empty() {
            return;
        }
        writeln!(self.text, "{key}:").expect("a String takes everything");
        for set in sets {
            for pattern in &set.patterns {
                self.line(&format!("  - {}", quoted(pattern)), &set.origin);
            }
        }
    }

    fn cache(&mut self, settings: &Settings, base: &Path) {
        let cache = &settings.cache;
        self.text += "cache:\n";
        self.row("  ", "enabled", &cache.enabled, ToString::to_string);
        if let CacheDirectory::At(path) = &cache.directory.value {
            self.line(&format!("  directory: {}", quoted(&below(path, base))), &cache.directory.origin);
        }
        self.row("  ", "max_age_days", &cache.max_age_days, ToString::to_string);
        self.row("  ", "max_size_mb", &cache.max_size_mb, ToString::to_string);
        self.row("  ", "history_max_age_days", &cache.history_max_age_days, ToString::to_string);
        self.row("  ", "history_max_size_mb", &cache.history_max_size_mb, ToString::to_string);
        self.row("  ", "wait_ms", &cache.wait_ms, ToString::to_string);
        self.row("  ", "compression", &cache.compression, |it| match it {
            Packing::None => "none".to_owned(),
            Packing::Gzip => "gzip".to_owned(),
        });
    }
}

fn below(path: &Path, base: &Path) -> String {
    path.strip_prefix(base).unwrap_or(path).to_string_lossy().into_owned()
}

/// A text in double quotes, with JSON's escapes, which YAML knows too.
pub(super) fn quoted(text: &str) -> String {
    printable_json(&serde_json::Value::from(text).to_string()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_that_is_broken_stays_the_same_value() {
        let line = "  - {paths: [\"src/**\"], metric: over_limit, of: cyclomatic, max: 3, reason: \"as it is # now\"}";
        let value = |text: &str| serde_yaml::from_str::<serde_json::Value>(text).expect("YAML");
        for width in 20..100 {
            let broken = PageLook { origins: false, width: Some(width) }.broken(line);
            assert_eq!(value(&broken), value(line), "{broken}");
            assert!(broken.lines().all(|it| it.width() <= width.max(25)), "{broken}");
        }
        assert_eq!(PageLook::default().broken(line), line);
    }
}
