//! The options of `metrics explain`.

use super::OutputArgs;
use super::format::{Format, one_of};
use clap::Args;
use std::path::PathBuf;

const FORMATS: [Format; 2] = [Format::Text, Format::Json];

#[derive(Debug, Args)]
pub(in crate::cli) struct ExplainArgs {
    /// A file, or a function of it: `src/shop.py::Cart.total`; the end of a qualified name is enough
    #[arg(value_name = "PATH[::NAME]", value_hint = clap::ValueHint::FilePath)]
    pub(in crate::cli) place: PathBuf,
    /// Show the operators and operands that Halstead's measures count
    #[arg(long)]
    pub(in crate::cli) halstead: bool,
    /// Form of the explanation
    #[arg(long, value_parser = one_of(&FORMATS), default_value = "text", value_name = "FORMAT", help_heading = "Report")]
    pub(in crate::cli) format: Format,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
}
