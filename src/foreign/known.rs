//! The tools whose numbers ours are: versions, files that they read, and how each is installed.

use super::ours::{By, Form, HALSTEAD, Listed};
use super::plan::{Ground, ToolPlan};
use super::{big_code_analysis, complexipy, eslint, radon, ruff};
use crate::model::Scope;

/// A tool.
#[derive(Debug)]
pub struct ForeignTool {
    /// Its name, by which it is asked for.
    pub name: &'static str,
    /// The version whose numbers ours are.
    pub reference: &'static str,
    /// The first version that takes the options it is given here.
    pub since: &'static str,
    /// How it is installed.
    pub install: &'static str,
    /// Suffixes of the files that it reads.
    pub suffixes: &'static [&'static str],
    /// What its file may be called, without an ending.
    pub(super) programs: &'static [&'static str],
    /// What it is given to say its version.
    pub(super) version: &'static [&'static str],
    /// Whether it is a module of the program, and not installed where no version is said.
    pub(super) is_module: bool,
    /// Whether its numbers depend on the `CPython` that it runs on.
    pub(super) needs_python: bool,
    /// What it is asked.
    pub(super) plan: fn(&Ground<'_>) -> ToolPlan,
    /// What it has numbers of.
    pub(super) forms: &'static [Form],
}

impl PartialEq for ForeignTool {
    fn eq(&self, other: &ForeignTool) -> bool {
        self.name == other.name
    }
}

const PYTHON: &[&str] = &["py"];
const SCRIPTS: &[&str] = &["js", "jsx", "mjs", "cjs", "ts", "tsx", "mts", "cts"];
const VERSION: &[&str] = &["--version"];
const MODULE_VERSION: &[&str] =
    &["-I", "-c", "import importlib.metadata as it; print(it.version('big-code-analysis'))"];

/// All of them.
pub static TOOLS: [ForeignTool; 5] = [
    ForeignTool {
        name: "radon",
        reference: "6.0.1",
        since: "5.0",
        install: "pip install radon==6.0.1",
        suffixes: PYTHON,
        programs: &["radon"],
        version: VERSION,
        is_module: false,
        needs_python: true,
        plan: radon::plan,
        forms: &[
            Form::new(&["cyclomatic"], Scope::Function, By::Line, Listed::NoLocalClasses),
            Form::new(&["cyclomatic"], Scope::Class, By::Line, Listed::NoLocalClasses),
            Form::new(HALSTEAD, Scope::Function, By::BareName, Listed::Outermost),
            Form::new(HALSTEAD, Scope::File, By::File, Listed::All),
            Form::new(radon::RAW, Scope::File, By::File, Listed::All),
            Form::new(&["maintainability"], Scope::File, By::File, Listed::All),
        ],
    },
    ForeignTool {
        name: "complexipy",
        reference: "8.3.0",
        since: "8.0",
        install: "pip install complexipy==8.3.0",
        suffixes: PYTHON,
        programs: &["complexipy"],
        version: VERSION,
        is_module: false,
        needs_python: false,
        plan: complexipy::plan,
        forms: &[
            Form::new(&["cognitive"], Scope::Function, By::QualifiedName, Listed::Outermost),
            Form::new(&["cognitive.module"], Scope::File, By::File, Listed::All),
        ],
    },
    ForeignTool {
        name: "ruff",
        reference: "0.17.6",
        since: "0.4",
        install: "pip install ruff==0.17.6",
        suffixes: PYTHON,
        programs: &["ruff"],
        version: VERSION,
        is_module: false,
        needs_python: false,
        plan: ruff::plan,
        forms: &[Form::new(&["cyclomatic_mccabe"], Scope::Function, By::Line, Listed::All)],
    },
    ForeignTool {
        name: "eslint",
        reference: "10.15.0",
        since: "9.0",
        install: "npm install eslint@10.15.0 eslint-plugin-sonarjs@4.2.2 @typescript-eslint/parser@8.73.0 typescript@5.9.3",
        suffixes: SCRIPTS,
        programs: &["eslint"],
        version: VERSION,
        is_module: false,
        needs_python: false,
        plan: eslint::plan,
        forms: &[Form::new(eslint::METRICS, Scope::Function, By::End, Listed::All)],
    },
    ForeignTool {
        name: "big-code-analysis",
        reference: "2.4.0",
        since: "2.0",
        install: "pip install big-code-analysis==2.4.0",
        suffixes: SCRIPTS,
        programs: &["python3", "python"],
        version: MODULE_VERSION,
        is_module: true,
        needs_python: false,
        plan: big_code_analysis::plan,
        forms: &[Form::new(big_code_analysis::METRICS, Scope::File, By::File, Listed::All)],
    },
];

impl ForeignTool {
    /// The tool of a name.
    #[must_use]
    pub fn find(name: &str) -> Option<&'static ForeignTool> {
        TOOLS.iter().find(|tool| tool.name == name)
    }

    /// Whether it reads a file.
    #[must_use]
    pub fn reads(&self, path: &std::path::Path) -> bool {
        let suffix = path.extension().and_then(std::ffi::OsStr::to_str);
        suffix.is_some_and(|suffix| self.suffixes.contains(&suffix))
    }
}
