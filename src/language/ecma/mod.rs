//! JavaScript, TypeScript and TSX: the rows of the languages that share ECMAScript's syntax, and of files with scripts.

mod component;
mod dialect;
pub mod lines;
mod name;
mod operand;
mod raw;
mod repair;

use super::LanguageSpec;
use crate::model::{ClassScore, Conventions, CyclomaticTotal, FunctionKinds, SecondCyclomatic};

const STRUCTURE: &str = include_str!("../../../queries/ecma/structure.scm");
const NAMES: &str = include_str!("../../../queries/ecma/names.scm");
const CONTROL: &str = include_str!("../../../queries/ecma/control.scm");
const HALSTEAD: &str = include_str!("../../../queries/ecma/halstead.scm");
const LINES: &str = include_str!("../../../queries/ecma/lines.scm");
const MISREAD: &str = include_str!("../../../queries/ecma/misread.scm");
const TYPESCRIPT_MISREAD: &str = include_str!("../../../queries/typescript/misread.scm");
const TSX_MISREAD: &str = include_str!("../../../queries/typescript/misread_tsx.scm");
const JSX: &str = include_str!("../../../queries/ecma/jsx.scm");
const TYPESCRIPT_ONLY: &str = include_str!("../../../queries/typescript/typescript.scm");

/// The row of JavaScript.
pub(super) const JAVASCRIPT: LanguageSpec = LanguageSpec {
    name: "javascript",
    words: &["js", SCRIPT, ECMA],
    extensions: &["js", "jsx", "mjs", "cjs"],
    interpreters: &["node", "nodejs", "bun", "zx", "gjs"],
    grammar: tree_sitter_javascript::LANGUAGE,
    queries: &[
        STRUCTURE,
        NAMES,
        CONTROL,
        HALSTEAD,
        LINES,
        MISREAD,
        JSX,
        include_str!("../../../queries/javascript/javascript.scm"),
        include_str!("../../../queries/javascript/misread.scm"),
    ],
    repair: Some(repair::javascript),
    misreads: repair::is_script_misread,
    ..TYPESCRIPT
};

/// The row of TypeScript.
pub(super) const TYPESCRIPT: LanguageSpec = LanguageSpec {
    name: "typescript",
    words: &["ts", SCRIPT, ECMA],
    extensions: &["ts", "mts", "cts"],
    interpreters: &["deno", "ts-node", "ts-node-esm", "tsx", "vite-node", "jiti"],
    grammar: tree_sitter_typescript::LANGUAGE_TYPESCRIPT,
    queries: &[STRUCTURE, NAMES, CONTROL, HALSTEAD, LINES, MISREAD, TYPESCRIPT_ONLY, TYPESCRIPT_MISREAD],
    decode: lines::decode,
    raw_lines: raw::raw_lines,
    line_starts: lines::line_starts,
    identifier: name::identifier,
    operand_identity: operand::identity,
    is_literal: |_| true,
    comment: "//",
    dialect: dialect::dialect,
    embedded: None,
    repair: Some(repair::typescript),
    misreads: repair::is_misread,
    conventions: Conventions {
        cyclomatic_total: CyclomaticTotal::Everything,
        class_score: ClassScore::MeanOfMethods,
        function_kinds: FunctionKinds::BySyntax { constructor: "constructor" },
        second_cyclomatic: SecondCyclomatic::Modified,
        sonar_file: true,
        halstead_of_unrepaired: true,
    },
};

/// The row of TypeScript's declaration files.
pub(super) const DECLARATIONS: LanguageSpec = LanguageSpec {
    extensions: &["d.ts", "d.mts", "d.cts"],
    interpreters: &[],
    queries: &[
        include_str!("../../../queries/typescript/declarations.scm"),
        HALSTEAD,
        LINES,
        TYPESCRIPT_ONLY,
    ],
    ..TYPESCRIPT
};

/// The row of TypeScript with JSX.
pub(super) const TSX: LanguageSpec = LanguageSpec {
    name: "tsx",
    words: &[SCRIPT, ECMA],
    extensions: &["tsx"],
    interpreters: &[],
    grammar: tree_sitter_typescript::LANGUAGE_TSX,
    queries: &[
        STRUCTURE,
        NAMES,
        CONTROL,
        HALSTEAD,
        LINES,
        MISREAD,
        JSX,
        TYPESCRIPT_ONLY,
        TYPESCRIPT_MISREAD,
        TSX_MISREAD,
    ],
    repair: Some(repair::tsx),
    ..TYPESCRIPT
};

/// The words for JavaScript, TypeScript and TSX together.
const SCRIPT: &str = "script";
const ECMA: &str = "ecma";

/// The row of Vue components: what component files hold is measured in the language of their scripts.
pub(super) const VUE: LanguageSpec = LanguageSpec {
    name: "component",
    words: &[],
    extensions: &["vue"],
    interpreters: &[],
    embedded: Some(component::vue),
    ..JAVASCRIPT
};

/// The row of Svelte components.
pub(super) const SVELTE: LanguageSpec =
    LanguageSpec { extensions: &["svelte"], embedded: Some(component::svelte), ..VUE };

/// The row of Astro components.
pub(super) const ASTRO: LanguageSpec =
    LanguageSpec { extensions: &["astro"], embedded: Some(component::astro), ..VUE };
