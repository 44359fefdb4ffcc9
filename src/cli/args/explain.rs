//! The options of `metrics explain`.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(in crate::cli) struct ExplainArgs {
    /// A file, or a function of it: `src/shop.py::Cart.total`; the end of a qualified name is enough
    #[arg(value_name = "PATH[::NAME]", value_hint = clap::ValueHint::FilePath)]
    pub(in crate::cli) place: PathBuf,
    /// Show the operators and operands that Halstead's measures count
    #[arg(long)]
    pub(in crate::cli) halstead: bool,
    /// Form of the explanation
    #[arg(long, value_enum, default_value_t = ExplainFormat::Text, value_name = "FORMAT")]
    pub(in crate::cli) format: ExplainFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ExplainFormat {
    /// For reading
    Text,
    /// One JSON document, with the operators and operands
    Json,
}
