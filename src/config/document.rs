//! What a configuration file can say: the keys, their types and their meaning. The schema for editors is made of it.

use super::decode::Located;
use super::fields::fields_of;
use super::limits::LimitTable;
use super::value::{
    Color, Date, Extension, FormatName, GeneratedFiles, Jobs, LanguageWord, Packing, ParseErrors, Size,
};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use std::collections::BTreeMap;

/// By these keys a file is known as ours; editors and other programs write `$schema`, too.
pub(super) fn own_keys() -> Vec<&'static str> {
    fields_of::<Document>().iter().copied().filter(|key| !key.starts_with('$')).collect()
}

type Key<T> = Option<Located<T>>;

/// Configuration of metrics, a tool that measures source code and checks the measures against limits.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(title = "metrics")]
pub(super) struct Document {
    /// Where editors find the schema of this file.
    #[serde(rename = "$schema")]
    pub(super) schema: Key<String>,
    /// Presets (`relaxed`, `standard`, `strict`) or files inside the repository that this file builds on.
    #[schemars(extend("default" = ["standard"]))]
    pub(super) extends: Key<Vec<Located<String>>>,
    /// Limits by metric id; a bare number is a maximum, or a minimum where less is worse; `off` lifts a limit.
    pub(super) limits: LimitTable,
    /// What differs between languages.
    #[serde(deserialize_with = "super::fields::once_each")]
    pub(super) languages: BTreeMap<LanguageWord, LanguageSection>,
    /// Exceptions, of which the later ones win.
    pub(super) overrides: Vec<Located<Override>>,
    /// What several files may come to together, which a limit on each function does not see.
    pub(super) budgets: Vec<Located<BudgetSection>>,
    /// Patterns as in `.gitignore`: if there are any, only matching files are measured.
    pub(super) include: Key<Vec<Located<String>>>,
    /// Patterns as in `.gitignore`: what matches is passed over.
    pub(super) exclude: Key<Vec<Located<String>>>,
    /// Whether ignore files such as `.gitignore` count.
    #[schemars(extend("default" = true))]
    pub(super) use_gitignore: Key<bool>,
    /// What happens to generated and minified files.
    #[schemars(extend("default" = "skip"))]
    pub(super) generated: Key<GeneratedFiles>,
    /// Larger files are passed over.
    #[schemars(extend("default" = "1MiB"))]
    pub(super) max_file_size: Key<Size>,
    /// Number of worker threads; `auto` is one per processor, at most 8.
    #[schemars(extend("default" = "auto"))]
    pub(super) jobs: Key<Jobs>,
    /// File of the findings that are known already.
    #[schemars(extend("default" = ".metrics-baseline"))]
    pub(super) baseline: Key<String>,
    /// Whether the suppression comments of other tools count.
    #[schemars(extend("default" = false))]
    pub(super) compat: Key<bool>,
    /// What a file that the parser does not understand as a whole means for a check.
    #[schemars(extend("default" = "warn"))]
    pub(super) parse_errors: Key<ParseErrors>,
    /// The cache of measures.
    pub(super) cache: CacheSection,
    /// Forms of the report.
    #[schemars(extend("default" = ["text"]))]
    pub(super) report: Key<Vec<Located<FormatName>>>,
    /// When to use colour.
    #[schemars(extend("default" = "auto"))]
    pub(super) color: Key<Color>,
    /// Sets of the other keys by name: what `--profile NAME` lays over the rest of this file.
    #[schemars(schema_with = "profiles")]
    pub(super) profiles: BTreeMap<String, Located<Document>>,
}

/// A profile is what a file is, but for the keys of the file itself.
fn profiles(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": "object",
        "additionalProperties": {
            "allOf": [{ "$ref": "#" }],
            "properties": { "$schema": false, "profiles": false }
        }
    })
}

/// What holds for one language.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct LanguageSection {
    /// Limits for its files.
    pub(super) limits: LimitTable,
    /// Suffixes of its files, besides the usual ones.
    pub(super) extensions: Vec<Located<Extension>>,
}

/// Other limits for some files or functions.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Override {
    /// Files, as patterns of a `.gitignore` beside this file.
    #[serde(default)]
    pub(super) paths: Option<Vec<Located<String>>>,
    /// Functions, as patterns of their qualified names, such as `Parser.*`.
    #[serde(default)]
    pub(super) functions: Option<Vec<Located<String>>>,
    /// Languages.
    #[serde(default)]
    pub(super) languages: Option<Vec<LanguageWord>>,
    /// The limits that hold for them.
    pub(super) limits: LimitTable,
    /// Why.
    pub(super) reason: Located<String>,
    /// The last day on which nothing is said about it.
    #[serde(default)]
    pub(super) expires: Option<Date>,
}

/// What some files may come to together: those of `paths`, of an `owner` or of a `package`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct BudgetSection {
    /// Files, as patterns of a `.gitignore` beside this file.
    #[serde(default)]
    pub(super) paths: Option<Vec<Located<String>>>,
    /// The files that CODEOWNERS gives to this owner, such as `@org/team`.
    #[serde(default)]
    pub(super) owner: Option<Located<String>>,
    /// The files of this package, by its name or its directory.
    #[serde(default)]
    pub(super) package: Option<Located<String>>,
    /// What is added up: a metric that directories have, or `over_limit`, `excess` or `erosion`.
    pub(super) metric: Located<String>,
    /// The metric whose limits `over_limit` and `excess` are about.
    #[serde(default)]
    pub(super) of: Option<Located<String>>,
    /// What it may come to.
    #[serde(default)]
    pub(super) max: Option<Located<f64>>,
    /// How much a change may add to it.
    #[serde(default)]
    pub(super) may_grow: Option<Located<f64>>,
    /// Why.
    pub(super) reason: Located<String>,
    /// The last day on which nothing is said about it.
    #[serde(default)]
    pub(super) expires: Option<Date>,
}

/// The cache of measures.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct CacheSection {
    /// Whether there is one.
    #[schemars(extend("default" = true))]
    pub(super) enabled: Key<bool>,
    /// Where it is; in a repository's file a directory inside that repository.
    pub(super) directory: Key<String>,
    /// Entries that were not used for so many days are dropped.
    #[schemars(range(min = 1, max = 3650), extend("default" = 7))]
    pub(super) max_age_days: Key<u32>,
    /// The longest unused entries are dropped above this size.
    #[schemars(range(min = 1, max = 1_048_576), extend("default" = 100))]
    pub(super) max_size_mb: Key<u32>,
    /// Records of contents that files had in former commits are dropped if they were not used for so many days.
    #[schemars(range(min = 1, max = 3650), extend("default" = 30))]
    pub(super) history_max_age_days: Key<u32>,
    /// The longest unused of them are dropped above this size.
    #[schemars(range(min = 1, max = 1_048_576), extend("default" = 500))]
    pub(super) history_max_size_mb: Key<u32>,
    /// How many milliseconds another process is waited for that writes to it; one that rebuilds it, four times as long.
    #[schemars(range(min = 0, max = 60_000), extend("default" = 250))]
    pub(super) wait_ms: Key<u32>,
    /// How entries are stored.
    #[schemars(extend("default" = "none"))]
    pub(super) compression: Key<Packing>,
}
