//! What a project gates on today with other tools: their configurations and command lines as texts in, limits out.
//!
//! Each reader is one file. What it does not understand is said with its place and never guessed; nothing is run, and no
//! file is looked for here.

mod biome;
mod command;
mod complexipy;
mod eslint;
mod flake8;
mod flat;
mod found;
mod ini;
mod literal;
mod options;
mod patterns;
mod pre_commit;
mod ruff;
mod settle;
mod write;

pub use found::{ForeignLimit, ForeignLimits, Unread};
pub(super) use write::text;

use serde_json::Value;
use std::collections::BTreeSet;

/// The files that are read where they stand beside a new configuration, in the order in which they are told.
pub(crate) const FOREIGN_FILES: &[&str] = &[
    "pyproject.toml",
    "ruff.toml",
    ".ruff.toml",
    "setup.cfg",
    "tox.ini",
    ".flake8",
    "complexipy.toml",
    ".complexipy.toml",
    "radon.cfg",
    ".pre-commit-config.yaml",
    "package.json",
    ".eslintrc",
    ".eslintrc.json",
    ".eslintrc.yaml",
    ".eslintrc.yml",
    ".eslintrc.js",
    ".eslintrc.cjs",
    "eslint.config.js",
    "eslint.config.mjs",
    "eslint.config.cjs",
    "eslint.config.ts",
    "eslint.config.mts",
    "biome.json",
    "biome.jsonc",
    ".oxlintrc.json",
    ".oxlintrc.jsonc",
    ".eslintignore",
    ".gitlab-ci.yml",
    "Makefile",
];

/// The directory of further files, all of them with commands.
pub(crate) const FOREIGN_WORKFLOWS: &str = ".github/workflows";

impl ForeignLimits {
    /// Reads files by their names, from the directory that they stand in, and texts.
    #[must_use]
    pub fn read<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> ForeignLimits {
        let mut found = ForeignLimits::default();
        for (file, text) in files {
            found.read_file(file, text);
        }
        found.prefer_configurations();
        let of = |limit: &ForeignLimit| (limit.tool, limit.metric);
        let limited: BTreeSet<_> = found.limits.iter().filter(|it| it.max.is_some()).map(of).collect();
        found.limits.retain(|limit| limited.contains(&of(limit)));
        found.say_idle();
        found
    }

    /// Says which limits change nothing, because one as small holds there.
    fn say_idle(&mut self) {
        let limits = std::mem::take(&mut self.limits);
        let idle = settle::settle(&limits).idle;
        for (limit, holds) in &idle {
            let Some(bound) = holds.max.or(holds.warn) else { continue };
            let own = limit.max.map_or("off".to_owned(), |max| max.to_string());
            let (origin, paths) = (&limit.origin, limit.paths.join(", "));
            let why = format!("{origin}, {own} in {paths}: the limit {bound} holds there already");
            self.unread(&limit.file, &why);
        }
        let idle: Vec<ForeignLimit> = idle.into_iter().map(|(limit, _)| limit.clone()).collect();
        self.limits = limits;
        self.limits.retain(|limit| !idle.contains(limit));
    }

    /// Drops what a command of complexipy has for want of a number on its line, where a configuration has one.
    fn prefer_configurations(&mut self) {
        let is_configured =
            |limit: &ForeignLimit| !limit.is_usual && limit.origin.starts_with(complexipy::ORIGIN);
        if self.limits.iter().any(is_configured) {
            self.limits.retain(|limit| !limit.is_usual);
        }
    }

    fn read_file(&mut self, file: &str, text: &str) {
        match file {
            "pyproject.toml" | "ruff.toml" | ".ruff.toml" | "complexipy.toml" | ".complexipy.toml" => {
                self.toml(file, text);
            }
            "setup.cfg" | "tox.ini" | ".flake8" | "radon.cfg" => self.ini(file, text),
            ".pre-commit-config.yaml" => self.yaml(file, text, pre_commit::read),
            ".eslintrc.yaml" | ".eslintrc.yml" => self.yaml(file, text, eslint::read),
            // It is JSON with comments, or YAML.
            ".eslintrc" if !text.trim_start().starts_with(['{', '/']) => self.yaml(file, text, eslint::read),
            ".eslintrc" | ".eslintrc.json" | ".oxlintrc.json" | ".oxlintrc.jsonc" => {
                self.json(file, text, eslint::read);
            }
            ".eslintignore" => self.eslintignore(file),
            "biome.json" | "biome.jsonc" => self.json(file, text, biome::read),
            "package.json" => self.json(file, text, |file, package, found| {
                if let Some(config) = package.get("eslintConfig") {
                    eslint::read(file, config, found);
                }
                let scripts = package.get("scripts").and_then(Value::as_object);
                for script in scripts.into_iter().flat_map(|it| it.values()).filter_map(Value::as_str) {
                    command::line(file, script, found);
                }
            }),
            _ if file.contains("eslint") => flat::read(file, text, self),
            _ => command::lines(file, text, self),
        }
    }

    fn toml(&mut self, file: &str, text: &str) {
        let root: Value = match toml::from_str(text) {
            Ok(root) => root,
            Err(error) => return self.unread(file, &format!("no TOML: {}", first_line(error.message()))),
        };
        match file {
            "ruff.toml" | ".ruff.toml" => ruff::read(file, &root, self),
            "pyproject.toml" => {
                let tool = |name: &str| root.get("tool").and_then(|tool| tool.get(name));
                if let Some(table) = tool("ruff") {
                    ruff::read(file, table, self);
                }
                if let Some(table) = tool("complexipy") {
                    complexipy::read(file, table, self);
                }
                if tool("radon").is_some() {
                    self.radon(file);
                }
            }
            _ => complexipy::read(file, &root, self),
        }
    }

    fn ini(&mut self, file: &str, text: &str) {
        let sections = ini::read(text);
        if let Some(section) = ini::section(&sections, "flake8") {
            flake8::read(file, section, self);
        }
        if ini::section(&sections, "radon").is_some() {
            self.radon(file);
        }
        if file == "tox.ini" {
            command::lines(file, text, self);
        }
    }

    fn yaml(&mut self, file: &str, text: &str, read: fn(&str, &Value, &mut ForeignLimits)) {
        match super::yaml::data(text) {
            Ok(value) => read(file, &value, self),
            Err(wrong) => self.unread(file, &format!("no YAML: {}", first_line(&wrong.what))),
        }
    }

    fn json(&mut self, file: &str, text: &str, read: impl Fn(&str, &Value, &mut ForeignLimits)) {
        match literal::document(text) {
            Ok(value) => read(file, &value, self),
            Err(line) => self.unread(file, &format!("no JSON, from line {line}")),
        }
    }

    fn eslintignore(&mut self, file: &str) {
        if self.limits.iter().any(|limit| limit.tool == eslint::TOOL && limit.file.starts_with(".eslintrc")) {
            self.unread(file, "list what the limits shall not judge under `exclude`");
        }
    }

    fn radon(&mut self, file: &str) {
        self.unread(file, "radon shows values and fails for none: it gates on nothing");
    }
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

#[cfg(test)]
mod complaints;
#[cfg(test)]
mod met;
#[cfg(test)]
mod several;
#[cfg(test)]
mod tests;
